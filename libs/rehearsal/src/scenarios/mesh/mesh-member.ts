import { objectsUnder, type Files, type KubeObject, type Live, type StagedApp } from '../shared/kit.ts'
import type { Identity } from '../../traffic/spiffe.ts'

/** An app as the mesh sees it. */
export interface Member extends Identity {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly port: number | undefined
  /**
   * Ports of its Service without UDP and without the main port, unless that carries bytes and so has its own number.
   */
  readonly more: readonly MorePort[]
  readonly containerPorts: readonly unknown[]
  /** Unset without a Service. */
  readonly host: string | undefined
  /** From its spec: apps, and hosts outside by HTTPS. */
  readonly calls: readonly string[]
  readonly outside: readonly string[]
  /** Hosts outside that are neither HTTP nor TLS. */
  readonly bytes: readonly { readonly host: string; readonly port: number }[]
}

export interface MorePort {
  readonly port: number
  readonly protocol: string
}

const called = 'calls.slipway.dev/'

/**
 * Whether a policy is the one that lets the gateway in, which alone closes paths (libs/manifests,
 * authorization-policy.ts).
 */
export const letsGatewayIn = ({ spec }: Pick<Live, 'spec'>): boolean => JSON.stringify(spec).includes('"notPaths"')

export function membersOf(files: Files, apps: readonly StagedApp[]): readonly Member[] {
  return apps.flatMap((app) => {
    const objects = objectsUnder(files, app.folder)
    const of = (kind: string) => objects.filter((object) => object.kind === kind)
    const template = objects
      .map(({ spec }) => spec)
      .map((spec) => spec?.jobTemplate?.spec?.template ?? spec?.template)
      .find((found) => found?.spec?.containers !== undefined)
    if (template === undefined) return []
    const { labels = {} } = template.metadata ?? {}
    const port = template.spec?.containers?.[0]?.ports?.[0]?.containerPort
    const service = of('Service').find(({ metadata }) => metadata.name === app.name)
    const isHttp = service?.spec?.ports?.some((each) => each.port === 80) ?? service !== undefined
    return [
      {
        name: app.name,
        namespace: app.team,
        serviceAccount: template.spec?.serviceAccountName ?? 'default',
        labels,
        port,
        more: (service?.spec?.ports ?? []).flatMap(({ port: number, protocol, appProtocol = 'tcp' }) =>
          number === undefined || number === 80 || number === port || protocol === 'UDP'
            ? []
            : [{ port: number, protocol: appProtocol }],
        ),
        containerPorts: template.spec?.containers?.[0]?.ports ?? [],
        host: !isHttp || port === undefined ? undefined : `${app.name}.${app.team}.svc.cluster.local`,
        calls: Object.keys(labels)
          .filter((label) => label.startsWith(called))
          .map((label) => label.slice(called.length)),
        outside: of('ServiceEntry').flatMap(({ spec }) =>
          spec?.ports?.some(({ number }) => number === 443) === true ? (spec.hosts ?? []) : [],
        ),
        bytes: of('ServiceEntry').flatMap(({ spec }) =>
          (spec?.ports ?? []).flatMap(({ number, protocol }) =>
            protocol === 'TCP' && number !== undefined
              ? (spec?.hosts ?? []).map((host) => ({ host, port: number }))
              : [],
          ),
        ),
      },
    ]
  })
}

const kinds = new Set([
  'Namespace',
  'ServiceAccount',
  'Service',
  'Sidecar',
  'ServiceEntry',
  'AuthorizationPolicy',
  'PeerAuthentication',
  'DestinationRule',
  'VirtualService',
])

/** Namespaces first. */
export function meshObjects(files: Files, cluster: string): readonly Live[] {
  const first = ({ kind }: Live) => Number(kind !== 'Namespace')
  return objectsUnder(files, `clusters/${cluster}`)
    .filter(({ kind }) => kinds.has(kind))
    .sort((one, other) => first(one) - first(other))
}

