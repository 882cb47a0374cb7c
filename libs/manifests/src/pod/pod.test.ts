import { describe, expect, it } from 'vitest'
import { canary, everySample, podOf, sample } from '../../test/sample.ts'

describe('podTemplate', () => {
  it.each(everySample())(
    '%s: Pod Security restricted, an identity without a token, no variables of other Services',
    (_, app) => {
      expect(podOf(app).spec).toMatchObject({
        serviceAccountName: 'web',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10_001,
          runAsGroup: 10_001,
          fsGroup: 10_001,
          fsGroupChangePolicy: 'OnRootMismatch',
          seccompProfile: { type: 'RuntimeDefault' },
        },
      })
      expect(podOf(app).metadata.annotations?.['kubectl.kubernetes.io/default-container']).toBe('app')
    },
  )

  it.each(everySample())('%s: every mount has its volume and every volume its mount', (_, app) => {
    const { containers, initContainers = [], volumes = [] } = podOf(app).spec
    const claims = app.volumes.filter((v) => v.medium === 'claim').map((v) => v.name)
    const mounted = [...containers, ...initContainers].flatMap((c) => (c.volumeMounts ?? []).map((m) => m.name))
    expect(new Set(mounted)).toEqual(new Set([...volumes.map((v) => v.name), ...claims]))
  })

  it('is the same whatever carries it, but for what tells versions apart', () => {
    const { topologySpreadConstraints: _a, ...rolling } = podOf(sample({ kind: 'http' })).spec
    const { topologySpreadConstraints: _b, ...canaried } = podOf(sample({ kind: 'http', release: canary })).spec
    expect(canaried).toEqual(rolling)
  })

  it('runs as the user of the spec', () => {
    expect(podOf(sample({ kind: 'http', user: 20_000 })).spec.securityContext).toMatchObject({
      runAsUser: 20_000,
      runAsGroup: 20_000,
      fsGroup: 20_000,
    })
  })

  it('says why, where the user is one of the image', () => {
    const { metadata, spec } = podOf(sample({ kind: 'http', user: { id: 999, reason: ' files of postgres ' } }))
    expect(spec.securityContext).toMatchObject({ runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true })
    expect(metadata.annotations?.['user-reason']).toBe('files of postgres')
    expect(podOf(sample({ kind: 'http' })).metadata.annotations).not.toHaveProperty('user-reason')
  })

  it('asks for GPUs in the main container alone, on machines that have them', () => {
    const init = [{ name: 'warm', command: ['warm'] }]
    const given = sample({ kind: 'http', gpu: 2, init })
    const {
      containers,
      initContainers = [],
      affinity,
      tolerations,
    } = podOf({
      ...given,
      machines: { ...given.machines, profile: 'gpu' },
    }).spec
    const gpus = (of: typeof containers) =>
      of.map((c) => [c.resources?.requests?.['nvidia.com/gpu'], c.resources?.limits?.['nvidia.com/gpu']])
    expect(gpus(containers)).toEqual([['2', '2']])
    expect(gpus(initContainers)).toEqual([[undefined, undefined]])
    expect(containers[0]?.resources?.requests).toHaveProperty('memory')
    expect(JSON.stringify(affinity)).toContain('"key":"slipway.dev/profile","operator":"In","values":["gpu"]')
    expect(tolerations).toEqual([{ key: 'slipway.dev/profile', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }])
  })

  it('scratch volumes end with the pod, at their size; the volumes of a stateful app do not', () => {
    const volumes = { '/cache': '1Gi' }
    expect(podOf(sample({ kind: 'http', volumes })).spec.volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'cache', emptyDir: { sizeLimit: '1Gi' } },
    ])
    expect(podOf(sample({ kind: 'stateful', volumes })).spec.volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
    ])
  })

  it('what goes with the pod of a stateful app is no claim, and files in memory are no disk', () => {
    const volumes = { '/data': '10Gi', '/run/db': { scratch: '16Mi' }, '/dev/shm': { memory: '128Mi' } }
    const { containers, volumes: made } = podOf(sample({ kind: 'stateful', volumes })).spec
    expect(made).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'dev-shm', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } },
      { name: 'run-db', emptyDir: { sizeLimit: '16Mi' } },
    ])
    expect(containers[0]?.volumeMounts?.map((m) => m.mountPath)).toEqual(['/tmp', '/data', '/dev/shm', '/run/db'])
    expect(containers[0]?.resources?.limits?.['ephemeral-storage']).toBe('272Mi')
  })

  it('runs what has to end before the app, after its sidecars, with what the app has', () => {
    const image = `registry.example/tool@sha256:${'b'.repeat(64)}`
    const app = sample({
      kind: 'http',
      env: { A: 'b' },
      secrets: { DB_URL: 'shop/web/db#url' },
      volumes: { '/cache': '1Gi' },
      sidecars: [{ name: 'log', image, cpu: '10m', memory: '32Mi' }],
      init: [
        { name: 'warm', command: ['node', 'warm.js'] },
        { name: 'tool', image, command: ['fetch'] },
      ],
    })
    const { initContainers = [], containers } = podOf(app).spec
    const [own] = containers
    expect(initContainers.map((c) => [c.name, c.image, c.command, c.restartPolicy])).toEqual([
      ['log', image, undefined, 'Always'],
      ['warm', app.image, ['node', 'warm.js'], undefined],
      ['tool', image, ['fetch'], undefined],
    ])
    for (const one of initContainers.slice(1)) {
      const { env, resources, volumeMounts, securityContext } = own ?? {}
      expect(one).toMatchObject({ env, resources, volumeMounts, securityContext })
    }
  })

  it('has no init containers unless there are sidecars', () => {
    expect(podOf(sample({ kind: 'http' })).spec).not.toHaveProperty('initContainers')
  })
})
