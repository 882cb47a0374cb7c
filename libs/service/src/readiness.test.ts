import { describe, expect, it } from 'vitest'
import { readiness } from './readiness.ts'

describe('readiness', () => {
  it('is ready with nothing to wait for', async () => expect(await readiness({})()).toEqual([]))

  it('waits for each dependency until it was up once, and then lets it be', async () => {
    const state = { ledger: false, queue: true }
    const missing = readiness({ ledger: () => state.ledger, queue: async () => state.queue })
    expect(await missing()).toEqual(['ledger'])
    state.queue = false
    state.ledger = true
    expect(await missing()).toEqual([])
    state.ledger = false
    expect(await missing()).toEqual([])
  })

  it('takes a check that throws, at once or later, for no', async () => {
    const missing = readiness({
      a: () => {
        throw new Error('down')
      },
      b: () => Promise.reject(new Error('down')),
    })
    expect(await missing()).toEqual(['a', 'b'])
  })

  it('takes a check that never answers for no', async () => {
    expect(await readiness({ slow: () => new Promise<boolean>(() => {}) })()).toEqual(['slow'])
  })
})
