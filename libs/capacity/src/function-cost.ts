import type { Prices } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'

/** Nothing is measured: what one call takes, in seconds, for an estimate. */
export const assumedSeconds = 0.1
const monthSeconds = 730 * 3600

/** US dollars; null without prices of its region. */
export interface FunctionCost {
  readonly name: string
  readonly team: string
  /** MiB. */
  readonly memory: number
  /** A million calls of `assumedSeconds`, those through its HTTP API included. */
  readonly million: number | null
  /** What is kept ready, a month; 0 where nothing is. */
  readonly kept: number | null
}

interface Priced {
  readonly name: string
  readonly team: string
  /** MiB. */
  readonly memory: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly provisioned: number | null
  readonly isExposed: boolean
  readonly region: string
}

export function functionCost(
  { name, team, memory, architecture, provisioned, isExposed, region }: Priced,
  prices: Prices | null,
): FunctionCost {
  const price = prices?.functions?.[region]
  const of = { name, team, memory }
  if (price === undefined) return { ...of, million: null, kept: null }
  const gibi = memory / 1024
  return {
    ...of,
    million:
      price.requests + 1e6 * assumedSeconds * gibi * price.gibSecond[architecture] + (isExposed ? price.http : 0),
    kept: (provisioned ?? 0) * gibi * monthSeconds * price.keptGibSecond[architecture],
  }
}

export const functionCosts = (functions: ClusterModel['functions'], prices: Prices | null): readonly FunctionCost[] =>
  functions.map(({ name, team, memory, architecture, concurrency, http, cluster }) =>
    functionCost(
      {
        name,
        team,
        memory,
        architecture,
        provisioned: concurrency.provisioned,
        isExposed: http !== null,
        region: cluster.region,
      },
      prices,
    ),
  )
