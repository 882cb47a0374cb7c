import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { latency, repair } from './repair.ts'

const size = z.string().regex(/^\d+(Mi|Gi)$/)
const time = z.string().regex(/^\d+(ms|s|m|h)$/)
const schemas = {
  size,
  time,
  latency: latency(time.describe('reworded at will')).optional(),
  share: z.string().regex(/^(100|\d{1,2})(\.\d+)?%$/),
  whole: z.int(),
  text: z.string(),
  flag: z.boolean(),
  list: z.array(z.string()),
  word: z.enum(['spot', 'on-demand']),
  number: z.literal([1, 2]),
  path: z.string().regex(/^\//),
  registry: z.string().regex(/^[a-z0-9.-]+(\/[a-z0-9._/-]+)?$/),
  name: z.string().regex(/^[a-z]([-a-z]*[a-z])?$/),
}

describe('repair', () => {
  it.each<[keyof typeof schemas, unknown, unknown]>([
    ['size', '256M', '256Mi'],
    ['size', '256MB', '256Mi'],
    ['size', '256 Mi', '256Mi'],
    ['size', '2gb', '2Gi'],
    ['size', 256, '256Mi'],
    ['size', 'big', undefined],
    ['time', 5, '5s'],
    ['time', '5 sec', '5s'],
    ['time', '2minutes', '2m'],
    ['time', '5', '5s'],
    ['latency', 5, '5ms'],
    ['latency', '5', '5ms'],
    ['latency', '5 sec', '5s'],
    ['share', 5, '5%'],
    ['share', 0.01, '1%'],
    ['share', '0.07', '7%'],
    ['share', '2.5', '2.5%'],
    ['whole', '8080', 8080],
    ['whole', '70%', 70],
    ['whole', 2.4, 2],
    ['whole', 'many', undefined],
    ['text', 3, '3'],
    ['text', true, 'true'],
    ['flag', 'true', true],
    ['list', 'web', ['web']],
    ['word', 'Spot', 'spot'],
    ['word', 'ondemand', 'on-demand'],
    ['word', 'on demand', 'on-demand'],
    ['path', 'readyz', '/readyz'],
    ['number', '2', 2],
    ['registry', '1.example.com/', '1.example.com'],
    ['name', 'arn:aws:iam::111122223333:role/nodes', 'nodes'],
    ['name', '', undefined],
    ['name', 'shop-', undefined],
    ['name', 'Shop.acme.example', 'shop'],
    ['name', 'my.team', 'my-team'],
  ])('%s: %j is %j', (schema, given, expected) => {
    expect(repair(schemas[schema], given)).toEqual(expected)
  })

  it('leaves long texts alone, at once', () => {
    const started = performance.now()
    for (const schema of Object.values(schemas))
      for (const end of ['s', '/', ' ', 'x']) expect(repair(schema, `${'1'.repeat(100_000)}${end}`)).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('is something that the schema takes and that was not given, or nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(schemas)), fc.jsonValue(), (schema, given) => {
        const better = repair(schema, given)
        expect(better === undefined || (schema.safeParse(better).success && better !== given)).toBe(true)
      }),
    )
  })
})
