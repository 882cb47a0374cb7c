import {
  withSibling,
  c,
  canary,
  docs,
  meta,
  named,
  nextImage,
  workloadCase,
  effectCase,
  podCases,
  storageClass,
  workload,
  type EffectCase,
} from './effect-case.ts'

const accounts = docs(named('a', meta('ServiceAccount', 'v1')), named('b', meta('ServiceAccount', 'v1')))
const env = (...pairs: readonly string[]) =>
  `, env: [${pairs.map((pair) => `{name: ${pair[0]}, value: to-${pair[1]}}`).join(', ')}]`
const cronJob = (schedule: string, pod: string, more = '') =>
  `${meta('CronJob', 'batch/v1')}spec:\n  schedule: "${schedule}"\n${more}  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, ${pod}}}}}\n`
const job = (more: string, pod = c('')) =>
  `${meta('Job', 'batch/v1')}spec:\n${more}  template: {spec: {restartPolicy: Never, ${pod}}}\n`
const service = (name: string, selector: string) =>
  `${named(name, meta('Service', 'v1'))}spec: {selector: {${selector}}, ports: [{port: 80}]}\n`
const steps = (weight: number, more = '') =>
  `  replicas: 2\n  strategy: {canary: {steps: [{setWeight: ${weight}}, {pause: {duration: 10m}}${more}]}}\n`
const restartedAt = (kind: string) =>
  workload(kind).replace(
    '    metadata: {',
    '    metadata: {annotations: {kubectl.kubernetes.io/restartedAt: "2026-11-20"}, ',
  )
const held = (partition: number) => `  serviceName: web\n  updateStrategy: {rollingUpdate: {partition: ${partition}}}\n`
const none = (kind: string) =>
  ({ Rollout: canary.replace('replicas: 2', 'replicas: 0'), StatefulSet: '  serviceName: web\n  replicas: 0\n' })[
    kind
  ] ?? '  replicas: 0\n'
const scaler = (kind: string) =>
  `${meta('HorizontalPodAutoscaler', 'autoscaling/v2')}spec: {scaleTargetRef: {apiVersion: ${kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1'}, kind: ${kind}, name: web}, minReplicas: 2, maxReplicas: 5}\n`
const claim = (size: string) =>
  `  serviceName: web\n  volumeClaimTemplates: [{metadata: {name: d}, spec: {storageClassName: shop, accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}]\n`

