import { machinesOf, type Prices } from '@slipway/fleet'

/** US dollars an hour. */
type PriceTable = ReadonlyMap<string, ReadonlyMap<string, number>>

/**
 * Karpenter's table of on-demand prices (pkg/providers/pricing/zz_generated.pricing_aws.go): `"us-east-1": {`, below
 * it `"m7i.large": 0.100800,`.
 * @returns empty for another form
 */
export function priceTable(text: string): PriceTable {
  const regions = new Map<string, Map<string, number>>()
  let region: Map<string, number> | undefined
  for (const [, name, type, price] of text.matchAll(
    /"([a-z]{2}(?:-[a-z]+)+-\d)":\s*\{|"([a-z0-9-]+\.[a-z0-9-]+)":\s*([\d.]+)/g,
  )) {
    if (name !== undefined) regions.set(name, (region = new Map()))
    else if (type !== undefined) region?.set(type, Number(price))
  }
  return regions
}

export const tableDate = (text: string): string | undefined => /generated at (\d{4}-\d{2}-\d{2})T/.exec(text)?.[1]

/** A vCPU's, by its `large`, which every family has. */
export function familyPrice(types: ReadonlyMap<string, number>, family: string): number | undefined {
  const [large] = machinesOf([family], ['large'])
  const price = large === undefined ? undefined : types.get(large.name)
  return large === undefined || price === undefined ? undefined : Math.round((price / large.cpu) * 1000 * 1e6) / 1e6
}

/** For `fleet/prices.ts`. @returns each region's line, with a former price; or that the table lacks the region */
export function priceLines(prices: Prices, table: PriceTable): readonly string[] {
  return Object.entries(prices.regions).map(([region, families]) => {
    const types = table.get(region)
    if (types === undefined) return `${region}: not in this table`
    const found = Object.entries(families).map(([family, was]) => ({ family, was, is: familyPrice(types, family) }))
    const line = found.map(({ family, was, is }) => `${family}: ${is ?? was}`).join(', ')
    const other = found.flatMap(({ family, was, is }) =>
      is === undefined ? [`${family} is not in this table`] : is === was ? [] : [`${family} was ${was}`],
    )
    return [`'${region}': { ${line} },`, ...(other.length === 0 ? [] : [` // ${other.join(', ')}`])].join('')
  })
}
