import { expect, test } from 'vitest'
import { reportJson } from './report-json.ts'
import { aborts, promotes } from '../../test/sample-recordings.ts'

test('the recordings, with the counts before them', () => {
  const report = JSON.parse(reportJson([promotes, aborts])) as Record<string, unknown>
  expect(report).toEqual({
    verdict: 'failed',
    passed: 8,
    failed: 1,
    scenarios: [
      { ...promotes, passed: 5, failed: 0 },
      { ...aborts, passed: 3, failed: 1 },
    ],
  })
})

test('a scenario that only says that it passed did not', () => {
  expect(JSON.parse(reportJson([{ ...aborts, verdict: 'passed' }]))).toMatchObject({
    verdict: 'failed',
    scenarios: [{ verdict: 'failed' }],
  })
})
