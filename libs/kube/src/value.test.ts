import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, atPath, fields, key, list, names, texts } from './value.ts'

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
