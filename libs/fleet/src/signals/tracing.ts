import { z } from 'zod'
import { matching } from '@slipway/core'
import { percent, shareOf, storeAddress } from './logging.ts'

/** The stores of traces. The same collector judges and strips for each. */
const traceStores = ['otlp', 'xray', 'jaeger'] as const
type TraceStore = (typeof traceStores)[number]

const page = matching(
  /^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w./-]*)?$/,
  'an https address without a password or a query, such as "https://jaeger.acme.example"',
)

const view = z
  .union([
    z.strictObject({ jaeger: page.describe('where people open Jaeger') }),
    z.strictObject({
      grafana: page.describe('where people open Grafana'),
      tempo: matching(/^[\w-]{1,40}$/, 'the uid of a data source, such as "tempo"').describe(
        'the uid of its data source of Tempo',
      ),
    }),
  ])
  .describe(
    'where people look at traces of a store of yours, by which `npx slipway status` links to them: ' +
      "{ jaeger: 'https://jaeger.acme.example' } or { grafana: 'https://grafana.acme.example', tempo: 'tempo' }",
  )
export type TraceView = z.output<typeof view>

export const tracing = z.strictObject({
  to: z
    .enum(traceStores)
    .describe(
      '"otlp": a store of yours that takes OTLP (the default); "xray": AWS X-Ray; "jaeger": one pod of Jaeger in the cluster, for small ones',
    )
    .optional(),
  address: storeAddress
    .describe(
      'where your store takes OTLP over HTTP, such as "http://tempo.traces.svc:4318" or Jaeger\'s "http://jaeger.traces.svc:4318"; X-Ray and the cluster\'s own Jaeger need none',
    )
    .optional(),
  sample: percent
    .describe('the share of traces without an error that is kept, "1%" by default; those with one are all kept')
    .optional(),
  view: view.optional(),
})
export type TracingData = z.output<typeof tracing>

/** Complete: nothing is left out. */
export interface Tracing {
  readonly to: TraceStore
  /** `undefined`: X-Ray, whose address the region says, and the Jaeger that is made here. */
  readonly address: string | undefined
  /** From 0 to 1. */
  readonly sample: number
  /** `undefined`: nobody said, or the store says it. */
  readonly view: TraceView | undefined
}

const usualShare = '1%'

/** @returns `undefined` where traces go nowhere */
export const tracingOf = ({ tracing: said }: { readonly tracing?: TracingData | undefined }): Tracing | undefined =>
  said === undefined
    ? undefined
    : { to: said.to ?? 'otlp', address: said.address, sample: shareOf(said.sample ?? usualShare), view: said.view }
