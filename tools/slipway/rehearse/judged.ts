import type { Recording } from '@slipway/rehearsal'

/**
 * A play with something broken has one claim: that it was noticed, by a message that names the cause.
 * @param says what a failed claim has to say
 */
export function judgeSabotage(played: Recording, says: RegExp): Recording {
  const complaints = played.claims.filter(({ ok }) => !ok).map(({ says: claim, got }) => `${claim}: ${got}`)
  const named = complaints.find((text) => says.test(text))
  const ok = named !== undefined
  const got =
    named ?? (complaints.length === 0 ? 'nothing failed' : `it failed, but with other words: ${complaints.join(' | ')}`)
  return {
    ...played,
    proves: `Broken on purpose, to see whether it is noticed that this does not hold: ${played.proves}`,
    verdict: ok ? 'passed' : 'failed',
    claims: [{ at: played.seconds, says: 'the broken manifest is noticed, and its cause named', ok, got }],
  }
}
