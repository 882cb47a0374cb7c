import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schemaText } from './text.ts'

const small = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })

describe('schemaText', () => {
  it('is the same JSON, whatever the order of the keys', () => {
    fc.assert(
      fc.property(small, small, (rest, definitions) => {
        const schema = JSON.parse(JSON.stringify({ ...rest, definitions })) as Record<string, unknown>
        const reversed = Object.fromEntries(Object.entries(schema).reverse())
        expect(JSON.parse(schemaText(schema))).toEqual(schema)
        expect(schemaText(reversed)).toBe(schemaText(schema))
      }),
    )
  })

  it('puts each definition on a line of its own', () => {
    const text = schemaText({ type: 'object', definitions: { b: { z: 1, a: 2 }, a: {} } })
    expect(text.split('\n')).toEqual(['{"type":"object",', '"definitions":{', '"a":{},', '"b":{"a":2,"z":1}', '}}', ''])
  })
})
