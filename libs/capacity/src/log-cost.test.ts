import { describe, expect, it } from 'vitest'
import type { Cluster, Logging, Prices } from '@slipway/fleet'
import { logCost, logDemands } from './log-cost.ts'

const cluster = { region: 'eu-west-1', quiet: false } as Cluster
const prices = { logs: { 'eu-west-1': { ingested: 0.5, kept: 0.03, volume: 0.1 } } } as unknown as Prices
const logging = (more: Partial<Logging>): Logging => ({
  to: 'elastic',
  address: undefined,
  cluster: undefined,
  retention: 30,
  keep: new Map(),
  ...more,
})
const own = (nodes: number, by: 'beats' | 'collector' = 'beats') =>
  ({ nodes, volume: '100Gi', memory: '4Gi', version: '9.4.3', by, kibana: 'inside' }) as const

describe('what logs cost', () => {
  it('is volumes of a store of the cluster, whatever is in them', () => {
    // 40 pods write 10 GiB a day, twice: 3 * 100 * 0.85 / 20 = 12.75 days.
    expect(logCost(logging({ cluster: own(3), retention: 14 }), 40, cluster, prices)).toEqual({
      to: 'elastic',
      daily: 10,
      retention: 14,
      own: { nodes: 3, volume: 100, days: 12 },
      month: 30,
    })
    // One node has one copy: 100 * 0.85 / 5; the tenth that is more would be a day.
    expect(logCost(logging({ cluster: own(1) }), 20, cluster, prices).own?.days).toBe(17)
  })

  it('is what CloudWatch takes and keeps', () => {
    // 10 GiB on 730 / 24 days at 0.5, and 300 GiB kept at 0.03.
    expect(logCost(logging({ to: 'cloudwatch' }), 40, cluster, prices).month).toBeCloseTo(152.08 + 9, 1)
  })

  it('is not known of a store of another, or without prices', () => {
    expect(logCost(logging({ to: 'otel' }), 40, cluster, prices).month).toBeNull()
    expect(logCost(logging({ cluster: own(3) }), 40, cluster, null).month).toBeNull()
    expect(logCost(logging({ cluster: own(3) }), 40, { ...cluster, region: 'us-east-1' }, prices).month).toBeNull()
  })

  it('asks for machines of its own, one for each node', () => {
    const demands = logDemands(logging({ cluster: own(5) }), cluster)
    expect(
      demands.map(({ cpu, memory, pods, apart, placement }) => [cpu, memory / 2 ** 30, pods, apart, placement]),
    ).toEqual([
      [1000, 4, 5, true, 'on-demand'],
      [250, 1, 2, false, 'on-demand'],
      [500, 2, 2, false, 'on-demand'],
    ])
    expect(logDemands(logging({ cluster: own(5, 'collector') }), cluster)).toHaveLength(2)
    expect(logDemands(logging({ to: 'cloudwatch' }), cluster)).toEqual([])
    // Nobody is paged: one of each.
    expect(logDemands(logging({ cluster: own(1) }), { ...cluster, quiet: true }).map(({ pods }) => pods)).toEqual([
      1, 1, 1,
    ])
  })
})
