import type { Chart } from 'cdk8s'
import type { ResolvedApp, ResolvedScale } from '@slipway/model'
import { bytes, ratio, seconds, type Signals } from '@slipway/spec'
import { ScaledObject, type SpecOf } from '../chart/kinds.ts'
import { prometheus, queueAuthentication } from '../platform-names.ts'
import { appContainer } from '../pod/container.ts'
import { errorRatio, ownContainer, ownPods, p95, rate, requestRate, seenByPods, spoken } from '../watch/promql.ts'
import { scaleBehavior, scaleTarget } from './scale-target.ts'

type Trigger = SpecOf<typeof ScaledObject>['triggers'][number]
type Keda = Extract<ResolvedScale, { by: 'keda' }>

const window = '2m'
const networkCounters = ['container_network_receive_bytes_total', 'container_network_transmit_bytes_total'] as const

const utilisation = (type: 'cpu' | 'memory', value: number): Trigger => ({
  type,
  metricType: 'Utilization',
  metadata: { value: String(value), containerName: appContainer },
})

/** `AverageValue` is shared by the pods; `Value`, such as a latency, is not. */
const query = (
  name: string,
  text: string,
  threshold: number,
  metricType: 'AverageValue' | 'Value' = 'AverageValue',
): Trigger => ({
  type: 'prometheus',
  name,
  metricType,
  metadata: { serverAddress: prometheus, query: text, threshold: String(threshold), ignoreNullValues: 'true' },
})

/** A new signal without a trigger does not compile. */
const triggers: {
  readonly [S in keyof Required<Signals>]: (
    value: NonNullable<Signals[S]>,
    app: ResolvedApp,
    scale: Keda,
  ) => readonly Trigger[]
} = {
  cpu: (value) => [utilisation('cpu', value)],
  memory: (value) => [utilisation('memory', value)],
  requestsPerSecond: (value, app) => [query('requests', requestRate(seenByPods(app), window), value)],
  p95: (value, app) => [query('latency', p95(seenByPods(app), window), Math.round(seconds(value) * 1000), 'Value')],
  errors: (value, app) => [query('errors', errorRatio(seenByPods(app), window, spoken(app)), ratio(value), 'Value')],
  threads: (value, app) => [query('threads', `sum(container_threads{${ownContainer(app)}})`, value)],
  heap: (value, app) => [
    query(
      'heap',
      `sum(nodejs_heap_size_used_bytes{${ownPods(app)}}) or sum(jvm_memory_used_bytes{${ownPods(app)},area="heap"})`,
      bytes(value),
    ),
  ],
  diskIops: (value, app) => [
    query('disk', rate(ownContainer(app), window, 'container_fs_reads_total', 'container_fs_writes_total'), value),
  ],
  network: (value, app) => [query('network', rate(ownPods(app), window, ...networkCounters), bytes(value))],
  queue: (value, app, { queueUrl }) =>
    queueUrl === null
      ? []
      : [
          {
            type: 'aws-sqs-queue',
            name: 'queue',
            metadata: { queueURL: queueUrl, queueLength: String(value), awsRegion: app.cluster.region },
            authenticationRef: { name: queueAuthentication, kind: 'ClusterTriggerAuthentication' },
          },
        ],
  times: (value) =>
    value.map((t, i) => ({
      type: 'cron',
      name: `time-${i + 1}`,
      metadata: { timezone: t.zone, start: t.from, end: t.to, desiredReplicas: String(t.pods) },
    })),
  queries: (value) => value.map((q) => query(q.name, q.query, q.perPod)),
}

function triggersOf<S extends keyof Signals>(name: S, app: ResolvedApp, scale: Keda): readonly Trigger[] {
  const value = scale.signals[name]
  return value === undefined ? [] : triggers[name](value, app, scale)
}

/**
 * For more than cpu and memory; KEDA makes the HPA (FIELD-NOTES A12). When Prometheus fails three times, the app gets
 * the middle of its range, or keeps what it has where that is more.
 */
export function scaledObject(chart: Chart, app: ResolvedApp): void {
  const { scale } = app
  if (scale.by !== 'keda') return
  const names = Object.keys(triggers) as (keyof Signals)[]
  const all = names.flatMap((name) => triggersOf(name, app, scale))
  const fallback = {
    failureThreshold: 3,
    replicas: Math.ceil((scale.min + scale.max) / 2),
    behavior: 'currentReplicasIfHigher' as const,
  }
  const canFallBack = all.some((t) => t.type === 'prometheus' || t.type === 'aws-sqs-queue')
  new ScaledObject(chart, 'scaled-object', {
    spec: {
      scaleTargetRef: scaleTarget(app),
      minReplicaCount: scale.min,
      maxReplicaCount: scale.max,
      pollingInterval: 15,
      cooldownPeriod: 300,
      ...(canFallBack ? { fallback } : {}),
      advanced: { horizontalPodAutoscalerConfig: { name: app.name, behavior: scaleBehavior } },
      triggers: all,
    },
  })
}
