import { show } from '@slipway/core'
import { promqlFault } from './promql.ts'
import { reportRepeatedNames, words, type Report } from './report.ts'
import type { Scale, Signals } from '../shape/scale.ts'
import { cronRule, zoneRule } from './schedule.ts'
import { bytes } from '../shape/units.ts'
import { windowRule } from './time-window.ts'

/** Trigger names of libs/manifests; KEDA wants unique names. */
const builtIn = new Set(['requests', 'latency', 'errors', 'threads', 'heap', 'disk', 'network', 'queue'])

/** Else a full pod is killed before a new one comes. */
function heapRule({ heap }: Signals, memory: string | undefined, report: Report) {
  if (heap === undefined || memory === undefined || bytes(heap) < bytes(memory)) return
  report(
    'scale.on.heap',
    'heap-over-memory',
    heap,
    `less than memory (${memory})`,
    'lower it, or raise memory',
    'memory',
    'scale.on.heap',
  )
}

/** Nobody calls a worker. */
function requestRules(on: Signals, report: Report) {
  for (const signal of ['requestsPerSecond', 'p95', 'errors'] as const)
    if (on[signal] !== undefined)
      report(
        `scale.on.${signal}`,
        'no-requests',
        on[signal],
        'another signal: a worker gets no requests',
        'scale on queue, cpu or a query of your own, or take kind "http"',
      )
}

export function scaleRules(
  scale: Scale,
  queue: string | undefined,
  kind: 'http' | 'worker',
  memory: string | undefined,
  report: Report,
) {
  if (typeof scale === 'number') return
  const { min, max, on = {} } = scale
  if (min > max)
    report(
      'scale.min',
      'min-over-max',
      min,
      `at most scale.max (${max})`,
      'lower min or raise max',
      'scale.min',
      'scale.max',
    )
  if (min < max && Object.keys(on).length === 0) {
    report(
      'scale.on',
      'no-signal',
      undefined,
      'what to scale on, such as { cpu: 70 }',
      'add scale.on, or give one number of pods as scale',
      'scale.on',
    )
  }
  if (on.queue !== undefined && kind === 'http') {
    report(
      'scale.on.queue',
      'no-queue',
      on.queue,
      'another signal: an http app has no queue',
      'make it a worker, or scale on requestsPerSecond',
    )
  } else if (on.queue !== undefined && queue === undefined) {
    report(
      'scale.on.queue',
      'no-queue',
      words('no queue to look at'),
      'the queue that the worker works on',
      'add queue: "<its name>"',
      'queue',
    )
  } else if (min === 0 && on.queue === undefined) {
    report(
      'scale.min',
      'scale-to-zero',
      0,
      'at least 1: only a worker that scales on its queue may rest at 0',
      kind === 'worker' ? 'raise min, or add scale.on.queue' : 'raise min',
      'scale.on',
    )
  }
  if (kind === 'worker') requestRules(on, report)
  heapRule(on, memory, report)
  for (const [i, t] of (on.times ?? []).entries()) {
    const isSound = [
      cronRule(`scale.on.times[${i}].from`, t.from, report),
      cronRule(`scale.on.times[${i}].to`, t.to, report),
    ]
    if (isSound.every(Boolean)) windowRule(`scale.on.times[${i}]`, t, report)
    zoneRule(`scale.on.times[${i}].zone`, t.zone, report)
    if (t.pods > max)
      report(
        `scale.on.times[${i}].pods`,
        'pods-over-max',
        t.pods,
        `at most scale.max (${max})`,
        'lower it or raise max',
      )
  }
  on.queries?.forEach(({ name, query }, i) => {
    const fault = promqlFault(query)
    if (fault !== undefined)
      report(
        `scale.on.queries[${i}].query`,
        'promql',
        query,
        'PromQL: Prometheus refuses it, so nothing would scale',
        `correct it at ${fault === '' ? 'its end' : show(fault)}`,
      )
    if (builtIn.has(name))
      report(
        `scale.on.queries[${i}].name`,
        'reserved-name',
        name,
        'a name that no signal of ours has',
        'take another name',
      )
  })
  reportRepeatedNames('scale.on.queries', on.queries, report)
}
