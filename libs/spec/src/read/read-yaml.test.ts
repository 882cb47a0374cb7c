import { describe, expect, it } from 'vitest'
import { readYaml } from './read-yaml.ts'
import { told, toldOf, web } from '../../test/temporary-estate.ts'

const sound = 'kind: cron\nteam: finance\nschedule: 0 3 * * *\ncpu: 100m\nmemory: 128Mi\n'
const of = async (text: string | Buffer) =>
  (await told({ 'apps/job/app.yaml': text })).map((line) => line.replace('apps/job/app.yaml: ', ''))

const cases: readonly (readonly [string, string | Buffer, ...string[]])[] = [
  ['no as a value', `${sound}env: { FLAG: no }\n`, 'env.FLAG [yaml-ambiguous] write "no" in quotes'],
  ['On as a value', `${sound}env:\n  FLAG: On\n`, 'env.FLAG [yaml-ambiguous] write "On" in quotes'],
  ['1e3', `${sound}attempts: 1e3\n`, 'attempts [yaml-ambiguous] write "1e3" in quotes, or as a usual decimal number'],
  [
    '0x10',
    `${sound}attempts: 0x10\n`,
    'attempts [yaml-ambiguous] write "0x10" in quotes, or as a usual decimal number',
  ],
  ['012', `${sound}attempts: 012\n`, 'attempts [yaml-ambiguous] write "012" in quotes, or as a usual decimal number'],
  ['1:30', `${sound}deadline: 1:30\n`, 'deadline [yaml-ambiguous] write "1:30" in quotes'],
  [
    '1_000',
    `${sound}attempts: 1_000\n`,
    'attempts [yaml-ambiguous] write "1_000" in quotes, or as a usual decimal number',
  ],
  [
    '1.10',
    `${sound}env: { VERSION: 1.10 }\n`,
    'env.VERSION [yaml-ambiguous] write "1.10" in quotes, or as a usual decimal number',
  ],
  ['a date', `${sound}env: { SINCE: 2026-01-31 }\n`, 'env.SINCE [yaml-ambiguous] write "2026-01-31" in quotes'],
  ['~', `${sound}zone: ~\n`, 'zone [invalid-value] give "zone" a value, or take it out'],
  ['a field without a value', `${sound}calls:\n`, 'calls [invalid-value] give "calls" a value, or take it out'],
  ['a number in env', `${sound}env: { LEVEL: 3 }\n`, 'env.LEVEL [invalid-value] write "3", in quotes'],
  ['a boolean in env', `${sound}env: { DEBUG: true }\n`, 'env.DEBUG [invalid-value] write "true", in quotes'],
  ['an item of a list', `${sound}command: [run, yes]\n`, 'command[1] [yaml-ambiguous] write "yes" in quotes'],
  [
    'duplicate keys',
    `${sound}cpu: 200m\nteam: shop\n`,
    ' [not-yaml] keep one of the two',
    ' [not-yaml] keep one of the two',
  ],
  [
    'an anchor and an alias',
    `${sound}env: { A: &a x, B: *a }\n`,
    'env.A [yaml-anchor] take the anchor out',
    'env.B [yaml-alias] write the value out',
  ],
  [
    'a merge key',
    `${sound}env: &e { A: x }\nsidecars: []\nin: { prod: { env: { <<: *e } } }\n`,
    'env [yaml-anchor] take the anchor out',
    'in.prod.env."<<" [yaml-merge] write the fields out',
  ],
  ['a tag', `${sound}zone: !secret x\n`, 'zone [yaml-tag] take the tag out'],
  ['a tag on a map', `${sound}env: !env { A: b }\n`, 'env [yaml-tag] take the tag out'],
  ['a tab', `${sound}env:\n\tA: b\n`, ' [not-yaml] indent with spaces'],
  ['two documents', `${sound}---\n${sound}`, ' [not-yaml] take out what follows the second ---'],
  ['an empty file', '', ' [empty] begin with kind: and team:'],
  ['only a comment', '# later\n', ' [empty] begin with kind: and team:'],
  ['only null', '~\n', ' [empty] begin with kind: and team:'],
  ['a list at the top', `- ${sound.replaceAll('\n', '\n  ').trim()}\n`, ' [invalid-value] correct this file'],
  ['text at the top', 'hello there\n', ' [invalid-value] correct this file'],
  ['an open quote', `${sound}zone: "UTC\n`, ' [not-yaml] close what is open: a quote, a bracket or a brace'],
  ['bytes that are no text', Buffer.from([0x6b, 0x3a, 0x20, 0xff, 0xfe]), ' [not-yaml] save the file as UTF-8'],
  ['a prototype as a field', `${sound}__proto__: { a: 1 }\n`, '__proto__ [unknown-field] take "__proto__" out'],
  ['a misspelt field', `${sound}zome: UTC\n`, 'zome [unknown-field] did you mean "zone"?'],
  ['a name in another alphabet', `${sound}env: { GRÖSSE: x }\n`, 'env."GRÖSSE" [invalid-name] did you mean "GR_SSE"?'],
  [
    'oddities and errors together',
    `${sound}env: { FLAG: no }\ndeadlin: 5m\nattempts: 99\n`,
    'attempts [invalid-value] correct "attempts"',
    'deadlin [unknown-field] did you mean "deadline"?',
    'env.FLAG [yaml-ambiguous] write "no" in quotes',
  ],
]

describe('a bad app.yaml is told field by field', () => {
  it.each(cases)('%s', async (_, text, ...lines) => {
    expect(await of(text)).toEqual(lines)
  })
})

describe('a sound app.yaml', () => {
  it.each([
    ['as it is', sound],
    ['with a byte order mark', `\uFEFF${sound}`],
    ['with CRLF', sound.replaceAll('\n', '\r\n')],
    ['with an end of document', `---\n${sound}...\n`],
    ['with emoji and long text', `${sound}env:\n  A: "👋 no"\n  B: |\n    yes\n    no\n  C: 'on'\n`],
    ['in JSON', JSON.stringify({ ...web, scale: { min: 1, max: 3, on: { cpu: 70 } } })],
    [
      'with on: as a field',
      `${sound.replace('cron', 'worker').replace('schedule: 0 3 * * *', 'port: 80\nhealth: { ready: /a, live: /b }')}scale:\n  min: 1\n  max: 2\n  on:\n    cpu: 70\n`,
    ],
  ])('%s', async (_, text) => {
    expect(await of(text)).toEqual([])
  })
})

it.each([
  ['lists', `env: ${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['lists that do not end', `env: ${'['.repeat(5000)}`],
  ['maps', `env: ${'{ a: '.repeat(5000)}${'}'.repeat(5000)}`],
  ['lists by lines', `${'- '.repeat(5000)}a`],
])('says how deep values may be: %s', (_, text) => {
  const { issues } = readYaml(text, 'app.yaml', 100_000)
  expect(issues.map(({ code, want }) => [code, want])).toEqual([['input-size', 'values at most 60 levels deep']])
})

it('says the line', async () => {
  const { loadEstate } = await import('./load-estate.ts')
  const { inEstate } = await import('../../test/temporary-estate.ts')
  const estate = await inEstate({ 'apps/job/app.yaml': `${sound}cpu: 200m\n` }, loadEstate)
  expect(estate.ok ? [] : estate.issues.map((i) => i.got)).toEqual(['Map keys must be unique at line 6, column 1'])
})

it('does not mind the same data as TypeScript', async () => {
  expect(await toldOf({ ...web, env: { FLAG: 'no', SINCE: '2026-01-31' } })).toEqual([])
})
