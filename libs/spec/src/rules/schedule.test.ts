import { describe, expect, it } from 'vitest'
import type { Issue } from '@slipway/core'
import { reportTo } from './report.ts'
import { cronRule, zoneRule } from './schedule.ts'

const hints = (rule: typeof cronRule | typeof zoneRule, text: string) => {
  const issues: Issue[] = []
  rule(
    'at',
    text,
    reportTo(issues, 'f', () => false),
  )
  return issues.map((i) => i.hint)
}

describe('a cron expression', () => {
  it.each([
    '* * * * *',
    '0 3 * * *',
    '*/5 * * * *',
    '0 8-18/2 1,15 * mon-fri',
    '0 0 29 2 *',
    '59 23 31 12 6',
    '0 0 1 JAN SUN',
  ])('%s is one', (text) => {
    expect(hints(cronRule, text)).toEqual([])
  })

  it.each([
    ['', 'it has 1 field: write all five and no more'],
    ['60 * * * *', 'the minute "60" is not one of 0 to 59, *, a list, a range or a step'],
    ['* 24 * * *', 'the hour "24" is not one of 0 to 23, *, a list, a range or a step'],
    ['* * 0 * *', 'the day "0" is not one of 1 to 31, *, a list, a range or a step'],
    ['* * * 13 *', 'the month "13" is not one of 1 to 12 or jan to dec, *, a list, a range or a step'],
    ['a * * * *', 'the minute "a" is not one of 0 to 59, *, a list, a range or a step'],
    ['* * * * 1#2', 'the weekday "1#2" is not one of 0 (Sunday) to 6 or sun to sat, *, a list, a range or a step'],
    ['* * ? * *', 'the day "?" is not one of 1 to 31, *, a list, a range or a step'],
    ['*/0 * * * *', 'the minute "*/0" is not one of 0 to 59, *, a list, a range or a step'],
    ['5-1 * * * *', 'the minute "5-1" is not one of 0 to 59, *, a list, a range or a step'],
    ['*/75 * * * *', expect.stringMatching(/step/i)],
    ['0 0 31 4 *', 'that day never comes: correct day and month'],
  ])('%j is none: %s', (text, hint) => {
    expect(hints(cronRule, text)).toEqual([hint])
  })
})

describe('a time zone', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Etc/UTC',
    'Etc/GMT+5',
  ])('%s is one', (zone) => {
    expect(hints(zoneRule, zone)).toEqual([])
  })

  it.each([
    ['europe/berlin', 'did you mean "Europe/Berlin"?'],
    ['Europe/Berln', 'did you mean "Europe/Berlin"?'],
    ['', 'write a region and a city'],
    ['Local', 'write a region and a city'],
    ['+02:00', 'write a region and a city'],
  ])('%j is none: %s', (zone, hint) => {
    expect(hints(zoneRule, zone)).toEqual([hint])
  })
})
