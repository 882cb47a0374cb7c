import {
  withSibling,
  c,
  canary,
  clusterMeta,
  docs,
  meta,
  workloadCase,
  effectCase,
  podCases,
  spec,
  storageClass,
  workload,
  type EffectCase,
} from './effect-case.ts'

const web = workload('Deployment')
const job = (more: string) =>
  `${meta('Job', 'batch/v1')}spec:\n${more}  template: {spec: {restartPolicy: Never, ${c('')}}}\n`
const claims = (more: string) =>
  `  serviceName: web\n  volumeClaimTemplates: [{metadata: {name: d}, spec: {${more}storageClassName: shop, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]\n`
const bareClass = (more: string) =>
  `${clusterMeta('StorageClass', 'storage.k8s.io/v1')}provisioner: ebs.csi.aws.com\n${more}`
const hpa = (more: string) =>
  `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 5${more}}`
const claim = (more: string) => `spec: {${more}accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}`

/** Two spellings of the same: nothing happens, whatever the field. */
export const defaultCases: readonly EffectCase[] = [
  ...podCases(
    'a default that is said',
    c(', ports: [{containerPort: 80}]'),
    c(', ports: [{containerPort: 80, protocol: TCP}]'),
    'nothing',
  ),
  ...podCases('a default grace period that is said', c(''), `${c('')}, terminationGracePeriodSeconds: 30`, 'nothing'),
  ...podCases('a default pull policy that is said', c(''), c(', imagePullPolicy: IfNotPresent'), 'nothing'),
  ...podCases('an empty security context of the pod that is said', c(''), `${c('')}, securityContext: {}`, 'nothing'),
  ...podCases('empty resources and lists that are said', c(''), c(', resources: {}, env: []'), 'nothing'),
  ...podCases('an empty security context of a container', c(''), c(', securityContext: {}'), 'restart', 'security'),
  ...podCases('an empty affinity', c(''), `${c('')}, affinity: {}`, 'restart', 'nodes'),
  ...podCases(
    'a cpu said another way',
    c(', resources: {requests: {cpu: 1000m}}'),
    c(', resources: {requests: {cpu: "1"}}'),
  ),
  ...podCases(
    'a memory said another way',
    c(', resources: {limits: {memory: 1Gi}}'),
    c(', resources: {limits: {memory: 1024Mi}}'),
  ),
  workloadCase('Deployment', 'one replica that is said', '', '  replicas: 1\n', 'nothing'),
  workloadCase(
    'Deployment',
    'a default strategy that is said',
    '',
    '  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}\n',
    'nothing',
  ),
  workloadCase(
    'Deployment',
    'default limits that are said',
    '',
    '  revisionHistoryLimit: 10\n  progressDeadlineSeconds: 600\n',
    'nothing',
  ),
  workloadCase(
    'Deployment',
    'defaults that are no longer said',
    '  revisionHistoryLimit: 10\n  replicas: 1\n',
    '',
    'nothing',
  ),
  workloadCase('Rollout', 'a default limit that is said', canary, `${canary}  revisionHistoryLimit: 10\n`, 'nothing'),
  workloadCase(
    'Rollout',
    'one replica that is said',
    '  strategy: {canary: {}}\n',
    '  replicas: 1\n  strategy: {canary: {}}\n',
    'nothing',
  ),
  workloadCase(
    'StatefulSet',
    'the default order that is said',
    '  serviceName: web\n',
    '  serviceName: web\n  podManagementPolicy: OrderedReady\n',
    'nothing',
  ),
  withSibling(
    storageClass(''),
    workloadCase(
      'StatefulSet',
      'the default mode of volumes that is said',
      claims(''),
      claims('volumeMode: Filesystem, '),
      'nothing',
    ),
  ),
  effectCase(
    'Job: defaults that are said',
    job(''),
    job('  backoffLimit: 6\n  completions: 1\n  parallelism: 1\n'),
    '',
    'nothing',
  ),
  ...[
    spec(
      'Service',
      'v1',
      'defaults that are said',
      'spec: {selector: {app: web}, ports: [{port: 80}]}',
      'spec: {selector: {app: web}, type: ClusterIP, sessionAffinity: None, ports: [{port: 80, protocol: TCP}]}',
      'nothing',
    ),
    spec(
      'Service',
      'v1',
      'its own port as target',
      'spec: {selector: {app: web}, ports: [{port: 80}]}',
      'spec: {selector: {app: web}, ports: [{port: 80, targetPort: 80}]}',
      'nothing',
    ),
    spec(
      'HorizontalPodAutoscaler',
      'autoscaling/v2',
      'the default fewest that is said',
      hpa(''),
      hpa(', minReplicas: 1'),
      'nothing',
    ),
    spec(
      'PersistentVolumeClaim',
      'v1',
      'the default mode that is said',
      claim(''),
      claim('volumeMode: Filesystem, '),
      'nothing',
    ),
    spec(
      'NetworkPolicy',
      'networking.k8s.io/v1',
      'the default type that is said',
      'spec: {podSelector: {}, ingress: []}',
      'spec: {podSelector: {}, ingress: [], policyTypes: [Ingress]}',
      'nothing',
    ),
  ].map((each) => withSibling(web, each)),
  effectCase(
    'StorageClass: defaults that are said',
    bareClass(''),
    bareClass('reclaimPolicy: Delete\nvolumeBindingMode: Immediate\n'),
    '',
    'nothing',
  ),
  effectCase(
    'Deployment: a status',
    workload('Deployment', '  replicas: 1\n'),
    `${workload('Deployment', '  replicas: 1\n')}status: {replicas: 1}\n`,
    '',
    'nothing',
  ),
  effectCase(
    'a comment and another order',
    docs(`${meta('ConfigMap', 'v1')}data: {a: b, c: d}\n`),
    docs(`# said\n${meta('ConfigMap', 'v1')}data:\n  c: "d"\n  a: "b"\n`),
    '',
  ),
]
