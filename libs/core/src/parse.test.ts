import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../test/runs.ts'
import { z } from 'zod'
import { parse, sound } from './parse.ts'

const schema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z]+$/)
    .max(5)
    .describe('a short name'),
  size: z
    .union([
      z.int(),
      z.strictObject({ min: z.int(), max: z.int(), on: z.strictObject({ cpu: z.int().optional() }).optional() }),
    ])
    .describe('a size')
    .optional(),
  list: z
    .array(z.strictObject({ port: z.int().describe('a port') }))
    .describe('a list')
    .optional(),
  env: z
    .record(
      z
        .string()
        .regex(/^[A-Z]+$/)
        .describe('capitals'),
      z.string().describe('text'),
    )
    .optional(),
  mode: z.enum(['slow', 'fast']).optional(),
  even: z
    .int()
    .refine((n) => n % 2 === 0)
    .describe('an even number')
    .optional(),
  tags: z
    .array(z.string().regex(/^[a-z]+$/))
    .describe('words')
    .optional(),
  ways: z
    .record(z.string(), z.union([z.string().regex(/^x/).describe('a text with x'), z.strictObject({ to: z.int() })]))
    .optional(),
  odd: z
    .int()
    .refine((n) => n % 2 === 1, 'a number that is odd')
    .describe('a number')
    .optional(),
})

const lines = (value: unknown) => {
  const parsed = parse(schema, value, 'f')
  return parsed.ok ? [] : parsed.issues.map((i) => `${i.at} [${i.code}] ${i.got} | ${i.want} | ${i.hint}`)
}

describe('parse', () => {
  it.each<[string, unknown, ...string[]]>([
    ['nothing wrong', { name: 'abc' }],
    ['missing', {}, 'name [missing-field] nothing | a short name | add "name"'],
    [
      'two checks of one field tell once',
      { name: 'ABCDEFG' },
      'name [invalid-value] "ABCDEFG" | a short name | correct "name"',
    ],
    [
      'a misspelt field is not missing as well',
      { nmae: 'abc' },
      'nmae [unknown-field] a field "nmae" | one of: name, size, list, env, mode, even, tags, ways, odd | did you mean "name"?',
    ],
    [
      'a field that is there is not suggested',
      { name: 'a', nam: 'b' },
      'nam [unknown-field] a field "nam" | one of: name, size, list, env, mode, even, tags, ways, odd | take "nam" out',
    ],
    [
      'in a union, by its type',
      { name: 'a', size: { min: 1, mx: 2 } },
      'size.mx [unknown-field] a field "mx" | one of: min, max, on | did you mean "max"?',
    ],
    [
      'in a union, as the wrong type',
      { name: 'a', size: '3' },
      'size [invalid-value] "3" | a size | write 3, without quotes',
    ],
    [
      'in a list',
      { name: 'a', list: [{ port: 1 }, { prot: 2 }] },
      'list[1].prot [unknown-field] a field "prot" | one of: port | did you mean "port"?',
    ],
    [
      'in a list without words of its own',
      { name: 'a', tags: ['', 3] },
      'tags[0] [invalid-value] "" | words | correct "tags[0]"',
      'tags[1] [invalid-value] 3 | words | correct "tags[1]"',
    ],
    [
      'in a union whose option has the words',
      { name: 'a', ways: { here: 'y' } },
      'ways.here [invalid-value] "y" | a text with x | correct "ways.here"',
    ],
    [
      'a name in a record',
      { name: 'a', env: { low: 'x' } },
      'env.low [invalid-name] the name "low" | capitals | did you mean "LOW"?',
    ],
    [
      'a name that needs quotes',
      { name: 'a', env: { 'a b': 'x' } },
      'env."a b" [invalid-name] the name "a b" | capitals | rename it',
    ],
    ['a word', { name: 'a', mode: 'fsat' }, 'mode [invalid-value] "fsat" | one of: slow, fast | did you mean "fast"?'],
    ['a rule without words', { name: 'a', even: 3 }, 'even [invalid-value] 3 | an even number | correct "even"'],
    ['a rule with words', { name: 'a', odd: 4 }, 'odd [rule] 4 | a number that is odd | correct "odd"'],
    ['null', { name: null }, 'name [invalid-value] null | a short name | give "name" a value, or take it out'],
    ['no object', 3, ' [invalid-value] 3 | a value of type object | correct this file'],
  ])('%s', (_, value, ...expected) => {
    expect(lines(value)).toEqual(expected)
  })

  it('puts the given place before the field', () => {
    const parsed = parse(schema, { name: 'A' }, 'f', ['in', 'prod'])
    expect(parsed.ok ? [] : parsed.issues.map((i) => [i.at, i.hint])).toEqual([['in.prod.name', 'did you mean "a"?']])
  })

  it('never throws, and tells a field once', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        const parsed = parse(schema, value, 'f')
        const places = parsed.ok ? [] : parsed.issues.map((i) => i.at)
        expect(new Set(places).size).toBe(places.length)
        expect(parsed.ok || places.length > 0).toBe(true)
      }),
    )
  })
})

const jsonOrSpoilt = fc.letrec((tie) => ({
  value: fc.oneof(fc.jsonValue(), fc.constantFrom('abc', 'fast', 3), tie('object')),
  object: fc.dictionary(
    fc.constantFrom(
      'name',
      'size',
      'min',
      'max',
      'on',
      'cpu',
      'list',
      'port',
      'env',
      'LEVEL',
      'mode',
      'nmae',
      '__proto__',
      'constructor',
    ),
    tie('value'),
  ),
})).object

describe('sound', () => {
  it.each<[string, unknown, unknown]>([
    ['all of a sound value', { name: 'abc' }, { name: 'abc' }],
    ['a misspelt field as what it stands for', { nmae: 'abc' }, { name: 'abc' }],
    [
      'without an optional field that is wrong',
      { name: 'abc', size: 'big', mode: 'fast' },
      { name: 'abc', mode: 'fast' },
    ],
    [
      'without an unknown field deep inside',
      { name: 'abc', size: { min: 1, max: 2, zzz: 1, on: { cpu: 'x' } } },
      { name: 'abc', size: { min: 1, max: 2, on: {} } },
    ],
    ['without a list that has something wrong', { name: 'abc', list: [{ port: 1 }, 2] }, { name: 'abc' }],
    ['without a part that lacks too much', { name: 'abc', size: { min: 1 } }, { name: 'abc' }],
    ['nothing, when the whole lacks something', { mode: 'fast' }, undefined],
    ['nothing of no object', [], undefined],
  ])('%s', (_, value, expected) => {
    expect(sound(schema, value)).toEqual(expected)
  })

  it('takes data that is named like the inside of an object', () => {
    const odd = JSON.parse('{"name":{"constructor":{"name":{}}},"__proto__":{"toString":1}}') as unknown
    expect(() => sound(schema, odd)).not.toThrow()
    expect(parse(schema, odd, 'file').ok).toBe(false)
  })

  it('is always a value of the schema, or nothing', () => {
    fc.assert(
      fc.property(jsonOrSpoilt, (value) => {
        const rest = sound(schema, value)
        expect(rest === undefined || schema.safeParse(rest).success).toBe(true)
        if (schema.safeParse(value).success) expect(rest).toEqual(schema.parse(value))
        expect(sound(schema.partial(), value)).not.toBe(undefined)
      }),
      { numRuns: runs(100, 500) },
    )
  })
})
