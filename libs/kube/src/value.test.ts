import { describe, expect, it } from 'vitest'
import { at, fields, key, list, names, texts } from './value.ts'

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
