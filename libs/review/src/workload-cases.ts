import type { EffectKind } from './effect.ts'
import type { EffectCase } from './effect-cases.ts'

export const meta = (kind: string, apiVersion: string, more = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\n  namespace: shop\n${more}`
const container = 'name: app, image: "r/web:1"'
export const workload = (kind: string, spec: string, pod = `containers: [{${container}}]`) =>
  `${meta(kind, kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1')}spec:\n  selector: {matchLabels: {app: web}}\n${spec}  template:\n    metadata: {labels: {app: web}}\n    spec: {${pod}}\n`
export const canary = '  strategy: {canary: {steps: [{setWeight: 10}, {pause: {duration: 1m}}]}}\n'

const pods = (what: string, before: string, after: string, ...effects: readonly EffectKind[]): readonly EffectCase[] => [
  { what: `Deployment: ${what}`, before: workload('Deployment', '', before), after: workload('Deployment', '', after), effects },
  {
    what: `Rollout: ${what}`,
    before: workload('Rollout', canary, before),
    after: workload('Rollout', canary, after),
    effects: effects.map((e) => (e === 'restart' ? 'canary' : e)),
  },
]
export const spec = (
  kind: string,
  apiVersion: string,
  what: string,
  before: string,
  after: string,
  ...effects: readonly EffectKind[]
): EffectCase => ({
  what: `${kind}: ${what}`,
  before: `${meta(kind, apiVersion)}${before}\n`,
  after: `${meta(kind, apiVersion)}${after}\n`,
  effects,
})
const of = (kind: string, what: string, before: string, after: string, ...effects: readonly EffectKind[]): EffectCase => ({
  what: `${kind}: ${what}`,
  before: workload(kind, before),
  after: workload(kind, after),
  effects,
})

export const c = (more: string) => `containers: [{${container}${more}}]`

/** What happens when workloads and their pod templates change. */
export const workloadCases: readonly EffectCase[] = [
  ...pods('another image', c(''), 'containers: [{name: app, image: "r/web:2"}]', 'restart'),
  ...pods('an env value', c(', env: [{name: A, value: x}]'), c(', env: [{name: A, value: y}]'), 'restart'),
  ...pods(
    'two env entries swapped',
    c(', env: [{name: A, value: x}, {name: B, value: y}]'),
    c(', env: [{name: B, value: y}, {name: A, value: x}]'),
    'restart',
  ),
  ...pods('a default that is said', c(', ports: [{containerPort: 80}]'), c(', ports: [{containerPort: 80, protocol: TCP}]'), 'nothing'),
  ...pods('a default grace period that is said', `${c('')}`, `${c('')}, terminationGracePeriodSeconds: 30`, 'nothing'),
  ...pods('another grace period', `${c('')}`, `${c('')}, terminationGracePeriodSeconds: 60`, 'restart'),
  ...pods('requests', c(', resources: {requests: {cpu: 100m}}'), c(', resources: {requests: {cpu: 200m}}'), 'restart', 'nodes'),
  ...pods('the service account', `${c('')}, serviceAccountName: a`, `${c('')}, serviceAccountName: b`, 'restart', 'identity'),
  ...pods(
    'rights of the processes',
    c(', securityContext: {privileged: false}'),
    c(', securityContext: {privileged: true}'),
    'restart',
    'security',
  ),
  ...pods(
    'a secret',
    c(', env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: a}}}]'),
    c(', env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: b}}}]'),
    'restart',
    'security',
  ),
  ...pods(
    'the readiness probe',
    c(', readinessProbe: {periodSeconds: 5}'),
    c(', readinessProbe: {periodSeconds: 15}'),
    'restart',
    'traffic',
  ),
  ...pods('tolerations', `${c('')}, tolerations: [{key: a}]`, `${c('')}, tolerations: [{key: b}]`, 'restart', 'nodes'),
  of('Deployment', 'replicas', '  replicas: 2\n', '  replicas: 3\n', 'scale'),
  of('Rollout', 'replicas', '  replicas: 2\n', '  replicas: 3\n', 'scale'),
  of('StatefulSet', 'replicas', '  replicas: 2\n', '  replicas: 3\n', 'scale'),
  of('Deployment', 'maxSurge', '  strategy: {rollingUpdate: {maxSurge: 1}}\n', '  strategy: {rollingUpdate: {maxSurge: 2}}\n', 'later'),
  of('Deployment', 'minReadySeconds', '  minReadySeconds: 1\n', '  minReadySeconds: 2\n', 'later'),
  of('Deployment', 'paused', '  paused: false\n', '  paused: true\n', 'later'),
  of('Rollout', 'steps', canary, '  strategy: {canary: {steps: [{setWeight: 20}, {pause: {duration: 1m}}]}}\n', 'later'),
  of(
    'Rollout',
    'which Service is the canary',
    '  strategy: {canary: {canaryService: a}}\n',
    '  strategy: {canary: {canaryService: b}}\n',
    'traffic',
  ),
  of('Rollout', 'restartAt', '', '  restartAt: "2026-11-20T00:00:00Z"\n', 'restart'),
  of('StatefulSet', 'serviceName', '  serviceName: a\n', '  serviceName: b\n', 'refused'),
  of(
    'StatefulSet',
    'a larger volume',
    '  volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: 1Gi}}}}]\n',
    '  volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: 2Gi}}}}]\n',
    'refused',
  ),
  of(
    'StatefulSet',
    'what becomes of volumes',
    '  persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain}\n',
    '  persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}\n',
    'later',
  ),
  ...['Deployment', 'Rollout', 'DaemonSet', 'StatefulSet'].map((kind): EffectCase => ({
    what: `${kind}: the selector`,
    before: workload(kind, ''),
    after: workload(kind, '').replace('selector: {matchLabels: {app: web}}', 'selector: {matchLabels: {app: other}}'),
    effects: ['refused'],
  })),
  {
    what: 'DaemonSet: another image',
    before: workload('DaemonSet', ''),
    after: workload('DaemonSet', '', 'containers: [{name: app, image: "r/web:2"}]'),
    effects: ['restart'],
  },
  {
    what: 'StatefulSet: another image',
    before: workload('StatefulSet', ''),
    after: workload('StatefulSet', '', 'containers: [{name: app, image: "r/web:2"}]'),
    effects: ['restart'],
  },
  {
    what: 'StatefulSet: another image, OnDelete',
    before: workload('StatefulSet', '  updateStrategy: {type: OnDelete}\n'),
    after: workload('StatefulSet', '  updateStrategy: {type: OnDelete}\n', 'containers: [{name: app, image: "r/web:2"}]'),
    effects: ['later'],
  },
  spec('CronJob', 'batch/v1', 'the schedule', 'spec: {schedule: "0 1 * * *"}', 'spec: {schedule: "0 2 * * *"}', 'later'),
]
