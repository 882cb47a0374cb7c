import { z } from 'zod'
import { issue, show, type Issue } from '@slipway/core'
import { retentionDays } from '../aws.ts'
import { loggingOf, type LoggingData } from './logging.ts'

export const insights = z
  .strictObject({
    retention: z
      .union(retentionDays.map((n) => z.literal(n)))
      .describe(`days that its log groups keep records; 30 by default, or ${retentionDays.join(', ')}`)
      .optional(),
    logs: z
      .boolean()
      .describe('whether its Fluent Bit sends the logs of all pods, too; false by default: nothing redacts them')
      .optional(),
  })
  .describe(
    'CloudWatch Container Insights, such as { retention: 14 }: the EKS add-on "amazon-cloudwatch-observability", which is paid by observation',
  )
type InsightsData = z.output<typeof insights>

/** Complete: nothing is left out. */
export interface Insights {
  /** Days. */
  readonly retention: number
  readonly logs: boolean
}

/** Made by the add-on itself. */
export const insightsNamespace = 'amazon-cloudwatch'

const usualDays = 30

interface Place {
  readonly metrics?: { readonly insights?: InsightsData | undefined } | undefined
}

/** @returns `undefined` where the add-on is not wanted */
export const insightsOf = ({ metrics }: Place): Insights | undefined =>
  metrics?.insights === undefined
    ? undefined
    : { retention: metrics.insights.retention ?? usualDays, logs: metrics.insights.logs === true }

interface NamedPlace extends Place {
  readonly file: string
  readonly logging?: LoggingData | undefined
}

/** Two collectors on one node: each line twice, and once with the secrets that ours strips. */
export const insightsIssues = (
  fleet: { readonly logging?: LoggingData | undefined },
  clusters: readonly NamedPlace[],
): Issue[] =>
  clusters.flatMap((place) => {
    const to = loggingOf(place, fleet)?.to
    if (to === undefined || insightsOf(place)?.logs !== true) return []
    const got = `true, where logging sends them to ${show(to)}`
    const want = 'one collector of logs: that of "logging", which redacts'
    return [
      issue(place.file, 'metrics.insights.logs', 'logs-twice', got, want, "take it out, or write logging: 'none'"),
    ]
  })
