import { describe, expect, it } from 'vitest'
import type { Live } from '../cluster/kube.ts'
import { measuredBy, signalName } from './signal.ts'

const hpa = (metrics: readonly unknown[], currentMetrics: unknown) =>
  ({ spec: { metrics }, status: { currentMetrics } }) as unknown as Live
const cpu = { containerResource: { name: 'cpu', container: 'app', target: { averageUtilization: 70 } } }
const external = (name = 's0-prometheus') => ({ external: { metric: { name }, target: { averageValue: '50' } } })
const says = (current: unknown) => ({ external: { metric: { name: 's0-prometheus' }, current } })
const requests = { name: 'requests', target: 50, unit: '' }

describe('measuredBy', () => {
  it.each([
    ['thousandths', [external()], [says({ averageValue: '37500m' })], [{ ...requests, current: 37.5 }]],
    ['nothing yet', [external()], null, [{ ...requests, current: undefined }]],
    [
      'nothing of one of two',
      [cpu, external()],
      [null, says({ averageValue: '7' })],
      [
        { name: 'cpu', current: undefined, target: 70, unit: '%' },
        { ...requests, current: 7 },
      ],
    ],
    [
      'a share, whatever its value is',
      [cpu],
      [{ containerResource: { name: 'cpu', current: { averageUtilization: 35, averageValue: '80m' } } }],
      [{ name: 'cpu', current: 35, target: 70, unit: '%' }],
    ],
    ['an answer that says nothing', [external()], [says({})], [{ ...requests, current: undefined }]],
  ])('%s', (_, metrics, current, wanted) =>
    expect(measuredBy(hpa(metrics, current), [{ name: 'requests', metadata: {} }])).toEqual(wanted),
  )

  it('is nothing of none', () => expect(measuredBy(undefined)).toEqual([]))
})

describe('signalName', () => {
  it.each([
    ['s1-prometheus', 'latency'],
    ['s0-aws-sqs-queue', 's0-aws-sqs-queue'],
    ['s7-prometheus', 's7-prometheus'],
    ['queue_length', 'queue_length'],
  ])('%s is %s', (metric, wanted) =>
    expect(signalName(metric, [{ metadata: {} }, { name: 'latency', metadata: {} }])).toBe(wanted),
  )
})
