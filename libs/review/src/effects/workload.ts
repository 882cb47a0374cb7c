import { row, type EffectRow, type Facts } from './effect.ts'
import { hasOption } from '../compare/sync-option.ts'

const deployment = 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/'
const stateful = 'k8s.io/kubernetes pkg/apis/apps/validation ValidateStatefulSetUpdate'
const rollouts = 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/'
const batch = 'k8s.io/kubernetes pkg/apis/batch/validation ValidateJobSpecUpdate'

const was = ({ delta }: Facts): string =>
  `${delta.before === undefined ? 'not said' : JSON.stringify(delta.before)} to ${delta.after === undefined ? 'not said' : JSON.stringify(delta.after)}`

/** Whether something else owns the number of pods in the new tree. */
const scaled = ({ change, trees }: Facts): boolean =>
  change.after !== undefined && trees.after.scalerOf(change.after) !== undefined

/** Workloads, but for their pod templates. */
export const workloadRows: readonly EffectRow[] = [
  row('Deployment', 'spec.selector.**', 'refused', 'spec.selector of a Deployment is immutable', deployment),
  row(
    'DaemonSet',
    'spec.selector.**',
    'refused',
    'spec.selector of a DaemonSet is immutable',
    'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/',
  ),
  row(
    'Rollout',
    'spec.selector.**',
    'refused',
    'spec.selector of a Rollout is immutable',
    'argo-rollouts manifests/crds/rollout-crd.yaml: self == oldSelf',
  ),
  row(
    'Deployment Rollout',
    'spec.replicas',
    'scale',
    'no number in git, and the API server puts 1 at this sync: the scaler begins from one pod',
    'argo-rollouts#3689; kubectl apply takes a removed field away',
    (f) => f.delta.op === 'remove' && scaled(f),
  ),
  row(
    'Deployment Rollout StatefulSet ReplicaSet',
    'spec.replicas',
    'scale',
    (f) => `pods from ${was(f)}${scaled(f) ? ', against the scaler that owns them' : ''}`,
    deployment,
  ),
  row('Deployment', 'spec.paused', 'later', 'whether changes of the template make new pods', deployment),
  row('Rollout', 'spec.paused', 'later', 'whether the rollout goes on', rollouts),
  row(
    'Rollout',
    'spec.restartAt',
    'restart',
    'its pods are restarted from that time on',
    'https://argo-rollouts.readthedocs.io/en/stable/features/restart/',
  ),
  row(
    'Rollout',
    'spec.strategy.canary.trafficRouting.**|spec.strategy.canary.stableService|spec.strategy.canary.canaryService',
    'traffic',
    'which routes and Services the canary moves',
    rollouts,
  ),
  row(
    'Rollout',
    'spec.strategy.**|spec.analysis.**',
    'later',
    'the next release goes by it; one that is under way begins its steps again',
    'argo-rollouts utils/conditions ComputeStepHash',
  ),
  row(
    'Deployment',
    'spec.strategy|spec.strategy.type',
    'refused',
    'Recreate beside the rollingUpdate that the API server filled in, which ServerSideApply leaves there',
    'k8s.io/kubernetes pkg/apis/apps/validation ValidateDeploymentStrategy',
    ({ change, delta }) =>
      delta.op === 'add' &&
      /"Recreate"/.test(JSON.stringify(delta.after)) &&
      hasOption(change.after, 'ServerSideApply=true'),
  ),
  row('Deployment', 'spec.strategy.**', 'later', 'how the next pods are replaced', deployment),
  row(
    'Deployment Rollout DaemonSet StatefulSet',
    'spec.minReadySeconds|spec.progressDeadlineSeconds|spec.progressDeadlineAbort|spec.revisionHistoryLimit|spec.rollbackWindow.**|spec.updateStrategy.**',
    'later',
    'how the next pods are replaced, and what is kept of old ones',
    deployment,
  ),
  row(
    'StatefulSet',
    'spec.persistentVolumeClaimRetentionPolicy.**',
    'later',
    'what becomes of the volumes when it is scaled down or deleted',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
  ),
  row(
    'StatefulSet',
    'spec.ordinals.**',
    'scale',
    'which numbers its pods have',
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
  ),
  row(
    'StatefulSet',
    'spec.volumeClaimTemplates.**',
    'refused',
    'volumeClaimTemplates of a StatefulSet are immutable; a volume grows by its own claim',
    stateful,
  ),
  row(
    'StatefulSet',
    'spec.selector.**|spec.serviceName|spec.podManagementPolicy',
    'refused',
    'this field of a StatefulSet is immutable',
    stateful,
  ),
  row(
    'Job',
    'spec.suspend|spec.parallelism|spec.activeDeadlineSeconds|spec.ttlSecondsAfterFinished|spec.backoffLimit',
    'later',
    'how the Job goes on',
    batch,
  ),
  row('Job', 'spec.**', 'refused', 'this field of a Job is immutable', batch),
  row(
    'CronJob',
    'spec.schedule|spec.timeZone',
    'later',
    (f) => `it runs at other times: ${was(f)}`,
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  ),
  row(
    'CronJob',
    'spec.**',
    'later',
    'its next runs go by it; one that runs now does not',
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  ),
  row(
    'Pod',
    'spec.**',
    'refused',
    'nearly every field of a Pod is immutable',
    'k8s.io/kubernetes pkg/apis/core/validation ValidatePodUpdate',
  ),
  row(
    'ReplicaSet',
    'spec.template.**',
    'later',
    'pods that are made from now on',
    'https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/',
  ),
  row(
    'ReplicaSet',
    'spec.selector.**',
    'refused',
    'spec.selector of a ReplicaSet is immutable',
    'https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/',
  ),
]