/** What happens when workloads and their pod templates change. */
export const workloadCases: readonly EffectCase[] = [
  ...podCases('another image', c(''), nextImage, 'restart'),
  ...podCases('an env value', c(env('Ax')), c(env('Ay')), 'restart'),
  ...podCases('two env entries swapped', c(env('Ax', 'By')), c(env('By', 'Ax')), 'restart'),
  ...podCases('another grace period', c(''), `${c('')}, terminationGracePeriodSeconds: 60`, 'restart'),
  ...podCases(
    'requests',
    c(', resources: {requests: {cpu: 100m}}'),
    c(', resources: {requests: {cpu: 200m}}'),
    'restart',
    'nodes',
  ),
  ...podCases(
    'the service account',
    `${c('')}, serviceAccountName: a`,
    `${c('')}, serviceAccountName: b`,
    'restart',
    'identity',
  ).map((each) => withSibling(accounts, each)),
  ...podCases(
    'rights of the processes',
    c(', securityContext: {privileged: false}'),
    c(', securityContext: {privileged: true}'),
    'restart',
    'security',
  ),
  ...podCases(
    'a secret',
    c(', env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: a}}}]'),
    c(', env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: b}}}]'),
    'restart',
    'security',
  ),
  ...podCases(
    'the readiness probe',
    c(', readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}'),
    c(', readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 15}'),
    'restart',
    'traffic',
  ),
  ...podCases(
    'tolerations',
    `${c('')}, tolerations: [{key: a, operator: Exists}]`,
    `${c('')}, tolerations: [{key: b, operator: Exists}]`,
    'restart',
    'nodes',
  ),
  ...['Deployment', 'Rollout'].flatMap((kind) => [
    effectCase(
      `${kind}: an annotation of its pods`,
      workload(kind),
      restartedAt(kind),
      '',
      kind === 'Rollout' ? 'canary' : 'restart',
    ),
    effectCase(
      `${kind}: a label of its pods`,
      workload(kind),
      workload(kind, undefined, c(''), 'app: web, tier: b'),
      '',
      kind === 'Rollout' ? 'canary' : 'restart',
      'traffic',
    ),
  ]),
  workloadCase('Deployment', 'replicas', '  replicas: 2\n', '  replicas: 3\n', 'scale'),
  workloadCase('Deployment', 'no replicas', '  replicas: 2\n', '  replicas: 0\n', 'scale'),
  workloadCase('Rollout', 'replicas', canary, canary.replace('replicas: 2', 'replicas: 3'), 'scale'),
  workloadCase(
    'StatefulSet',
    'replicas',
    '  serviceName: web\n  replicas: 1\n',
    '  serviceName: web\n  replicas: 2\n',
    'scale',
  ),
  effectCase(
    'Deployment: replicas and an image',
    workload('Deployment'),
    workload('Deployment', '  replicas: 2\n', nextImage),
    '',
    'restart',
    'scale',
  ),
  workloadCase(
    'Deployment',
    'maxSurge',
    '  strategy: {rollingUpdate: {maxSurge: 1}}\n',
    '  strategy: {rollingUpdate: {maxSurge: 2}}\n',
    'later',
  ),
  workloadCase('Deployment', 'minReadySeconds', '  minReadySeconds: 1\n', '  minReadySeconds: 2\n', 'later'),
  workloadCase('Deployment', 'paused', '  paused: false\n', '  paused: true\n', 'later'),
  effectCase(
    'Deployment: paused, and another image',
    workload('Deployment'),
    workload('Deployment', '  paused: true\n', nextImage),
    '',
    'later',
  ),
  effectCase(
    'Deployment: another image, Recreate',
    workload('Deployment', '  strategy: {type: Recreate}\n'),
    workload('Deployment', '  strategy: {type: Recreate}\n', nextImage),
    '',
    'restart',
  ),
  workloadCase('Rollout', 'steps', canary, steps(20), 'later'),
  workloadCase('Rollout', 'a step more', canary, steps(50, ', {setWeight: 80}'), 'later'),
  effectCase(
    'Rollout: steps and an image',
    workload('Rollout'),
    workload('Rollout', steps(20), nextImage),
    '',
    'canary',
    'later',
  ),
  effectCase(
    'Rollout: another image, no steps',
    workload('Rollout', '  replicas: 2\n  strategy: {canary: {}}\n'),
    workload('Rollout', '  replicas: 2\n  strategy: {canary: {}}\n', nextImage),
    '',
    'restart',
  ),
  effectCase(
    'Rollout: another image, blue-green',
    workload('Rollout', '  replicas: 2\n  strategy: {blueGreen: {activeService: active, scaleDownDelaySeconds: 1}}\n'),
    workload(
      'Rollout',
      '  replicas: 2\n  strategy: {blueGreen: {activeService: active, scaleDownDelaySeconds: 1}}\n',
      nextImage,
    ),
    service('active', 'app: web'),
    'restart',
  ),
  withSibling(
    docs(service('a', 'app: web'), service('b', 'app: web'), service('s', 'app: web')),
    workloadCase(
      'Rollout',
      'which Service is the canary',
      canary.replace('{canary: {', '{canary: {stableService: s, canaryService: a, '),
      canary.replace('{canary: {', '{canary: {stableService: s, canaryService: b, '),
      'traffic',
    ),
  ),
  workloadCase('Rollout', 'restartAt', canary, `${canary}  restartAt: "<now>"\n`, 'restart'),
  workloadCase('StatefulSet', 'serviceName', '  serviceName: a\n', '  serviceName: b\n', 'refused'),
  withSibling(storageClass(''), workloadCase('StatefulSet', 'a larger volume', claim('1Gi'), claim('2Gi'), 'refused')),
  withSibling(
    storageClass(''),
    workloadCase(
      'StatefulSet',
      'what becomes of volumes',
      `${claim('1Gi')}  persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain}\n`,
      `${claim('1Gi')}  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}\n`,
      'later',
    ),
  ),
  workloadCase(
    'StatefulSet',
    'in which order pods start',
    '  serviceName: web\n',
    '  serviceName: web\n  podManagementPolicy: Parallel\n',
    'refused',
  ),
  ...['Deployment', 'Rollout', 'DaemonSet', 'StatefulSet'].map((kind) =>
    effectCase(
      `${kind}: the selector`,
      workload(kind),
      workload(kind, undefined, c(''), undefined, 'tier: a'),
      '',
      'refused',
    ),
  ),
  effectCase(
    'Deployment: the selector and the labels that it selects',
    workload('Deployment'),
    workload('Deployment', '', nextImage, 'app: other', 'app: other'),
    '',
    'refused',
  ),
  ...['DaemonSet', 'StatefulSet'].map((kind) =>
    effectCase(`${kind}: another image`, workload(kind), workload(kind, undefined, nextImage), '', 'restart'),
  ),
  effectCase(
    'StatefulSet: another image, OnDelete',
    workload('StatefulSet', '  serviceName: web\n  updateStrategy: {type: OnDelete}\n'),
    workload('StatefulSet', '  serviceName: web\n  updateStrategy: {type: OnDelete}\n', nextImage),
    '',
    'later',
  ),
  effectCase(
    'DaemonSet: another image, OnDelete',
    workload('DaemonSet', '  updateStrategy: {type: OnDelete}\n'),
    workload('DaemonSet', '  updateStrategy: {type: OnDelete}\n', nextImage),
    '',
    'later',
  ),
  effectCase(
    'StatefulSet: another image, all held back',
    workload('StatefulSet', held(1)),
    workload('StatefulSet', held(1), nextImage),
    '',
    'later',
  ),
  ...['Deployment', 'StatefulSet'].map((kind) =>
    effectCase(
      `${kind}: another image, no pods`,
      workload(kind, none(kind)),
      workload(kind, none(kind), nextImage),
      '',
      'later',
    ),
  ),
  effectCase(
    'Rollout: another image, no pods',
    workload('Rollout', none('Rollout')),
    workload('Rollout', none('Rollout'), nextImage),
    '',
    'later',
  ),
  effectCase(
    'Rollout: paused, and another image',
    workload('Rollout'),
    workload('Rollout', `${canary}  paused: true\n`, nextImage),
    '',
    'later',
  ),
  workloadCase('Deployment', 'Recreate from now on', '', '  strategy: {type: Recreate}\n', 'later'),
  ...['Deployment', 'Rollout'].map((kind) =>
    withSibling(
      scaler(kind),
      effectCase(
        `${kind}: replicas leave git for a scaler`,
        workload(kind, kind === 'Rollout' ? canary.replace('replicas: 2', 'replicas: 4') : '  replicas: 4\n'),
        workload(kind, kind === 'Rollout' ? canary.replace('  replicas: 2\n', '') : ''),
        '',
        'scale',
      ),
    ),
  ),
  effectCase('CronJob: another image', cronJob('0 1 1 1 *', c('')), cronJob('0 1 1 1 *', nextImage), '', 'later'),
  effectCase('CronJob: the schedule', cronJob('0 1 1 1 *', c('')), cronJob('0 2 1 1 *', c('')), '', 'later'),
  effectCase('Job: another image', job(''), job('', nextImage), '', 'refused'),
  effectCase('Job: how often it is tried', job('  backoffLimit: 2\n'), job('  backoffLimit: 3\n'), '', 'later'),
]
