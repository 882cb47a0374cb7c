import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AppTrack } from '../recording/recording.ts'
import { anyApp } from '../../test/any-recording.ts'
import { aborts, drains, drift, promotes } from '../../test/sample-recordings.ts'
import { eventful, story } from './story.ts'

test.each([
  [promotes, 0, 'Canary 10 → 50 → 100 %, promoted; 4 to 8 pods ready; at the end Synced and Healthy.'],
  [
    aborts,
    0,
    'Canary 10 → 25 %, aborted because errors was 0.0514 (failed (3) > failureLimit (2)); ' +
      '6 to 8 pods ready; at the end Synced and Healthy.',
  ],
  [
    drift,
    0,
    'An app without canary; health Healthy → Progressing → Healthy; 2 to 5 pods ready; at the end Synced and Healthy.',
  ],
  [drift, 1, 'An app without canary; 4 pods ready all the time; at the end Synced and Healthy.'],
  [
    drains,
    0,
    'An app without canary; health changed 18 times, never Degraded; 3 to 4 pods ready; at the end Synced and Healthy.',
  ],
])('%#', (recording, app, want) => expect(story(recording.apps[app] as AppTrack)).toBe(want))

test('an app of which nothing was seen', () => {
  expect(story({ name: 'a/b', samples: [], measurements: [] })).toBe('Nothing was seen of it.')
})

test('one sentence of bearable length, whatever the messages', () => {
  fc.assert(
    fc.property(anyApp, (app) => {
      expect(story(app)).toMatch(/\.$/)
      expect(story(app).length).toBeLessThan(1500)
    }),
  )
})

test('what changed, was measured or had an event of its own is worth a picture', () => {
  expect(drift.apps.map((app) => eventful(app, drift))).toEqual([true, false, false])
})
