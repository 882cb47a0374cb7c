import { expect, test } from 'vitest'
import { nothingAround } from './file-risk.ts'
import { judgeLockfile, workspacesIn } from './lockfile.ts'
import { judgePackage } from './packages.ts'

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
const moved = 'low versions-moved'

/**
 * `npm ci` asks neither for the name nor for the version of what it unpacks, so the lockfile alone says what is in a
 * package's place.
 */
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
  [
    'a path that leads on',
    { 'node_modules/yaml': { ...evil, resolved: `${host}/yaml/-/..%2f..%2fevil/-/evil-2.9.1.tgz` } },
    elsewhere,
    'high integrity-changed',
  ],
  [
    'bytes of an older version',
    { 'node_modules/yaml': { ...yaml, version: '2.9.2', resolved: `${host}/yaml/-/yaml-1.0.0.tgz` } },
    elsewhere,
    moved,
  ],
  ...['', 'md9-x', 'sha1-abc=', 'sha512-b sha512-a'].map((integrity): [string, Entries, ...string[]] => [
    `the checksum "${integrity}"`,
    { 'node_modules/yaml': { version: '2.9.2', integrity } },
    'high integrity-lost',
    moved,
  ]),
  [
    'a new one without a checksum',
    { 'node_modules/zod': { version: '4.0.0' } },
    'low package-added',
    'high integrity-lost',
  ],
  [
    'one that its parent brings',
    { 'node_modules/a/node_modules/zod': { version: '4.0.0', inBundle: true } },
    'low package-added',
  ],
  ['a place outside', { '../../node_modules/yaml': yaml }, elsewhere],
  [
    'a program by the name of one that we start',
    { 'node_modules/yaml': { ...yaml, bin: { git: 'x.js' } } },
    'high setting-changed',
  ],
  [
    'the same of a new package, and of an app',
    {
      'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a', bin: { aws: 'x.js' } },
      'apps/web': { version: '0.1.0', bin: { slipway: 'x.js' } },
    },
    'high setting-changed',
    'low package-added',
    'high setting-changed',
  ],
  ['a lockfile of its own', { 'node_modules/yaml': { ...yaml, hasShrinkwrap: true } }, 'high setting-changed'],
  ['another program', { 'node_modules/yaml': { ...yaml, bin: { yaml: 'bin.mjs' } } }, 'medium setting-changed'],
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
    moved,
  ],
  [
    'other packages by the same version',
    { 'node_modules/yaml': { ...yaml, dependencies: { evil: '1.0.0' } } },
    'medium setting-changed',
  ],
  [
    'a tarball over a workspace',
    { 'apps/web': { version: '0.1.0', resolved: `${host}/web/-/web-0.1.0.tgz` } },
    elsewhere,
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
  expect(told({ 'node_modules/yaml': newer }, before)).toEqual([moved])
})

test('another name of a workspace', () => {
  const [before, after] = ['web', 'yaml'].map((name) => JSON.stringify({ name }))
  const found = judgePackage({ path: 'apps/web/package.json', before, after, around: nothingAround })
  expect(found.map(([level, code]) => `${level} ${code}`)).toEqual(['medium setting-changed'])
})

test('a lockfile of version 1 has no packages that could be compared', () => {
  const after = JSON.stringify({
    lockfileVersion: 1,
    dependencies: { yaml: { version: 'https://evil.example/y.tgz' } },
  })
  const before = JSON.stringify({ packages: base })
  expect(judgeLockfile({ path: 'package-lock.json', before, after, around: nothingAround })).toEqual([
    ['high', 'unreadable', 'a lockfile'],
  ])
})

test.each(['npm:evil@1', 'https://evil.example/y.tgz', 'github:evil/yaml'])(
  'an override below another: %s',
  (version) => {
    const after = JSON.stringify({ overrides: { vitest: { '.': '4.1.12', yaml: version } } })
    expect(judgePackage({ path: 'package.json', before: '{}', after, around: nothingAround })).toEqual([
      ['medium', 'package-added', 'vitest > . 4.1.12'],
      ['high', 'package-elsewhere', { name: 'vitest > yaml', from: version }],
    ])
  },
)

test('a list is no package.json of npm', () => {
  const told = (before: string, after: string) =>
    judgePackage({ path: 'charts/a/package.json', before, after, around: nothingAround }).map(([, code]) => code)
  expect(told('["base:1.0"]', '["base:1.1"]\n')).toEqual([])
  expect(told('{"name": "a"}', '["base:1.1"]')).toEqual(['unreadable'])
})

test.each<[what: string, link: Readonly<Record<string, unknown>>, level: string]>([
  ['a workspace of the same repository', { resolved: 'libs/b', link: true }, 'low'],
  ['a folder that has another name', { resolved: 'libs/c', link: true }, 'medium'],
  ['a package of the registry', scoped, 'medium'],
])('a package.json that names %s', (_, link, level) => {
  const packages = { 'node_modules/@a/b': link, 'libs/b': { name: '@a/b' }, 'libs/c': { name: '@a/c' } }
  const workspaces = new Set(workspacesIn('package-lock.json', JSON.stringify({ packages })))
  const found = judgePackage({
    path: 'apps/web/package.json',
    before: '{}',
    after: JSON.stringify({ dependencies: { '@a/b': '1.0.0' } }),
    around: { ...nothingAround, workspaces },
  })
  expect(found.map(([one]) => one)).toEqual([level])
})
