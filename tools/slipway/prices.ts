import { readFileSync } from 'node:fs'
import { priceLines, priceTable, tableDate } from '@slipway/capacity'
import { formatIssues, issue } from '@slipway/core'
import { loadPrices, pricesFile } from '@slipway/fleet'

const usage = `Usage: npm run prices -- TABLE

Prints the lines of ${pricesFile} by a table of prices: zz_generated.pricing_aws.go of Karpenter's AWS provider (docs/nodes.md says where it is).
Writes nothing. Exit code: 0, 1 where the table or ${pricesFile} cannot be read, 2 for wrong usage.
`

const refuse = (text: string): 1 => {
  process.stderr.write(`${text}\n`)
  return 1
}

async function main([file, ...more]: readonly string[]): Promise<0 | 1 | 2> {
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  const prices = await loadPrices(process.cwd())
  if (!prices.ok) return refuse(formatIssues(prices.issues))
  if (prices.value === null)
    return refuse(
      formatIssues([
        issue(pricesFile, '', 'no-prices', 'no such file', 'the regions and families to look up', 'write it first'),
      ]),
    )
  const text = readFileSync(file, 'utf8')
  const table = priceTable(text)
  if (table.size === 0)
    return refuse(
      formatIssues([
        issue(
          file,
          '',
          'price-table',
          'no price',
          "a table of Karpenter's AWS provider",
          'name its zz_generated.pricing_aws.go',
        ),
      ]),
    )
  process.stdout.write(
    `${[`// ${tableDate(text) ?? 'without a date'}`, ...priceLines(prices.value, table)].join('\n')}\n`,
  )
  return 0
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => refuse((error as Error).message))
