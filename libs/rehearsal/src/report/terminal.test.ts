import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyClaim, anyHappening, anyRecording } from '../../test/any-recording.ts'
import { aborts, promotes } from '../../test/sample-recordings.ts'
import { assertionLine, eventLine, verdictLines } from './terminal.ts'

test.each([
  [{ at: 12.3, app: 'shop/catalog', kind: 'share', text: 'canary at 25 %' }, '  12.3 s  shop/catalog  canary at 25 %'],
  [{ at: 1, kind: 'commit', text: '9d1c40f bump' }, '   1.0 s  9d1c40f bump'],
  [{ at: 1187.4, kind: 'note', text: 'two\n  lines' }, '  1187 s  two lines'],
  [{ at: 2, kind: 'note', text: 'a\x1b[2Jb' }, '   2.0 s  a\ufffd[2Jb'],
] as const)('%j', (happening, want) => expect(eventLine(happening)).toBe(want))

test('a claim says what was seen; what failed has it on a line of its own', () => {
  expect(assertionLine({ at: 4.3, says: 'the canary gets 10 % first', ok: true, got: '90 and 10' })).toBe(
    '   4.3 s  ✓ the canary gets 10 % first: 90 and 10',
  )
  expect(assertionLine({ at: 9, says: 'it is Healthy', ok: false, got: 'Degraded' })).toBe(
    '   9.0 s  ✗ it is Healthy\n            seen: Degraded',
  )
})

test('the verdict of a run', () => {
  expect(verdictLines([promotes, aborts])).toEqual([
    '✓ passed  canary-promotes  5 of 5 claims, 18.4 s',
    '✗ FAILED  canary-aborts  3 of 4 claims, 21.5 s',
    '  20.9 s  ✗ no bad pod is left 5 s after git revert\n            seen: 2 pods of orders-5d4 after 8 s; the likely cause: ' +
      'scaleDownDelaySeconds is longer than the revert took',
    '8 passed, 1 failed',
  ])
  expect(verdictLines([{ ...promotes, verdict: 'failed' }]).slice(1)).toEqual([
    '          the scenario broke off before all its claims were made; its last event says where',
    '5 passed, 1 failed',
  ])
  expect(verdictLines([])).toEqual(['0 passed, 0 failed'])
})

test('colours only where they are asked for, and the last line never has any', () => {
  const colour = verdictLines([aborts], { colour: true })
  expect(colour.join('\n')).toContain('\x1b[31m✗')
  expect(colour.at(-1)).toBe('3 passed, 1 failed')
  expect(eventLine({ at: 1, kind: 'share', text: 'x' }, { colour: true })).toContain('\x1b[33mx\x1b[0m')
})

const control = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/

test('nothing that was recorded reaches the terminal as a command, and an event is one line', () => {
  fc.assert(
    fc.property(anyHappening(), anyClaim(), anyRecording(), (happening, claim, recording) => {
      expect(eventLine(happening)).not.toMatch(/\n/)
      expect([eventLine(happening), assertionLine(claim), ...verdictLines([recording])].join('\n')).not.toMatch(control)
      expect(verdictLines([recording]).at(-1)).toMatch(/^\d+ passed, \d+ failed$/)
    }),
    { numRuns: 60 },
  )
})
