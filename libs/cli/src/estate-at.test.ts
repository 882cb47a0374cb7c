import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { estateAt } from './estate-at.ts'

const top = mkdtempSync(path.join(tmpdir(), 'slipway-estate-at-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))
const home = path.join(top, 'home')
for (const folder of ['copy/fleet', 'copy/node_modules', 'copy/apps/web', 'data/fleet', 'home/libs/x'])
  mkdirSync(path.join(top, folder), { recursive: true })
for (const file of ['copy/fleet/fleet.ts', 'copy/package.json', 'data/fleet/fleet.ts'])
  writeFileSync(path.join(top, file), '')

it.each([
  ['a copy', 'copy', 'copy'],
  ['a folder in a copy', 'copy/apps/web', 'copy'],
  ['an estate that is data alone', 'data', 'home'],
  ['nothing', '.', 'home'],
  ['the clone itself', 'home/libs/x', 'home'],
])('%s', (_, from, is) => {
  expect(estateAt(path.join(top, from), home)).toBe(path.join(top, is))
})
