import { describe, expect, it } from 'vitest'
import { never, NeverSeen, pending, poll, PollTimeout, seen } from './poll.ts'

describe('poll', () => {
  it('gives what is seen in the end', async () => {
    let looks = 0
    expect(await poll(() => (++looks === 3 ? seen('there') : pending()), { what: 'it', within: 20, every: 1 })).toBe(
      'there',
    )
    expect(looks).toBe(3)
  })

  it('says what was seen last instead, also when looking failed', async () => {
    await expect(poll(() => pending('two of three'), { what: 'three', within: 0, every: 1 })).rejects.toThrow(
      'waited 0 s for three; last seen: two of three',
    )
    await expect(
      poll(() => Promise.reject(new Error('no such pod')), { what: 'a pod', within: 0, every: 1 }),
    ).rejects.toMatchObject({ found: { text: 'no such pod' } })
    await expect(poll(() => pending(), { what: 'nothing', within: 0, every: 1 })).rejects.toBeInstanceOf(PollTimeout)
  })

  it('ends at once when it cannot be seen any more', async () => {
    const waiting = poll(() => never('aborted'), { what: 'it', within: 3600, every: 3_600_000 })
    await expect(waiting).rejects.toThrow(new NeverSeen({ text: 'aborted', causes: [] }))
  })

  it('ends with its signal, not with its time', async () => {
    const stop = new AbortController()
    const waiting = poll(
      () => {
        stop.abort(new Error('it was stopped'))
        return pending()
      },
      { what: 'ever', within: 3600, every: 3_600_000, signal: stop.signal },
    )
    await expect(waiting).rejects.toThrow(/stopped|aborted/)
  })
})
