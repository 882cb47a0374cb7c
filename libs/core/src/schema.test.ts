import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { choices, describe as description, fieldsOf, kindsOf, meant, schemaAt } from './schema.ts'

const cookie = z.strictObject({ cookie: z.string().describe('a time') })
const address = z.strictObject({ address: z.string() })
const sticky = z
  .union([z.literal('none'), cookie, address])
  .describe('who comes back')
  .optional()
const app = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('http'), port: z.int().describe('a port'), sticky, never: z.never().optional() }),
  z.strictObject({
    kind: z.literal('cron'),
    days: z.record(z.string(), z.array(z.strictObject({ from: z.string().describe('a start') }))),
  }),
])

describe('schemaAt', () => {
  it.each<[string, unknown, PropertyKey[], string | undefined]>([
    ['a field of the kind that is meant', { kind: 'http' }, ['port'], 'a port'],
    ['a field of no kind', { kind: 'x' }, ['port'], undefined],
    ['a wrapper before what it wraps', { kind: 'http' }, ['sticky'], 'who comes back'],
    ['through a union', { kind: 'http', sticky: { cookie: 1 } }, ['sticky', 'cookie'], 'a time'],
    [
      'through a record and a list',
      { kind: 'cron', days: { mon: [{ from: 1 }] } },
      ['days', 'mon', 0, 'from'],
      'a start',
    ],
    ['a name that every object has', { kind: 'http' }, ['constructor'], undefined],
  ])('%s', (_, value, path, expected) => {
    expect(description(schemaAt(app, value, path))).toBe(expected)
  })
})

describe('meant', () => {
  const union = sticky.unwrap()
  it.each<[unknown, unknown]>([
    ['none', z.literal('none').type],
    [{ cookie: 1 }, cookie],
    [{ cooky: 1 }, cookie],
    [{ adress: 1 }, address],
    [{}, undefined],
    [3, undefined],
  ])('%j', (value, expected) => {
    const option = meant(union, value)
    expect(typeof expected === 'string' ? (option as z.ZodType).type : option).toBe(expected)
  })
})

it('knows the fields, the kinds and the words', () => {
  expect(kindsOf(app)).toEqual(['http', 'cron'])
  expect(fieldsOf(meant(app, { kind: 'http' }) ?? app)).toEqual(['kind', 'port', 'sticky'])
  expect(choices(sticky)).toEqual(['none'])
  expect(choices(z.enum(['a', 'b']).optional())).toEqual(['a', 'b'])
})
