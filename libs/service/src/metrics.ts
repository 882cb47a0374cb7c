import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Settings } from './settings.ts'

export interface Metrics {
  readonly registry: Registry
  readonly inFlight: Gauge
  /** Seconds; labels method, route, status. */
  readonly duration: Histogram<'method' | 'route' | 'status'>
  counter(name: string, help: string): Counter
  /** @param read asked at each scrape; without it the gauge is set by hand */
  gauge(name: string, help: string, read?: () => number): Gauge
}

/** Seconds. The usual latency objectives (100, 200, 300, 500 ms, 1 s) are edges, so a quantile beside one is not a guess. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10]

/** What one process counts, in a registry of its own: process, heap and event loop (prom-client's defaults), and its requests. */
export function createMetrics(name: string, { version, pod }: Pick<Settings, 'version' | 'pod'>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const info = new Gauge({
    name: 'app_info',
    help: 'What runs here; always 1.',
    labelNames: ['app', 'version', 'pod'],
    registers,
  })
  info.set({ app: name, version, pod }, 1)
  return {
    registry,
    inFlight: new Gauge({
      name: 'http_requests_in_flight',
      help: 'Business requests begun and not yet answered.',
      registers,
    }),
    duration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Business requests by how long their answer took; health and metrics are not counted.',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers,
    }),
    counter: (metric, help) => new Counter({ name: metric, help, registers }),
    gauge: (metric, help, read) => {
      const gauge: Gauge = new Gauge({
        name: metric,
        help,
        registers,
        ...(read === undefined ? {} : { collect: () => gauge.set(read()) }),
      })
      return gauge
    },
  }
}
