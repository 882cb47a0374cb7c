import type { CanarySpec, Condition } from './fields.ts'
import type { Kind, Live, Ref } from './kube-object.ts'
import type { KubeObject } from '@slipway/core'

const of = (apiVersion: string, kind: string): Kind => ({ apiVersion, kind })

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
  job: of('batch/v1', 'Job'),
  hpa: of('autoscaling/v2', 'HorizontalPodAutoscaler'),
  endpointSlice: of('discovery.k8s.io/v1', 'EndpointSlice'),
  event: of('events.k8s.io/v1', 'Event'),
  nodeClaim: of('karpenter.sh/v1', 'NodeClaim'),
  nodePool: of('karpenter.sh/v1', 'NodePool'),
  scaledObject: of('keda.sh/v1alpha1', 'ScaledObject'),
  destinationRule: of('networking.istio.io/v1', 'DestinationRule'),
  networkPolicy: of('networking.k8s.io/v1', 'NetworkPolicy'),
  serviceEntry: of('networking.istio.io/v1', 'ServiceEntry'),
  virtualService: of('networking.istio.io/v1', 'VirtualService'),
  budget: of('policy/v1', 'PodDisruptionBudget'),
  authorizationPolicy: of('security.istio.io/v1', 'AuthorizationPolicy'),
  claim: of('v1', 'PersistentVolumeClaim'),
  configMap: of('v1', 'ConfigMap'),
  namespace: of('v1', 'Namespace'),
  node: of('v1', 'Node'),
  pod: of('v1', 'Pod'),
  secret: of('v1', 'Secret'),
  service: of('v1', 'Service'),
  serviceAccount: of('v1', 'ServiceAccount'),
} as const satisfies Record<string, Kind>

export const namespaceNamed = (name: string): KubeObject => ({ ...kinds.namespace, metadata: { name } })
export const namesOfObjects = (objects: readonly KubeObject[]): readonly string[] =>
  objects.map(({ metadata }) => metadata.name)

export const refTo = (kind: Kind, { team, name }: { readonly team: string; readonly name: string }): Ref => ({
  ...kind,
  namespace: team,
  name,
})
export const applicationRef = (name: string): Ref => ({ ...kinds.application, namespace: 'argocd', name })
export const refOf = ({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): Ref => ({
  apiVersion,
  kind,
  namespace,
  name,
})
export const podRef = ({ metadata: { namespace, name } }: Live): Ref => ({ ...kinds.pod, namespace, name })

export const appLabel = 'app.kubernetes.io/name'
export const appOf = ({ metadata }: Pick<Live, 'metadata'>): string | undefined => metadata.labels?.[appLabel]
export const hashLabel = 'rollouts-pod-template-hash'
export const hashOf = ({ metadata }: Live): string | undefined => metadata.labels?.[hashLabel]
export const isGoing = ({ metadata }: Live): boolean => metadata.deletionTimestamp !== undefined
export const conditionsOf = (live: Live | undefined): readonly Condition[] => live?.status?.conditions ?? []
export const conditionOf = (live: Live | undefined, type: string): Condition | undefined =>
  conditionsOf(live).find((each) => each.type === type)
export const isTrue = (live: Live | undefined, type: string): boolean => conditionOf(live, type)?.status === 'True'
export const isFalse = (live: Live | undefined, type: string): boolean => conditionOf(live, type)?.status === 'False'

export const replicasOf = (workload: Live | undefined): number => workload?.spec?.replicas ?? 0
export const canaryOf = (rollout: Pick<Live, 'spec'> | undefined): CanarySpec => rollout?.spec?.strategy?.canary ?? {}
export const isFinished = (rollout: Live | undefined): boolean =>
  rollout?.status?.phase === 'Healthy' && rollout.status.stableRS === rollout.status.currentPodHash
