import { expect, it } from 'vitest'
import { sumOf, type Amount } from './amount.ts'

it.each<[readonly Amount[], Amount]>([
  [[], 0],
  [[1, 2.5], 3.5],
  [[1, null, 2], null],
  [[null, 0], null],
])('%j come to %j', (all, expected) => expect(sumOf(all)).toBe(expected))
