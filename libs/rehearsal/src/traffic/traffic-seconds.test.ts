import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from './load.ts'
import { trafficSeconds } from './traffic-seconds.ts'

const answer = (at: number, session: number, pod: string | undefined, more: Partial<Answer> = {}): Answer => ({
  at,
  ms: 10,
  session,
  ...(pod === undefined ? {} : { pod, version: `v-${pod}` }),
  ...more,
})

describe('trafficSeconds', () => {
  it('counts by version, and what has none as asked only', () =>
    expect(
      trafficSeconds([
        answer(1.1, 1, 'a'),
        answer(1.9, 2, 'b', { ms: 400 }),
        answer(2, 3, undefined, { failedBy: 'gateway' }),
      ]),
    ).toEqual([
      { at: 1, versions: { 'v-a': 1, 'v-b': 1 }, all: 2, failed: 0, p50: 10, p95: 400, p99: 400 },
      { at: 2, versions: {}, all: 1, failed: 1, p50: 10, p95: 10, p99: 10 },
    ]))

  it.each([
    ['one that stays', ['a', 'a', 'a'], 1],
    ['one that moves each time', ['a', 'b', 'a'], 0],
    ['one that moves once', ['a', 'b', 'b'], 0.5],
    ['one that nobody answered in between', ['a', undefined, 'a'], 1],
  ])('a session: %s', (_, pods, share) =>
    expect(trafficSeconds(pods.map((pod, index) => answer(index / 10, 7, pod)))[0]?.samePod).toBe(share),
  )

  it('loses no answer, whatever comes in which order', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 100, noNaN: true }),
            ms: fc.nat(),
            session: fc.nat(3),
          }),
        ),
        (answers) => {
          const seconds = trafficSeconds(answers)
          expect(seconds.reduce((sum, { all }) => sum + all, 0)).toBe(answers.length)
          expect(seconds.map(({ at }) => at)).toEqual(
            [...new Set(answers.map(({ at }) => Math.floor(at)))].sort((a, b) => a - b),
          )
        },
      ),
    ))
})
