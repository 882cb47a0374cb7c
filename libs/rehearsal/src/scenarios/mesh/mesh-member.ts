import type { KubeObject } from '@slipway/core'
import type { Files } from '@slipway/tree'
import { objectsOfFiles } from '../../cluster/objects-in.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { Identity } from '../../traffic/spiffe.ts'

/** An app as the mesh sees it: one pod with the labels and the account of its workload's. */
export interface Member extends Identity {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** The port of its container; nothing for one that nobody can call. */
  readonly port: number | undefined
  /** The host under which others call it; nothing where there is no Service. */
  readonly host: string | undefined
  /** Names of the apps that its spec says it calls, and of hosts outside. */
  readonly calls: readonly string[]
  readonly outside: readonly string[]
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> }
  readonly spec?: {
    readonly serviceAccountName?: string
    readonly containers?: readonly { readonly ports?: readonly { readonly containerPort: number }[] }[]
  }
}
interface WorkloadSpec {
  readonly template?: Template
  readonly jobTemplate?: { readonly spec?: { readonly template?: Template } }
}

const called = 'calls.slipway.dev/'

/** What each app of a tree is in the mesh; one without pods is nothing. */
export function membersOf(files: Files, apps: readonly StagedApp[]): readonly Member[] {
  return apps.flatMap((app) => {
    const objects = objectsOfFiles(files, (file) => file.startsWith(`${app.folder}/`))
    const of = (kind: string) => objects.filter((object) => object.kind === kind)
    const template = objects
      .map(({ spec }) => spec as WorkloadSpec | undefined)
      .map((spec) => spec?.jobTemplate?.spec?.template ?? spec?.template)
      .find((found) => found?.spec?.containers !== undefined)
    if (template === undefined) return []
    const { labels = {} } = template.metadata ?? {}
    const port = template.spec?.containers?.[0]?.ports?.[0]?.containerPort
    const service = of('Service').find(({ metadata }) => metadata.name === app.name)
    return [
      {
        name: app.name,
        namespace: app.team,
        serviceAccount: template.spec?.serviceAccountName ?? 'default',
        labels,
        port,
        host: service === undefined || port === undefined ? undefined : `${app.name}.${app.team}.svc.cluster.local`,
        calls: Object.keys(labels)
          .filter((label) => label.startsWith(called))
          .map((label) => label.slice(called.length)),
        outside: of('ServiceEntry').flatMap(({ spec }) => (spec as { hosts?: readonly string[] }).hosts ?? []),
      },
    ]
  })
}

/** What of the tree a mesh is made of; workloads, their scalers and what watches them are not. */
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

/** Those objects of a cluster's tree, namespaces first. */
export function meshObjects(files: Files, cluster: string): readonly KubeObject[] {
  const wanted = objectsOfFiles(files, (file) => file.startsWith(`clusters/${cluster}/`)).filter(({ kind }) =>
    kinds.has(kind),
  )
  return [...wanted.filter(({ kind }) => kind === 'Namespace'), ...wanted.filter(({ kind }) => kind !== 'Namespace')]
}

/** Who else is let in somewhere, by the principals that policies name: the gateway. */
export function othersIn(files: Files, cluster: string, members: readonly Member[]): readonly Identity[] {
  const principals = new Set(
    meshObjects(files, cluster)
      .filter(({ kind }) => kind === 'AuthorizationPolicy')
      .flatMap(({ spec }) =>
        (
          (spec as { rules?: readonly { from?: readonly { source?: { principals?: readonly string[] } }[] }[] })
            .rules ?? []
        ).flatMap(({ from = [] }) => from.flatMap(({ source }) => source?.principals ?? [])),
      ),
  )
  return [...principals].flatMap((principal) => {
    const [, namespace = '', serviceAccount = ''] = /^cluster\.local\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? []
    const known = members.some((member) => member.namespace === namespace && member.serviceAccount === serviceAccount)
    return namespace === '' || known ? [] : [{ namespace, serviceAccount }]
  })
}

/** By which the place of one pod's proxy is told to that proxy alone. */
export const podLabel = 'rehearsal.slipway.dev/pod'

/** The pod of a member: with what istiod asks of one that has a sidecar, and nothing else of its own. */
export const podOf = ({ name, namespace, serviceAccount, labels, port }: Member): KubeObject => ({
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
        ...(port === undefined ? {} : { ports: [{ name: 'http', containerPort: port }] }),
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
})

interface Place {
  readonly address: string
  /** Where what stands in for the app listens. */
  readonly app: string
}

/**
 * In a cluster, iptables in each pod lead its connections to its sidecar. Here a sidecar stands where the pod's own port would be, and
 * listens for the pod's own requests; nothing else of what istiod tells it is changed.
 */
export function placed({ name, namespace, port }: Member, { address, app }: Place): KubeObject {
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
        listener('SIDECAR_INBOUND', { name: 'virtualInbound' }, at(port ?? 15_006)),
        listener('SIDECAR_OUTBOUND', { name: 'virtualOutbound' }, at(15_001)),
        ...[80, 443].map((number) =>
          listener('SIDECAR_OUTBOUND', { portNumber: number }, { ...at(number), bind_to_port: true }),
        ),
        ...(port === undefined
          ? []
          : [
              {
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
                          lb_endpoints: [
                            { endpoint: { address: { socket_address: { address: app, port_value: port } } } },
                          ],
                        },
                      ],
                    },
                  },
                },
              },
            ]),
      ],
    },
  }
}

export const labelsOf = (pod: KubeObject): Readonly<Record<string, string>> => pod.metadata.labels ?? {}
