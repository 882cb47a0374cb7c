import { compareBy } from '@slipway/core'
import type { Prices } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'
import { sumOf } from './amount.ts'
import { monthHours } from './pool.ts'

/** Seconds that one call takes. An assumption, not a measurement. */
export const assumedSeconds = 0.1
export const monthSeconds = monthHours * 3600

/** US dollars; null without prices of its region. */
export interface FunctionCost {
  readonly name: string
  readonly team: string
  /** MiB. */
  readonly memory: number
  /** A million calls of `assumedSeconds`, those through its HTTP API included. */
  readonly million: number | null
  /** The monthly cost of provisioned concurrency; 0 without any. */
  readonly kept: number | null
  /** Calls at once that it keeps of the account's pool. */
  readonly pool: number
}

interface TeamFunctions {
  readonly team: string
  readonly functions: number
  readonly pool: number
  readonly kept: number | null
}

/** Reserved and provisioned concurrency by team. */
export function byTeam(all: readonly FunctionCost[]): readonly TeamFunctions[] {
  return [...Map.groupBy(all, ({ team }) => team)].toSorted(compareBy(([team]) => team)).map(([team, own]) => ({
    team,
    functions: own.length,
    pool: own.reduce((sum, { pool }) => sum + pool, 0),
    kept: sumOf(own.map(({ kept }) => kept)),
  }))
}

interface Priced {
  /** MiB. */
  readonly memory: number
  readonly architecture: 'x86_64' | 'arm64'
  readonly provisioned: number | null
  readonly isExposed: boolean
  readonly region: string
}

export function functionCost(
  { memory, architecture, provisioned, isExposed, region }: Priced,
  prices: Prices | null,
): Pick<FunctionCost, 'million' | 'kept'> {
  const price = prices?.functions?.[region]
  if (price === undefined) return { million: null, kept: null }
  const gibi = memory / 1024
  return {
    million:
      price.requests + 1e6 * assumedSeconds * gibi * price.gibSecond[architecture] + (isExposed ? price.http : 0),
    kept: (provisioned ?? 0) * gibi * monthSeconds * price.keptGibSecond[architecture],
  }
}

export const functionCosts = (functions: ClusterModel['functions'], prices: Prices | null): readonly FunctionCost[] =>
  functions.map(
    ({ name, team, memory, architecture, concurrency: { provisioned, reserved }, http, cluster: { region } }) => ({
      name,
      team,
      memory,
      pool: reserved ?? provisioned ?? 0,
      ...functionCost({ memory, architecture, provisioned, isExposed: http !== null, region }, prices),
    }),
  )
