import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyRecording } from '../../test/any-recording.ts'
import { aborts, promotes } from '../../test/sample-recordings.ts'
import { held, tally, tallyAll } from './tally.ts'

test.each([
  ['all hold', promotes, { passed: 5, failed: 0 }, true],
  ['one does not', aborts, { passed: 3, failed: 1 }, false],
  ['it broke off', { ...promotes, verdict: 'failed' as const }, { passed: 5, failed: 1 }, false],
  ['it says passed, a claim does not', { ...aborts, verdict: 'passed' as const }, { passed: 3, failed: 1 }, false],
])('%s', (_, recording, want, ok) => {
  expect(tally(recording)).toEqual(want)
  expect(held(recording)).toBe(ok)
})

test('0 failed means that every scenario held', () => {
  fc.assert(
    fc.property(fc.array(anyRecording(), { maxLength: 4 }), (recordings) => {
      expect(tallyAll(recordings).failed === 0).toBe(recordings.every(held))
    }),
    { numRuns: 50 },
  )
})
