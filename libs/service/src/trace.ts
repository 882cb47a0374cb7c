import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Envoy starts and ends spans, but only the application can say which outgoing request belongs to which incoming one
 * (https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/).
 */
const headerNames = [
  'traceparent',
  'tracestate',
  'baggage',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-b3-flags',
  'x-ot-span-context',
]

type Trace = Readonly<Record<string, string>>

const current = new AsyncLocalStorage<Trace>()

/** The headers of a request that go along with every call it causes. */
export const traceOf = (headers: IncomingHttpHeaders, requestId: string): Trace => ({
  ...Object.fromEntries(headerNames.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : []))),
  'x-request-id': requestId,
})

/** The trace id of `traceparent` (https://www.w3.org/TR/trace-context/#traceparent-header), or of Zipkin's headers. */
export const traceId = ({ traceparent, 'x-b3-traceid': b3 }: Trace): string | undefined =>
  /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent ?? '')?.[1] ?? b3

export const withTrace = <T>(trace: Trace, work: () => T): T => current.run(trace, work)

/** Empty outside a request. */
export const currentTrace = (): Trace => current.getStore() ?? {}
