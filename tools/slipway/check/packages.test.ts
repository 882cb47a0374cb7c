import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { writeEstate } from '@slipway/spec/test'
import { packagesOf } from './packages.ts'

const lockfile = JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/zod': { version: '4.0.0' } } })
const own = JSON.stringify({ name: 'web' })
const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const told = (files: Readonly<Record<string, string>>, link: (apps: string) => void = () => undefined) => {
  const root = writeEstate({})
  roots.push(root)
  for (const [file, text] of Object.entries({
    'package-lock.json': lockfile,
    'apps/web/package.json': own,
    ...files,
  })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  link(path.join(root, 'apps'))
  return packagesOf(root).map(({ file, code }) => `${file} ${code}`)
}

it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['an app of its own name', {}, []],
  ['what `init` writes beside the apps', { 'apps/README.md': 'Each folder here is an app.\n' }, []],
  ['a folder without a package', { 'apps/notes/notes.txt': 'x' }, []],
  ['a lockfile of 5 MB', { 'package-lock.json': lockfile + ' '.repeat(5 * 2 ** 20) }, []],
  ['a folder deeper than the list of workspaces', { 'apps/web/a/package.json': '{"name":"zod"}' }, []],
  ...[
    ['apps/*', 'apps/*/*'],
    ['apps/**'],
    ['**'],
    ['./apps/web/a'],
    ['{apps,x}/*/a'],
    { packages: ['apps/web/*'] },
  ].map((workspaces): [string, Readonly<Record<string, string>>, readonly string[]] => [
    `a list that goes deeper: ${JSON.stringify(workspaces)}`,
    { 'package.json': JSON.stringify({ workspaces }), 'apps/web/a/package.json': '{"name":"zod"}' },
    ['apps/web/a/package.json package-name'],
  ]),
  ...[['apps/*', 'libs/*', '!apps/x/y'], ['tools/**']].map(
    (workspaces): [string, Readonly<Record<string, string>>, readonly string[]] => [
      `a list that does not: ${JSON.stringify(workspaces)}`,
      { 'package.json': JSON.stringify({ workspaces }), 'apps/web/a/package.json': '{"name":"zod"}' },
      [],
    ],
  ),
])('%s', (_, files, lines) => {
  expect(told(files)).toEqual(lines)
})

it.each<[string, (apps: string) => void, readonly string[]]>([
  ['to a file', (apps) => symlinkSync('web/package.json', path.join(apps, 'also')), []],
  ['to nothing', (apps) => symlinkSync('gone', path.join(apps, 'also')), []],
  ['to itself', (apps) => symlinkSync('also', path.join(apps, 'also')), []],
  [
    'in the place of a package.json',
    (apps) => {
      mkdirSync(path.join(apps, 'also'))
      symlinkSync('gone', path.join(apps, 'also/package.json'))
    },
    ['apps/also/package.json input-size'],
  ],
])('a link %s', (_, link, lines) => {
  expect(told({}, link)).toEqual(lines)
})
