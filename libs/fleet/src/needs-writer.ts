import { issue, show, type Issue } from '@slipway/core'
import { z } from 'zod'

/**
 * Who makes in AWS what apps need. `handover`: stacks as before, of which everything stays in AWS when they let go of
 * it, so that controllers can take it over (docs/needs.md).
 */
export const needsWriters = ['stacks', 'handover', 'ack'] as const
export type NeedsWriter = (typeof needsWriters)[number]

export const needsWriter = z
  .enum(needsWriters)
  .describe(
    'who makes what apps need of AWS: "stacks" of aws/, which is the default, "ack", controllers in the cluster, or "handover", the step between',
  )

/** Clusters of one environment in one account and region have in common what apps need. */
interface Sharer {
  readonly name: string
  readonly environment: string
  readonly account: string
  readonly region: string
  readonly needs?: NeedsWriter | undefined
}

export const placeOf = ({ account, region, environment }: Omit<Sharer, 'name'>): string =>
  [account, region, environment].join('/')

/**
 * The cluster whose controllers make what apps need in a place; `undefined` where stacks do.
 * @param sharers the clusters of the place
 */
export const writingCluster = <C extends Sharer>(sharers: readonly C[]): C | undefined =>
  sharers.find(({ needs }) => needs === 'ack')

/** Beside the platform's own folders: no team may write what a controller with its rights makes in AWS. */
export const needsFolder = (app: string): string => `needs-${app}`

/** Whether stacks make it, and keep all of it when they let go. */
export const isHandedOver = (sharers: readonly Sharer[]): boolean =>
  writingCluster(sharers) === undefined && sharers.some(({ needs }) => needs === 'handover')

/** One writer each: two clusters would undo each other's changes, and take over from each other without a word. */
export function needsIssues(clusters: readonly Sharer[]): Issue[] {
  return [...Map.groupBy(clusters, placeOf).values()].flatMap((sharers): Issue[] => {
    const first = writingCluster(sharers)
    if (first === undefined) return []
    return sharers
      .filter((one) => one !== first && one.needs !== undefined && one.needs !== 'stacks')
      .map(({ name, needs }) =>
        issue(
          `fleet/clusters/${name}.ts`,
          'needs',
          'needs-writers',
          show(needs),
          `one writer in ${placeOf(first)}: ${first.name} has the controllers that make what apps need there`,
          'write needs: "stacks" here: one cluster of the place makes it for all of them',
        ),
      )
  })
}
