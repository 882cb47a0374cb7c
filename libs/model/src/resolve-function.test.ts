import type { MergedSpec } from '@slipway/spec'
import { describe, expect, it } from 'vitest'
import { estateOf, http, release } from '../test/sample-estate.ts'
import { resolveEstate, resolveFunctions } from './resolve-estate.ts'

const hooks = { kind: 'function', team: 'shop', memory: '256Mi', expose: { host: 'hooks', path: '/' } } as const
const web: MergedSpec = { ...http, expose: { host: 'web', path: '/shop' } }

/** In one cluster of prod. */
function resolved(spec: object) {
  const clusters = ['eu']
  const estate = estateOf({ hooks: { spec: spec as MergedSpec, clusters }, web: { spec: web, clusters } })
  const model = resolveEstate(estate)
  expect(resolveFunctions(estate)).toEqual(model.clusters.flatMap(({ functions }) => functions))
  return model.clusters
}

const only = (spec: object) => {
  const [found, ...more] = resolved(spec).flatMap(({ functions }) => functions)
  if (found === undefined || more.length > 0) throw new Error('not one function')
  return found
}

describe('a function in the model', () => {
  it('is beside the clusters where it has a release, and no app of them', () => {
    const clusters = resolved(hooks)
    expect(
      clusters.map(({ cluster, apps, functions }) => [cluster.name, apps.map((a) => a.name), functions.length]),
    ).toEqual([
      ['dev', [], 0],
      ['eu', ['web'], 1],
      ['us', [], 0],
    ])
  })

  it('has every default', () => {
    expect(only(hooks)).toMatchObject({
      image: `registry.eu-west-1.acme.example/hooks@${release.digest}`,
      memory: 256,
      disk: 512,
      timeout: 10,
      architecture: 'x86_64',
      concurrency: { reserved: null, provisioned: null },
      http: { host: 'hooks.eu.acme.example', paths: ['/'], throttle: { rate: 100, burst: 200 } },
      queue: null,
      schedule: null,
      slo: null,
      canary: null,
      hosts: [],
    })
  })

  it('lives by the SLO of its canary where it has none of its own', () => {
    const release = { canary: [10], hold: '5m', slo: { errors: '1%' } }
    expect(only({ ...hooks, release })).toMatchObject({
      slo: { errors: 0.01, p95: null },
      canary: { steps: [10], hold: 300 },
    })
    const slo = { errors: '2%', p95: '1s' }
    expect(only({ ...hooks, slo, release })).toMatchObject({ slo: { errors: 0.02, p95: 1 } })
  })

  it('is told where what it calls, sends to and needs is, and its own variables win', () => {
    const spec = {
      ...hooks,
      calls: ['web'],
      sends: ['jobs'],
      needs: { table: { seen: { key: 'id' } } },
      env: { LEVEL: 'info' },
    }
    expect(only(spec).env).toEqual([
      { name: 'APP_ENV', value: 'prod' },
      { name: 'APP_NAME', value: 'hooks' },
      { name: 'APP_VERSION', value: '1.4.0' },
      { name: 'JOBS_QUEUE_URL', value: 'https://sqs.eu-west-1.amazonaws.com/222233334444/prod-jobs' },
      { name: 'LEVEL', value: 'info' },
      { name: 'SEEN_TABLE', value: 'prod-shop-seen' },
      { name: 'WEB_URL', value: 'https://web.eu.acme.example/shop' },
    ])
  })

  it.each<[object, boolean]>([
    [{ calls: ['web'] }, false],
    [{ calls: [{ host: 'api.stripe.com' }] }, false],
    [{ calls: [{ host: 'db.acme.example', port: 5432, private: true }] }, true],
  ])('with %j has a private host: %j', (more, isPrivate) =>
    expect(only({ ...hooks, ...more }).hosts.some((one) => one.private === true)).toBe(isPrivate),
  )

  it('calls by the gateway, so that no policy of the app lets it in', () => {
    const clusters = resolved({ ...hooks, calls: ['web'] })
    expect(clusters.flatMap(({ apps }) => apps.flatMap(({ callers }) => callers))).toEqual([])
  })
})
