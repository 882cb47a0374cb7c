import { describe, expect, it } from 'vitest'
import type { Sample } from '../../recording/recording.ts'
import { outOfSyncSpans } from './out-of-sync.ts'

const none = { ready: 0, all: 0 }
const samples = (text: string): readonly Sample[] =>
  [...text].map((letter, at) => ({
    at,
    sync: letter === 'S' ? 'Synced' : letter === 'O' ? 'OutOfSync' : 'Unknown',
    health: 'Healthy',
    phase: '',
    stable: none,
    canary: none,
  }))

describe('stretches', () => {
  it.each<[string, string, readonly [number, number][]]>([
    ['the first sync is no fall from Synced', 'OOOSS', []],
    ['it counts from the first to what follows', 'SOOS', [[1, 2]]],
    [
      'each by itself',
      'SOSOOOS',
      [
        [1, 1],
        [3, 3],
      ],
    ],
    ['one that does not end lasts to the end', 'SSOO', [[2, 8]]],
    ['what is not known ends it', 'SOUU', [[1, 1]]],
    ['nothing, nothing', '', []],
  ])('%s: %s', (_, text, found) =>
    expect(outOfSyncSpans(samples(text), 10)).toEqual(found.map(([at, seconds]) => ({ at, seconds }))),
  )
})
