import { expect, test } from 'vitest'
import { nothingAround } from './file-risk.ts'
import { judgePins } from './pins.ts'

const charts = (all: Readonly<Record<string, string>>): string =>
  `dependencies:\n${Object.entries(all)
    .map(([name, repository]) => `- name: ${name}\n  repository: ${repository}\n  version: 1.0.0\n`)
    .join('')}digest: sha256:a\n`
const composer = (all: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    { packages: Object.entries(all).map(([name, host]) => ({ name, dist: { url: `https://${host}/${name}.zip` } })) },
    null,
    4,
  )
const [ours, theirs] = ['https://charts.example', 'https://evil.example']

test.each<[what: string, path: string, before: string, after: string, ...risks: string[]]>([
  ['a chart comes from a new host', 'Chart.lock', charts({ a: ours }), charts({ a: ours, b: theirs }), 'medium'],
  [
    'a chart comes from a new registry',
    'Chart.lock',
    charts({ a: ours }),
    charts({ a: ours, b: 'oci://evil.example/x' }),
    'medium',
  ],
  ['a chart comes from a known host', 'Chart.lock', charts({ a: ours }), charts({ a: ours, b: ours })],
  ['a known chart is from elsewhere', 'Chart.lock', charts({ a: ours }), charts({ a: theirs }), 'high'],
  [
    'a new chart and a known one are from elsewhere',
    'Chart.lock',
    charts({ a: ours }),
    charts({ a: theirs, b: theirs }),
    'high',
  ],
  [
    'a package comes from a new host',
    'composer.lock',
    composer({ a: 'a.example' }),
    composer({ a: 'a.example', b: 'b.example' }),
    'medium',
  ],
  [
    'a known package is from elsewhere',
    'composer.lock',
    composer({ a: 'a.example' }),
    composer({ a: 'b.example' }),
    'high',
  ],
  [
    'another tool has one registry',
    'poetry.lock',
    'url = "https://a.example/a"\n',
    'url = "https://a.example/a"\nurl = "https://b.example/b"\n',
    'high',
  ],
])('where a package is from: %s', (_, path, before, after, ...risks) => {
  const found = judgePins({ path, before, after, around: nothingAround })
  expect([...new Set(found.map(([level, code]) => `${level} ${code}`))]).toEqual(
    risks.map((level) => `${level} package-elsewhere`),
  )
})
