import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, atPath, fields, key, list, names, overlaid, texts } from './value.ts'

describe('reading what has no promised shape', () => {
  it.each([
    ['fields of a list', fields([1]), {}],
    ['fields of nothing', fields(null), {}],
    ['a list of anything', list(['a', { b: 1 }]), [{}, { b: 1 }]],
    ['a list that is none', list({ a: 1 }), []],
    ['texts', texts(['a', 1, 'b']), ['a', 'b']],
    ['a way that ends', at({ a: 1 }, 'a', 'b'), undefined],
    ['a way', at({ a: { b: 2 } }, 'a', 'b'), 2],
  ])('%s', (_, value, wanted) => {
    expect(value).toEqual(wanted)
  })
})

describe('overlaid', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['by field', { a: { b: 1, c: 2 } }, { a: { b: 3 } }, { a: { b: 3, c: 2 } }],
    ['lists as a whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['nothing over it', { a: 1 }, undefined, { a: 1 }],
    ['a name that every object has', { constructor: 1 }, { b: 2 }, { constructor: 1, b: 2 }],
  ])('%s', (_, base, over, both) => expect(overlaid(base, over)).toEqual(both))

  it('takes some fields as a whole', () =>
    expect(overlaid({ a: { b: 1 } }, { a: { c: 2 } }, new Set(['a']))).toEqual({ a: { c: 2 } }))
})

describe('names', () => {
  it.each([
    [[], 'nothing'],
    [['a'], '"a"'],
    [['a', 'b', 'c'], '"a", "b" and "c"'],
  ])('%j', (all, sentence) => {
    expect(names(all)).toBe(sentence)
  })
})

describe('key', () => {
  it.each([
    ['name', 'a.name'],
    ['app.kubernetes.io/name', 'a."app.kubernetes.io/name"'],
  ])('%s', (name, path) => {
    expect(key('a', name)).toBe(path)
  })
})

describe('atPath', () => {
  const object = { a: { 'b.c/d': [{ e: 1 }, ['f']], 'g"': 2 } }
  it.each([
    ['', object],
    ['a."b.c/d"[0].e', 1],
    ['a."b.c/d"[1][0]', 'f'],
    ['a."g\\""', 2],
    ['a."b.c/d".length', undefined],
    ['a[0]', undefined],
    ['x.y[3].z', undefined],
  ])('%s', (path, value) => {
    expect(atPath(object, path)).toEqual(value)
  })

  it('reads what `key` wrote', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== '__proto__' && b !== '__proto__')
        expect(atPath({ spec: { [a]: { [b]: 1 } } }, key(key('spec', a), b))).toBe(1)
      }),
    )
  })
})
