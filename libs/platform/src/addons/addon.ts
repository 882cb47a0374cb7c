import { systemTaint, type Cluster, type Fleet } from '@slipway/fleet'
import { systemNodes } from '../components/nodes.ts'

/** Plain data, as YAML can say it: a chart's values. */
export type Value = string | number | boolean | readonly Value[] | Values
export interface Values {
  readonly [key: string]: Value
}

/** A field that a controller of the add-on itself writes, so that no difference there means anything. */
export interface IgnoredField {
  readonly group: string
  readonly kind: string
  readonly jqPathExpressions: readonly string[]
}

/** A Helm chart that a cluster needs, pinned. libs/gitops makes the Argo CD Application of it. */
export interface Addon {
  /** Also the Helm release's name. */
  readonly name: string
  /** As Argo CD wants it: `https://...`, or for OCI the registry and its path without `oci://`. */
  readonly repository: string
  readonly chart: string
  readonly version: string
  readonly namespace: string
  /** Order of the first installation, low first: see `waves`. */
  readonly wave: number
  readonly values: Values
  /** Whether Argo CD makes the namespace, with these labels. */
  readonly createNamespace: boolean
  readonly namespaceLabels: Readonly<Record<string, string>>
  /** For charts with CRDs, some of which are larger than the annotation that a client-side apply keeps its copy in (262144 bytes). */
  readonly serverSideApply: boolean
  readonly ignoreDifferences: readonly IgnoredField[]
}

export type MakeAddon = (cluster: Cluster, fleet: Fleet) => readonly Addon[]

/**
 * What must be there before what, when a cluster starts. Later it hardly matters: Argo CD then syncs only what differs.
 * - `self`: Argo CD's own settings, among them the one that makes it wait for an Application at all
 * - `platform`: the ApplicationSet of libs/platform's objects. Early, because add-ons wait for its NodePools and StorageClass, while its
 *   own Applications try again until the kinds that they need exist
 * - `base`: kinds and nodes that all others build on
 * - `mesh`: the mesh's brain and hands, and the controller that gives the gateway its load balancer
 * - `gateway`: the way in
 * - `operators`: what apps use
 * - `teams`: the apps
 */
export const waves = { self: -15, platform: -12, base: -10, mesh: -8, gateway: -6, operators: -5, teams: 0 } as const

/** Two of everything where somebody would be paged for one. */
export const replicas = (cluster: Cluster): number => (cluster.quiet ? 1 : 2)

export const tolerations = [{ key: systemTaint.key, operator: 'Exists' }] as const

/**
 * On nodes for add-ons. The label is also on the small node group that the cluster is created with: Argo CD and Karpenter have to run
 * before Karpenter can start a node for anybody. A cluster whose pools have no system among them leaves the choice open.
 */
export const onSystemNodes = (cluster: Cluster) => ({
  nodeSelector: cluster.nodes.pools.some((p) => p.system) ? systemNodes : {},
  tolerations,
})

type Level = 'privileged' | 'baseline' | 'restricted'

const levels = (level: Level) => ({
  'pod-security.kubernetes.io/enforce': level,
  'pod-security.kubernetes.io/enforce-version': 'latest',
})

/** The namespace that comes with every cluster; nobody makes it. */
export const kubeSystem = { namespace: 'kube-system', createNamespace: false, namespaceLabels: {} } as const

/** A namespace of the add-on's own. @param level the strictest Pod Security level that its chart is known to keep */
export const ownNamespace = (namespace: string, level: Level, labels: Readonly<Record<string, string>> = {}) => ({
  namespace,
  createNamespace: true,
  namespaceLabels: { ...levels(level), ...labels },
})
