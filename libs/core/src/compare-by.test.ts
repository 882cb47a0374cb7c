import { describe, expect, it } from 'vitest'
import { compareBy } from './compare-by.ts'

describe('compareBy', () => {
  it('sorts by code units, whatever the locale', () => {
    const items = ['b', 'ä', 'B', 'a-1', 'a', 'a1'].map((name) => ({ name }))
    expect(items.sort(compareBy((i) => i.name)).map((i) => i.name)).toEqual(['B', 'a', 'a-1', 'a1', 'b', 'ä'])
  })
})
