import { describe, expect, it } from 'vitest'
import { canary, namesOf, object, sample } from '../../test/sample.ts'

const range = (min: number) => ({ min, max: 9, on: { cpu: 70 } })

describe('podDisruptionBudget', () => {
  it.each([
    ['one pod', { kind: 'http', scale: 1 }, 0],
    ['two pods', { kind: 'http', scale: 2 }, 1],
    ['no pods', { kind: 'http', scale: 0 }, 0],
    ['a range from 1', { kind: 'http', scale: range(1) }, 1],
    ['a range from 2', { kind: 'http', scale: range(2) }, 1],
    ['KEDA from 1', { kind: 'http', scale: { ...range(1), on: { p95: '1s' } } }, 1],
    ['a range of one', { kind: 'http', scale: { ...range(1), max: 1 } }, 0],
    ['KEDA from 2', { kind: 'http', scale: { ...range(2), on: { p95: '1s' } } }, 1],
    ['a canary', { kind: 'http', release: canary }, 1],
    ['one stateful pod', { kind: 'stateful', scale: 1 }, 0],
    ['three stateful pods', { kind: 'stateful', scale: 3 }, 1],
    ['a cron', { kind: 'cron' }, 0],
    ['a daemon', { kind: 'daemon' }, 0],
  ] as const)('%s', (_, given, count) => {
    expect(namesOf(sample(given), 'PodDisruptionBudget')).toHaveLength(count)
  })

  it('takes one pod at a time, as an integer, and broken pods never block a drain', () => {
    expect(object(sample({ kind: 'http' }), 'PodDisruptionBudget')['spec']).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    })
  })
})
