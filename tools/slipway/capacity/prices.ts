import { readFileSync } from 'node:fs'
import { priceLines, priceTable, tableDate } from '@slipway/capacity'
import { ok, refused, type Outcome } from '@slipway/core'
import { loadPrices, pricesFile } from '@slipway/fleet'

export async function pricesText(root: string, file: string): Promise<Outcome<string>> {
  const prices = await loadPrices(root)
  if (!prices.ok) return prices
  if (prices.value === null)
    return refused(pricesFile, 'no-prices', 'no such file', 'the regions and families to look up', 'write it first')
  const text = readFileSync(file, 'utf8')
  const table = priceTable(text)
  const want = "a table of Karpenter's AWS provider"
  if (table.size === 0) return refused(file, 'price-table', 'no price', want, 'name its zz_generated.pricing_aws.go')
  const lines = [`// ${tableDate(text) ?? 'without a date'}`, ...priceLines(prices.value, table)]
  return ok(`${lines.join('\n')}\n`)
}
