import { isScaled, kindOf, kubernetes, row, valuesOf } from './row.ts'
import { hasOption } from './sync-option.ts'

const controllers = (kind: string) => kubernetes(`concepts/workloads/controllers/${kind}`)
const deployment = controllers('deployment')
const stateful = 'k8s.io/kubernetes pkg/apis/apps/validation ValidateStatefulSetUpdate'
const rollouts = 'https://argo-rollouts.readthedocs.io/en/stable/features/'
const batch = 'k8s.io/kubernetes pkg/apis/batch/validation ValidateJobSpecUpdate'

/** Workloads, but for their pod templates. */
export const workloadRows = [
  ...(
    [
      ['Deployment', deployment],
      ['DaemonSet', controllers('daemonset')],
      ['Rollout', 'argo-rollouts manifests/crds/rollout-crd.yaml: self == oldSelf'],
      ['ReplicaSet', controllers('replicaset')],
    ] as const
  ).map(([kind, source]) => row('selector-immutable', kind, 'spec.selector.**', 'refused', source, { data: kindOf })),
  row(
    'scaler-starts-at-one',
    'Deployment Rollout',
    'spec.replicas',
    'scale',
    'argo-rollouts#3689; kubectl apply takes a removed field away',
    { when: (f) => f.delta.after == null && isScaled(f) },
  ),
  row('replicas', 'Deployment DeploymentConfig Rollout StatefulSet ReplicaSet', 'spec.replicas', 'scale', deployment, {
    data: (f) => ({ ...valuesOf(f), scaled: isScaled(f) }),
  }),
  row('deployment-paused', 'Deployment', 'spec.paused', 'later', deployment),
  row('rollout-paused', 'Rollout', 'spec.paused', 'later', `${rollouts}specification/`),
  row('restart-at', 'Rollout', 'spec.restartAt', 'restart', `${rollouts}restart/`),
  row(
    'canary-routing',
    'Rollout',
    'spec.strategy.canary.trafficRouting.**|spec.strategy.canary.stableService|spec.strategy.canary.canaryService',
    'traffic',
    `${rollouts}specification/`,
  ),
  row(
    'next-release',
    'Rollout',
    'spec.strategy.**|spec.analysis.**',
    'later',
    'argo-rollouts utils/conditions ComputeStepHash',
  ),
  row(
    'recreate-beside-rolling-update',
    'Deployment',
    'spec.strategy|spec.strategy.type',
    'refused',
    'k8s.io/kubernetes pkg/apis/apps/validation ValidateDeploymentStrategy',
    {
      when: ({ change, delta }) =>
        delta.op === 'add' &&
        JSON.stringify(delta.after).includes('"Recreate"') &&
        hasOption(change.after, 'ServerSideApply=true'),
    },
  ),
  row('deployment-strategy', 'Deployment', 'spec.strategy.**', 'later', deployment),
  row(
    'pod-replacement',
    'Deployment Rollout DaemonSet StatefulSet',
    'spec.minReadySeconds|spec.progressDeadlineSeconds|spec.progressDeadlineAbort|spec.revisionHistoryLimit|spec.rollbackWindow.**|spec.updateStrategy.**',
    'later',
    deployment,
  ),
  row(
    'volume-retention',
    'StatefulSet',
    'spec.persistentVolumeClaimRetentionPolicy.**',
    'later',
    controllers('statefulset'),
  ),
  row('ordinals', 'StatefulSet', 'spec.ordinals.**', 'scale', controllers('statefulset')),
  row('claim-templates-immutable', 'StatefulSet', 'spec.volumeClaimTemplates.**', 'refused', stateful),
  row(
    'field-immutable',
    'StatefulSet',
    'spec.selector.**|spec.serviceName|spec.podManagementPolicy',
    'refused',
    stateful,
    { data: kindOf },
  ),
  row(
    'job-progress',
    'Job',
    'spec.suspend|spec.parallelism|spec.activeDeadlineSeconds|spec.ttlSecondsAfterFinished|spec.backoffLimit',
    'later',
    batch,
  ),
  row('field-immutable', 'Job', 'spec.**', 'refused', batch, { data: kindOf }),
  row('schedule', 'CronJob', 'spec.schedule|spec.timeZone', 'later', controllers('cron-jobs'), { data: valuesOf }),
  row('next-runs', 'CronJob', 'spec.**', 'later', controllers('cron-jobs')),
  row('pod-immutable', 'Pod', 'spec.**', 'refused', 'k8s.io/kubernetes pkg/apis/core/validation ValidatePodUpdate'),
  row('next-pods', 'ReplicaSet', 'spec.template.**', 'later', controllers('replicaset')),
]
