import { at, quantity, text } from '@slipway/kube'
import { kindOf, kubernetes, row, valuesOf, type Facts, type Values } from './row.ts'

const hpa = kubernetes('concepts/workloads/autoscaling/horizontal-pod-autoscale')
const keda = 'https://keda.sh/docs/latest/reference/scaledobject-spec/'
const karpenter = 'https://karpenter.sh/docs/concepts/'
const volumes = kubernetes('concepts/storage/persistent-volumes')
const validation = 'k8s.io/kubernetes pkg/apis/'

const shrinks = ({ delta }: Facts): boolean => {
  const [before, after] = [quantity(delta.before), quantity(delta.after)]
  return before !== undefined && after !== undefined && after < before
}
/** Values with what holds where none is said. */
const orDefault =
  (value: number) =>
  ({ delta: { before, after } }: Facts): Values => ({ before: before ?? value, after: after ?? value })
const classOf = ({ change }: Facts): string => text(at(change.after?.value, 'spec', 'storageClassName')) ?? ''

/** Whether the tree has the class of a claim, and volumes of it do not grow. */
const isFixed = (f: Facts): boolean => {
  const found = f.trees.after.find(f.change.after?.location.cluster ?? '', 'StorageClass', '', classOf(f))
  return found !== undefined && found.value.allowVolumeExpansion !== true
}
const claimSize = ['PersistentVolumeClaim', 'spec.resources.requests.**'] as const

/** Numbers of pods and nodes, and the room for them. */
export const scaleRows = [
  row('fewest-pods', 'HorizontalPodAutoscaler', 'spec.minReplicas', 'scale', hpa, { data: orDefault(1) }),
  row('most-pods', 'HorizontalPodAutoscaler', 'spec.maxReplicas', 'scale', hpa, { data: valuesOf }),
  row('scaling-speed', 'HorizontalPodAutoscaler', 'spec.**', 'scale', hpa),
  row('fewest-pods', 'ScaledObject', 'spec.minReplicaCount', 'scale', keda, { data: orDefault(0) }),
  row('fewest-pods', 'ScaledObject', 'spec.idleReplicaCount', 'scale', keda, { data: valuesOf }),
  row('most-pods', 'ScaledObject', 'spec.maxReplicaCount', 'scale', keda, { data: orDefault(100) }),
  row('scaling-speed', 'ScaledObject ScaledJob', 'spec.**', 'scale', keda),
  row(
    'metric-identity',
    'TriggerAuthentication ClusterTriggerAuthentication',
    'spec.**',
    'identity',
    'https://keda.sh/docs/latest/concepts/authentication/',
  ),
  row(
    'disruption-budget',
    'PodDisruptionBudget',
    'spec.**',
    'later',
    kubernetes('tasks/run-application/configure-pdb'),
  ),
  row('quota', 'ResourceQuota', 'spec.hard.**', 'later', kubernetes('concepts/policy/resource-quotas'), {
    data: valuesOf,
  }),
  row('limit-range', 'LimitRange', 'spec.**', 'later', kubernetes('concepts/policy/limit-range')),
  row('node-limits', 'NodePool', 'spec.limits.**|spec.weight|spec.disruption.**', 'nodes', `${karpenter}nodepools/`),
  row('node-replacement', 'NodePool', 'spec.template.**', 'nodes', `${karpenter}disruption/`),
  row('node-replacement', 'EC2NodeClass', 'spec.**', 'nodes', `${karpenter}disruption/`),
  row(
    'field-immutable',
    'PriorityClass',
    'value|preemptionPolicy',
    'refused',
    `${validation}scheduling/validation ValidatePriorityClassUpdate`,
    { data: kindOf },
  ),
  row(
    'field-immutable',
    'StorageClass',
    'provisioner|parameters.**|reclaimPolicy|volumeBindingMode',
    'refused',
    `${validation}storage/validation ValidateStorageClassUpdate`,
    { data: kindOf },
  ),
  row(
    'field-immutable',
    'RuntimeClass',
    'handler',
    'refused',
    `${validation}node/validation ValidateRuntimeClassUpdate`,
    {
      data: kindOf,
    },
  ),
  row(
    'field-immutable',
    'VolumeAttributesClass',
    'driverName|parameters.**',
    'refused',
    `${validation}storage/validation ValidateVolumeAttributesClassUpdate`,
    { data: kindOf },
  ),
  // Secrets for a growing volume are the exception of `csi`.
  row(
    'field-immutable',
    'PersistentVolume',
    'spec.csi.driver|spec.csi.volumeHandle|spec.csi.fsType|spec.csi.readOnly|spec.csi.volumeAttributes.**|spec.nfs.**|spec.hostPath.**|spec.local.**|spec.awsElasticBlockStore.**|spec.volumeMode',
    'refused',
    `${validation}core/validation ValidatePersistentVolumeUpdate`,
    { data: kindOf },
  ),
  row(
    'class-of-new',
    'StorageClass',
    'allowVolumeExpansion|mountOptions.**|allowedTopologies.**',
    'config',
    kubernetes('concepts/storage/storage-classes'),
  ),
  row(
    'default-class',
    'PriorityClass',
    'globalDefault',
    'later',
    kubernetes('concepts/scheduling-eviction/pod-priority-preemption'),
  ),
  row('volume-shrinks', ...claimSize, 'refused', volumes, { when: shrinks, data: valuesOf }),
  row('volume-fixed', ...claimSize, 'refused', volumes, {
    when: isFixed,
    data: (f) => ({ ...valuesOf(f), storageClass: classOf(f) }),
  }),
  row('volume-grows', ...claimSize, 'scale', volumes, { data: valuesOf }),
  row('claim-immutable', 'PersistentVolumeClaim', 'spec.**', 'refused', volumes),
]
