import { describe, expect, it } from 'vitest'
import { cronNumbers, cronProblem, isTimeZone } from './cron.ts'

const count = (n: number) => ({ code: 'count', count: n })
const field = (name: string, given: string) => ({ code: 'field', given, field: expect.objectContaining({ name }) })

describe('cronProblem', () => {
  it.each([
    ['0 3 * * *', undefined],
    ['*/15 0-6,20-23 1,15 JAN-mar 1-5', undefined],
    ['0 0 * * SUN', undefined],
    ['@daily', count(1)],
    ['0 3 * *', count(4)],
    ['', count(1)],
    ['0 3 * * * *', count(6)],
    ['60 3 * * *', field('minute', '60')],
    ['0 24 * * *', field('hour', '24')],
    ['0 3 0 * *', field('day', '0')],
    ['0 3 ? * *', field('day', '?')],
    ['0 3 * 13 *', field('month', '13')],
    ['0 3 * * 7', field('weekday', '7')],
    ['0 3 * * *x', field('weekday', '*x')],
    ['5-1 3 * * *', field('minute', '5-1')],
    ['*/0 3 * * *', field('minute', '*/0')],
    ['1-2-3 3 * * *', field('minute', '1-2-3')],
  ])('%s', (schedule, problem) => {
    expect(cronProblem(schedule)).toEqual(problem)
  })
})

it('cronNumbers is what each field names', () => {
  expect(cronNumbers('15 */6 * 1,7 mon-wed')).toEqual([
    ['minute', [15]],
    ['hour', [0, 6, 12, 18]],
    ['day', '*'],
    ['month', [1, 7]],
    ['weekday', [1, 2, 3]],
  ])
  expect(cronNumbers('0-59 0-23 1-31 * 0-6').every(([, numbers]) => numbers === '*')).toBe(true)
})

describe('isTimeZone', () => {
  it.each([
    ['Europe/Berlin', true],
    ['Etc/UTC', true],
    ['Berlin', false],
    ['', false],
  ])('%s: %s', (name, is) => {
    expect(isTimeZone(name)).toBe(is)
  })
})