export function othersIn(files: Files, cluster: string, members: readonly Member[]): readonly Identity[] {
  const principals = new Set(
    meshObjects(files, cluster)
      .filter(({ kind }) => kind === 'AuthorizationPolicy')
      .flatMap(({ spec }) => spec?.rules ?? [])
      .flatMap(({ from = [] }) => from.flatMap(({ source }) => source?.principals ?? [])),
  )
  return [...principals].flatMap((principal) => {
    const [, namespace = '', serviceAccount = ''] = /^cluster\.local\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? []
    const known = members.some((member) => member.namespace === namespace && member.serviceAccount === serviceAccount)
    return namespace === '' || known ? [] : [{ namespace, serviceAccount }]
  })
}

/** Selects the proxy of one pod. */
export const podLabel = 'rehearsal.slipway.dev/pod'

/** The pod with a sidecar as istiod reads it. */
export const podOf = ({ name, namespace, serviceAccount, labels, containerPorts }: Member): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { ...labels, [podLabel]: name, 'security.istio.io/tlsMode': 'istio' } },
  spec: {
    serviceAccountName: serviceAccount,
    securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'app',
        image: 'app',
        ...(containerPorts.length === 0 ? {} : { ports: containerPorts }),
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
})

interface Place {
  readonly address: string
  readonly app: string
  /** Further ports that it sends to, where hosts outside have addresses of their own. */
  readonly sends?: readonly number[]
}

/** The ports at which its sidecar takes requests for it. */
const inboundOf = ({ port, more }: Pick<Member, 'port' | 'more'>): readonly number[] =>
  port === undefined ? [] : [...new Set([port, ...more.map((each) => each.port)])]

export const sendsOf = (member: Member, members: readonly Member[]): readonly number[] => {
  const called = members.filter(({ name }) => member.calls.includes(name)).flatMap(({ more }) => more)
  return [...new Set(called.map(({ port }) => port))].filter((port) => !inboundOf(member).includes(port))
}

/**
 * Replaces iptables: the sidecar listens at the pod's port and for its requests. Nothing else that istiod sends is
 * changed.
 */
export function placed(member: Member, { address, app, sends }: Place): KubeObject {
  const { name, namespace, bytes } = member
  const inbound = inboundOf(member)
  const listener = (context: string, match: unknown, value: unknown) => ({
    applyTo: 'LISTENER',
    match: { context, listener: match },
    patch: { operation: 'MERGE', value },
  })
  const at = (port_value: number) => ({ address: { socket_address: { address, port_value } } })
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: `${name}-place`, namespace },
    spec: {
      workloadSelector: { labels: { [podLabel]: name } },
      configPatches: [
        listener(
          'SIDECAR_INBOUND',
          { name: 'virtualInbound' },
          { ...at(inbound[0] ?? 15_006), additional_addresses: inbound.slice(1).map(at) },
        ),
        listener('SIDECAR_OUTBOUND', { name: 'virtualOutbound' }, at(15_001)),
        ...[80, ...(sends ?? [443])].map((number) =>
          listener('SIDECAR_OUTBOUND', { portNumber: number }, { ...at(number), bind_to_port: true }),
        ),
        // Each host has the address that istiod gave it.
        ...(sends === undefined ? [] : [...new Set([443, ...bytes.map(({ port }) => port)])]).map((number) =>
          listener('SIDECAR_OUTBOUND', { portNumber: number }, { bind_to_port: true }),
        ),
        ...inbound.map((port) => ({
          applyTo: 'CLUSTER',
          match: { context: 'SIDECAR_INBOUND', cluster: { name: `inbound|${port}||` } },
          patch: {
            operation: 'MERGE',
            value: {
              type: 'STRICT_DNS',
              lb_policy: 'LEAST_REQUEST',
              load_assignment: {
                cluster_name: `inbound|${port}||`,
                endpoints: [
                  {
                    lb_endpoints: [{ endpoint: { address: { socket_address: { address: app, port_value: port } } } }],
                  },
                ],
              },
            },
          },
        })),
      ],
    },
  }
}

export const labelsOf = (pod: KubeObject): Readonly<Record<string, string>> => pod.metadata.labels ?? {}
