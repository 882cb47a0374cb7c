import { z } from 'zod'
import { percent, shareOf, storeAddress } from './logging.ts'

export const tracing = z.strictObject({
  address: storeAddress.describe(
    'where the store takes OTLP over HTTP, such as "http://tempo.traces.svc:4318" or Jaeger\'s "http://jaeger.traces.svc:4318"',
  ),
  sample: percent
    .describe('the share of traces without an error that is kept, "1%" by default; those with one are all kept')
    .optional(),
})
export type TracingData = z.output<typeof tracing>

/** Complete: nothing is left out. */
export interface Tracing {
  readonly address: string
  /** From 0 to 1. */
  readonly sample: number
}

const usualShare = '1%'

/** @returns `undefined` where traces go nowhere */
export const tracingOf = ({ tracing: said }: { readonly tracing?: TracingData | undefined }): Tracing | undefined =>
  said === undefined ? undefined : { address: said.address, sample: shareOf(said.sample ?? usualShare) }
