import { describe, expect, it } from 'vitest'
import { byExit, cutOff, fromCheck, fromVerdicts, json, lastLine, verdictOf } from './tally.ts'

const verdict = (passed: number, failed: number) => ({ passed, failed, files: 1 })

describe('verdicts of all projects', () => {
  it.each([
    ['all pass', [verdict(2, 0), verdict(3, 0)], 0, 2, { passed: 5, failed: 0 }],
    ['some fail', [verdict(2, 1), verdict(3, 2)], 1, 2, { passed: 5, failed: 3 }],
    ['another target made Nx fail', [verdict(2, 0)], 1, 1, { passed: 2, failed: 0 }],
    [
      'Nx was killed',
      [verdict(2, 0)],
      undefined,
      1,
      { passed: 2, failed: 1, why: 'it reported no failure and exited with a signal' },
    ],
    [
      'a project was left out',
      [verdict(2, 0), undefined],
      0,
      1,
      { passed: 2, failed: 1, why: '1 projects have no verdict' },
    ],
    [
      'the run was ended',
      [verdict(2, 0), undefined],
      undefined,
      1,
      {
        passed: 2,
        failed: 1,
        why: '1 projects have no verdict: the run was ended, by a signal or after 30 minutes',
      },
    ],
    [
      'a file belongs to no project',
      [verdict(2, 0)],
      0,
      2,
      { passed: 2, failed: 1, why: '2 files are there, 1 were judged' },
    ],
    ['there is no project', [], 0, undefined, { passed: 0, failed: 1, why: 'no test ran' }],
  ])('%s', (_, verdicts, code, files, tally) => {
    expect(fromVerdicts(verdicts, code, files)).toEqual(tally)
  })

  it.each([
    ['{"passed":1,"failed":0,"files":1}', { passed: 1, failed: 0, files: 1 }],
    ['{"passed":"1","failed":0,"files":1}', undefined],
    ['{"passed":1,"failed":-1,"files":1}', undefined],
    ['{"passed":1', undefined],
    ['[]', undefined],
  ])('%s is read', (text, expected) => {
    expect(verdictOf(json(text))).toEqual(expected)
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
  [undefined, { passed: 0, failed: 1 }],
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
  [[{ passed: 12, failed: 0 }, cutOff], '12 passed, 1 failed'],
])('the last line of %j is %s', (tallies, line) => {
  expect(lastLine(tallies)).toBe(line)
})
