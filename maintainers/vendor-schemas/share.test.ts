import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { share } from './share.ts'
import { isSchema, type Schema } from './strict.ts'

/** Puts every definition back in its place. */
function expand(schema: unknown, definitions: Readonly<Record<string, Schema>>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => expand(part, definitions))
  if (!isSchema(schema)) return schema
  const reference = schema['$ref']
  if (typeof reference === 'string') return expand(definitions[reference.slice('#/definitions/'.length)], definitions)
  const parts = Object.entries(schema).filter(([key]) => key !== 'definitions')
  return Object.fromEntries(parts.map(([key, part]) => [key, expand(part, definitions)]))
}

const long = (letter: string): Schema => ({ type: 'string', pattern: letter.repeat(150) })
const leaf = fc.constantFrom<Schema>(long('x'), { type: 'integer' }, long('y'))
const names = fc.constantFrom('a', 'b', 'items', 'type')
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.dictionary(names, tie('schema'), { minKeys: 1 }).map((properties) => ({ type: 'object', properties })),
  ),
}))

describe('share', () => {
  it('says the same, and names each repeated part once', () => {
    fc.assert(
      fc.property(schema, (source) => {
        const root = { type: 'object', properties: { x: source, y: source } }
        const shared = share(root)
        const definitions = (shared['definitions'] ?? {}) as Record<string, Schema>
        expect(expand(shared, definitions)).toEqual(JSON.parse(JSON.stringify(root)))
        const texts = Object.values(definitions).map((part) => JSON.stringify(part))
        expect(new Set(texts).size).toBe(texts.length)
      }),
    )
  })

  it('names a part for the field where it is first met, and leaves small ones alone', () => {
    const big = { type: 'string', pattern: 'x'.repeat(150) }
    const small = { type: 'string' }
    expect(share({ properties: { env: big, other: big, s: small, t: small } })).toEqual({
      properties: { env: { $ref: '#/definitions/env' }, other: { $ref: '#/definitions/env' }, s: small, t: small },
      definitions: { env: big },
    })
  })
})
