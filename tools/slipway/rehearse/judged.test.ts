import type { Assertion, Recording } from '@slipway/rehearsal'
import { describe, expect, it } from 'vitest'
import { judgeSabotage } from './judged.ts'

const claim = (says: string, ok: boolean, got: string): Assertion => ({ at: 1, says, ok, got })
const played = (...claims: readonly Assertion[]) =>
  ({ scenario: 'drain/no-budget', seconds: 40, verdict: 'failed', claims }) as unknown as Recording

describe('judged', () => {
  it.each<[string, readonly Assertion[], 'passed' | 'failed', string]>([
    [
      'a failed claim that names the cause',
      [claim('it holds', false, 'no budget covers a')],
      'passed',
      'it holds: no budget covers a',
    ],
    [
      'one of several',
      [claim('x', true, ''), claim('y', false, 'else'), claim('z', false, 'no budget')],
      'passed',
      'z: no budget',
    ],
    ['nothing that failed', [claim('it holds', true, 'no budget, and yet well')], 'failed', 'nothing failed'],
    [
      'another reason',
      [claim('it ran', false, 'redis fell')],
      'failed',
      'it failed, but with other words: it ran: redis fell',
    ],
    ['no claim at all', [], 'failed', 'nothing failed'],
  ])('%s', (_, claims, verdict, got) => {
    expect(judgeSabotage(played(...claims), /no budget/)).toMatchObject({
      verdict,
      claims: [{ at: 40, ok: verdict === 'passed', got }],
    })
  })
})
