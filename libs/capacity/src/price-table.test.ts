import { describe, expect, it } from 'vitest'
import { familyPrice, priceLines, priceTable, tableDate } from './price-table.ts'

const text = `// generated at 2026-07-06T14:20:29Z for us-east-1
var Prices = map[string]map[Type]float64{
	// us-east-1
	"us-east-1": {
		"m7i.2xlarge": 0.400000, "m7i.large": 0.100000, "m7i.xlarge": 0.200000, "m7i-flex.large": 0.090000,
		"t3.medium": 0.050000, "t3.large": 0.100000, "x9.large": 7.000000,
	},
	"eu-west-1": {
		"m7i.large": 0.120000,
	},
}`
const prices = (regions: Record<string, Record<string, number>>) => ({
  date: '2026-01-01',
  source: 'a test',
  spot: 0.5,
  regions,
})

describe('priceTable', () => {
  it('has each type of each region', () => {
    const table = priceTable(text)
    expect([...table.keys()]).toEqual(['us-east-1', 'eu-west-1'])
    expect(table.get('us-east-1')?.size).toBe(7)
    expect(table.get('eu-west-1')?.get('m7i.large')).toBe(0.12)
  })
  it('is empty for anything else', () => expect(priceTable('region,price\nus-east-1,0.1\n').size).toBe(0))
  it.each([
    [text, '2026-07-06'],
    ['package pricing', undefined],
  ])('knows its day where it says so', (given, date) => expect(tableDate(given)).toBe(date))
})

describe('familyPrice', () => {
  it.each([
    ['m7i', 0.05],
    ['t3', 0.05],
    ['m7a', undefined],
  ])('of %s is what a vCPU of its large costs', (family, price) =>
    expect(familyPrice(priceTable(text).get('us-east-1') ?? new Map(), family)).toBe(price),
  )
})

describe('priceLines', () => {
  it.each([
    ['the same prices', { 'us-east-1': { m7i: 0.05, t3: 0.05 } }, ["'us-east-1': { m7i: 0.05, t3: 0.05 },"]],
    ['another price', { 'eu-west-1': { m7i: 0.05 } }, ["'eu-west-1': { m7i: 0.06 }, // m7i was 0.05"]],
    [
      'a family that is not there keeps its price',
      { 'us-east-1': { m7a: 0.07 } },
      ["'us-east-1': { m7a: 0.07 }, // m7a is not in this table"],
    ],
    ['a region that is not there', { 'ap-south-1': { m7i: 0.05 } }, ['ap-south-1: not in this table']],
  ])('%s', (_, regions, lines) =>
    expect(priceLines(prices(regions as Record<string, Record<string, number>>), priceTable(text))).toEqual(lines),
  )
})
