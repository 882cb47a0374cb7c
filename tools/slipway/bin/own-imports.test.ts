import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home } from '@slipway/cli'
import { ownImports } from './own-imports.cjs'

let root = ''
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const url = (file: string) => pathToFileURL(path.join(root, file)).href

beforeAll(() => {
  // Characters that a URL has to write otherwise.
  root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway own#imports%-'))
  const entries = {
    '.': './src/index.ts',
    './part': './src/part/part.ts',
    './old': './old.cjs',
    './by': { node: './x.ts' },
  }
  put('libs/core/package.json', JSON.stringify({ name: '@slipway/core', exports: entries }))
  put('libs/one/package.json', '{ "exports": "./one.ts" }')
  put('libs/bare/package.json', '{}')
  put('libs/broken/package.json', '{')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('imports of ours', () => {
  it.each<[string, string, string | undefined]>([
    ['./b.ts', 'libs/core/src/a.ts', 'libs/core/src/b.ts'],
    ['../b.ts', 'tools/slipway/bin/a.ts', 'tools/slipway/b.ts'],
    ['../libs/core/c.ts', 'maintainers/a.ts', 'libs/core/c.ts'],
    ['@slipway/core', 'tools/slipway/a.ts', 'libs/core/src/index.ts'],
    ['@slipway/core/part', 'libs/tree/src/a.ts', 'libs/core/src/part/part.ts'],
    ['@slipway/one', 'libs/tree/src/a.ts', 'libs/one/one.ts'],
    ['@slipway/one/part', 'libs/tree/src/a.ts', undefined],
    // Node's own rules hold for the rest, and its messages.
    ['@slipway/core/old', 'libs/tree/src/a.ts', undefined],
    ['@slipway/core/by', 'libs/tree/src/a.ts', undefined],
    ['@slipway/core/inside.ts', 'libs/tree/src/a.ts', undefined],
    ['@slipway/bare', 'libs/tree/src/a.ts', undefined],
    ['@slipway/broken', 'libs/tree/src/a.ts', undefined],
    ['@slipway/none', 'libs/tree/src/a.ts', undefined],
    ['./data.json', 'libs/core/src/a.ts', undefined],
    ['./b.ts?again', 'libs/core/src/a.ts', undefined],
    ['zod', 'libs/core/src/a.ts', undefined],
    ['node:fs', 'libs/core/src/a.ts', undefined],
    ['./b.ts', 'apps/web/app.ts', undefined],
    ['@slipway/core', 'apps/web/app.ts', undefined],
    ['./b.ts', 'node_modules/zod/index.js', undefined],
  ])('%s, by %s: %s', (specifier, parent, file) =>
    expect(ownImports(root)(specifier, url(parent))).toBe(file === undefined ? undefined : url(file)),
  )

  it('are what Node itself finds, for every entry of every lib', () => {
    const parent = path.join(home, 'libs/tree/src/a.ts')
    const entries = readdirSync(path.join(home, 'libs')).flatMap((lib) => {
      const { exports = {} } = JSON.parse(readFileSync(path.join(home, 'libs', lib, 'package.json'), 'utf8')) as {
        readonly exports?: object | string
      }
      return (typeof exports === 'string' ? ['.'] : Object.keys(exports)).map((key) => `@slipway/${lib}${key.slice(1)}`)
    })
    const own = ownImports(home)
    const mine = entries.map((entry) => own(entry, pathToFileURL(parent).href))
    expect(mine).toEqual(entries.map((entry) => pathToFileURL(createRequire(parent).resolve(entry)).href))
    expect(mine.length).toBeGreaterThan(20)
  })
})
