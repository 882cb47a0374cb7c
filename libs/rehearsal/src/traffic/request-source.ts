import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the requests to one Service go. */
export interface Traffic {
  /** Requests a second. */
  readonly rate: number
  /** Share of 5xx answers, 0 to 1. */
  readonly errors: number
  /** Milliseconds; 95 of 100 requests are as fast. */
  readonly p95: number
}

/**
 * Istio's own metrics as a gateway or a caller's sidecar would report them (`istio_requests_total`,
 * `istio_request_duration_milliseconds`, https://istio.io/latest/docs/reference/config/metrics/), for requests that a scenario makes up.
 */
export interface RequestSource {
  readonly port: number
  /** From now on; a Service that is not named has no requests, and no series until it has had one. */
  set(namespace: string, service: string, traffic: Traffic | undefined): void
  /**
   * The same requests as the sidecars of a workload's pods report them (`reporter="destination"`), as KEDA's queries in the tree ask: under the workload's
   * name for both versions (docs/field-notes.md 0.5).
   */
  setWorkload(namespace: string, workload: string, traffic: Traffic | undefined): void
  /** As if there had never been a request to it: its series are gone. */
  forget(namespace: string, service: string): void
  close(): void
}

interface Counter {
  traffic: Traffic | undefined
  since: number
  good: number
  bad: number
  readonly buckets: Map<number, number>
}

// The bounds of Istio's histogram that matter below ten seconds.
const bounds = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000]

/** Before the name of a workload, where others are Services: no name begins so. */
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
    // All but 4 of 100 take a little less than p95, so that the 95th lies below it; the rest take four times as long.
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
        ? `reporter="destination",destination_workload_namespace="${namespace}",destination_workload="${service.slice(atWorkload.length)}"`
        : `reporter="source",destination_service_namespace="${namespace}",destination_service_name="${service}"`
      const total = counter.good + counter.bad
      // As with the real ones: no answer of a class, no series for it.
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
  const server = createServer((_asked, answer) =>
    answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text()),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    set,
    setWorkload: (namespace, workload, traffic) => set(namespace, `${atWorkload}${workload}`, traffic),
    forget: (namespace, service) => void counters.delete(`${namespace}/${service}`),
    close: () => void server.close(),
  }
}
