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
    const claims = app.volumes.filter((v) => v.persistent).map((v) => v.name)
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
