import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import { describe, expect, it } from 'vitest'
import type { Signals } from '@slipway/spec'
import { ownContainer, ownPods, requestRate, seenByPods } from '../watch/promql.ts'
import { namesOf, object, sample, type Given } from '../../test/sample.ts'
import { scaleBehavior } from './scale-target.ts'

const specOf = (given: Given) => object<IScaledObject>(sample(given), 'ScaledObject').spec
const http = (on: Signals): Given => ({ kind: 'http', scale: { min: 2, max: 9, on } })
const triggersOf = (on: Signals) => specOf(http(on)).triggers
const web = sample({ kind: 'http' })

/**
 * What a trigger asks Prometheus, and the value that it holds the answer against: a pod's share of it, or the same for
 * all.
 */
const asks = (query: string | RegExp, threshold: string, metricType: 'AverageValue' | 'Value' = 'AverageValue') => ({
  type: 'prometheus',
  metricType,
  metadata: { threshold, query: typeof query === 'string' ? query : (expect.stringMatching(query) as string) },
})
const uses = (type: string, value: string) => ({
  type,
  metricType: 'Utilization',
  metadata: { value, containerName: 'app' },
})
const clock = { from: '0 7 * * *', to: '0 19 * * *', zone: 'Europe/Berlin', pods: 6 }
const toClock = { timezone: 'Europe/Berlin', start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '6' }

describe('one trigger per signal', () => {
  it.each<[string, Signals, object]>([
    ['cpu', { cpu: 70, threads: 1 }, uses('cpu', '70')],
    ['memory', { memory: 80, threads: 1 }, uses('memory', '80')],
    ['requestsPerSecond', { requestsPerSecond: 50 }, asks(requestRate(seenByPods(web), '2m'), '50')],
    ['p95', { p95: '300ms' }, asks(/^histogram_quantile\(0\.95, .*destination_workload="web"/, '300', 'Value')],
    ['errors', { errors: '0.5%' }, asks(/5\.\..*destination_workload="web"/, '0.005', 'Value')],
    ['threads', { threads: 40 }, asks(`sum(container_threads{${ownContainer(web)}})`, '40')],
    [
      'heap',
      { heap: '200Mi' },
      asks(/nodejs_heap_size_used_bytes.* or .*jvm_memory_used_bytes.*area="heap"/, '209715200'),
    ],
    ['diskIops', { diskIops: 100 }, asks(/fs_reads_total.* \+ .*fs_writes_total/, '100')],
    ['network', { network: '5Mi' }, asks(/receive_bytes_total.* \+ .*transmit_bytes_total/, '5242880')],
    [
      'queries',
      { queries: [{ name: 'carts', query: 'sum(carts)', perPod: 7.5 }] },
      { ...asks('sum(carts)', '7.5'), name: 'carts' },
    ],
    ['times', { times: [clock] }, { type: 'cron', name: 'time-1', metadata: toClock }],
  ])('%s', (_, on, trigger) => {
    expect(triggersOf(on)[0]).toMatchObject(trigger)
  })

  it('queue: messages for each worker, by the identity of KEDA', () => {
    expect(specOf({ kind: 'worker', queue: 'orders', scale: { min: 0, max: 5, on: { queue: 20 } } }).triggers).toEqual([
      {
        type: 'aws-sqs-queue',
        name: 'queue',
        authenticationRef: { name: 'aws', kind: 'ClusterTriggerAuthentication' },
        metadata: {
          queueURL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/prod-orders',
          queueLength: '20',
          awsRegion: 'eu-west-1',
        },
      },
    ])
  })

  it('together: all of them, each by a name of its own, asking the one Prometheus', () => {
    const load: Signals = { cpu: 70, requestsPerSecond: 50, p95: '300ms', errors: '1%', threads: 40, diskIops: 10 }
    const triggers = triggersOf({ ...load, times: [clock, { ...clock, pods: 2 }] })
    expect(triggers.map((t) => t.name ?? t.type)).toEqual([
      'cpu',
      'requests',
      'latency',
      'errors',
      'threads',
      'disk',
      'time-1',
      'time-2',
    ])
    for (const t of triggers.filter(({ type }) => type === 'prometheus')) {
      expect(t.metadata['serverAddress']).toBe('http://prometheus-operated.monitoring.svc.cluster.local:9090')
      expect(t.metadata['ignoreNullValues']).toBe('true')
    }
  })

  it('counts only the pods and the container of this app', () => {
    const [disk, network] = triggersOf({ diskIops: 1, network: '1Mi' })
    expect(String(disk?.metadata['query']).split(ownContainer(web))).toHaveLength(3)
    expect(String(network?.metadata['query']).split(ownPods(web))).toHaveLength(3)
  })
})

describe('scaledObject', () => {
  it('stays in its range, and falls back to the middle of it when it is blind', () => {
    expect(specOf({ kind: 'http', scale: { min: 2, max: 9, on: { requestsPerSecond: 5 } } })).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicaCount: 2,
      maxReplicaCount: 9,
      pollingInterval: 15,
      cooldownPeriod: 300,
      fallback: { failureThreshold: 3, replicas: 6, behavior: 'currentReplicasIfHigher' },
      advanced: { horizontalPodAutoscalerConfig: { name: 'web', behavior: scaleBehavior } },
    })
  })

  it('has no fallback when there is nothing that can fail: KEDA refuses one beside clocks, cpu and memory alone', () => {
    expect(
      specOf(http({ cpu: 70, times: [{ from: '0 7 * * *', to: '0 19 * * *', zone: 'UTC', pods: 6 }] })),
    ).not.toHaveProperty('fallback')
  })

  it.each<[string, Given, boolean]>([
    ['cpu alone', http({ cpu: 70 }), false],
    ['cpu and memory', http({ cpu: 70, memory: 70 }), false],
    ['cpu and another', http({ cpu: 70, threads: 5 }), true],
    ['a fixed number', { kind: 'http', scale: 3 }, false],
    ['a cron', { kind: 'cron' }, false],
  ])('%s: KEDA or the HPA, never both', (_, given, keda) => {
    const app = sample(given)
    expect(namesOf(app, 'ScaledObject')).toEqual(keda ? ['web'] : [])
    if (keda) expect(namesOf(app, 'HorizontalPodAutoscaler')).toEqual([])
  })
})
