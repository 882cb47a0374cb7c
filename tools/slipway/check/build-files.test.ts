import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { BuildFiles } from './build-files.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-build-files-'))
for (const file of [
  'package.json',
  'apps/web/main.ts',
  'apps/web/lib/a.ts',
  'apps/api/main.ts',
  'node_modules/x/i.js',
]) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), '')
}
symlinkSync('..', path.join(root, 'apps/loop'))
mkdirSync(path.join(root, 'empty'))
afterAll(() => rmSync(root, { recursive: true }))
const files = new BuildFiles(root)

it.each<[string, string[]]>([
  ['', ['apps/api/main.ts', 'apps/loop', 'apps/web/lib/a.ts', 'apps/web/main.ts', 'package.json']],
  ['.', ['apps/api/main.ts', 'apps/loop', 'apps/web/lib/a.ts', 'apps/web/main.ts', 'package.json']],
  ['package.json', ['package.json']],
  ['pack*.json', ['package.json']],
  ['apps/web', ['apps/web/lib/a.ts', 'apps/web/main.ts']],
  ['apps/web/', ['apps/web/lib/a.ts', 'apps/web/main.ts']],
  ['apps/*/main.ts', ['apps/api/main.ts', 'apps/web/main.ts']],
  ['apps/?pi/*', ['apps/api/main.ts']],
  ['**/main.ts', []],
  ['apps/**/main.ts', ['apps/api/main.ts', 'apps/web/main.ts']],
  ['apps/webb', []],
  ['package.json/x', []],
  ['empty', []],
  ['node_modules', []],
  ['{apps,libs}/web', []],
])('%s', (pattern, found) => {
  expect([...files.matching(pattern)].sort()).toEqual(found)
})
