import type { Kind, Live, Ref } from './kube.ts'

const of = (apiVersion: string, kind: string): Kind => ({ apiVersion, kind })

/** The kinds that a rehearsal asks for by name. */
export const kinds = {
  analysisRun: of('argoproj.io/v1alpha1', 'AnalysisRun'),
  analysisTemplate: of('argoproj.io/v1alpha1', 'AnalysisTemplate'),
  application: of('argoproj.io/v1alpha1', 'Application'),
  applicationSet: of('argoproj.io/v1alpha1', 'ApplicationSet'),
  rollout: of('argoproj.io/v1alpha1', 'Rollout'),
  daemonSet: of('apps/v1', 'DaemonSet'),
  deployment: of('apps/v1', 'Deployment'),
  replicaSet: of('apps/v1', 'ReplicaSet'),
  statefulSet: of('apps/v1', 'StatefulSet'),
  hpa: of('autoscaling/v2', 'HorizontalPodAutoscaler'),
  endpointSlice: of('discovery.k8s.io/v1', 'EndpointSlice'),
  event: of('events.k8s.io/v1', 'Event'),
  nodeClaim: of('karpenter.sh/v1', 'NodeClaim'),
  nodePool: of('karpenter.sh/v1', 'NodePool'),
  scaledObject: of('keda.sh/v1alpha1', 'ScaledObject'),
  destinationRule: of('networking.istio.io/v1', 'DestinationRule'),
  virtualService: of('networking.istio.io/v1', 'VirtualService'),
  budget: of('policy/v1', 'PodDisruptionBudget'),
  authorizationPolicy: of('security.istio.io/v1', 'AuthorizationPolicy'),
  claim: of('v1', 'PersistentVolumeClaim'),
  configMap: of('v1', 'ConfigMap'),
  node: of('v1', 'Node'),
  pod: of('v1', 'Pod'),
  service: of('v1', 'Service'),
} as const satisfies Record<string, Kind>

/** An object of an app's own name. */
export const refTo = (kind: Kind, { team, name }: { readonly team: string; readonly name: string }): Ref => ({
  ...kind,
  namespace: team,
  name,
})
export const applicationRef = (name: string): Ref => ({ ...kinds.application, namespace: 'argocd', name })
export const podRef = ({ metadata: { namespace, name } }: Live): Ref => ({ ...kinds.pod, namespace, name })

/** The label by which the objects of an app know it. */
export const appLabel = 'app.kubernetes.io/name'
export const appOf = ({ metadata }: Pick<Live, 'metadata'>): string | undefined => metadata.labels?.[appLabel]
/** By which Rollouts tells the pods of its versions apart. */
export const hashOf = ({ metadata }: Live): string | undefined => metadata.labels?.['rollouts-pod-template-hash']
export const isGoing = ({ metadata }: Live): boolean => metadata.deletionTimestamp !== undefined
export const nodeNameOf = ({ spec }: Live): string | undefined => (spec as { nodeName?: string }).nodeName

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
  readonly message?: string
}
export const conditionsOf = (live: Live | undefined): readonly Condition[] =>
  ((live?.status ?? {}) as { conditions?: readonly Condition[] }).conditions ?? []
export const conditionOf = (live: Live | undefined, type: string): Condition | undefined =>
  conditionsOf(live).find((each) => each.type === type)
export const isTrue = (live: Live | undefined, type: string): boolean => conditionOf(live, type)?.status === 'True'
export const isFalse = (live: Live | undefined, type: string): boolean => conditionOf(live, type)?.status === 'False'

/** How many pods a workload is to have; 0 where it says nothing. */
export const replicasOf = (workload: Live | undefined): number =>
  (workload?.spec as { replicas?: number } | undefined)?.replicas ?? 0

export interface CanarySpec {
  readonly stableService?: string
  readonly canaryService?: string
  readonly analysis?: unknown
  readonly maxUnavailable?: number | string
  readonly steps?: readonly CanaryStep[]
  readonly trafficRouting?: {
    readonly managedRoutes?: readonly { readonly name: string }[]
    readonly istio?: {
      readonly virtualServices?: readonly { readonly name: string }[]
      readonly virtualService?: { readonly name: string }
    }
  }
}
export interface CanaryStep {
  readonly pause?: { readonly duration?: unknown }
  readonly setWeight?: number
  readonly setCanaryScale?: { readonly weight?: number; readonly replicas?: number }
  readonly setHeaderRoute?: unknown
}
/** What a Rollout says about its canaries, in the tree or in the cluster. */
export const canaryOf = (rollout: object | undefined): CanarySpec =>
  (rollout as { spec?: { strategy?: { canary?: CanarySpec } } } | undefined)?.spec?.strategy?.canary ?? {}

export interface RolloutStatus {
  readonly phase?: string
  readonly message?: string
  readonly abort?: boolean
  readonly stableRS?: string
  readonly currentPodHash?: string
  readonly observedGeneration?: string
  readonly currentStepIndex?: number
  readonly pauseConditions?: readonly unknown[]
  readonly replicas?: number
  readonly readyReplicas?: number
  readonly canary?: { readonly weights?: { readonly canary?: { readonly weight?: number } } }
}
export const rolloutStatus = (rollout: Live | undefined): RolloutStatus => (rollout?.status ?? {}) as RolloutStatus
/** Whether a Rollout is Healthy with one version. */
export const isFinished = (rollout: Live | undefined): boolean => {
  const { phase, stableRS, currentPodHash } = rolloutStatus(rollout)
  return phase === 'Healthy' && stableRS === currentPodHash
}
