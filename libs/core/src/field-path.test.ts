import { describe, expect, it } from 'vitest'
import { fieldPath, isWithin } from './field-path.ts'

describe('fieldPath', () => {
  it.each<[PropertyKey[], string]>([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a.b'],
    [['a', 0, 'b'], 'a[0].b'],
    [['files', '/etc/a'], 'files."/etc/a"'],
    [['a-b', 'C_D'], 'a-b.C_D'],
  ])('%j is %s', (path, text) => {
    expect(fieldPath(path)).toBe(text)
  })
})

it.each([
  ['a', 'a', true],
  ['a.b', 'a', true],
  ['a[0]', 'a', true],
  ['ab', 'a', false],
  ['a', 'a.b', false],
])('%s is within %s: %s', (path, field, expected) => {
  expect(isWithin(path, field)).toBe(expected)
})
