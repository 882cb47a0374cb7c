import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPrices } from './prices.ts'

const good = { date: '2026-01-01', source: 'here', spot: 0.4, regions: { 'eu-west-1': { m7i: 0.05 } } }

async function load(data: unknown) {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-prices-'))
  try {
    mkdirSync(path.join(root, 'fleet'))
    if (data !== undefined) writeFileSync(path.join(root, 'fleet/prices.ts'), `export default ${JSON.stringify(data)}`)
    return await loadPrices(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

describe('loadPrices', () => {
  it.each<[string, unknown, unknown]>([
    ['what is there', good, good],
    ['nothing where there is no file', undefined, null],
  ])('reads %s', async (_, data, value) => {
    expect(await load(data)).toEqual({ ok: true, value })
  })

  it.each<[string, object, string]>([
    ['a month that is none', { date: '2026-13-01' }, 'date [invalid-value]'],
    ['a price of nothing', { regions: { 'eu-west-1': { m7i: 0 } } }, 'regions.eu-west-1.m7i [invalid-value]'],
    ['spot that is dearer', { spot: 2 }, 'spot [invalid-value]'],
    ['a region without prices', { regions: { 'eu-west-1': {} } }, 'regions.eu-west-1 [no-price]'],
    ['another currency', { currency: 'EUR' }, 'currency [unknown-field]'],
  ])('refuses %s', async (_, wrong, line) => {
    const read = await load({ ...good, ...wrong })
    expect(read.ok ? [] : read.issues.map((i) => `${i.at} [${i.code}]`)).toEqual([line])
  })
})
