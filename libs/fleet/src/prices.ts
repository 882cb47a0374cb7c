import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { failed, issue, mostValues, ok, parse, type Outcome } from '@slipway/core'
import { importData } from './import-data.ts'

const price = z.number().positive().max(10).describe('US dollars for one vCPU and hour, such as 0.0504')

const dollars = z.number().positive().max(1000)
const byArchitecture = z.strictObject({ x86_64: dollars, arm64: dollars })

/** https://aws.amazon.com/lambda/pricing/ and https://aws.amazon.com/api-gateway/pricing/ */
const functionPrices = z.strictObject({
  requests: dollars.describe('a million calls, such as 0.2'),
  gibSecond: byArchitecture.describe('a GiB for a second, such as { x86_64: 0.0000166667, arm64: 0.0000133334 }'),
  keptGibSecond: byArchitecture.describe(
    'a GiB kept ready for a second, such as { x86_64: 0.0000041667, arm64: 0.0000033334 }',
  ),
  http: dollars.describe('a million requests of an HTTP API, such as 1'),
})

/** https://aws.amazon.com/cloudwatch/pricing/ and https://aws.amazon.com/ebs/pricing/ */
const logPrices = z.strictObject({
  ingested: dollars.describe('a GiB that CloudWatch takes, such as 0.5'),
  kept: dollars.describe('a GiB that CloudWatch keeps for a month, such as 0.03'),
  volume: dollars.describe('a GiB of a gp3 volume for a month, such as 0.08'),
})

const hours = (what: string) => z.record(z.string(), dollars).describe(`an hour of one machine ${what}`)

/**
 * https://aws.amazon.com/rds/pricing/, https://aws.amazon.com/elasticache/pricing/ and those of the other services.
 * Missing prices are unknown.
 */
const needPrices = z.strictObject({
  postgres: hours('of PostgreSQL by class, such as { "db.t4g.medium": 0.065 }').optional(),
  mysql: hours('of MySQL by class, such as { "db.t4g.medium": 0.065 }').optional(),
  disk: dollars.describe('a GiB of a database for a month, such as 0.115').optional(),
  valkey: hours('of a cache by type, such as { "cache.t4g.small": 0.0256 }').optional(),
  bucket: dollars.describe('a GiB of a bucket for a month, such as 0.023').optional(),
  table: z
    .strictObject({
      reads: dollars.describe('a million reads, such as 0.125'),
      writes: dollars.describe('a million writes, such as 0.625'),
    })
    .optional(),
  queue: dollars.describe('a million requests of a queue, such as 0.4').optional(),
  topic: dollars.describe('a million messages of a topic, such as 0.5').optional(),
})
export type NeedPrices = z.output<typeof needPrices>

/** List prices for estimates; rendering does not read them. */
export const pricesData = z.strictObject({
  date: z.iso.date().describe('the day on which the prices were looked up, such as "2026-11-20"'),
  source: z.string().min(1).describe('where they were looked up'),
  spot: z.number().positive().max(1).describe('what a spot machine costs as a part of on-demand, such as 0.4'),
  regions: z
    .record(z.string(), z.record(z.string(), price))
    .describe('by region and family, US dollars for one vCPU and hour, such as { "eu-west-1": { m7i: 0.056 } }'),
  logs: z.record(z.string(), logPrices).describe('of logs, by region, US dollars').optional(),
  insights: z
    .record(z.string(), dollars)
    .describe('a million observations of Container Insights, by region, US dollars')
    .optional(),
  functions: z.record(z.string(), functionPrices).describe('of functions, by region, US dollars').optional(),
  needs: z.record(z.string(), needPrices).describe('of what apps need of AWS, by region, US dollars').optional(),
})
export type Prices = z.output<typeof pricesData>
type PricesInput = z.input<typeof pricesData>

export const definePrices = (data: PricesInput): PricesInput => data

export const pricesFile = 'fleet/prices.ts'

export async function loadPrices(root: string): Promise<Outcome<Prices | null>> {
  if (!existsSync(path.join(root, pricesFile))) return ok(null)
  const raw = importData(root, pricesFile, undefined, mostValues.fleet)
  if (!raw.ok) return raw
  const read = parse(pricesData, raw.value, pricesFile)
  if (!read.ok) return read
  const empty = Object.entries(read.value.regions).filter(([, families]) => Object.keys(families).length === 0)
  if (empty.length === 0) return read
  return failed(
    ...empty.map(([region]) =>
      issue(
        pricesFile,
        `regions.${region}`,
        'no-price',
        'no family',
        'a price at least',
        'add one, or take the region out',
      ),
    ),
  )
}
