import type { Cluster, Prices } from '@slipway/fleet'
import { proxy } from './allocatable.ts'
import { assumedSeconds, functionCost, monthSeconds } from './function-cost.ts'
import { podPrices } from './pod-price.ts'

/** Requests a second that are compared. */
const compared = [1, 100, 1000] as const
/** CPU seconds of a request, which waits for most of its `assumedSeconds`. An assumption, not a measurement. */
export const assumedCpuSeconds = 0.02
/** A pod of a small web app: millicores, bytes, and the share of its CPU at which it is scaled. */
export const assumedPod = { cpu: 250, memory: 256 * 2 ** 20, used: 0.7, least: 2 } as const
/** MiB: with about a quarter of a CPU, which Lambda gives by memory (1,769 MB are one). */
export const assumedFunction = 512

/** US dollars a month; null without a price. */
export interface TwoWays {
  readonly requests: number
  readonly pods: number
  readonly onDemand: number | null
  readonly spot: number | null
  /** Concurrent calls that are reserved of the account's pool. */
  readonly concurrency: number
  readonly functions: number | null
}

/** The same small web app as pods and as a function, without what both need: load balancer, DNS, logs, bytes out. */
export function twoWays(cluster: Cluster, prices: Prices | null): readonly TwoWays[] {
  const price = podPrices(cluster, prices)
  const pod = { cpu: assumedPod.cpu + proxy.cpu, memory: assumedPod.memory + proxy.memory }
  const { million } = functionCost(
    {
      memory: assumedFunction,
      architecture: 'x86_64',
      provisioned: null,
      isExposed: true,
      region: cluster.region,
    },
    prices,
  )
  const perPod = ((assumedPod.cpu / 1000) * assumedPod.used) / assumedCpuSeconds
  return compared.map((requests) => {
    const pods = Math.max(assumedPod.least, Math.ceil(requests / perPod))
    const of = (capacity: 'spot' | 'on-demand') => {
      const each = price(capacity, pod)
      return each === null ? null : pods * each
    }
    return {
      requests,
      pods,
      onDemand: of('on-demand'),
      spot: of('spot'),
      concurrency: Math.ceil(requests * assumedSeconds),
      functions: million === null ? null : (requests * monthSeconds * million) / 1e6,
    }
  })
}
