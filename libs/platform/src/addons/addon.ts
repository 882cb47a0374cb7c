import { Construct } from 'constructs'
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

/** What webhooks' own controllers and jobs write: `Fail` in place of `Ignore`, and a certificate authority (istio#44285, helm-charts#2516). */
export const webhookFields: readonly IgnoredField[] = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
].map((kind) => ({
  group: 'admissionregistration.k8s.io',
  kind,
  jqPathExpressions: ['.webhooks[]?.failurePolicy', '.webhooks[]?.clientConfig.caBundle'],
}))

export interface AddonProps {
  /** As Argo CD wants it: `https://...`, or for OCI the registry and its path without `oci://`. */
  readonly repository: string
  /** @default the add-on's name */
  readonly chart?: string
  readonly version: string
  readonly namespace: string
  /** Whether Argo CD makes the namespace, with these labels. @default false */
  readonly createNamespace?: boolean
  readonly namespaceLabels?: Readonly<Record<string, string>>
  /** Order of the first installation, low first: see `waves`. @default waves.operators */
  readonly wave?: number
  readonly values: Values
  /** For charts with CRDs, some of which are larger than the annotation that a client-side apply keeps its copy in (262144 bytes). @default false */
  readonly serverSideApply?: boolean
  /** @default none */
  readonly ignoreDifferences?: readonly IgnoredField[]
}

/** A Helm chart that a cluster needs, pinned. Its id is its name and its release's; libs/gitops makes the Argo CD Application of it. */
export class Addon extends Construct {
  readonly name: string
  readonly props: Required<AddonProps>

  constructor(scope: Construct, name: string, props: AddonProps) {
    super(scope, name)
    this.name = name
    const defaults = { createNamespace: false, namespaceLabels: {}, serverSideApply: false, ignoreDifferences: [] }
    this.props = { chart: name, wave: waves.operators, ...defaults, ...props }
  }
}

/** Adds what the cluster needs of one add-on, if anything. */
export type AddAddons = (scope: Construct, cluster: Cluster, fleet: Fleet) => void

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
/** A budget in the words of most charts; in those of the others, which make none of `{}`. */
export const budget = ({ quiet }: Cluster) => ({ enabled: !quiet, maxUnavailable: 1 })
export const bareBudget = ({ quiet }: Cluster): Values => (quiet ? {} : { maxUnavailable: 1 })

export const tolerations = [{ key: systemTaint.key, operator: 'Exists' }] as const

/**
 * On nodes for add-ons. The label is also on the small node group that the cluster is created with: Argo CD and Karpenter have to run
 * before Karpenter can start a node for anybody. A cluster whose pools have no system among them leaves the choice open.
 */
export const onSystemNodes = (cluster: Cluster) => ({
  nodeSelector: cluster.nodes.pools.some((p) => p.system) ? systemNodes : {},
  tolerations,
})

/** Comes with every cluster; nobody makes it. */
export const kubeSystem = { namespace: 'kube-system' } as const

/** A namespace of the add-on's own. @param level the strictest Pod Security level that its chart is known to keep */
export const ownNamespace = (
  namespace: string,
  level: 'privileged' | 'baseline' | 'restricted',
  labels: Readonly<Record<string, string>> = {},
) => ({
  namespace,
  createNamespace: true,
  namespaceLabels: {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': 'latest',
    ...labels,
  },
})
