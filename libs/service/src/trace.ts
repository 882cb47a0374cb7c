import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Envoy starts and ends spans, but only the application can say which outgoing request belongs to which incoming one
 * (https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/).
 */
const names = [
  'x-request-id',
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
] as const

export type Trace = Readonly<Record<string, string>>

const current = new AsyncLocalStorage<Trace>()

/** The headers of an incoming request that have to go along with whatever it causes. */
export function traceOf(headers: IncomingHttpHeaders, requestId: string): Trace {
  const given = names.flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(given), 'x-request-id': requestId }
}

/** Does `work` on behalf of a request. */
export const withTrace = <T>(trace: Trace, work: () => T): T => current.run(trace, work)

/** The headers to pass on from here; none outside a request. */
export const currentTrace = (): Trace => current.getStore() ?? {}
