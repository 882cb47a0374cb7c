import { expect, it } from 'vitest'
import { orThrow } from '@slipway/core'
import { readSheets } from './read-sheets.ts'
import { sheetName, sheetOf, sheetText } from './sheet.ts'

const sheets = orThrow(readSheets())

it.each(sheets.map((sheet) => [sheetName(sheet), sheet] as const))('%s is what its text says', (_, sheet) => {
  expect(orThrow(sheetOf(JSON.parse(sheetText(sheet)), 'x'))).toEqual(sheet)
})

it.each([
  [{ chart: 'x' }, 'version'],
  [{ chart: 'x', version: '1', values: {}, renders: [], more: 1 }, 'more'],
  [{ chart: 'x', version: '1', values: { a: 'texts' }, renders: [] }, 'values'],
])('refuses %j', (raw, at) => {
  const read = sheetOf(raw, 'x.json')
  expect(read.ok ? [] : read.issues.map((issue) => issue.at)).toContainEqual(expect.stringContaining(at))
})
