import { Construct } from 'constructs'
import { systemTaint, type Cluster, type Fleet } from '@slipway/fleet'
import { systemNodes } from '../components/nodes.ts'

/** Plain data, as YAML can say it: a chart's values. */
export type Value = string | number | boolean | readonly Value[] | Values
export interface Values {
  readonly [key: string]: Value
}

/** Fields that a controller of the add-on itself writes. */
export interface IgnoredField {
  readonly group: string
  readonly kind: string
  readonly jqPathExpressions: readonly string[]
}

/** Written by webhooks' own controllers and jobs: `Fail` in place of `Ignore`, and a certificate authority (istio#44285, helm-charts#2516). */
export const webhookFields: readonly IgnoredField[] = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
].map((kind) => ({
  group: 'admissionregistration.k8s.io',
  kind,
  jqPathExpressions: ['.webhooks[]?.failurePolicy', '.webhooks[]?.clientConfig.caBundle'],
}))

export interface AddonProps {
  /** `https://...`, or for OCI the registry and its path without `oci://`. */
  readonly repository: string
  /** @default the add-on's name */
  readonly chart?: string
  readonly version: string
  readonly namespace: string
  /** Whether Argo CD makes the namespace, with these labels. @default false */
  readonly createNamespace?: boolean
  readonly namespaceLabels?: Readonly<Record<string, string>>
  /** @default waves.operators */
  readonly wave?: number
  readonly values: Values
  /** For charts with CRDs: some are larger than the annotation of a client-side apply (262144 bytes). @default false */
  readonly serverSideApply?: boolean
  /** @default none */
  readonly ignoreDifferences?: readonly IgnoredField[]
}

/** A Helm chart that a cluster needs, pinned; libs/gitops makes the Application of it. Its id is also its release's name. */
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
 * The order in which a cluster starts; later Argo CD syncs only what differs.
 * - `self`: Argo CD's own settings, among them the one that makes it wait for Applications
 * - `platform`: early, because add-ons wait for NodePools and StorageClass; its other Applications try again until their kinds exist
 * - `base`: kinds and nodes that all others build on
 * - `mesh`: istiod, the CNI plug-in, and the controller that makes the gateway's load balancer
 * - `operators`: what apps use
 */
export const waves = { self: -15, platform: -12, base: -10, mesh: -8, gateway: -6, operators: -5, teams: 0 } as const

/** Two of everything where somebody would be paged for one. */
export const replicas = (cluster: Cluster): number => (cluster.quiet ? 1 : 2)
/** A disruption budget as most charts have it, and as the others do, which make none of `{}`. */
export const budget = ({ quiet }: Cluster) => ({ enabled: !quiet, maxUnavailable: 1 })
export const bareBudget = ({ quiet }: Cluster): Values => (quiet ? {} : { maxUnavailable: 1 })

const tolerations = [{ key: systemTaint.key, operator: 'Exists' }] as const

/**
 * On nodes for add-ons, if the cluster has a system pool. The label is also on the node group that the cluster is created with: Argo CD and
 * Karpenter run before Karpenter can start a node.
 */
export const onSystemNodes = (cluster: Cluster) => ({
  nodeSelector: cluster.nodes.pools.some((p) => p.system) ? systemNodes : {},
  tolerations,
})

export const kubeSystem = { namespace: 'kube-system' } as const

/** @param level the strictest Pod Security level that the chart is known to keep */
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
