import { z } from 'zod'
import { matching } from '@slipway/core'
import { insights } from './insights.ts'

/** How Amazon Managed Service for Prometheus names a workspace; AWS chooses it. */
const workspaceId = matching(
  /^ws-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'a workspace id such as "ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f"',
)

export const metrics = z
  .strictObject({
    amp: z
      .strictObject({
        workspace: workspaceId
          .describe(
            'its id, such as "ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f", once the stack has made it, in the account and region of the cluster; until then nothing is sent',
          )
          .optional(),
        send: z
          .enum(['recorded', 'all'])
          .describe('"recorded": what rules record, and alerts (the default, and cheap); "all": every series')
          .optional(),
      })
      .describe('keeps metrics in Amazon Managed Service for Prometheus, beside the Prometheus of the cluster')
      .optional(),
    insights: insights.optional(),
  })
  .refine(({ amp, insights: own }) => amp !== undefined || own !== undefined, 'say "amp", "insights" or both')
  .describe('where metrics are kept beside the Prometheus of the cluster, such as { amp: {} } or { insights: {} }')
type MetricsData = z.output<typeof metrics>

/** Complete: nothing is left out. */
interface ManagedMetrics {
  readonly workspace: string | undefined
  readonly send: 'recorded' | 'all'
}

/** @returns `undefined` where metrics stay in the cluster */
export const managedMetrics = ({
  metrics: said,
}: {
  readonly metrics?: MetricsData | undefined
}): ManagedMetrics | undefined =>
  said?.amp === undefined ? undefined : { workspace: said.amp.workspace, send: said.amp.send ?? 'recorded' }
