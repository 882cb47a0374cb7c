import { expect, it } from 'vitest'
import { z } from 'zod'
import { matching } from './matching.ts'

const even = matching(/^\d+$/, 'an even number', (text) => Number(text) % 2 === 0, z.string().max(2))

it.each([
  ['12', true],
  ['13', false],
  ['1x', false],
  ['112', false],
])('%s: %s', (text, valid) => {
  expect(even.safeParse(text).success).toBe(valid)
})

it('has the description', () => {
  expect(even.description).toBe('an even number')
})
