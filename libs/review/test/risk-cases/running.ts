import { docs, meta, workload } from '../effect-case.ts'
import { changed, marked, object, type RiskCase } from '../risk-case.ts'

const keda = (more: string) => object('keda.sh/v1alpha1 ScaledObject', `spec: {scaleTargetRef: {name: web}, ${more}}`)
const hpa = (more: string, target = 'web') =>
  object(
    'autoscaling/v2 HorizontalPodAutoscaler',
    `spec: {scaleTargetRef: {kind: Deployment, name: ${target}}, maxReplicas: 9${more}}`,
  )
const web = workload('Deployment', '  replicas: 4\n')
const replicas = (n: number | '') => workload('Deployment', n === '' ? '' : `  replicas: ${n}\n`)
const budget = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
  const side = (words: string) =>
    docs(web, object('policy/v1 PodDisruptionBudget', `spec: {selector: {matchLabels: {app: web}}, ${words}}`))
  return [what, side(before), side(after), ...risks]
}
const steps = (text: string) => workload('Rollout', `  replicas: 4\n  strategy: {canary: {steps: [${text}]}}\n`)
const pause = (text: string) => steps(`{setWeight: 10}, {pause: ${text}}, {setWeight: 50}, {pause: {duration: 5m}}`)
const container = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
  const side = (words: string) => workload('Deployment', '', `containers: [{name: app, image: "r/web:1"${words}}]`)
  return [what, side(before), side(after), ...risks]
}
/** @param pause seconds of the preStop hook; @param before, after the grace period, `''` where it is not said */
const ending = (
  what: string,
  pause: number,
  before: number | '',
  after: number | '',
  ...risks: readonly string[]
): RiskCase => {
  const side = (grace: number | '') =>
    workload(
      'Deployment',
      '',
      `containers: [{name: app, image: "r/web:1", lifecycle: {preStop: {sleep: {seconds: ${pause}}}}}]${grace === '' ? '' : `, terminationGracePeriodSeconds: ${grace}`}`,
    )
  return [what, side(before), side(after), ...risks]
}
const stateful = (name: string, claims: string) =>
  workload('StatefulSet', `  serviceName: web\n  replicas: 1\n${claims}`).replace('  name: web\n', `  name: ${name}\n`)
const claims = '  volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]\n'
const crd = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(
    what,
    'apiextensions.k8s.io/v1 CustomResourceDefinition',
    `spec: {group: a.example, scope: Namespaced, names: {kind: A, plural: as}, versions: [${before}]}`,
    `spec: {group: a.example, scope: Namespaced, names: {kind: A, plural: as}, versions: [${after}]}`,
    ...risks,
  )
const version = (name: string, more = '', served = 'true', storage = 'true') =>
  `{name: ${name}, served: ${served}, storage: ${storage}, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object${more}}}}}}`
const unknown = 'low not-known'
const hook = (image: string, when = 'PreSync') =>
  `${meta('Job', 'batch/v1', `  annotations: {argocd.argoproj.io/hook: ${when}}\n`)}spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: "r.example/m:${image}"}]}}}\n`

