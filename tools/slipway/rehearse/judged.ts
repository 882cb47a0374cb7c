import { isNoticed, type Notice, type Recording } from '@slipway/rehearsal'

/** A sabotaged run has one claim: it was noticed, and its cause named. */
export function judgeSabotage(played: Recording, expected: Notice): Recording {
  const failed = played.claims.filter(({ ok }) => !ok)
  const named = failed.find((claim) => isNoticed(claim, expected))
  const texts = (named === undefined ? failed : [named]).map(({ says, got }) => `${says}: ${got}`).join(' | ')
  const ok = named !== undefined
  const got = ok ? texts : failed.length === 0 ? 'nothing failed' : `it failed, but for another cause: ${texts}`
  return {
    ...played,
    proves: `Broken on purpose, to see whether it is noticed that this does not hold: ${played.proves}`,
    verdict: ok ? 'passed' : 'failed',
    claims: [{ at: played.seconds, says: 'the broken manifest is noticed, and its cause named', ok, got }],
  }
}
