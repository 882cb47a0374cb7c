import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between, counted, failedWords, failures, percentile, shareInterval } from './answers.ts'
import type { Answer } from './load.ts'

const answer = (at: number, rest: Partial<Answer> = {}): Answer => ({
  at,
  ms: 5,
  session: 0,
  status: 200,
  version: '1.0.0',
  pod: 'a',
  ...rest,
})

describe('shareInterval', () => {
  it("is the textbook's: half of ten at 95 % is 23.7 to 76.3 %", () => {
    const { low, high } = shareInterval(5, 10)
    expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.237', '0.763'])
  })

  it('holds the share that was seen, stays between 0 and 1, and knows nothing of nothing', () => {
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const hits = Math.round(all * share)
        const { low, high } = shareInterval(hits, all)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low - 1e-9).toBeLessThanOrEqual(hits / all)
        expect(high + 1e-9).toBeGreaterThanOrEqual(hits / all)
      }),
    )
  })

  it('is narrower with more requests', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 20 }), (hits, times) => {
        const width = ({ low, high }: { low: number; high: number }) => high - low
        expect(width(shareInterval(hits * times, 2 * hits * times))).toBeLessThan(width(shareInterval(hits, 2 * hits)))
      }),
    )
  })
})

describe('failedWords', () => {
  const answers = [
    answer(1),
    answer(2, { status: 500, failedBy: 'app', why: '500 x', version: '2.0.0' }),
    answer(3, { status: 503, failedBy: 'gateway', why: '503 no healthy upstream' }),
    answer(4, { status: 503, failedBy: 'gateway', why: '503 no healthy upstream' }),
    answer(12, { failedBy: 'connection', why: 'ECONNRESET' }),
  ]

  it('says who failed how many, why and when; and nothing of those that are well', () => {
    expect(failedWords(answers)).toBe(
      '2 x the gateway (503 no healthy upstream) at 3 to 4 s; 1 x 2.0.0 itself (500 x) at 2 s; 1 x the connection (ECONNRESET) at 12 s',
    )
    expect(failedWords([answer(1)])).toBe('')
  })

  it('takes those between two seconds, the first included', () => {
    expect(between(answers, 2, 4).map(({ at }) => at)).toEqual([2, 3])
    expect(failures(between(answers, 0, 2))).toEqual([])
  })

  it('counts by name', () => expect(counted(['a', 'b', 'a'], (name) => name)).toBe('2 x a; 1 x b'))
})

describe('percentile', () => {
  it.each([
    [50, 50],
    [95, 95],
    [99, 99],
    [100, 100],
  ])('%i of 1 to 100 is %i', (of, wanted) => {
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => 100 - index),
        of,
      ),
    ).toBe(wanted)
  })
  it('is 0 of none', () => expect(percentile([], 95)).toBe(0))
})
