import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { app, cluster, modelOf, poolData, prices } from '../test/sample.ts'
import { capacityOf } from './capacity.ts'
import { addOns, loads } from './demand.ts'
import { differenceOf } from './difference.ts'
import { asJson } from './json.ts'
import { podPrices } from './pod-price.ts'
import { asText, changeText } from './text.ts'
import { unschedulableIssues } from './unschedulable.ts'

const hpa = (min: number, max: number) => ({ by: 'hpa' as const, min, max, cpu: 70, memory: null })
const web = app('web', { scale: hpa(3, 30) })
const ledger = app('ledger', {
  kind: 'stateful',
  placement: 'on-demand',
  scale: { by: 'nobody', pods: 1 },
  volumes: [{ name: 'data', mount: '/data', size: 1, grown: null, medium: 'claim' }],
})
const whole = capacityOf(modelOf([ledger, web]), prices)

describe('capacityOf', () => {
  it('bills every dollar to somebody, at every load', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 50, max: 4000 }), fc.integer({ min: 0, max: 40 })), { maxLength: 6 }),
        (given) => {
          const found = capacityOf(
            modelOf(given.map(([cpu, pods], i) => app(`app-${i}`, { cpu, scale: { by: 'nobody', pods } }))),
            prices,
          )
          for (const load of loads) {
            const billed = [...found.apps.values()].reduce((sum, at) => sum + (at[load].month ?? NaN), 0)
            expect(billed).toBeCloseTo(found.at[load].month ?? NaN, 4)
          }
        },
      ),
    )
  })

  it('counts no dollar where a price is missing', () => {
    const found = capacityOf(
      modelOf([web], cluster([poolData('spot', { capacity: 'spot', families: ['c7a'] })])),
      prices,
    )
    expect(found.at.fewest.month).toBeNull()
    expect(asText([found], prices)).toMatch(/\n  web +3 \/ 12 \/ 30 +\? +\? +\?\n/)
  })

  it('has room for a store of logs in the cluster, and bills it as such', () => {
    const store = {
      nodes: 3,
      volume: '100Gi',
      memory: '64Gi',
      version: '9.4.3',
      by: 'beats',
      kibana: 'inside',
    } as const
    const logging = { to: 'elastic', address: undefined, cluster: store, retention: 30, keep: new Map() } as const
    const found = capacityOf(modelOf([web]), prices, logging)
    const without = capacityOf(modelOf([web]), prices)
    // Three of Elasticsearch, two of Kibana, two of Logstash.
    expect(found.apps.get('logs')?.typical.pods).toBe(7)
    expect(found.at.typical.memory - without.at.typical.memory).toBeGreaterThanOrEqual(3 * 64 * 2 ** 30)
    expect(found.apps.get('logs')?.typical.month).toBeGreaterThan(0)
    expect(without.apps.has('logs')).toBe(false)
  })

  it('takes room for a daemon from every node', () => {
    const filled = [app('web', { scale: { by: 'nobody', pods: 300 } })]
    const without = capacityOf(modelOf(filled), prices).at.most.month ?? NaN
    expect(
      capacityOf(modelOf([...filled, app('agent', { kind: 'daemon', cpu: 700 })]), prices).at.most.month,
    ).toBeGreaterThan(without)
  })

  it('says what failures do: a volume stays in its zone, stateless pods move, one on-demand pod holds', () => {
    const zone = whole.failures.filter(({ waiting }) => waiting.length > 0)
    expect(zone.map(({ waiting, down }) => [waiting, down.includes('ledger'), down.includes('web')])).toEqual([
      [['ledger'], true, false],
    ])
    const spot = whole.failures.find(({ kind }) => kind === 'spot-pool')
    expect(spot).toMatchObject({ name: 'spot', pods: 12, down: ['web'], unschedulable: [] })
    const kept = capacityOf(modelOf([app('web', { scale: hpa(3, 30), machines: { share: 4 } })]), prices)
    expect(kept.failures.find(({ kind }) => kind === 'spot-pool')).toMatchObject({
      pods: 9,
      down: [],
      unschedulable: [],
    })
  })

  it('falls back in the same pool, if it may', () => {
    const pools = (fallback: boolean) =>
      cluster([
        poolData('base', { profile: 'memory', families: ['r7i'] }),
        poolData('spot', { capacity: 'spot', fallback }),
      ])
    const left = (fallback: boolean) =>
      capacityOf(modelOf([web], pools(fallback)), prices).failures.find(({ kind }) => kind === 'spot-pool')
        ?.unschedulable.length
    expect(left(true)).toBe(0)
    expect(left(false)).toBeGreaterThan(0)
  })
})

