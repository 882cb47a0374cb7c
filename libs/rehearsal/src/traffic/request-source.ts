import { fakeService, metricsPage, type FakeService } from '../cluster/fake-service.ts'

export interface Traffic {
  /** A second. */
  readonly rate: number
  /** Share of 5xx, 0 to 1. */
  readonly errors: number
  readonly p95: number
}

/** Istio's metrics (https://istio.io/latest/docs/reference/config/metrics/) for made-up requests. */
export interface RequestSource extends FakeService {
  /** A Service has no series before its first request. */
  set(namespace: string, service: string, traffic: Traffic | undefined): void
  /**
   * As the pods' sidecars report them, for KEDA's queries: both versions are one workload (docs/field-notes.md 0.5).
   */
  setWorkload(namespace: string, workload: string, traffic: Traffic | undefined): void
  forget(namespace: string, service: string): void
}

interface Counter {
  traffic: Traffic | undefined
  since: number
  good: number
  bad: number
  readonly buckets: Map<number, number>
}

// Istio's bounds below ten seconds.
const bounds = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000]

/** Marks a workload; no Service name begins so. */
const atWorkload = '@'

export async function startRequestSource(): Promise<RequestSource> {
  const counters = new Map<string, Counter>()
  const advance = (counter: Counter, now: number) => {
    const { traffic, since } = counter
    counter.since = now
    if (traffic === undefined) return
    const requests = traffic.rate * ((now - since) / 1000)
    counter.bad += requests * traffic.errors
    counter.good += requests * (1 - traffic.errors)
    // 96 of 100 take slightly less than p95, the rest four times as long.
    for (const bound of bounds) {
      const share = bound >= traffic.p95 * 4 ? 1 : bound >= traffic.p95 ? 0.96 : 0
      counter.buckets.set(bound, (counter.buckets.get(bound) ?? 0) + requests * share)
    }
  }
  const text = () => {
    const now = Date.now()
    const lines = ['# TYPE istio_requests_total counter']
    const histogram = ['# TYPE istio_request_duration_milliseconds histogram']
    for (const [key, counter] of counters) {
      advance(counter, now)
      const [namespace = '', service = ''] = key.split('/')
      const labels = service.startsWith(atWorkload)
        ? `reporter="destination",destination_workload_namespace="${namespace}",destination_workload="${service.slice(atWorkload.length)}",namespace="${namespace}"`
        : `reporter="source",destination_service_namespace="${namespace}",destination_service_name="${service}",namespace="${namespace}"`
      const total = counter.good + counter.bad
      // As with real ones: no answers, no series.
      if (counter.good > 0) lines.push(`istio_requests_total{${labels},response_code="200"} ${counter.good}`)
      if (counter.bad > 0) lines.push(`istio_requests_total{${labels},response_code="503"} ${counter.bad}`)
      if (total === 0) continue
      for (const bound of bounds)
        histogram.push(
          `istio_request_duration_milliseconds_bucket{${labels},le="${bound}"} ${counter.buckets.get(bound) ?? 0}`,
        )
      histogram.push(
        `istio_request_duration_milliseconds_bucket{${labels},le="+Inf"} ${total}`,
        `istio_request_duration_milliseconds_count{${labels}} ${total}`,
      )
    }
    return `${[...lines, ...histogram].join('\n')}\n`
  }
  const set = (namespace: string, service: string, traffic: Traffic | undefined) => {
    const key = `${namespace}/${service}`
    const counter = counters.get(key) ?? {
      traffic: undefined,
      since: Date.now(),
      good: 0,
      bad: 0,
      buckets: new Map<number, number>(),
    }
    advance(counter, Date.now())
    counter.traffic = traffic
    counters.set(key, counter)
  }
  return {
    ...(await fakeService(() => metricsPage(text()))),
    set,
    setWorkload: (namespace, workload, traffic) => set(namespace, `${atWorkload}${workload}`, traffic),
    forget: (namespace, service) => void counters.delete(`${namespace}/${service}`),
  }
}
