import { createRequire } from 'node:module'
import type { parser } from '@prometheus-io/lezer-promql'

const require = createRequire(import.meta.url)
let loaded: typeof parser | undefined

/** Prometheus' own grammar, loaded for those that have a query. */
const grammar = (): typeof parser =>
  (loaded ??= (require('@prometheus-io/lezer-promql') as { parser: typeof parser }).parser)

/** @returns the text at which a query stops being PromQL, empty at its end; `undefined` for a valid query */
export function promqlFault(query: string): string | undefined {
  let at: number | undefined
  grammar()
    .parse(query)
    .iterate({ enter: ({ type, from }) => void (at ??= type.isError ? from : undefined) })
  return at === undefined ? undefined : query.slice(at, at + 20)
}
