import { describe, expect, it } from 'vitest'
import { duration, quantity } from './quantity.ts'

describe('quantity', () => {
  it.each([
    ['250m', 0.25],
    ['1', 1],
    [2, 2],
    ['1.5', 1.5],
    ['128Mi', 134_217_728],
    ['1Gi', 2 ** 30],
    ['1k', 1000],
    ['1e3', 1000],
    ['100Gb', undefined],
    ['', undefined],
    ['a lot', undefined],
    [true, undefined],
  ])('%j', (given, value) => {
    expect(quantity(given)).toBe(value)
  })
})

describe('duration', () => {
  it.each([
    ['2m', 120],
    ['1m30s', 90],
    ['300ms', 0.3],
    ['1.5h', 5400],
    ['90', undefined],
    ['2 m', undefined],
    [90, undefined],
  ])('%j', (given, seconds) => {
    expect(duration(given)).toBe(seconds)
  })
})
