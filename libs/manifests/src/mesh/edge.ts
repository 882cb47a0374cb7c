import type { Edge, HeaderChanges } from '@slipway/model'
import type { SpecOf, VirtualService } from '../chart/kinds.ts'

type Route = NonNullable<SpecOf<typeof VirtualService>['http']>[number]
type Headers = NonNullable<Route['headers']>
type Change = NonNullable<Headers['response']>

/** Envoy takes what stands between percent signs for a command, as it does `%REQ(x)%`. */
const literal = (value: string): string => value.replaceAll('%', '%%')

function change({ set, remove }: HeaderChanges): Change | undefined {
  const texts = Object.entries(set).map(([name, value]) => [name, literal(value)] as const)
  if (texts.length === 0 && remove.length === 0) return undefined
  return {
    ...(texts.length === 0 ? {} : { set: Object.fromEntries(texts) }),
    ...(remove.length === 0 ? {} : { remove: [...remove] }),
  }
}

/** @param response what a route adds of its own: Istio takes the delegate's headers for all, where it has any */
export function edgeHeaders({ headers }: Edge, response: Change = {}): Pick<Route, 'headers'> {
  const request = change(headers.request)
  const own = { ...change(headers.response), ...response }
  if (request === undefined && Object.keys(own).length === 0) return {}
  return {
    headers: {
      ...(request === undefined ? {} : { request }),
      ...(Object.keys(own).length === 0 ? {} : { response: own }),
    },
  }
}
