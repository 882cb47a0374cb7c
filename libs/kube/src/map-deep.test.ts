import { expect, it } from 'vitest'
import { mapDeep } from './map-deep.ts'

const value = { a: 'x', b: [{ c: 'x', d: 1 }, 'x', null], kind: { c: 'x' } }

it.each<[string, Parameters<typeof mapDeep>[1], unknown]>([
  ['nothing', {}, value],
  ['texts', { text: (one) => `${one}!` }, { a: 'x!', b: [{ c: 'x!', d: 1 }, 'x!', null], kind: { c: 'x!' } }],
  [
    'texts, but for those below a key',
    { text: () => 'y', kept: new Set(['kind', 'a']) },
    { a: 'x', b: [{ c: 'y', d: 1 }, 'y', null], kind: { c: 'x' } },
  ],
  ['objects, the inner ones first', { object: (one) => Object.keys(one).length }, 3],
  [
    'objects with their texts changed',
    { text: () => 2, object: (one) => ('c' in one ? one['c'] : one) },
    { a: 2, b: [2, 2, null], kind: 2 },
  ],
])('mapDeep changes %s', (_, changes, wanted) => {
  const before = structuredClone(value)
  expect(mapDeep(value, changes)).toEqual(wanted)
  expect(value).toEqual(before)
})

it('mapDeep keeps a field called __proto__ as a field', () =>
  expect(Object.keys(mapDeep(JSON.parse('{"__proto__":"x"}'), {}) as object)).toEqual(['__proto__']))
