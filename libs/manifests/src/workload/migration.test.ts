import type { IJob } from 'kubernetes-models/batch/v1'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import type { ISidecar } from '@kubernetes-models/istio/networking.istio.io/v1'
import { describe, expect, it } from 'vitest'
import { containerOf, namesOf, object, objects, podOf, sample, type Around, type Given } from '../../test/sample.ts'

const migrate = { command: ['node', 'migrate.js'] }
const base = {
  kind: 'http',
  migrate,
  files: { '/etc/web/rules.json': 'config/rules.json' },
  secrets: { DB_URL: 'web/db#url' },
  calls: ['ledger', { host: 'db.corp.example', port: 5432, private: true }],
  sidecars: [
    {
      name: 'proxy',
      image: `registry.example/proxy@sha256:${'c'.repeat(64)}`,
      cpu: '50m',
      memory: '32Mi',
    },
  ],
  init: [{ name: 'warm', command: ['true'] }],
  ports: { grpc: 9000 },
  apart: 'host',
} as const satisfies Given
const neighbours = { ledger: { kind: 'stateful' } } as const
const files = { 'config/rules.json': '{}' }
const appOf = (given: Given = base, more: Around = {}) => sample(given, { neighbours, files, ...more })
const jobOf = (given: Given = base, more: Around = {}) => {
  const { metadata, spec } = object<IJob>(appOf(given, more), 'Job', 'web-migrate')
  const template = spec?.template
  if (metadata === undefined || spec === undefined || template?.spec === undefined) throw new Error('no job')
  return { metadata, spec, template, pod: template.spec }
}

const wave = (o: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } }): number =>
  Number(o.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0)

describe('migration', () => {
  it.each<[string, Given]>([
    ['http', { kind: 'http', migrate }],
    ['worker', { kind: 'worker', migrate }],
    ['cron', { kind: 'cron', migrate }],
  ])('%s: one Job, with a NetworkPolicy and a Sidecar of its own', (_, given) => {
    const app = sample(given)
    for (const kind of ['Job', 'NetworkPolicy', 'Sidecar']) expect(namesOf(app, kind)).toContain('web-migrate')
    expect(namesOf(sample({ ...given, migrate: undefined } as never), 'Job')).toEqual([])
  })

  it('is a hook of the sync itself, which its own last run never stands in the way of', () => {
    expect(jobOf().metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'argocd.argoproj.io/sync-wave': '-1',
    })
  })

  it('what it needs comes before it, all that waits for it after it', () => {
    const app = appOf()
    const job = objects(app).find(({ kind }) => kind === 'Job')
    const before = objects(app)
      .filter((o) => wave(o) < wave(job ?? { metadata: {} }))
      .map(({ kind, metadata: { name } }) => `${kind} ${name.replace(/-[0-9a-f]{8}$/, '')}`)
    expect(before.sort()).toEqual([
      'ConfigMap web-config',
      'ExternalSecret web-secrets',
      'NetworkPolicy web-migrate',
      'ServiceAccount web',
      'ServiceEntry web-to-db.corp.example',
      'Sidecar web-migrate',
    ])
    expect(wave(object(app, 'Deployment'))).toBeGreaterThan(wave(job ?? { metadata: {} }))
  })

  it('an app without one has no waves', () => {
    const { migrate: _, ...without } = base
    expect(objects(appOf(without)).filter((o) => wave(o) !== 0)).toEqual([])
  })

  it('tries once, for ten minutes; Argo CD tries again; a lost machine is no failure', () => {
    expect(jobOf().spec).toMatchObject({
      activeDeadlineSeconds: 600,
      backoffLimit: 0,
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
    })
    expect(jobOf({ ...base, migrate: { ...migrate, timeout: '1500ms' } }).spec.activeDeadlineSeconds).toBe(2)
  })

  it("runs its command in the app's image, with the app's variables, secrets, files, identity and sidecars", () => {
    const app = appOf()
    const [main, ...more] = jobOf().pod.containers
    const own = containerOf(app)
    expect(more).toEqual([])
    for (const field of ['image', 'env', 'resources', 'volumeMounts', 'securityContext'] as const)
      expect(main?.[field]).toEqual(own[field])
    expect(main?.command).toEqual(['node', 'migrate.js'])
    for (const field of ['ports', 'readinessProbe', 'livenessProbe', 'startupProbe', 'lifecycle'] as const)
      expect(main?.[field]).toBeUndefined()
    expect(jobOf().pod).toMatchObject({ serviceAccountName: 'web', restartPolicy: 'Never' })
    // Each ends with the Job; what runs before the app is the app's.
    expect(jobOf().pod.initContainers?.map(({ name, restartPolicy }) => [name, restartPolicy])).toEqual([
      ['proxy', 'Always'],
    ])
  })

  it('nobody takes its pod for one of the app: no Service, no budget, no scaler, no machine of its own', () => {
    const { template, pod } = jobOf()
    const { labels } = template.metadata ?? {}
    expect(labels?.['app.kubernetes.io/name']).toBe('web-migrate')
    // By this the callee knows who may come.
    expect(labels?.['calls.slipway.dev/ledger']).toBe('true')
    expect(podOf(appOf()).metadata.labels?.['app.kubernetes.io/name']).toBe('web')
    expect(pod.affinity?.podAntiAffinity).toBeUndefined()
    expect(pod.topologySpreadConstraints).toBeUndefined()
  })

  it('runs on a machine that nobody reclaims, and that no scaler takes away', () => {
    const { pod, template } = jobOf()
    expect(pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] }] },
    ])
    expect(template.metadata?.annotations?.['karpenter.sh/do-not-disrupt']).toBe('true')
  })

  it('may go where the app may, and nobody may come', () => {
    const app = appOf()
    const [own, its] = ['web', 'web-migrate'].map((name) => object<INetworkPolicy>(app, 'NetworkPolicy', name).spec)
    expect(its).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web-migrate' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: own?.egress,
    })
    const [scope, itsScope] = ['web', 'web-migrate'].map((name) => object<ISidecar>(app, 'Sidecar', name).spec)
    expect(itsScope).toEqual({
      ...scope,
      workloadSelector: { labels: { 'app.kubernetes.io/name': 'web-migrate' } },
    })
  })

  it('where a rollback has brought the version the Job is left out with its policy and its Sidecar, and nothing else changes', () => {
    const [then, back] = [objects(appOf()), objects(appOf(base, { release: { restored: true } }))]
    const itsOwn = (one: (typeof then)[number]) => one.kind === 'Job' || one.metadata.name.endsWith('-migrate')
    expect(
      then
        .filter(itsOwn)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['Job', 'NetworkPolicy', 'Sidecar'])
    expect(back).toEqual(then.filter((one) => !itsOwn(one)))
  })
})
