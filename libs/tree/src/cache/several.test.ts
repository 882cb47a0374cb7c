import { describe, expect, it } from 'vitest'
import { keyOfEach, wholeSets } from './several.ts'
import type { Row } from './state.ts'

const row = (key: string | undefined): Row => ({ key, count: 1, line: '' })

describe('a piece that fills several folders', () => {
  it.each<
    [string, readonly (readonly [string, string | undefined])[], readonly (readonly [string, readonly string[]])[]]
  >([
    [
      'has all of them',
      [
        ['a', keyOfEach('k', 2)],
        ['b', keyOfEach('k', 2)],
      ],
      [['k', ['a', 'b']]],
    ],
    ['has nothing where one is missing', [['a', keyOfEach('k', 2)]], []],
    [
      'has nothing where one is of another key',
      [
        ['a', keyOfEach('k', 2)],
        ['b', keyOfEach('l', 2)],
      ],
      [],
    ],
    [
      'has nothing where one has no key',
      [
        ['a', keyOfEach('k', 2)],
        ['b', undefined],
      ],
      [],
    ],
    ['is not one that fills one', [['a', 'k']], []],
    [
      'may have one',
      [
        ['a', keyOfEach('k', 1)],
        ['b', keyOfEach('l', 1)],
      ],
      [
        ['k', ['a']],
        ['l', ['b']],
      ],
    ],
  ])('%s', (_, rows, sets) => {
    expect([...wholeSets({ rows: new Map(rows.map(([folder, key]) => [folder, row(key)])) })]).toEqual(sets)
  })
})