/** What can stop an app from answering, and what cannot be got back. */
export const runningRiskCases: readonly RiskCase[] = [
  ['KEDA may take all pods', keda('minReplicaCount: 2'), keda(''), 'high no-pods'],
  ['KEDA, none when idle', keda('minReplicaCount: 2'), keda('minReplicaCount: 2, idleReplicaCount: 0'), 'high no-pods'],
  ['KEDA, the default said', keda(''), keda('minReplicaCount: 0')],
  [
    'KEDA is stopped at none',
    keda('minReplicaCount: 2'),
    object(
      'keda.sh/v1alpha1 ScaledObject',
      'spec: {scaleTargetRef: {name: web}, minReplicaCount: 2}',
      ', annotations: {autoscaling.keda.sh/paused-replicas: "0"}',
    ),
    'high annotation',
  ],
  ['an HPA without a word of the fewest', docs(web, hpa(', minReplicas: 3')), docs(web, hpa('')), 'medium single-pod'],
  ['an HPA of fewer', hpa(', minReplicas: 5'), hpa(', minReplicas: 4'), 'low fewer-pods'],
  ['an HPA of more', hpa(', minReplicas: 4'), hpa(', minReplicas: 5')],
  ['no number, and no scaler', replicas(3), replicas(''), 'medium single-pod'],
  [
    'no number, and a scaler',
    docs(hpa(', minReplicas: 3'), replicas(3)),
    docs(hpa(', minReplicas: 3'), replicas('')),
    'high one-pod-until-scaler-acts',
  ],
  ['a number beside a scaler', docs(hpa(''), replicas('')), docs(hpa(''), replicas(3)), 'high two-owners-of-replicas'],
  ['none at all', replicas(3), replicas(0), 'high no-pods'],
  ['a scaler of nothing', docs(web, hpa('')), docs(web, hpa('', 'other')), 'medium no-target'],
  [
    'a scaler of something else that is there',
    docs(web, object('v1 Service'), workload('Deployment').replace('name: web', 'name: other'), hpa('')),
    docs(web, object('v1 Service'), workload('Deployment').replace('name: web', 'name: other'), hpa('', 'other')),
  ],
  ['what is scaled goes', docs(hpa(''), web), hpa(''), 'high workload-deleted', 'medium target-gone'],
  ['both go', docs(hpa(''), web), '', 'high workload-deleted'],

  budget('no pod may go', 'maxUnavailable: 1', 'maxUnavailable: 0', 'medium budget-blocks-drains'),
  budget('all must stay', 'minAvailable: 1', 'minAvailable: 4', 'medium budget-blocks-drains'),
  budget('all may go', 'minAvailable: 1', 'minAvailable: 0', 'medium budget-guards-nothing'),
  budget('all of them, in percent', 'maxUnavailable: 1', 'maxUnavailable: 100%', 'medium budget-guards-nothing'),
  budget('one less', 'minAvailable: 3', 'minAvailable: 2'),
  budget('one more', 'maxUnavailable: 1', 'maxUnavailable: 2'),
  ['a budget goes', object('policy/v1 PodDisruptionBudget'), '', 'medium no-budget'],

  ['a pause without an end', pause('{duration: 5m}'), pause('{}'), 'medium endless-pause'],
  ['a pause that ends', pause('{}'), pause('{duration: 5m}')],
  ['a longer pause', pause('{duration: 5m}'), pause('{duration: 10m}')],
  [
    'a pause more, without an end',
    steps('{setWeight: 10}, {pause: {duration: 5m}}'),
    steps('{setWeight: 10}, {pause: {duration: 5m}}, {setWeight: 20}, {pause: {}}'),
    'medium endless-pause',
  ],
  ['no steps', pause('{duration: 5m}'), steps(''), 'high no-canary-steps'],
  [
    'fewer steps',
    steps('{setWeight: 10}, {setWeight: 50}, {pause: {duration: 5m}}'),
    steps('{setWeight: 50}, {pause: {duration: 5m}}'),
    'medium fewer-canary-steps',
  ],
  [
    'all requests at the first step',
    steps('{setWeight: 10}, {pause: {duration: 5m}}, {setWeight: 50}'),
    steps('{setWeight: 100}, {pause: {duration: 5m}}, {setWeight: 50}'),
    'high canary-starts-high',
  ],
  [
    'half of the requests at the first step',
    steps('{setWeight: 10}, {pause: {duration: 5m}}'),
    steps('{setWeight: 50}, {pause: {duration: 5m}}'),
    'medium canary-starts-high',
  ],
  [
    'a little more at the first step',
    steps('{setWeight: 5}, {pause: {duration: 5m}}'),
    steps('{setWeight: 10}, {pause: {duration: 5m}}'),
  ],
  [
    'half as long',
    pause('{duration: 5m}'),
    steps('{setWeight: 10}, {pause: {duration: 1m}}, {setWeight: 50}'),
    'medium canary-halved',
  ],
  [
    'nobody judges',
    steps('{setWeight: 10}, {analysis: {templates: [{templateName: a}]}}, {setWeight: 20}'),
    steps('{setWeight: 10}, {setWeight: 15}, {setWeight: 20}'),
    'high no-analysis',
  ],
  [
    'a Deployment that stands still',
    replicas(3),
    workload('Deployment', '  replicas: 3\n  paused: true\n'),
    'medium paused',
  ],
  [
    'a release beside the old one waits',
    workload('Rollout', '  strategy: {blueGreen: {activeService: a}}\n'),
    workload('Rollout', '  strategy: {blueGreen: {activeService: a, autoPromotionEnabled: false}}\n'),
    'medium endless-pause',
  ],
  ['a Deployment that goes on', workload('Deployment', '  paused: true\n'), workload('Deployment')],
  changed(
    'a CronJob that rests',
    'batch/v1 CronJob',
    'spec: {schedule: a}',
    'spec: {schedule: a, suspend: true}',
    'medium suspended',
  ),

  container('no readiness', ', readinessProbe: {httpGet: {path: /}}', '', 'high no-readiness-probe'),
  container('no liveness', ', livenessProbe: {httpGet: {path: /}}', '', 'medium no-liveness-probe'),
  container(
    'less memory',
    ', resources: {limits: {memory: 2Gi}}',
    ', resources: {limits: {memory: 1Gi}}',
    'high resources-cut',
  ),
  container(
    'less time to stop',
    ', lifecycle: {preStop: {sleep: {seconds: 9}}}',
    ', lifecycle: {preStop: {sleep: {seconds: 5}}}',
    'low drain-cut',
  ),
  container('no time to stop', ', lifecycle: {preStop: {sleep: {seconds: 9}}}', '', 'medium no-drain'),
  ending('a shorter grace period', 10, 60, 40, 'low drain-cut'),
  ending('a grace period that ends in the pause', 10, 60, 10, 'medium no-time-after-hook'),
  ending("a grace period in the place of Kubernetes' own 30 s", 10, '', 20, 'low drain-cut'),
  ending("a longer one than Kubernetes' own", 10, '', 60),
  ending("back to Kubernetes' own, which is shorter", 10, 60, '', 'low drain-cut'),
  ending("back to Kubernetes' own, which ends in the pause", 40, 60, '', 'medium no-time-after-hook'),
  ending('one that was too short before', 10, 10, 9, 'low drain-cut'),
  container(
    'a pause as long as the grace period',
    ', lifecycle: {preStop: {sleep: {seconds: 9}}}',
    ', lifecycle: {preStop: {sleep: {seconds: 30}}}',
    'medium no-time-after-hook',
  ),
  container(
    'a shell that pauses for longer',
    '',
    ', lifecycle: {preStop: {exec: {command: [sh, -c, sleep 45]}}}',
    'medium no-time-after-hook',
  ),
  [
    'all pods stop first',
    workload('Deployment', '  strategy: {type: Recreate}\n'),
    workload('Deployment', '  strategy: {type: Recreate}\n', 'containers: [{name: app, image: "r/web:2"}]'),
    'medium stops-before-start',
  ],
  [
    'its only pod stops',
    stateful('web', ''),
    stateful('web', '').replace('r/web:1', 'r/web:2'),
    'medium only-pod-stops',
  ],
  ['a Service that others may call goes', object('v1 Service', 'spec: {}'), '', 'high needed-object-deleted'],
  [
    'a refused field',
    workload('Deployment'),
    workload('Deployment', '', undefined, undefined, 'tier: a'),
    'high refused',
  ],

  [
    'another name, and volumes',
    stateful('web', claims),
    stateful('db', claims),
    'high empty-volumes',
    'high workload-deleted',
  ],
  [
    'another name, no volumes',
    stateful('web', ''),
    stateful('db', ''),
    'high volumes-without-set',
    'high workload-deleted',
  ],
  ['its volumes are its own', stateful('web', claims), stateful('web', claims)],
  ['a set goes', stateful('web', claims), '', 'high volumes-without-set', 'high workload-deleted'],
  [
    'volumes go with the set',
    stateful('web', claims),
    stateful('web', `${claims}  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}\n`),
    'high volumes-deleted',
  ],
  ['a claim goes', object('v1 PersistentVolumeClaim'), '', 'high content-deleted'],
  marked(
    'kept no more',
    'v1 ConfigMap',
    'annotations',
    'argocd.argoproj.io/sync-options: Prune=false',
    '',
    'medium options-lost',
  ),

  crd('a version goes', `${version('v1')}, ${version('v2', '', 'true', 'false')}`, version('v1'), 'high version-gone'),
  crd('a version is served no more', version('v1'), version('v1', '', 'false'), 'high version-gone'),
  crd('a version more', version('v1'), `${version('v1')}, ${version('v2', '', 'true', 'false')}`, unknown),
  crd(
    'stored in another version',
    `${version('v1')}, ${version('v2', '', 'true', 'false')}`,
    `${version('v1', '', 'true', 'false')}, ${version('v2')}`,
    'medium storage-version',
  ),
  crd(
    'a field goes',
    version('v1', ', properties: {a: {type: string}, b: {type: string}}'),
    version('v1', ', properties: {a: {type: string}}'),
    'medium field-dropped',
  ),
  crd(
    'a field more',
    version('v1', ', properties: {a: {type: string}}'),
    version('v1', ', properties: {a: {type: string}, b: {type: string}}'),
    unknown,
  ),
  crd('a field must be there', version('v1'), version('v1', ', required: [a]'), 'medium schema-stricter'),
  crd('other words for people', version('v1', ', description: one line'), version('v1', ', description: another line')),
  [
    'another scope',
    object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'spec: {scope: Namespaced}'),
    object('apiextensions.k8s.io/v1 CustomResourceDefinition', 'spec: {scope: Cluster}'),
    'high refused',
  ],
  ['a hook of another image', hook('1'), hook('2')],
  ['a hook goes', hook('1'), ''],
  [
    'a Job of another image',
    hook('1').replace(/ {2}annotations.*\n/, ''),
    hook('2').replace(/ {2}annotations.*\n/, ''),
    'high refused',
  ],
]
