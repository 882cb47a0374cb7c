import { describe, expect, it } from 'vitest'
import { pending, seen } from '../pace/poll.ts'
import { words, type Said } from '../recording/words.ts'
import { waitsOn } from './waits.ts'

function open(signal: AbortSignal = new AbortController().signal) {
  const claims: [ok: boolean, got: string][] = []
  const assert = (_says: string, ok: boolean, got: Said | readonly [Said, Said]) =>
    void claims.push([ok, words(got as Said).text])
  return { claims, waits: waitsOn({ get: () => Promise.resolve(undefined) }, { assert }, signal) }
}

describe('waits of a scenario', () => {
  it.each([
    ['what is seen', () => seen('3 pods'), true, /^3 pods$/],
    ['what is not seen in time', () => pending('2 pods'), false, /last seen: 2 pods$/],
    ['what cannot be told', () => pending(''), false, /last seen: nothing$/],
  ])('assertSoon asserts %s', async (_what, look, ok, got) => {
    const { claims, waits } = open()
    await expect(waits.assertSoon('three pods', look, 0.05)).resolves.toBe(ok)
    expect(claims).toEqual([[ok, expect.stringMatching(got)]])
  })

  it('asserts nothing once the play is over', async () => {
    const { claims, waits } = open(AbortSignal.abort(new Error('what is broken was noticed')))
    await expect(waits.assertSoon('three pods', () => seen('3 pods'))).rejects.toThrow('what is broken was noticed')
    expect(claims).toEqual([])
  })

  it("a pause that is cut short tells the signal's own reason", async () => {
    const { waits } = open(AbortSignal.abort(new Error('what is broken was noticed')))
    await expect(waits.pause(60)).rejects.toThrow('what is broken was noticed')
  })
})
