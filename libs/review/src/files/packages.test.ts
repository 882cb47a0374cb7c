import { expect, test } from 'vitest'
import { nothingAround } from './file-risk.ts'
import { judgeLockfile, judgePackage } from './packages.ts'

type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const host = 'https://registry.npmjs.org'
const yaml = { version: '2.9.1', resolved: `${host}/yaml/-/yaml-2.9.1.tgz`, integrity: 'sha512-a' }
const scoped = { version: '1.0.0', resolved: `${host}/@a%2fb/-/b-1.0.0.tgz`, integrity: 'sha512-a' }
const evil = { ...yaml, resolved: `${host}/evil/-/evil-2.9.1.tgz`, integrity: 'sha512-b' }
const base: Entries = { 'node_modules/yaml': yaml, 'apps/web': { version: '0.1.0' } }
const told = (entries: Entries, before = base) =>
  judgeLockfile({
    path: 'package-lock.json',
    before: JSON.stringify({ packages: before }),
    after: JSON.stringify({ packages: { ...before, ...entries } }),
    around: nothingAround,
  }).map(([level, code]) => `${level} ${code}`)
const elsewhere = 'high package-elsewhere'

/** `npm ci` asks neither for the name nor for the version of what it unpacks, so the lockfile alone says what is in a package's place. */
test.each<[what: string, entries: Entries, ...risks: string[]]>([
  [
    'another package by its own name',
    { 'node_modules/yaml': { ...evil, name: 'evil' } },
    elsewhere,
    'high integrity-changed',
  ],
  ['another package without a name', { 'node_modules/yaml': evil }, elsewhere, 'high integrity-changed'],
  [
    'a path that has the name, too',
    { 'node_modules/yaml': { ...evil, resolved: `${host}/evil/-/yaml/-/a.tgz` } },
    elsewhere,
    'high integrity-changed',
  ],
  [
    'an address that no browser reads',
    { 'node_modules/yaml': { ...evil, resolved: `${host}/%zz/-/a.tgz` } },
    elsewhere,
    'high integrity-changed',
  ],
  [
    'other bytes, and nobody says from where',
    { 'node_modules/yaml': { version: '2.9.1', integrity: 'sha512-b' } },
    'high integrity-changed',
  ],
  ["an app's folder", { 'node_modules/yaml': { resolved: 'apps/web', link: true } }, elsewhere],
  [
    "an app's folder that says so",
    { 'apps/web': { name: 'yaml', version: '2.9.1' }, 'node_modules/yaml': { resolved: 'apps/web', link: true } },
    elsewhere,
  ],
  ['a folder by another name, new', { 'node_modules/zod': { resolved: 'apps/web', link: true } }, elsewhere],
  ['a new package by another name', { 'node_modules/zod': { ...evil, name: 'evil' } }, 'low package-added', elsewhere],
  [
    'the same within another',
    { 'node_modules/a/node_modules/yaml': { ...evil, name: 'evil' } },
    'low package-added',
    elsewhere,
  ],
  [
    'an older version',
    {
      'node_modules/yaml': {
        ...yaml,
        version: '2.8.9',
        resolved: `${host}/yaml/-/yaml-2.8.9.tgz`,
        integrity: 'sha512-c',
      },
    },
    'medium setting-changed',
  ],
  [
    'a newer version',
    {
      'node_modules/yaml': {
        ...yaml,
        version: '2.10.0',
        resolved: `${host}/yaml/-/yaml-2.10.0.tgz`,
        integrity: 'sha512-c',
      },
    },
  ],
  ['a new workspace', { 'node_modules/web': { resolved: 'apps/web', link: true } }],
  [
    'a new workspace of a scope',
    { 'apps/pay': { name: '@acme/pay' }, 'node_modules/@acme/pay': { resolved: 'apps/pay', link: true } },
  ],
  ['a new package of a scope', { 'node_modules/@a/b': scoped }, 'low package-added'],
])('%s', (_, entries, ...risks) => {
  expect(told(entries)).toEqual(risks)
})

test('an alias that was there before is told once', () => {
  const before = { 'node_modules/yaml': { ...evil, name: 'evil' } }
  const newer = {
    ...evil,
    name: 'evil',
    version: '2.9.2',
    resolved: `${host}/evil/-/evil-2.9.2.tgz`,
    integrity: 'sha512-d',
  }
  expect(told({ 'node_modules/yaml': newer }, before)).toEqual([])
})

test('another name of a workspace', () => {
  const [before, after] = ['web', 'yaml'].map((name) => JSON.stringify({ name }))
  const found = judgePackage({ path: 'apps/web/package.json', before, after, around: nothingAround })
  expect(found.map(([level, code]) => `${level} ${code}`)).toEqual(['medium setting-changed'])
})
