import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/**
 * A registry with the metrics of one service: process, heap and event loop (prom-client's defaults), and its requests.
 */
export function createMetrics(app: string, { version, pod }: { readonly version: string; readonly pod: string }) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const labels = { app, version, pod }
  const info = { name: 'app_info', help: 'What runs here; always 1.', labelNames: Object.keys(labels), registers }
  new Gauge(info).set(labels, 1)
  return {
    registry,
    /** Seconds. */
    duration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Business requests by how long their answer took; health and metrics are not counted.',
      labelNames: ['method', 'route', 'status'],
      // The usual latency objectives (100, 200, 300, 500 ms, 1 s) are edges, so a quantile beside one is not a guess.
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10],
      registers,
    }),
    counter: (name: string, help: string) => new Counter({ name, help, registers }),
    /** @param read called at each scrape */
    gauge(name: string, help: string, read: () => number): void {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) })
    },
  }
}
