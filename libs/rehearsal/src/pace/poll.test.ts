import { describe, expect, it } from 'vitest'
import { pending, PollTimeout, poll } from './poll.ts'

describe('until', () => {
  it('gives what is seen in the end', async () => {
    let looks = 0
    expect(await poll(() => (++looks === 3 ? 'there' : undefined), { what: 'it', within: 20, every: 1 })).toBe('there')
    expect(looks).toBe(3)
  })

  it('says what was seen last instead, also when looking failed', async () => {
    await expect(poll(() => pending('two of three'), { what: 'three', within: 0, every: 1 })).rejects.toThrow(
      'waited 0 s for three; last seen: two of three',
    )
    await expect(
      poll(() => Promise.reject(new Error('no such pod')), { what: 'a pod', within: 0, every: 1 }),
    ).rejects.toMatchObject({ seen: 'no such pod' })
    await expect(poll(() => undefined, { what: 'nothing', within: 0, every: 1 })).rejects.toBeInstanceOf(PollTimeout)
  })

  it('ends with its signal, not with its patience', async () => {
    const stop = new AbortController()
    const waiting = poll(
      () => {
        stop.abort(new Error('it was stopped'))
        return undefined
      },
      { what: 'ever', within: 3600, every: 3_600_000, signal: stop.signal },
    )
    await expect(waiting).rejects.toThrow(/stopped|aborted/)
  })
})
