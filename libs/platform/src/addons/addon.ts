import { Construct } from 'constructs'
import { systemTaint, type Cluster, type Fleet, type Value, type Values } from '@slipway/fleet'
import { systemNodes } from '../components/nodes.ts'
import type { ValuePath } from './relied.ts'

export type { Value, Values }

/** An add-on's own controller writes them. */
interface IgnoredField {
  readonly group: string
  readonly kind: string
  readonly jqPathExpressions: readonly string[]
}

/** Webhooks' controllers write `Fail` for `Ignore`, and a certificate authority (istio#44285, helm-charts#2516). */
export const webhookFields: readonly IgnoredField[] = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
].map((kind) => ({
  group: 'admissionregistration.k8s.io',
  kind,
  jqPathExpressions: ['.webhooks[]?.failurePolicy', '.webhooks[]?.clientConfig.caBundle'],
}))

/**
 * An add-on acts in AWS: libs/aws has its rights, EKS Pod Identity gives them to the ServiceAccount that the chart
 * makes under our release's name.
 */
interface AwsRights {
  readonly serviceAccount: string
}

interface AddonProps {
  /** `https://...`; for OCI the registry and path. */
  readonly repository: string
  /** @default the add-on's name */
  readonly chart?: string
  readonly version: string
  readonly namespace: string
  /** With these labels. @default false */
  readonly createNamespace?: boolean
  readonly namespaceLabels?: Readonly<Record<string, string>>
  /** @default waves.operators */
  readonly wave?: number
  readonly values: Values
  /** Some CRDs are larger than the annotation of a client-side apply (262144 bytes). @default false */
  readonly serverSideApply?: boolean
  /** @default none */
  readonly ignoreDifferences?: readonly IgnoredField[]
  /** @default none */
  readonly aws?: readonly AwsRights[]
  /**
   * Ways into `values` that an organisation may not change: objects of the tree, or its safety, rest on them. @default
   * none
   */
  readonly relied?: readonly ValuePath[]
  /** Kinds of the whole cluster that a chart of an organisation's own brings. `undefined`: it is one of Slipway's */
  readonly ownKinds?: readonly string[] | undefined
}

/** A pinned Helm chart; libs/gitops makes its Application. The id is also the release's name. */
export class Addon extends Construct {
  readonly name: string
  readonly props: Required<Omit<AddonProps, 'ownKinds'>> & Pick<AddonProps, 'ownKinds'>

  constructor(scope: Construct, name: string, props: AddonProps) {
    super(scope, name)
    this.name = name
    const defaults = {
      createNamespace: false,
      namespaceLabels: {},
      serverSideApply: false,
      ignoreDifferences: [],
      aws: [],
      relied: [],
    }
    this.props = { chart: name, wave: waves.operators, ...defaults, ...props }
  }
}

export type AddAddons = (scope: Construct, cluster: Cluster, fleet: Fleet) => void

/**
 * The order in which a cluster starts; later Argo CD syncs only what differs.
 * - `self`: Argo CD's settings, which make it wait for Applications
 * - `platform`: NodePools and StorageClass; its other Applications retry until their kinds exist
 * - `base`: kinds and nodes for all others
 * - `mesh`: istiod, CNI plug-in, the controller of the gateway's balancer
 * - `operators`: what apps use
 */
export const waves = { self: -15, platform: -12, base: -10, mesh: -8, gateway: -6, operators: -5, teams: 0 } as const

/** Two where somebody would be paged. */
export const replicas = (cluster: Cluster): number => (cluster.quiet ? 1 : 2)
/** As most charts have it; the others make none of `{}`. */
export const budget = ({ quiet }: Cluster) => ({ enabled: !quiet, maxUnavailable: 1 })
export const bareBudget = ({ quiet }: Cluster): Values => (quiet ? {} : { maxUnavailable: 1 })

const tolerations = [{ key: systemTaint.key, operator: 'Exists' }] as const

/**
 * If the cluster has a system pool. The first node group has the label, too: Argo CD and Karpenter run before
 * Karpenter can start a node.
 */
export const onSystemNodes = (cluster: Cluster) => ({
  nodeSelector: cluster.nodes.pools.some((p) => p.system) ? systemNodes : {},
  tolerations,
})

/**
 * The requests of a container, by which alone nodes are chosen and started. A start for a cluster of some hundred pods;
 * `advice` (docs/advice.md) measures yours. Memory has no limit unless a leak would hurt others.
 */
export const asks = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } })

/**
 * Pods of two or more in zones and on nodes of their own; one alone has nothing to spread.
 * @param labels that only they have
 */
export const spreadOver = (cluster: Cluster, labels: Readonly<Record<string, string>>): readonly Values[] =>
  cluster.quiet
    ? []
    : ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labels },
      }))
export const spread = (cluster: Cluster, labels: Readonly<Record<string, string>>): Values =>
  cluster.quiet ? {} : { topologySpreadConstraints: spreadOver(cluster, labels) }

export const kubeSystem = { namespace: 'kube-system' } as const

/** @param level the strictest that the chart is known to keep */
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
