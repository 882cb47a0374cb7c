import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home } from '@slipway/cli'
import { packageImport } from './package-imports.cjs'

let root = ''
const url = (file: string) => pathToFileURL(path.join(root, file)).href

beforeAll(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway package#imports%-'))
  for (const file of ['one/a.js', 'one/b.cjs', 'one/in/c.js', 'one/in/index.js', 'one/d.json']) {
    mkdirSync(path.dirname(path.join(root, 'node_modules', file)), { recursive: true })
    writeFileSync(path.join(root, 'node_modules', file), '')
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('imports of packages', () => {
  it.each<['import' | 'require', string, string, string | undefined]>([
    ['import', './b.js', 'node_modules/one/a.js', 'node_modules/one/b.js'],
    ['import', '../../b.mjs', 'node_modules/one/in/x/a.js', 'node_modules/one/b.mjs'],
    // Endings that `import` may not leave out, and packages, are Node's.
    ['import', './b', 'node_modules/one/a.js', undefined],
    ['import', './b.json', 'node_modules/one/a.js', undefined],
    ['import', './b.js?again', 'node_modules/one/a.js', undefined],
    ['import', './b%20c.js', 'node_modules/one/a.js', undefined],
    ['import', './in/../b.js', 'node_modules/one/a.js', undefined],
    ['import', 'two', 'node_modules/one/a.js', undefined],
    ['import', '#own', 'node_modules/one/a.js', undefined],
    ['import', './b.js', 'apps/web/a.js', undefined],
    ['require', './a.js', 'node_modules/one/in/index.js', undefined],
    ['require', '../a.js', 'node_modules/one/in/index.js', 'node_modules/one/a.js'],
    ['require', '../a', 'node_modules/one/in/index.js', 'node_modules/one/a.js'],
    ['require', './b.cjs', 'node_modules/one/a.js', 'node_modules/one/b.cjs'],
    ['require', './in/c', 'node_modules/one/a.js', 'node_modules/one/in/c.js'],
    // A folder, another ending, and nothing.
    ['require', './in', 'node_modules/one/a.js', undefined],
    ['require', './d.json', 'node_modules/one/a.js', undefined],
    ['require', './d', 'node_modules/one/a.js', undefined],
    ['require', './none', 'node_modules/one/a.js', undefined],
    ['require', '..', 'node_modules/one/in/c.js', undefined],
    ['require', 'two', 'node_modules/one/a.js', undefined],
  ])('%s %s, by %s: %s', (way, specifier, parent, file) =>
    expect(packageImport(specifier, url(parent), way === 'require')).toBe(file === undefined ? undefined : url(file)),
  )

  it.each([
    ['zod', 'v4', /from "(\.[^"]+)"/g, false],
    ['cdk8s', 'lib', /require\("(\.[^"]+)"\)/g, true],
    ['cdk8s-plus-27', 'lib', /require\("(\.[^"]+)"\)/g, true],
  ] as const)('are what Node itself finds, for every file of %s', (name, below, pattern, isRequired) => {
    const require = createRequire(path.join(home, 'libs/manifests/src/a.ts'))
    const folder = path.join(path.dirname(require.resolve(`${name}/package.json`)), below)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
    const all = files.flatMap((file) => {
      const parent = path.join(folder, file)
      return [...readFileSync(parent, 'utf8').matchAll(pattern)].map(([, specifier = '']) => ({ parent, specifier }))
    })
    const mine = all.map(({ parent, specifier }) => packageImport(specifier, pathToFileURL(parent).href, isRequired))
    expect(mine.map((one) => one && fileURLToPath(one))).toEqual(
      all.map(({ parent, specifier }) => createRequire(parent).resolve(specifier)),
    )
    expect(mine.length).toBeGreaterThan(20)
  })
})
