import { describe, expect, expectTypeOf, it } from 'vitest'
import { defineCommand } from './command.ts'
import { parse } from './parse.ts'

const command = defineCommand({
  name: 'ship',
  summary: 'ships',
  words: ['APP', '[TARGET]'],
  options: {
    fast: 'at once',
    'fail-on': { value: 'LEVEL', help: 'when to fail', oneOf: ['low', 'high'] },
    to: { value: 'CLUSTER', help: 'where to', default: 'dev' },
    tag: { value: 'TAG', help: 'several', many: true },
    out: { value: 'DIR', help: 'where it is written', offer: 'folder' },
  },
  exits: ['done', 'not done'],
})
const usual = { fast: false, 'fail-on': undefined, to: 'dev', tag: [], out: undefined }
const read = (line: string) => parse(command, line.split(' ').filter(Boolean), '/from')

describe('parse', () => {
  it.each<[string, readonly string[], object]>([
    ['web', ['web'], usual],
    ['web dev', ['web', 'dev'], usual],
    ['--fast web', ['web'], { ...usual, fast: true }],
    ['web --to prod --to=staging', ['web'], { ...usual, to: 'staging' }],
    ['web --tag a --tag=b', ['web'], { ...usual, tag: ['a', 'b'] }],
    ['web --fail-on high', ['web'], { ...usual, 'fail-on': 'high' }],
    ['web --tag=-a', ['web'], { ...usual, tag: ['-a'] }],
    ['web --out there', ['web'], { ...usual, out: '/from/there' }],
    ['web --out /there/../here', ['web'], { ...usual, out: '/here' }],
    ['-- --web', ['--web'], usual],
  ])('%s', (line, words, values) => expect(read(line)).toEqual({ kind: 'run', words, values }))

  it.each([
    ['', 'ship wants APP [TARGET]'],
    ['a b c', 'ship does not know "c"'],
    ['web --fsat', 'Unknown option \'--fsat\'; did you mean "--fast"?'],
    ['web --zzzzzz', "Unknown option '--zzzzzz'"],
    ['web -x', "Unknown option '-x'"],
    ['web --constructor', "Unknown option '--constructor'"],
    ['web --fast=no', '--fast takes no value'],
    ['web --to', '--to wants CLUSTER'],
    ['web --to --fast', '--to wants CLUSTER, and --fast looks like an option; if it is meant: --to=--fast'],
    ['web --fail-on hihg', '--fail-on hihg is not one of low, high; did you mean "high"?'],
    ['web --help --fsat', 'Unknown option \'--fsat\'; did you mean "--fast"?'],
  ])('"%s" is told: %s', (line, why) => expect(read(line)).toEqual({ kind: 'wrong', why }))

  it.each(['--help', '-h', 'web --help', '--help a b c'])('%s asks for help', (line) =>
    expect(read(line)).toEqual({ kind: 'help' }),
  )

  it('knows what must be given, and that an empty text is nothing', () => {
    const must = defineCommand({
      name: 'ship',
      summary: 'ships',
      exits: ['done', 'not done'],
      words: ['[FILE...]'],
      options: {
        why: { value: 'WHY', help: 'why', required: true },
        who: { value: 'WHO', help: 'who', required: true },
      },
    })
    expect(parse(must, ['a', 'b'], '/')).toEqual({ kind: 'wrong', why: 'ship wants --why and --who' })
    expect(parse(must, ['--why=', '--who=me'], '/')).toEqual({ kind: 'wrong', why: 'ship wants --why' })
    expect(parse(must, ['--why=so', '--who=me'], '/')).toMatchObject({ words: [], values: { why: 'so', who: 'me' } })
  })

  it('reads words as what they mean here', () => {
    const spelling = {
      ...command,
      spell: (argv: readonly string[]) => argv.map((word) => word.replace('-f', '--fast')),
    }
    expect(parse(spelling, ['web', '-f'], '/')).toMatchObject({ values: { fast: true } })
  })

  it('types the values by the data', () => {
    const parsed = read('web')
    if (parsed.kind !== 'run') throw new Error(parsed.kind)
    expectTypeOf(parsed.values).toEqualTypeOf<{
      readonly fast: boolean
      readonly 'fail-on': 'low' | 'high' | undefined
      readonly to: string
      readonly tag: readonly string[]
      readonly out: string | undefined
    }>()
  })
})
