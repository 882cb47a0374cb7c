import type { Constraint } from '@slipway/kube'
import { closed, closedInTree, type Fields, plain } from './closed.ts'
import { podKinds } from './in-pod.ts'

const container: Fields = plain(
  'name',
  'image',
  'command',
  'args',
  'workingDir',
  'ports',
  'envFrom',
  'env',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'volumeMounts',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'imagePullPolicy',
  'securityContext',
)
const claim: Fields = plain(
  'accessModes',
  'resources',
  'storageClassName',
  'volumeMode',
  'dataSource',
  'dataSourceRef',
  'volumeName',
)
const pod: Fields = {
  ...plain(
    'restartPolicy',
    'terminationGracePeriodSeconds',
    'activeDeadlineSeconds',
    'enableServiceLinks',
    'imagePullSecrets',
    'os',
  ),
  ...plain('serviceAccountName', 'serviceAccount', 'automountServiceAccountToken', 'securityContext'),
  ...plain(
    'nodeSelector',
    'affinity',
    'tolerations',
    'topologySpreadConstraints',
    'priorityClassName',
    'schedulerName',
  ),
  ...plain('dnsPolicy', 'dnsConfig', 'hostAliases', 'hostname', 'subdomain', 'setHostnameAsFQDN'),
  // Constraints in pods.ts refuse some values of these in the cluster, too.
  ...plain(
    'hostNetwork',
    'hostPID',
    'hostIPC',
    'shareProcessNamespace',
    'nodeName',
    'runtimeClassName',
    'resourceClaims',
    'resources',
    'overhead',
  ),
  ...plain('volumes'),
  containers: [container],
  initContainers: [container],
}

const job: Fields = {
  ...plain(
    'parallelism',
    'completions',
    'completionMode',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
    'suspend',
    'template',
  ),
  ...plain(
    'backoffLimit',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
    'podFailurePolicy',
    'successPolicy',
    'podReplacementPolicy',
  ),
}
const replicated = ['replicas', 'selector', 'template', 'minReadySeconds']
const released = [...replicated, 'revisionHistoryLimit']

/** Fields of Kubernetes' own kinds. */
const ofKind: Readonly<Record<string, Fields>> = {
  Deployment: plain(...released, 'strategy', 'progressDeadlineSeconds', 'paused'),
  ReplicaSet: plain(...replicated),
  StatefulSet: {
    ...plain(
      ...released,
      'serviceName',
      'podManagementPolicy',
      'updateStrategy',
      'ordinals',
      'persistentVolumeClaimRetentionPolicy',
    ),
    volumeClaimTemplates: [{ ...plain('apiVersion', 'kind', 'metadata'), spec: claim }],
  },
  DaemonSet: plain('selector', 'template', 'minReadySeconds', 'revisionHistoryLimit', 'updateStrategy'),
  Job: job,
  CronJob: {
    ...plain('schedule', 'timeZone', 'startingDeadlineSeconds', 'concurrencyPolicy', 'suspend'),
    ...plain('successfulJobsHistoryLimit', 'failedJobsHistoryLimit'),
    jobTemplate: { metadata: plain('labels', 'annotations'), spec: job },
  },
  PersistentVolumeClaim: claim,
  PodDisruptionBudget: plain('minAvailable', 'maxUnavailable', 'selector', 'unhealthyPodEvictionPolicy'),
  ResourceQuota: plain('hard', 'scopes', 'scopeSelector'),
  LimitRange: plain('limits'),
  HorizontalPodAutoscaler: plain('scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'),
  Service: {
    ...plain(
      'type',
      'selector',
      'clusterIP',
      'clusterIPs',
      'ipFamilies',
      'ipFamilyPolicy',
      'externalIPs',
      'externalName',
    ),
    ...plain(
      'sessionAffinity',
      'sessionAffinityConfig',
      'publishNotReadyAddresses',
      'internalTrafficPolicy',
      'trafficDistribution',
    ),
    ports: [plain('name', 'protocol', 'appProtocol', 'port', 'targetPort')],
  },
}

const analysis = {
  ...plain('args', 'dryRun'),
  templates: [plain('templateName', 'clusterScope')],
} as const satisfies Fields
const laidOver = plain('labels', 'annotations')
const rollout: Fields = {
  ...plain(...released, 'progressDeadlineSeconds', 'progressDeadlineAbort', 'paused', 'restartAt'),
  rollbackWindow: plain('revisions'),
  analysis: plain('successfulRunHistoryLimit', 'unsuccessfulRunHistoryLimit'),
  strategy: {
    canary: {
      ...plain(
        'canaryService',
        'stableService',
        'maxSurge',
        'maxUnavailable',
        'dynamicStableScale',
        'pingPong',
        'minPodsPerReplicaSet',
      ),
      ...plain('abortScaleDownDelaySeconds', 'scaleDownDelaySeconds', 'scaleDownDelayRevisionLimit'),
      canaryMetadata: laidOver,
      stableMetadata: laidOver,
      analysis: { ...analysis, ...plain('startingStep') },
      // No plugin and no experiment: they run what nobody judges.
      steps: [
        {
          ...plain('setWeight', 'pause', 'setCanaryScale'),
          setHeaderRoute: plain('name', 'match'),
          setMirrorRoute: plain('name', 'match', 'percentage'),
          analysis,
        },
      ],
      trafficRouting: {
        managedRoutes: [plain('name')],
        istio: {
          virtualService: plain('name', 'routes'),
          virtualServices: [plain('name', 'routes')],
          destinationRule: plain('name', 'canarySubsetName', 'stableSubsetName'),
        },
      },
    },
    blueGreen: {
      ...plain(
        'activeService',
        'previewService',
        'previewReplicaCount',
        'autoPromotionEnabled',
        'autoPromotionSeconds',
        'maxUnavailable',
      ),
      ...plain('abortScaleDownDelaySeconds', 'scaleDownDelaySeconds', 'scaleDownDelayRevisionLimit'),
      activeMetadata: laidOver,
      previewMetadata: laidOver,
      prePromotionAnalysis: analysis,
      postPromotionAnalysis: analysis,
    },
  },
}

/** The fields of workloads, pods and volumes that a team may write. */
export const workloadFields: readonly Constraint[] = [
  ...closedInTree('Pod', { kinds: podKinds, of: 'template' }, pod),
  ...Object.entries(ofKind).flatMap(([kind, fields]) => closedInTree(kind, { kinds: [kind], of: 'object' }, fields)),
  ...closed('Rollout', rollout),
  ...closed('VerticalPodAutoscaler', {
    targetRef: plain('apiVersion', 'kind', 'name'),
    updatePolicy: plain('updateMode', 'minReplicas'),
    ...plain('resourcePolicy'),
  }),
]
