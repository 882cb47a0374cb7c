import { describe, expect, it } from 'vitest'
import type { PodSpec } from '@slipway/spec'
import { queueUrl, resolveScale } from './resolve-scale.ts'
import { cron, daemon, fleet, http, stateful, worker } from '../test/sample-estate.ts'

const [cluster] = fleet.clusters

describe('resolveScale', () => {
  it.each<[string, PodSpec, unknown]>([
    ['a default', http, { by: 'nobody', pods: 2 }],
    ['one pod of a stateful app, as each has data of its own', stateful, { by: 'nobody', pods: 1 }],
    ['a number', { ...http, scale: 5 }, { by: 'nobody', pods: 5 }],
    ['none at all', { ...http, scale: 0 }, { by: 'nobody', pods: 0 }],
    ['a range of one number', { ...http, scale: { min: 3, max: 3 } }, { by: 'nobody', pods: 3 }],
    [
      'cpu alone',
      { ...http, scale: { min: 2, max: 9, on: { cpu: 70 } } },
      { by: 'hpa', min: 2, max: 9, cpu: 70, memory: null },
    ],
    [
      'cpu and memory',
      { ...http, scale: { min: 2, max: 9, on: { cpu: 70, memory: 80 } } },
      { by: 'hpa', min: 2, max: 9, cpu: 70, memory: 80 },
    ],
    [
      'another signal takes all of them',
      { ...http, scale: { min: 2, max: 9, on: { cpu: 70, p95: '1s' } } },
      { by: 'keda', min: 2, max: 9, signals: { cpu: 70, p95: '1s' }, queueUrl: null },
    ],
    [
      'a queue',
      { ...worker, queue: 'mails', scale: { min: 0, max: 9, on: { queue: 5 } } },
      {
        by: 'keda',
        min: 0,
        max: 9,
        signals: { queue: 5 },
        queueUrl: 'https://sqs.eu-west-1.amazonaws.com/222233334444/dev-mails',
      },
    ],
    ['a cron has no scale', cron, { by: 'nobody', pods: 1 }],
    ['a daemon has as many as there are nodes', daemon, { by: 'nobody', pods: 1 }],
  ])('%s', (_, spec, expected) => {
    if (cluster === undefined) throw new Error('no cluster')
    expect(resolveScale(spec, cluster, 1)).toEqual(expected)
  })

  it('has a queue of its own in every environment', () => {
    const urls = fleet.clusters.map((c) => queueUrl('mails', c))
    expect(new Set(urls).size).toBe(fleet.clusters.length)
  })
})
