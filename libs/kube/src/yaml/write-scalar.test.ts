import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { blockHead, isPlain, number, oneLine, quoted } from './write-scalar.ts'

describe('text on one line', () => {
  const bare = [
    'web',
    'apps/v1',
    'registry.example/shop/web@sha256:0aF',
    'http://web.shop:8080/healthz',
    '/readyz',
    '250m',
    '256Mi',
    '25%',
    '1h',
    '10.32.0.0/16',
    '--config=/etc/web.toml',
    '-Xmx512m',
    '-x',
    'two words, a comma',
    'a#b',
    'a:b',
    '$(POD_NAME)',
    '(a)',
    'Grüße',
    'yesterday',
    'nothing',
    'v1.30',
    'a\\b',
    "it's",
  ]
  it.each(bare)('%j stays bare', (text) => {
    expect(oneLine(text)).toBe(text)
    expect(parse(text, { version: '1.1' })).toBe(text)
    expect(parse(text, { version: '1.2' })).toBe(text)
  })

  const taken = [
    '',
    'no',
    'Yes',
    'ON',
    'off',
    'y',
    'N',
    'true',
    'False',
    'null',
    'Null',
    '~',
    '.inf',
    '-.INF',
    '.nan',
    '1e3',
    '1E3',
    '0x10',
    '0o7',
    '0b1',
    '012',
    '1_000',
    '1,000',
    '.5',
    '5.',
    '+1',
    '-1',
    '1:30',
    '190:20:30',
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '2001-12-14 21:59:43.10 -5',
    '12e34',
    '1.2.3',
    '=',
    '<<',
    '.',
    '+.',
    '._',
    'E0',
    '-e+5',
    ' a',
    'a ',
    'a: b',
    'a:',
    'a #b',
    '# a',
    '- a',
    '-',
    '--',
    '---',
    '? a',
    '*a',
    '&a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a`',
    '{a}',
    '[a]',
    '{{args.app}}',
    '"a"',
    "'a'",
    ',',
    ': a',
    'tab\there',
    'line\nbreak',
    'cr\r',
    '日本',
    '😀',
    'a\u2028b',
    'a\u2029b',
    '\ufeffa',
    'a\u0085b',
    'a\u00a0b',
    'a\u200bb',
    'a\u202eb',
    'a\u0000b',
    'a\u007fb',
    'a\uffffb',
    'a\u{e0041}b',
  ]
  it.each(taken)('%j is quoted', (text) => {
    expect(isPlain(text)).toBe(false)
    expect(oneLine(text)).toMatch(/^".*"$/)
    expect(parse(oneLine(text), { version: '1.1' })).toBe(text)
    expect(parse(oneLine(text), { version: '1.2' })).toBe(text)
  })

  it.each([
    ['a\u2028\u2029\ufeff\u0085\u00a0', '"a\\u2028\\u2029\\ufeff\\u0085\\u00a0"'],
    ['\u202etxt.exe', '"\\u202etxt.exe"'],
    ['a\u{e0041}', '"a\\U000e0041"'],
    ['say "é 日本 😀"\t\\', '"say \\"é 日本 😀\\"\\t\\\\"'],
  ])('%j: what cannot be seen is escaped, the rest is kept', (text, wanted) => {
    expect(quoted(text)).toBe(wanted)
  })
})

describe('text on several lines', () => {
  it.each([
    ['a\nb', '|-'],
    ['a\nb\n', '|'],
    ['a\n\n', '|+'],
    ['a\n  b\n', '|'],
    ['a  \nb\n', '|'],
    ['a\n\tb\n', '|'],
    ['a\n\nb\n', '|'],
    ['é 日本 😀\n', '|'],
  ])('%j is a block %s', (text, head) => {
    expect(blockHead(text)).toBe(head)
  })
  it.each([
    'a',
    '',
    '\n',
    '\na',
    ' a\nb',
    '\ta\nb',
    'a\r\nb',
    'a\n  \nb',
    'a\n ',
    'a\n\t\n',
    'a\nb\u0085',
    'a\nb\u2028',
    'a\n\u0007',
    'a\n\ufeff',
  ])('%j is no block', (text) => {
    expect(blockHead(text)).toBeUndefined()
  })
})

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [8080, '8080'],
    [-1, '-1'],
    [0.5, '0.5'],
    [1e21, '1.0e+21'],
    [1e-7, '1.0e-7'],
    [1.5e300, '1.5e+300'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('%d is %s, a number in YAML 1.1 and 1.2', (value, text) => {
    expect(number(value)).toBe(text)
    expect(parse(text, { version: '1.1' })).toBe(value === 0 ? 0 : value)
    expect(parse(text, { version: '1.2' })).toBe(value === 0 ? 0 : value)
  })
})
