import { describe, expect, it } from 'vitest'
import type { MergedSpec } from '@slipway/spec'
import { resolveEstate } from './resolve-estate.ts'
import { cron, daemon, estateOf, http, release, stateful, worker } from '../test/sample-estate.ts'

/** An app of a spec in the cluster `dev`. */
function resolved(spec: MergedSpec, files: ReadonlyMap<string, string> = new Map()) {
  const app = resolveEstate(estateOf({ web: { spec, files } })).clusters[0]?.apps[0]
  if (app === undefined) throw new Error('not there')
  return app
}

describe('an app that says only what it must', () => {
  it('http', () => {
    expect(resolved(http)).toMatchObject({
      name: 'web',
      team: 'shop',
      kind: 'http',
      source: 'apps/web/app.ts',
      organisation: 'acme',
      version: '1.4.0',
      commit: null,
      image: `registry.eu-west-1.acme.example/web@${release.digest}`,
      digest: release.digest,
      workload: { kind: 'rolling' },
      scale: { by: 'nobody', pods: 2 },
      placement: 'spot',
      ports: [{ name: 'http', number: 8080 }],
      probes: {
        ready: { by: 'path', path: '/readyz', port: 'http' },
        live: { by: 'path', path: '/healthz', port: 'http' },
        delay: 3,
        period: 15,
        start: null,
      },
      drain: { preStop: 10, app: 15, grace: 30 },
      traffic: { timeout: 15, retries: 2, sticky: { by: 'nothing' }, expose: null },
      sidecars: [],
      volumes: [],
      files: [],
      secrets: [],
      calls: [],
      callers: [],
      hosts: [],
      extra: null,
    })
  })

  it.each<[MergedSpec, object]>([
    [
      worker,
      {
        workload: { kind: 'rolling' },
        scale: { by: 'nobody', pods: 2 },
        placement: 'spot',
        traffic: null,
        ports: [{ name: 'http', number: 8080 }],
      },
    ],
    [
      stateful,
      {
        workload: { kind: 'stateful' },
        scale: { by: 'nobody', pods: 1 },
        placement: 'on-demand',
        traffic: { retries: 0, expose: null },
      },
    ],
    [daemon, { workload: { kind: 'daemon' }, scale: { by: 'nobody', pods: 1 }, placement: 'any', traffic: null }],
    [
      cron,
      {
        workload: {
          kind: 'cron',
          schedule: '0 3 * * *',
          zone: 'Etc/UTC',
          deadline: 3600,
          attempts: 3,
          overlap: 'forbid',
        },
        placement: 'spot',
        traffic: null,
        probes: null,
        ports: [],
      },
    ],
  ])('$kind', (spec, expected) => {
    expect(resolved(spec)).toMatchObject(expected)
  })

  it('has no value left open', () => {
    const open = (value: unknown): boolean =>
      value === undefined || (typeof value === 'object' && value !== null && Object.values(value).some(open))
    for (const spec of [http, worker, cron, stateful, daemon]) expect(open(resolved(spec))).toBe(false)
  })
})

describe('what an app says itself', () => {
  it('in numbers of base units', () => {
    const app = resolved({
      ...http,
      cpu: '1.5',
      memory: '2Gi',
      disk: '1Gi',
      limits: { cpu: '2' },
      drain: '90s',
      timeout: '500ms',
      retries: 0,
      user: 20_000,
    })
    expect(app.container).toMatchObject({
      requests: { cpu: 1500, memory: 2 ** 31, disk: 2 ** 30 },
      limits: { cpu: 2000, memory: 2 ** 31 },
      user: 20_000,
    })
    expect(app.drain).toEqual({ preStop: 10, app: 90, grace: 105 })
    expect(app.traffic).toMatchObject({ timeout: 0.5, retries: 0 })
  })

  it('a canary', () => {
    const { workload } = resolved({
      ...http,
      release: { canary: [5, 50], hold: '2m', slo: { errors: '0.5%', p95: '300ms' } },
    })
    expect(workload).toEqual({
      kind: 'canary',
      canary: { steps: [5, 50], hold: 120, slo: { errors: 0.005, p95: 0.3 } },
    })
    expect(resolved({ ...http, release: { canary: [5], hold: '1m', slo: { errors: '1%' } } }).workload).toMatchObject({
      canary: { slo: { p95: null } },
    })
    expect(resolved({ ...http, release: 'rolling' }).workload).toEqual({ kind: 'rolling' })
  })

  it('who comes back', () => {
    expect(resolved({ ...http, sticky: { clientIP: '60s' } }).traffic?.sticky).toEqual({ by: 'clientIP', seconds: 60 })
    const exposed = resolved({ ...http, expose: { host: 'shop', path: ['/a', '/b'] }, sticky: { cookie: '1h' } })
    expect(exposed.traffic).toMatchObject({
      sticky: { by: 'cookie', seconds: 3600 },
      expose: { hosts: ['shop.dev.acme.example'], paths: ['/a', '/b'] },
    })
  })

  it('another image, and the digest of the release', () => {
    expect(resolved({ ...http, image: 'quay.io/acme/web' }).image).toBe(`quay.io/acme/web@${release.digest}`)
  })

  it('a cron', () => {
    const { workload } = resolved({ ...cron, zone: 'Europe/Berlin', deadline: '30m', attempts: 1, overlap: 'replace' })
    expect(workload).toEqual({
      kind: 'cron',
      schedule: '0 3 * * *',
      zone: 'Europe/Berlin',
      deadline: 1800,
      attempts: 1,
      overlap: 'replace',
    })
  })

  it('a release that has not failed while a slow pod may still start', () => {
    const deadline = (start?: string) =>
      resolved({ ...http, health: { ...http.health, ...(start === undefined ? {} : { start }) } }).rollout
        .progressDeadline
    expect([undefined, '4m', '15m'].map(deadline)).toEqual([600, 600, 1205])
  })

  it('a worker that listens nowhere', () => {
    const asked = { command: ['pgrep', 'consumer'] }
    const { ports, metrics, probes, container } = resolved({
      ...{ kind: 'worker', team: 'shop', cpu: '100m', memory: '128Mi' },
      health: { ready: asked, live: { command: ['beat', '--check'] } },
    })
    expect([ports, metrics, probes?.ready]).toEqual([[], null, { by: 'command', command: asked.command }])
    expect(container.env.map(({ name }) => name)).not.toContain('PORT')
  })
})
