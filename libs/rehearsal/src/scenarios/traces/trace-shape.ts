/** A trace as Jaeger's API tells it (https://www.jaegertracing.io/docs/2.13/architecture/apis/). */
export interface StoredTrace {
  readonly traceID: string
  readonly spans: readonly StoredSpan[]
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>
}

interface StoredSpan {
  readonly spanID: string
  readonly processID: string
  readonly references: readonly { readonly refType: string; readonly traceID: string; readonly spanID: string }[]
  readonly tags: readonly { readonly key: string; readonly value: unknown }[]
}

const parentOf = ({ references }: StoredSpan): string | undefined =>
  references.find(({ refType }) => refType === 'CHILD_OF')?.spanID

const tagOf = ({ tags }: StoredSpan, name: string): string | undefined => {
  const found = tags.find(({ key }) => key === name)?.value
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}

/** Spans whose parent is not in it. A whole trace has one. */
const rootsOf = ({ spans }: StoredTrace): readonly StoredSpan[] => {
  const ids = new Set(spans.map(({ spanID }) => spanID))
  return spans.filter((span) => !ids.has(parentOf(span) ?? ''))
}

/** The status that the first of its proxies answered. */
export const statusOf = (trace: StoredTrace): string | undefined =>
  rootsOf(trace)
    .map((root) => tagOf(root, 'http.status_code') ?? tagOf(root, 'http.response.status_code'))
    .find((status) => status !== undefined)

/** The address of the request, as a proxy reports it. */
export const addressIn = ({ spans }: StoredTrace): string | undefined =>
  spans.map((span) => tagOf(span, 'http.url')).find((address) => address !== undefined)

/** Services from the root of a span to itself, each once where spans of it follow each other. */
function wayTo(span: StoredSpan, trace: StoredTrace): readonly string[] {
  const parent = trace.spans.find(({ spanID }) => spanID === parentOf(span))
  const before = parent === undefined ? [] : wayTo(parent, trace)
  const own = trace.processes[span.processID]?.serviceName ?? '?'
  return before.at(-1) === own ? before : [...before, own]
}

/** Every way of services in it, from the root, and none that another goes on with. */
export function waysOf(trace: StoredTrace): readonly string[] {
  const ways = [...new Set(trace.spans.map((span) => wayTo(span, trace).join(' > ')))]
  return ways.filter((one) => !ways.some((other) => other.startsWith(`${one} > `))).sort()
}

/** Whether services call each other in it in this order, one after the other, from its only root. */
export const goes = (trace: StoredTrace, services: readonly string[]): boolean =>
  rootsOf(trace).length === 1 && waysOf(trace).some((way) => `${way} >`.startsWith(`${services.join(' > ')} >`))
