import { expect, test } from 'vitest'
import type { Sample } from '../recording/recording.ts'
import { lastSecond, spans } from './span.ts'

const at = (second: number, phase: string): Sample => ({
  at: second,
  phase,
  sync: 'Synced',
  health: 'Healthy',
  stable: { ready: 1, all: 1 },
  canary: { ready: 0, all: 0 },
})

test('equal neighbours are one stretch, in order of time, until the end', () => {
  expect(spans([at(5, 'b'), at(0, 'a'), at(2, 'a'), at(7, 'a')], 9, (s) => s.phase)).toEqual([
    { from: 0, to: 5, value: 'a' },
    { from: 5, to: 7, value: 'b' },
    { from: 7, to: 9, value: 'a' },
  ])
  expect(spans([], 9, (s) => s.phase)).toEqual([])
})

test('a picture goes on until the last thing heard of', () => {
  expect(lastSecond(10, [at(3, 'a')], [at(12, 'b')])).toBe(12)
  expect(lastSecond(10, [at(NaN, 'a')])).toBe(10)
  expect(lastSecond(NaN)).toBe(0)
})
