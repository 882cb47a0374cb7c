import { describe, expect, it } from 'vitest'
import { isKey } from './metadata.ts'

describe('isKey', () => {
  it.each([
    ['app.kubernetes.io/name', true],
    ['team', true],
    ['a/b/c', false],
    ['-a', false],
    ['Upper.example/x', false],
    ['', false],
    [`${'a'.repeat(63)}`, true],
    [`${'a'.repeat(64)}`, false],
  ])('%s: %s', (key, is) => {
    expect(isKey(key)).toBe(is)
  })
})
