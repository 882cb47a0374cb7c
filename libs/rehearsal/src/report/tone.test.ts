import { expect, test } from 'vitest'
import { phaseTone } from './tone.ts'

test.each([
  ['Healthy', 'good'],
  ['Paused: CanaryPauseStep', 'held'],
  ['Progressing: more replicas need to be updated', 'busy'],
  ['Degraded: RolloutAborted: Rollout aborted update to revision 2', 'bad'],
  ['Progressing: aborted', 'bad'],
  ['Available', 'good'],
  ['Degraded: InvalidSpec', 'bad'],
  ['', 'none'],
  ['frobnicating', 'none'],
])('%j is %s', (phase, want) => expect(phaseTone(phase)).toBe(want))
