import { describe, expect, it } from 'vitest'
import { objectsIn } from './objects-in.ts'

describe('objectsIn', () => {
  it.each([
    ['kind: A\n---\nkind: B\n', ['A', 'B']],
    ['# nothing\n', []],
    ['', []],
    ['---\nkind: A\n---\n# end\n', ['A']],
  ])('%j holds %j', (text, kinds) => {
    expect(objectsIn(text).map(({ kind }) => kind)).toEqual(kinds)
  })
})
