import { expect, it } from 'vitest'
import { weightAt, type Shift } from './shift.ts'

it.each<[Shift, readonly number[]]>([
  [{ form: 'canary', percent: 10, minutes: 5 }, [10, 10, 100, 100]],
  [{ form: 'linear', percent: 25, minutes: 5 }, [25, 25, 50, 75]],
])('%j after 0, 4.9, 5 and 10 minutes', (shift, weights) => {
  expect([0, 4.9, 5, 10].map((passed) => weightAt(shift, passed))).toEqual(weights)
})
