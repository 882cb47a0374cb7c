import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { fakeService } from '../../cluster/fake-service.ts'
import { freePorts, local } from '../../cluster/runtime.ts'
import { runCollector } from '../../components/collector.ts'
import { seenIf, type Files, type TestContext } from '../shared/kit.ts'
import { collectorConfig } from './collector-config.ts'

/** How many traces are sent: of those without an error a tenth is kept, by their ids. */
export const traceShare = '10%'
const sent = { fine: 400, failed: 10, gateway: 10, least: 15, most: 75 } as const
const bothFailed = sent.failed + sent.gateway

type Config = Readonly<Record<string, unknown>> & {
  readonly receivers: { readonly otlp: { readonly protocols: Readonly<Record<string, { endpoint: string }>> } }
  readonly exporters: { readonly otlphttp: object }
  readonly service: { readonly telemetry: object }
}

const attribute = (key: string, value: object) => ({ key, value })

/** Two spans of one trace, as a proxy and an app tell them; of a failed one the second says so. */
function trace(name: string, failure: object): object {
  const traceId = randomBytes(16).toString('hex')
  const now = BigInt(Date.now()) * 1_000_000n
  const span = (more: object) => ({
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name,
    kind: 2,
    startTimeUnixNano: String(now),
    endTimeUnixNano: String(now + 5_000_000n),
    ...more,
  })
  const of = (service: string, more: object) => ({
    resource: { attributes: [attribute('service.name', { stringValue: service })] },
    scopeSpans: [{ spans: [span(more)] }],
  })
  return { resourceSpans: [of('gateway', {}), of('app', failure)] }
}

/** Takes OTLP as a store does, and counts traces by the name of their spans. */
async function startStore(
  test: TestContext,
): Promise<{ readonly port: number; readonly count: (name: string) => number }> {
  const ids = new Map<string, Set<string>>()
  const take = (body: Buffer, encoding: string | undefined) => {
    const text = (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8')
    const { resourceSpans = [] } = JSON.parse(text) as {
      resourceSpans?: { scopeSpans: { spans: { name: string; traceId: string }[] }[] }[]
    }
    for (const { scopeSpans } of resourceSpans)
      for (const { spans } of scopeSpans)
        for (const { name, traceId } of spans) ids.set(name, (ids.get(name) ?? new Set()).add(traceId))
  }
  const { port, close } = await fakeService((body, { headers }) => {
    take(body, headers['content-encoding'])
    return {}
  })
  test.onEnd(close)
  return { port, count: (name) => ids.get(name)?.size ?? 0 }
}

/**
 * The tree's own collector of traces, led to this machine: every trace with an error arrives, and a share of the
 * others.
 */
export async function tracesKept(test: TestContext, files: Files): Promise<void> {
  const config = collectorConfig(files, test.cluster.name, 'trace-collector') as Config
  const store = await startStore(test)
  const [grpc = 0, http = 0, health = 0, metrics = 0] = await freePorts(4)
  const here = {
    ...config,
    extensions: { health_check: { endpoint: local(health) } },
    receivers: { otlp: { protocols: { grpc: { endpoint: local(grpc) }, http: { endpoint: local(http) } } } },
    exporters: {
      otlphttp: { ...config.exporters.otlphttp, endpoint: `http://${local(store.port)}`, encoding: 'json' },
    },
    service: {
      ...config.service,
      telemetry: {
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: '127.0.0.1', port: metrics } } } }] },
      },
    },
  }
  await runCollector(test.runtime, { program: 'collector', name: 'trace-collector', env: {}, health }, here)
  const send = (body: object) =>
    fetch(`http://${local(http)}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  for (let i = 0; i < sent.fine; i++) await send(trace('fine', {}))
  for (let i = 0; i < sent.failed; i++) await send(trace('failed', { status: { code: 2 } }))
  // As Envoy tells it: a text.
  const envoy = { attributes: [attribute('http.status_code', { stringValue: '503' })] }
  for (let i = 0; i < sent.gateway; i++) await send(trace('gateway', envoy))
  await test.assertSoon(
    `of ${sent.fine} traces about a tenth reaches the store, and of those with an error all ${bothFailed}`,
    () => {
      const [fine, failed, gateway] = [store.count('fine'), store.count('failed'), store.count('gateway')]
      const said = `${fine} without an error, ${failed} that an app and ${gateway} that a proxy calls failed`
      const is = failed === sent.failed && gateway === sent.gateway && fine >= sent.least && fine <= sent.most
      return seenIf(is, said)
    },
    40,
    'traces-kept',
  )
}
