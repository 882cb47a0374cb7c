import { describe, expect, it } from 'vitest'
import { byExit, fromCheck, fromVitest, lastLine } from './tally.ts'

/** The shape that vitest 4 writes, as seen for a file with a pass, a skip and a failure, for one that does not load, and so on. */
const report = (
  numPassedTests: number,
  numFailedTests: number,
  files: readonly (readonly [string, readonly string[]])[] = [],
) =>
  JSON.stringify({
    numPassedTests,
    numFailedTests,
    testResults: files.map(([status, tests]) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  })

describe('vitest', () => {
  it.each([
    ['all pass', report(2, 0, [['passed', ['passed', 'passed']]]), 0, { passed: 2, failed: 0 }],
    ['one fails', report(1, 1, [['failed', ['passed', 'skipped', 'failed']]]), 1, { passed: 1, failed: 1 }],
    [
      'a file does not load',
      report(3, 0, [
        ['passed', ['passed', 'passed', 'passed']],
        ['failed', []],
      ]),
      1,
      { passed: 3, failed: 1 },
    ],
    ['a hook fails, its tests are skipped', report(0, 0, [['failed', ['skipped']]]), 1, { passed: 0, failed: 1 }],
    [
      'one fails and another file does not load',
      report(0, 1, [
        ['failed', ['failed']],
        ['failed', []],
      ]),
      1,
      { passed: 0, failed: 2 },
    ],
    [
      'an error outside of every test',
      report(2, 0, [['passed', ['passed', 'passed']]]),
      1,
      { passed: 2, failed: 1, why: 'it reported no failure and exited with 1' },
    ],
    ['killed', report(2, 0), null, { passed: 2, failed: 1, why: 'it reported no failure and exited with a signal' }],
    ['nothing ran', report(0, 0), 0, { passed: 0, failed: 1, why: 'no test ran' }],
    ['only skipped', report(0, 0, [['passed', ['skipped']]]), 0, { passed: 0, failed: 1, why: 'no test ran' }],
    ['no report', '', 0, { passed: 0, failed: 1, why: 'vitest wrote no report' }],
    ['half a report', '{"numPassedTests": 4', 1, { passed: 0, failed: 1, why: 'vitest wrote no report' }],
    [
      'a report of something else',
      '{"numPassedTests": "4"}',
      0,
      { passed: 0, failed: 1, why: 'vitest wrote no report' },
    ],
  ])('%s', (_what, text, code, tally) => {
    expect(fromVitest(text, code)).toEqual(tally)
  })
})

describe('check', () => {
  it.each([
    ['all pass', '{"checks":{"passed":40,"failed":0}}', 0, { passed: 1, failed: 0 }],
    ['some fail', '{"checks":{"passed":40,"failed":2}}', 1, { passed: 0, failed: 1 }],
    ['some fail, and it forgets to say so', '{"checks":{"passed":40,"failed":2}}', 0, { passed: 0, failed: 1 }],
    [
      'it crashes at its end',
      '{"checks":{"passed":40,"failed":0}}',
      3,
      { passed: 0, failed: 1, why: 'it reported no failure and exited with 3' },
    ],
    ['nothing was checked', '{"checks":{"passed":0,"failed":0}}', 0, { passed: 0, failed: 1, why: 'no check ran' }],
    [
      'it says something else',
      'usage: check',
      0,
      { passed: 0, failed: 1, why: 'check printed no { checks: { passed, failed } }' },
    ],
    [
      'negative numbers',
      '{"checks":{"passed":-1,"failed":0}}',
      0,
      { passed: 0, failed: 1, why: 'check printed no { checks: { passed, failed } }' },
    ],
  ])('%s', (_what, output, code, tally) => {
    expect(fromCheck(output, code)).toEqual(tally)
  })
})

it.each([
  [0, { passed: 1, failed: 0 }],
  [1, { passed: 0, failed: 1 }],
  [null, { passed: 0, failed: 1 }],
])('exit %s', (code, tally) => {
  expect(byExit(code)).toEqual(tally)
})

it.each([
  [
    [
      { passed: 12, failed: 0 },
      { passed: 1, failed: 0 },
    ],
    '13 passed, 0 failed',
  ],
  [
    [
      { passed: 12, failed: 3 },
      { passed: 0, failed: 1 },
    ],
    '12 passed, 4 failed',
  ],
])('the last line of %j is %s', (tallies, line) => {
  expect(lastLine(tallies)).toBe(line)
})