describe('what people read', () => {
  it('says at once that money is an estimate, from when, and what does not fit', () => {
    expect(asText([whole], prices).split('\n')[0]).toBe(
      'Money is an estimate in US dollars a month: a test of 2026-01-01, spot at 50 % of on-demand.',
    )
    expect(asText([whole], null)).toContain('No prices: write fleet/prices.ts')
    const tight = capacityOf(modelOf([web], cluster([poolData('spot', { capacity: 'spot', cpu: 6 })])), prices)
    expect(asText([tight], prices)).toMatch(/does not fit at most: web: \d+ pods, spot at the limit/)
    expect(unschedulableIssues([tight])).toEqual([
      expect.objectContaining({
        file: 'fleet/clusters/eu.ts',
        at: 'nodes.pools',
        code: 'does-not-fit',
        hint: 'raise the limit of the pool, or lower scale.max of apps',
      }),
    ])
    expect(unschedulableIssues([whole])).toEqual([])
  })

  it('says what a change does, and nothing of what it does not touch', () => {
    const more = capacityOf(modelOf([ledger, app('web', { scale: hpa(6, 60) })]), prices)
    expect(differenceOf([whole], [whole])).toEqual([])
    expect(changeText([whole], [whole], prices)).toContain('Nothing changes in pods, nodes or money.')
    expect(differenceOf([whole], [more]).map(({ cluster: name, apps }) => [name, apps.map((a) => a.app)])).toEqual([
      ['eu', ['web']],
    ])
    expect(changeText([whole], [more], prices)).toContain('  web: 3 -> 6 / 12 -> 24 / 30 -> 60 pods')
    expect(changeText([], [whole], prices)).toMatch(/\$0 -> \$\d/)
  })

  it('is JSON that says it is an estimate', () => {
    const data = JSON.parse(asJson([whole], prices, [whole])) as Record<string, unknown>
    expect(data).toMatchObject({
      prices: { estimate: true, date: '2026-01-01' },
      clusters: [{ cluster: 'eu', apps: { web: {}, [addOns]: {} } }],
      changes: [],
    })
  })

  it('keeps the field names that readers know, with a code beside each sentence', () => {
    const full = capacityOf(modelOf([app('big', { cpu: 500_000 })]), prices)
    const { clusters } = JSON.parse(asJson([full, whole], prices)) as {
      clusters: readonly { losses: readonly object[]; at: { most: { left: readonly object[] } } }[]
    }
    expect(clusters[0]?.at.most.left[0]).toMatchObject({
      why: 'a pod is larger than the largest machine',
      reason: { code: 'pod-too-large' },
    })
    expect(clusters[1]?.losses[0]).toMatchObject({
      of: expect.stringMatching(/^zone /) as string,
      kind: 'zone',
      left: [],
    })
  })
})

describe('podPrices', () => {
  const pod = { cpu: 1000, memory: 2 ** 30 }
  const price = podPrices(cluster(), prices)
  it('is half on spot here, and more for more', () => {
    const onDemand = price('on-demand', pod) ?? NaN
    expect(price('spot', pod)).toBeCloseTo(onDemand / 2)
    expect(price('spot', { ...pod, cpu: 2000 })).toBeCloseTo(onDemand)
    // A vCPU of the cheaper family is 0.1 an hour; what the node itself takes comes on top.
    expect(onDemand).toBeGreaterThan(73)
    expect(onDemand).toBeLessThan(100)
  })
  it.each([
    [{ spot: 'overflow' as const }, 1],
    [{ onDemandShare: '25%' as const }, 0.25],
  ])('counts as on-demand what %j has there', (nodes, kept) => {
    const of = cluster()
    const other = podPrices({ ...of, nodes: { ...of.nodes, ...nodes } }, prices)
    const [spot, onDemand] = [price('spot', pod) ?? NaN, price('on-demand', pod) ?? NaN]
    expect(other('spot', pod)).toBeCloseTo(kept * onDemand + (1 - kept) * spot)
    expect(other('on-demand', pod)).toBeCloseTo(onDemand)
  })
  it('is not known without a price', () => {
    expect(podPrices(cluster(), null)('spot', pod)).toBeNull()
  })
})
