import { fieldPath, issue, matching, show, suggestion, type Issue } from '@slipway/core'
import { z } from 'zod'

/**
 * Concurrent calls of a new account; AWS raises it on request:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const usualConcurrency = 1000
/**
 * Lambda keeps so many for functions that reserve none:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const keptConcurrency = 100

const place = matching(
  /^\d{12}\/[a-z]{2}(-[a-z]+)+-\d$/,
  'an account and a region of AWS, such as "444455556666/eu-west-1"',
)

/** Settings that functions share. They stand in fleet/fleet.ts alone: the pool belongs to the account. */
export const functions = z
  .strictObject({
    concurrency: z
      .record(place, z.int().min(keptConcurrency).max(1_000_000))
      .describe(
        'calls at once that Lambda allows an account in a region, such as { "444455556666/eu-west-1": 3000 }; 1000 by default',
      )
      .optional(),
    shares: z
      .record(z.string(), z.int().min(0).max(1_000_000))
      .describe(
        'the most that the functions of a team may keep of each such pool, such as { shop: 300 }; a team without one may keep what is there',
      )
      .optional(),
  })
  .describe('what functions share: { concurrency: { "444455556666/eu-west-1": 3000 }, shares: { shop: 300 } }')

export const shareIssues = (
  file: string,
  given: z.output<typeof functions> | undefined,
  teams: readonly string[],
): Issue[] =>
  Object.keys(given?.shares ?? {})
    .filter((team) => !teams.includes(team))
    .map((team) =>
      issue(
        file,
        `functions.shares.${team}`,
        'unknown-team',
        show(team),
        'a team of fleet/fleet.ts',
        suggestion(team, teams),
      ),
    )

/** @param clusters whose accounts and regions are the pools; where one could not be read, none is told */
export const poolIssues = (
  file: string,
  given: z.output<typeof functions> | undefined,
  clusters: readonly { readonly account?: string | undefined; readonly region?: string | undefined }[],
): Issue[] => {
  const places = clusters.map(({ account = '', region = '' }) => `${account}/${region}`)
  if (clusters.some(({ account, region }) => account === undefined || region === undefined)) return []
  return Object.keys(given?.concurrency ?? {})
    .filter((pool) => !places.includes(pool))
    .map((pool) =>
      issue(
        file,
        fieldPath(['functions', 'concurrency', pool]),
        'unknown-pool',
        show(pool),
        'the account and the region of a cluster of the fleet',
        suggestion(pool, places),
      ),
    )
}

interface Pools {
  readonly functions?: z.output<typeof functions> | undefined
}

export const concurrencyOf = ({ functions: given }: Pools, account: string, region: string): number =>
  given?.concurrency?.[`${account}/${region}`] ?? usualConcurrency

/** The most of a pool that a team's functions may reserve; `undefined` without a limit. */
export const shareOf = ({ functions: given }: Pools, team: string): number | undefined =>
  Object.hasOwn(given?.shares ?? {}, team) ? given?.shares?.[team] : undefined
