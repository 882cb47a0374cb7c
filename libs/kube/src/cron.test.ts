import { describe, expect, it } from 'vitest'
import { cronProblem, isTimeZone } from './cron.ts'

const five = 'five fields: minute, hour, day, month, weekday'

describe('cronProblem', () => {
  it.each([
    ['0 3 * * *', undefined],
    ['*/15 0-6,20-23 1,15 JAN-mar 1-5', undefined],
    ['0 0 ? * SUN', undefined],
    ['@daily', undefined],
    ['@reboot', five],
    ['0 3 * *', five],
    ['', five],
    ['0 3 * * * *', five],
    ['60 3 * * *', 'a minute that cron knows'],
    ['0 24 * * *', 'a hour that cron knows'],
    ['0 3 0 * *', 'a day that cron knows'],
    ['0 3 * 13 *', 'a month that cron knows'],
    ['0 3 * * 7', 'a weekday that cron knows'],
    ['0 3 * * *x', 'a weekday that cron knows'],
    ['5-1 3 * * *', 'a minute that cron knows'],
    ['*/0 3 * * *', 'a minute that cron knows'],
    ['1-2-3 3 * * *', 'a minute that cron knows'],
    ['TZ=UTC 0 3 * * *', 'no time zone in it: timeZone has it'],
  ])('%s', (schedule, problem) => {
    expect(cronProblem(schedule)).toBe(problem)
  })
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
