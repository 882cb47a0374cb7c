import { describe, expect, it } from 'vitest'
import { cluster, prices } from '../test/sample.ts'
import { byTeam, functionCost } from './function-cost.ts'
import { twoWays } from './two-ways.ts'

const { region } = cluster()
/** Round numbers, so that sums are seen at a glance. */
const priced = {
  ...prices,
  functions: {
    [region]: {
      requests: 0.2,
      gibSecond: { x86_64: 0.00002, arm64: 0.00001 },
      keptGibSecond: { x86_64: 0.000005, arm64: 0.0000025 },
      http: 1,
    },
  },
}
const hook = {
  name: 'hook',
  team: 'shop',
  memory: 1024,
  architecture: 'x86_64',
  provisioned: null,
  isExposed: false,
  region,
} as const

describe('what a function costs', () => {
  it.each([
    // 100,000 GiB seconds for a million calls of 0.1 s with a GiB.
    ['calls alone', {}, 2.2, 0],
    ['half the memory', { memory: 512 }, 1.2, 0],
    ['arm64', { architecture: 'arm64' }, 1.2, 0],
    ['an HTTP API', { isExposed: true }, 3.2, 0],
    // 730 h of two GiB.
    ['two kept ready', { provisioned: 2 }, 2.2, 26.28],
  ] as const)('%s', (_, more, million, kept) => {
    const cost = functionCost({ ...hook, ...more }, priced)
    expect(cost.million).toBeCloseTo(million, 6)
    expect(cost.kept).toBeCloseTo(kept, 6)
  })

  it.each([
    ['no prices', null],
    ['prices without functions', prices],
    ['prices of another region', { ...priced, functions: { 'ap-south-1': priced.functions[region] } }],
  ] as const)('is not known with %s', (_, given) => {
    const { million, kept } = functionCost(hook, given as typeof priced | null)
    expect([million, kept]).toEqual([null, null])
  })
})

describe('what a team has', () => {
  const one = { name: 'a', team: 'shop', memory: 512, million: 1, kept: 2, pool: 5 }
  it('is added up', () =>
    expect(byTeam([one, { ...one, name: 'b', kept: 3, pool: 20 }, { ...one, team: 'finance', kept: null }])).toEqual([
      { team: 'finance', functions: 1, pool: 5, kept: null },
      { team: 'shop', functions: 2, pool: 25, kept: 5 },
    ]))
})

describe('the two ways', () => {
  it('cost functions by the request, and pods at least two', () => {
    const [one, hundred, thousand] = twoWays(cluster(), priced)
    // 1.2 + 1 a million calls of 512 MiB through an HTTP API; 2.628 million a month at one a second.
    expect(one?.functions).toBeCloseTo(2.2 * 2.628, 3)
    expect(thousand?.functions).toBeCloseTo((one?.functions ?? NaN) * 1000, 3)
    expect([one?.pods, one?.concurrency, hundred?.concurrency, thousand?.concurrency]).toEqual([2, 1, 10, 100])
    // 8.75 requests a second of a pod: 250m, of which 70 %, 20 ms each.
    expect([hundred?.pods, thousand?.pods]).toEqual([12, 115])
    expect(one?.spot).toBeLessThan(one?.onDemand ?? 0)
  })

  it('are not known without prices', () => {
    expect(twoWays(cluster(), null).map(({ functions, onDemand }) => [functions, onDemand])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
  })
})
