import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { combine, ok, refused, type Outcome } from '@slipway/core'
import { sheetOf, type Sheet } from './sheet.ts'

/** Sheets are part of the code, as the versions are: a change of a version comes with its sheet. */
export const factsFolder = path.join(import.meta.dirname, '../../../facts')

function readSheet(name: string): Outcome<Sheet> {
  const file = `libs/checks/facts/${name}`
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path.join(factsFolder, name), 'utf8'))
  } catch (error) {
    return refused(file, 'chart-sheet', (error as Error).message, 'JSON', 'run npx slipway charts')
  }
  return sheetOf(raw, file)
}

export function readSheets(): Outcome<readonly Sheet[]> {
  const names = existsSync(factsFolder)
    ? readdirSync(factsFolder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : []
  const read = combine(Object.fromEntries(names.map((name) => [name, readSheet(name)])))
  return read.ok ? ok(Object.values(read.value) as readonly Sheet[]) : read
}
