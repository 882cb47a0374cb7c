import { describe, expect, it } from 'vitest'
import type { Issue } from '@slipway/core'
import { reportTo } from './report.ts'
import { windowRule } from './time-window.ts'

const said = (from: string, to: string) => {
  const issues: Issue[] = []
  windowRule(
    'w',
    { from, to },
    reportTo(issues, 'f', () => false),
  )
  return issues.map(({ at, code, got }) => `${at} [${code}] ${got}`)
}

describe('a window of time', () => {
  it.each([
    ['0 7 * * 1-5', '0 19 * * 1-5'],
    ['over midnight', '0 22 * * 1-5', '0 6 * * 2-6'],
    ['0 7,13 * * *', '0 11,19 * * *'],
    ['0 0 24 12 *', '0 0 2 1 *'],
    ['0 0 1 * *', '0 0 2 * *'],
    ['30 6 * * 1', '0 18 * * fri'],
  ])('%s, %s', (...given) => {
    const [from = '', to = ''] = given.slice(-2)
    expect(said(from, to)).toEqual([])
  })

  it.each([
    ['* * * * 1-5', '* * * * 6', 'w [window-alternates] begins twice in a row, Friday 00:00 and Friday 00:01'],
    ['30 6 * * 1-5', '10 22 * * *', 'w [window-alternates] ends twice in a row, Friday 22:10 and Saturday 22:10'],
    ['0 7 * * *', '0 19 * * 1-6', 'w [window-alternates] begins twice in a row, Sunday 07:00 and Monday 07:00'],
    ['0 7,12 * * *', '0 19 * * *', 'w [window-alternates] begins twice in a row, Friday 07:00 and Friday 12:00'],
    [
      '0 0 29 2 *',
      '0 0 2 3 *',
      'w [window-alternates] ends twice in a row, 2 March 2028 at 00:00 and 2 March 2029 at 00:00',
    ],
    ['0 7 * * *', '0 7,19 * * *', 'w [window-alternates] begins and ends at once, Friday 07:00'],
    [
      '0 7 * 1-11 *',
      '0 19 * * *',
      'w [window-alternates] ends twice in a row, 30 November 2027 at 19:00 and 1 December 2027 at 19:00',
    ],
    ['0 7 * * *', '0  7 * * * ', 'w.to [window-empty] "0  7 * * * "'],
  ])('%j to %j is none', (from, to, message) => {
    expect(said(from, to)).toEqual([message])
  })
})
