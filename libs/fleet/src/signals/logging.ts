import { z } from 'zod'
import { matching } from '@slipway/core'
import { elasticCluster, elasticOf, type ElasticCluster } from './elastic.ts'

/** The stores of log records. The same collector reads, parses and redacts for each. */
const logStores = ['otel', 'opensearch', 'elastic', 'cloudwatch'] as const
type LogStore = (typeof logStores)[number]

export const storeAddress = matching(
  /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w./-]*)?$/,
  'an address without a password or a query, such as "https://logs.acme.example/otlp"',
)

/** `1%` to `100%`, with up to two digits after the point. */
export const percent = matching(/^(100|\d{1,2}(\.\d{1,2})?)%$/, 'a share such as "10%" or "0.5%"')

export const logging = z
  .union([
    z.enum([...logStores, 'none']),
    z.strictObject({
      to: z.enum(logStores),
      address: storeAddress
        .describe('where the store takes records, such as "https://logs.acme.example/otlp"; CloudWatch needs none')
        .optional(),
      cluster: elasticCluster.optional(),
      retention: z.int().min(1).max(3653).describe('days that records are kept, 1 to 3653; 30 by default').optional(),
      keep: z
        .record(
          matching(/^[a-z][-a-z0-9]*\/[a-z][-a-z0-9]*$/, 'a team and its app, such as "shop/catalog"'),
          percent.describe('the share of its records below "warn" that is kept, such as "10%"'),
        )
        .describe('noisy apps, such as { "shop/catalog": "10%" }; warnings and errors are always kept')
        .optional(),
    }),
  ])
  .describe(
    `where logs go: ${logStores.map((one) => `'${one}'`).join(', ')} or 'none', or with options such as { to: 'otel', address: 'https://logs.acme.example/otlp' }`,
  )
export type LoggingData = z.output<typeof logging>

/** Complete: nothing is left out. */
export interface Logging {
  readonly to: LogStore
  /** `undefined`: CloudWatch, whose address the region says, or an Elasticsearch of the cluster's own. */
  readonly address: string | undefined
  /** `undefined`: the store is elsewhere. */
  readonly cluster: ElasticCluster | undefined
  /** Days. */
  readonly retention: number
  /** Shares from 0 to 1 by `team/app`. */
  readonly keep: ReadonlyMap<string, number>
}

export const shareOf = (text: string): number => Number.parseFloat(text) / 100
const usualDays = 30

/** A cluster's word before the fleet's. @returns `undefined` where logs go nowhere */
export function loggingOf(
  cluster: { readonly logging?: LoggingData | undefined; readonly quiet?: boolean | undefined },
  fleet: { readonly logging?: LoggingData | undefined },
): Logging | undefined {
  const said = cluster.logging ?? fleet.logging
  if (said === undefined || said === 'none') return undefined
  const { to, address, cluster: own, retention = usualDays, keep = {} } = typeof said === 'string' ? { to: said } : said
  return {
    to,
    address,
    cluster: own === undefined ? undefined : elasticOf(own, cluster.quiet === true),
    retention,
    keep: new Map(Object.entries(keep).map(([app, share]) => [app, shareOf(share)])),
  }
}
