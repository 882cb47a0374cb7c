import { describe, expect, it } from 'vitest'
import type { MergedSpec } from '@slipway/spec'
import { resolveEstate } from './resolve-estate.ts'
import type { ResolvedApp } from './resolved-app.ts'
import { cron, estateOf, http, worker } from '../test/sample-estate.ts'

type Given = Parameters<typeof estateOf>[0]

function inCluster(apps: Given, name: string) {
  const found = resolveEstate(estateOf(apps)).clusters.find((c) => c.cluster.name === name)
  if (found === undefined) throw new Error(`no cluster ${name}`)
  return found
}

const appIn = (apps: Given, name: string, cluster = 'dev'): ResolvedApp | undefined =>
  inCluster(apps, cluster).apps.find((a) => a.name === name)
const names = (list: readonly { readonly name: string }[] | undefined) => list?.map((x) => x.name)

describe('presence', () => {
  it('is a release file in that cluster, and nothing else', () => {
    const apps = { web: { spec: http, clusters: ['dev', 'us'] }, job: { spec: cron, clusters: [] } }
    expect(['dev', 'eu', 'us'].map((c) => names(inCluster(apps, c).apps))).toEqual([['web'], [], ['web']])
  })

  it('makes the teams of a cluster, sorted, each with its data', () => {
    const apps = { web: { spec: http }, job: { spec: { ...cron, team: 'finance' }, clusters: ['eu'] } }
    expect(names(inCluster(apps, 'dev').teams)).toEqual(['shop'])
    expect(inCluster(apps, 'eu').teams).toMatchObject([{ name: 'finance', slack: '#finance' }, { name: 'shop' }])
  })

  it('has clusters as the fleet has them and apps by name', () => {
    const model = resolveEstate(estateOf({ b: { spec: http }, a: { spec: http } }))
    expect(model.clusters.map((c) => c.cluster.name)).toEqual(['dev', 'eu', 'us'])
    expect(names(model.clusters[0]?.apps)).toEqual(['a', 'b'])
  })
})

it('takes the spec of the environment', () => {
  const apps = { web: { spec: { ...http, scale: 1 }, prod: { ...http, scale: 6 } } }
  expect(['dev', 'eu'].map((c) => appIn(apps, 'web', c)?.scale)).toEqual([
    { by: 'nobody', pods: 1 },
    { by: 'nobody', pods: 6 },
  ])
})

describe('the calls graph', () => {
  const apps = {
    ledger: { spec: { ...http, team: 'finance', port: 9000 } },
    web: { spec: { ...http, calls: ['ledger'] } as MergedSpec },
    shop: { spec: { ...http, calls: [{ app: 'ledger', optional: true }, 'cart'] } as MergedSpec, clusters: ['dev'] },
    cart: { spec: http, prod: { ...http, calls: ['ledger'] } as MergedSpec },
  }

  it('tells an app who calls it in that cluster', () => {
    expect(appIn(apps, 'ledger', 'dev')?.callers).toEqual([
      { name: 'shop', team: 'shop' },
      { name: 'web', team: 'shop' },
    ])
    expect(names(appIn(apps, 'ledger', 'eu')?.callers)).toEqual(['cart', 'web'])
    expect(appIn(apps, 'web', 'dev')?.callers).toEqual([])
  })

  it('tells an app where its callees are, by name', () => {
    expect(appIn(apps, 'shop', 'dev')?.calls).toEqual([
      { name: 'cart', team: 'shop', ports: [{ name: 'http', number: 8080, protocol: 'http' }] },
      { name: 'ledger', team: 'finance', ports: [{ name: 'http', number: 9000, protocol: 'http' }] },
    ])
  })

  it('has an edge at both of its ends', () => {
    for (const { apps: all } of resolveEstate(estateOf(apps)).clusters) {
      const out = all.flatMap((a) => a.calls.map((c) => `${a.name}>${c.name}`)).sort()
      expect(all.flatMap((a) => a.callers.map((c) => `${c.name}>${a.name}`)).sort()).toEqual(out)
      expect(out.length).toBeGreaterThan(0)
    }
  })
})

describe('an app that leaves one cluster', () => {
  const call = { app: 'ledger', optional: true } as const
  const apps = {
    ledger: { spec: { ...http, team: 'finance' } },
    web: { spec: { ...http, calls: ['ledger', 'cart'] } as MergedSpec },
    shop: { spec: { ...http, calls: [call, 'web'] } as MergedSpec },
    cart: { spec: { ...http, calls: [call] } as MergedSpec },
  }
  const without = (name: string): Given => ({ ...apps, [name]: { ...apps[name as 'web'], clusters: ['dev', 'us'] } })

  it.each(['shop', 'web', 'cart', 'ledger'])('%s has no right there any more, and all of them elsewhere', (name) => {
    for (const other of ['dev', 'us']) expect(inCluster(without(name), other)).toEqual(inCluster(apps, other))
    const [before, after] = [inCluster(apps, 'eu').apps, inCluster(without(name), 'eu').apps]
    // What the others may call is their own word: nothing answers there, until it comes back.
    expect(after).toEqual(
      before
        .filter((app) => app.name !== name)
        .map((app) => ({ ...app, callers: app.callers.filter((caller) => caller.name !== name) })),
    )
  })
})

describe('hosts outside', () => {
  it('are those of the calls, and the queue service where a queue is used', () => {
    const stripe = { host: 'api.stripe.example', port: 443, private: false }
    const apps: Given = {
      web: { spec: { ...http, calls: [stripe], sends: ['orders'] } },
      mail: { spec: { ...worker, queue: 'mails' } },
      job: { spec: cron },
    }
    expect(appIn(apps, 'web', 'us')?.hosts).toEqual([
      stripe,
      { host: 'sqs.us-east-1.amazonaws.com', port: 443, private: 'either' },
    ])
    expect(appIn(apps, 'mail', 'eu')?.hosts).toEqual([
      { host: 'sqs.eu-west-1.amazonaws.com', port: 443, private: 'either' },
    ])
    expect(appIn(apps, 'job')?.hosts).toEqual([])
  })
})

it('is pure: the same estate is the same model, and is left as it was', () => {
  const estate = estateOf({
    web: { spec: { ...http, calls: ['api'], expose: { host: 'shop', path: '/' } } },
    api: { spec: http },
  })
  const before = JSON.stringify(estate.apps.map((a) => [...a.specs]))
  expect(resolveEstate(estate)).toEqual(resolveEstate(estate))
  expect(JSON.stringify(estate.apps.map((a) => [...a.specs]))).toBe(before)
})
