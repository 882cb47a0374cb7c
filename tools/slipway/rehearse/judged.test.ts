import type { Assertion, AssertionCode, Cause, Recording } from '@slipway/rehearsal'
import { describe, expect, it } from 'vitest'
import { judgeSabotage } from './judged.ts'

const noBudget: Cause = { code: 'no-budget', app: 'shop/a', pods: 2 }
const claim = (
  says: string,
  ok: boolean,
  got: string,
  causes: readonly Cause[] = [],
  code?: AssertionCode,
): Assertion => ({
  at: 1,
  says,
  ok,
  got,
  causes,
  ...(code === undefined ? {} : { code }),
})
const played = (...claims: readonly Assertion[]) =>
  ({ scenario: 'drain/no-budget', seconds: 40, verdict: 'failed', claims }) as unknown as Recording

describe('judgeSabotage', () => {
  it.each<[string, readonly Assertion[], 'passed' | 'failed', string]>([
    [
      'a failed claim that names the cause',
      [claim('it holds', false, 'no budget covers a', [noBudget], 'none-failed')],
      'passed',
      'it holds: no budget covers a',
    ],
    [
      'one of several',
      [
        claim('x', true, ''),
        claim('y', false, 'else', [], 'none-failed'),
        claim('z', false, 'no budget', [{ code: 'not-in-time', seconds: 3 }, noBudget], 'none-failed'),
      ],
      'passed',
      'z: no budget',
    ],
    ['nothing that failed', [claim('it holds', true, 'well', [noBudget], 'none-failed')], 'failed', 'nothing failed'],
    [
      'another assertion',
      [claim('it ran', false, 'no budget', [noBudget])],
      'failed',
      'it failed, but for another cause: it ran: no budget',
    ],
    [
      'another cause, though the text is the same',
      [claim('it ran', false, 'no budget', [{ code: 'no-analysis' }], 'none-failed')],
      'failed',
      'it failed, but for another cause: it ran: no budget',
    ],
    [
      'the same cause with another parameter',
      [claim('it ran', false, 'x', [{ ...noBudget, pods: 3 }], 'none-failed')],
      'failed',
      'it failed, but for another cause: it ran: x',
    ],
    ['no claim at all', [], 'failed', 'nothing failed'],
  ])('%s', (_, claims, verdict, got) => {
    const expected = { noticedBy: 'none-failed', causes: [{ code: 'no-budget', pods: 2 }] } as const
    expect(judgeSabotage(played(...claims), expected)).toMatchObject({
      verdict,
      claims: [{ at: 40, ok: verdict === 'passed', got }],
    })
  })
})
