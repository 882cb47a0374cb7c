import { describe, expect, it } from 'vitest'
import { endingOf } from './ending.ts'

function open(within = 60) {
  let stopped = 0
  const stop = new AbortController()
  const ending = endingOf({ stopAll: () => Promise.resolve(void (stopped += 1)) }, within, stop.signal)
  return { ending, stop, stopped: () => stopped }
}

const timeout = (ending: { readonly early: Promise<never> }) => ending.early.catch(() => undefined)

describe('the end of a play', () => {
  it('a person who stops it ends all processes, whenever that is', () => {
    for (const up of [false, true]) {
      const { ending, stop, stopped } = open()
      if (up) ending.up()
      stop.abort()
      expect([stopped(), ending.beforeStart()]).toEqual([1, 'it was stopped'])
    }
  })

  it.each([
    [false, 1],
    [true, 0],
  ])('a timeout, and everything had started: %s, stops %i times', async (up, times) => {
    const { ending, stopped } = open(0.01)
    if (up) ending.up()
    await timeout(ending)
    expect(stopped()).toBe(times)
    expect(ending.whileRunning(new Error('no pods'))).toBe('it was given up after 0.01 s')
    expect(ending.beforeStart()).toBe('it was given up after 0.01 s, before everything had started')
  })

  it('a sabotage that is noticed ends the play and no process', async () => {
    const { ending, stopped } = open()
    expect(ending.isNoticed()).toBe(false)
    ending.notice()
    await expect(ending.early).rejects.toThrow('what is broken was noticed')
    expect([ending.isNoticed(), ending.signal.aborted, stopped()]).toEqual([true, true, 0])
    expect(ending.whileRunning(new Error('no pods'))).toBe('no pods')
  })
})
