import { isAwsHost } from '@slipway/fleet'
import { appsIn, objectsUnder, type Files } from '../shared/kit.ts'
import { letsGatewayIn, membersOf, type Member } from './mesh-member.ts'

/** A port where pods of an app listen. */
export interface OpenPort {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
}

/** An app, or what migrates its database, as the network sees it. */
export interface NetworkMember extends Member {
  readonly ports: readonly OpenPort[]
  /** Whether pods of it call each other. */
  readonly peers: boolean
  /** Whether people reach its first port by a gateway. */
  readonly exposed: boolean
  /** Whether it has an AWS identity, which the Pod Identity agent of its machine gives it. */
  readonly aws: boolean
  /** Ports of the outside hosts that its spec names, some of which are in the VPC. */
  readonly outsidePorts: ReadonlySet<number>
}

/** Both gateways are there (libs/manifests/src/platform-names.ts). */
export const gatewayNamespace = 'istio-ingress'
export const monitoringNamespace = 'monitoring'

const portsOf = ({ containerPorts }: Member): readonly OpenPort[] =>
  (containerPorts as readonly { readonly containerPort: number; readonly protocol?: string }[]).flatMap(
    ({ containerPort, protocol = 'TCP' }) =>
      protocol === 'TCP' || protocol === 'UDP' ? [{ port: containerPort, protocol }] : [],
  )

/** The intended connections, read from the rendered mesh and workloads: never from the NetworkPolicies themselves. */
export function networkMembers(files: Files, cluster: string): readonly NetworkMember[] {
  const apps = appsIn(files.keys(), cluster)
  return membersOf(files, apps).flatMap((member) => {
    const objects = objectsUnder(files, `clusters/${cluster}/${member.namespace}/${member.name}`)
    const own = objects.filter(({ metadata }) => metadata.namespace === member.namespace)
    const entries = own.filter(({ kind }) => kind === 'ServiceEntry')
    const policies = own.filter(({ kind }) => kind === 'AuthorizationPolicy')
    const app: NetworkMember = {
      ...member,
      ports: portsOf(member),
      peers: policies.some(({ metadata }) => metadata.name === `${member.name}-peers`),
      exposed: policies.some(letsGatewayIn),
      aws: entries.some(({ spec }) => (spec?.hosts ?? []).some(isAwsHost)),
      outsidePorts: new Set(entries.flatMap(({ spec }) => (spec?.ports ?? []).flatMap((port) => port.number ?? []))),
    }
    const migration = own.find(({ kind, metadata }) => kind === 'Job' && metadata.name === `${member.name}-migrate`)
    if (migration === undefined) return [app]
    const name = migration.metadata.name
    const labels = migration.spec?.template?.metadata?.labels ?? {}
    return [app, { ...app, name, labels, port: undefined, ports: [], containerPorts: [], peers: false, exposed: false }]
  })
}
