import {
  cached,
  insightsNamespace,
  insightsOf,
  platformNamespaces,
  platformTeam,
  queuesUrl,
  type Cluster,
  type Fleet,
  type May,
  type Team,
} from '@slipway/fleet'
import { environmentKey } from '../secret-key.ts'
import { kindText, teamKinds } from './kinds.ts'
import { privateRangesOf } from './private-ranges.ts'

/** The lists that constraints name (`{ list: 'registries' }`), complete for one team in one cluster. */
export type TeamLists = Readonly<Record<(typeof listNames)[number], readonly string[]>>

export const listNames = [
  'kinds',
  'registries',
  'labels',
  'objectLabels',
  'annotations',
  'templateAnnotations',
  'priorities',
  'tolerations',
  'resources',
  'addresses',
  'private',
  'secrets',
  'stores',
  'records',
  'teams',
  'meshSpaces',
  'namespaces',
  'shared',
  'queues',
  'daemonCpu',
  'daemonMemory',
  'daemonDisk',
  'fields',
] as const

/**
 * Labels by which objects are put together; `calls.slipway.dev/` only opens ports, the callee's AuthorizationPolicy
 * names its callers. The API server writes the third on the pods of a Job (batch.kubernetes.io/job-name), before
 * policies are asked.
 */
const labels = ['app.kubernetes.io/', 'calls.slipway.dev/', 'batch.kubernetes.io/']

/** Annotations of an object itself, for people and Argo CD. */
const annotations = [
  'argocd.argoproj.io/sync-options',
  'argocd.argoproj.io/compare-options',
  'argocd.argoproj.io/sync-wave',
  'argocd.argoproj.io/hook',
  'argocd.argoproj.io/hook-delete-policy',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/installation-id',
  'autoscaling.keda.sh/',
  'app.kubernetes.io/',
  'kubernetes.io/change-cause',
  'kubectl.kubernetes.io/',
]

/** Annotations of pods: none that takes them out of the mesh, or gives them another proxy. */
const templateAnnotations = [
  'app.kubernetes.io/',
  'cluster-autoscaler.kubernetes.io/safe-to-evict',
  'karpenter.sh/do-not-disrupt',
  'kubectl.kubernetes.io/',
  'prometheus.io/scrape',
  'prometheus.io/port',
  'prometheus.io/path',
  'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  'traffic.sidecar.istio.io/excludeOutboundPorts',
]

/** The address at which EKS Pod Identity gives an app its AWS credentials. */
export const podIdentity = '169.254.170.23/32'

/** Taints of pools that apps run on. */
export const poolTaints = ['slipway.dev/profile', 'slipway.dev/spot'] as const

/** Resources that containers may request; devices are in the team's quota, or refused. */
const resources = ['cpu', 'memory', 'ephemeral-storage'] as const

/** The most that each container of a team's daemon may request on every node. */
const daemonLimit = { cpu: '250m', memory: '512Mi', disk: '2Gi', count: 5 } as const

/** How many daemons a team may have in a cluster: nodes are larger by all of them, whatever the quota says. */
export const daemonsOf = (team: Pick<Team, 'may'>): number => team.may?.daemon?.count ?? daemonLimit.count

/** A registry as the beginning of an image's name: below it, or itself with a tag or a digest. */
const beginnings = (registry: string): readonly string[] =>
  // Behind a host alone a colon begins a port, where another registry may be.
  (registry.includes('/') ? ['/', '@', ':'] : ['/']).map((end) => `${registry}${end}`)

/** Registries of a team, and the cluster's pull-through caches of them. */
const withCache = (cluster: Cluster, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const [host = '', ...path] = name.split('/')
    const behind = cluster.pullThrough?.find((one) => one === host)
    return behind === undefined ? [name] : [name, [cached(cluster, behind), ...path].join('/')]
  })

/** Everything that a team may use in a cluster: the defaults of every team, and its own `may` in fleet/fleet.ts. */
export function teamLists(
  team: string,
  cluster: Cluster,
  { teams, charts }: Pick<Fleet, 'teams' | 'charts'>,
): TeamLists {
  const more: May = teams.get(team as never)?.may ?? {}
  const names: readonly string[] = [...teams.keys()]
  const chartSpaces = [...new Set((charts ?? []).map(({ namespace }) => namespace))].sort()
  return {
    kinds: [...teamKinds.map(kindText), ...(more.kinds ?? []).map((kind) => kind.replace(/^core\//, '/'))],
    registries: [cluster.registry, ...withCache(cluster, more.registries ?? [])].flatMap(beginnings),
    labels: [...labels, ...(more.labels ?? [])],
    // Those of a Namespace: Pod Security, the mesh, and its name, which the API server writes.
    objectLabels: [
      ...labels,
      'kubernetes.io/metadata.name',
      'pod-security.kubernetes.io/',
      'istio.io/rev',
      ...(more.labels ?? []),
    ],
    annotations: [...annotations, ...(more.annotations ?? [])],
    templateAnnotations: [...templateAnnotations, ...(more.annotations ?? [])],
    priorities: more.priorities ?? [],
    tolerations: [...poolTaints, ...(more.tolerations ?? [])],
    resources: [...resources, ...Object.keys(teams.get(team as never)?.quota.devices ?? {})],
    addresses: [podIdentity, cluster.network.vpc, ...(more.addresses ?? [])],
    private: privateRangesOf(cluster),
    secrets: [environmentKey(cluster.environment, team, ''), `${team}/`, ...(more.secrets ?? [])],
    stores: [secretStoreOf(team)],
    records: [`${team.replaceAll('-', '_')}:`, ...(more.records ?? [])],
    teams: names,
    meshSpaces: ['./', 'istio-system/', ...names.map((name) => `${name}/`)],
    namespaces: [
      ...platformNamespaces,
      platformTeam,
      ...(insightsOf(cluster) === undefined ? [] : [insightsNamespace]),
      ...chartSpaces,
      ...names,
    ].map((name) => `.${name}`),
    // Charts of the fleet serve all apps.
    shared: chartSpaces.map((name) => `.${name}.svc.cluster.local`),
    daemonCpu: [more.daemon?.cpu ?? daemonLimit.cpu],
    daemonMemory: [more.daemon?.memory ?? daemonLimit.memory],
    daemonDisk: [more.daemon?.disk ?? daemonLimit.disk],
    queues: [queuesUrl(cluster)],
    fields: more.fields ?? [],
  }
}

/** The ClusterSecretStore that reads a team's keys and no others. */
export const secretStoreOf = (team: string): string => `team-${team}`
