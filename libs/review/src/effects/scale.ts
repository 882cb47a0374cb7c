import { at, quantity, text } from '@slipway/kube'
import { row, type EffectRow, type Facts } from './effect.ts'

const hpa = 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/'
const keda = 'https://keda.sh/docs/latest/reference/scaledobject-spec/'
const karpenter = 'https://karpenter.sh/docs/concepts/nodepools/'
const between = ({ delta }: Facts): string =>
  `${JSON.stringify(delta.before ?? 'not said')} to ${JSON.stringify(delta.after ?? 'not said')}`

const volumes = 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/'
const shrinks = ({ delta }: Facts): boolean => {
  const [before, after] = [quantity(delta.before), quantity(delta.after)]
  return before !== undefined && after !== undefined && after < before
}
const classOf = ({ change }: Facts): string => text(at(change.after?.value, 'spec', 'storageClassName')) ?? ''

/** Whether volumes of a claim's class may grow; nothing where the tree does not have the class. */
const grows = (f: Facts): boolean | undefined => {
  const found = f.trees.after.find(f.change.after?.place.cluster ?? '', 'StorageClass', '', classOf(f))
  return found === undefined ? undefined : found.value.allowVolumeExpansion === true
}

/** Numbers of pods and nodes, and the room for them. */
export const scaleRows: readonly EffectRow[] = [
  row('HorizontalPodAutoscaler', 'spec.minReplicas', 'scale', (f) => `fewest pods ${between(f)}`, hpa),
  row('HorizontalPodAutoscaler', 'spec.maxReplicas', 'scale', (f) => `most pods ${between(f)}`, hpa),
  row('HorizontalPodAutoscaler', 'spec.**', 'scale', 'when and how fast pods are added and taken away', hpa),
  row('ScaledObject', 'spec.minReplicaCount|spec.idleReplicaCount', 'scale', (f) => `fewest pods ${between(f)}`, keda),
  row('ScaledObject', 'spec.maxReplicaCount', 'scale', (f) => `most pods ${between(f)}`, keda),
  row('ScaledObject ScaledJob', 'spec.**', 'scale', 'when and how fast pods are added and taken away', keda),
  row(
    'TriggerAuthentication ClusterTriggerAuthentication',
    'spec.**',
    'identity',
    'as whom KEDA asks for its numbers',
    'https://keda.sh/docs/latest/concepts/authentication/',
  ),
  row(
    'PodDisruptionBudget',
    'spec.**',
    'later',
    'how many pods a node drain may take at once',
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  ),
  row(
    'ResourceQuota',
    'spec.hard.**',
    'later',
    (f) => `what the namespace may hold, ${between(f)}; pods above it are not made`,
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  ),
  row(
    'LimitRange',
    'spec.**',
    'later',
    'what pods made from now on get when they say nothing',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ),
  row(
    'NodePool',
    'spec.limits.**|spec.weight|spec.disruption.**',
    'nodes',
    'how many nodes there may be, and when they go',
    karpenter,
  ),
  row(
    'NodePool',
    'spec.template.**',
    'nodes',
    'nodes that do not fit any more are replaced, as many at once as the budget lets',
    'https://karpenter.sh/docs/concepts/disruption/',
  ),
  row(
    'EC2NodeClass',
    'spec.**',
    'nodes',
    'nodes that do not fit any more are replaced, as many at once as the budget lets',
    'https://karpenter.sh/docs/concepts/disruption/',
  ),
  row(
    'PriorityClass',
    'value|preemptionPolicy',
    'refused',
    'this field of a PriorityClass is immutable',
    'k8s.io/kubernetes pkg/apis/scheduling/validation ValidatePriorityClassUpdate',
  ),
  row(
    'StorageClass',
    'provisioner|parameters.**|reclaimPolicy|volumeBindingMode',
    'refused',
    'this field of a StorageClass is immutable',
    'k8s.io/kubernetes pkg/apis/storage/validation ValidateStorageClassUpdate',
  ),
  row(
    'PersistentVolumeClaim',
    'spec.resources.requests.**',
    'refused',
    (f) => `a volume never shrinks, ${between(f)}`,
    volumes,
    shrinks,
  ),
  row(
    'PersistentVolumeClaim',
    'spec.resources.requests.**',
    'refused',
    (f) => `volumes of the StorageClass ${classOf(f)} do not grow (allowVolumeExpansion), ${between(f)}`,
    volumes,
    (f) => grows(f) === false,
  ),
  row(
    'PersistentVolumeClaim',
    'spec.resources.requests.**',
    'scale',
    (f) => `the volume grows, ${between(f)}; it never shrinks`,
    volumes,
  ),
  row('PersistentVolumeClaim', 'spec.**', 'refused', 'a claim is immutable, but for its size', volumes),
]
