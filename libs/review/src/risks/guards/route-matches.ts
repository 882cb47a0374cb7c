import { at, isFields, list, text, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import type { RiskLevel } from '../level.ts'

/** `prefix=/api`: how Istio and the Gateway API say which requests a route takes. */
function conditions(match: Fields): Opening {
  const { uri, path, name: _, ...rest } = match
  const [type = 'prefix', word = '/'] = isFields(uri)
    ? (Object.entries(uri)[0] ?? [])
    : [text(at(path, 'type'))?.replace('PathPrefix', 'Prefix').toLowerCase(), text(at(path, 'value'))]
  return [
    type === 'prefix' && word === '/' ? '*' : `${type}=${String(word)}`,
    Object.keys(rest).length === 0 ? '*' : canonical(rest),
  ]
}
const matchesOf = (match: unknown): readonly Opening[] =>
  list(match).length === 0 ? [['*', '*']] : list(match).map(conditions)
export const routesOf = ({ value }: Entity): readonly Opening[] => [
  ...list(at(value, 'spec', 'http')).flatMap(({ match, name }) =>
    matchesOf(match).map((one) => [...one, text(name) ?? '']),
  ),
  ...list(at(value, 'spec', 'rules')).flatMap(({ matches, name }) =>
    matchesOf(matches).map((one) => [...one, text(name) ?? '']),
  ),
]
/** A new route takes the requests that it is for; a changed one takes requests of others. */
export const byRoute = (now: readonly Opening[], before: readonly Opening[]): RiskLevel =>
  now.some(([, , name]) => before.some(([, , old]) => old === name)) ? 'medium' : 'low'
/** Routes of a VirtualService to which no request comes, since one before them takes all. */
export function starved({ value }: Entity): readonly Opening[] {
  const routes = list(at(value, 'spec', 'http'))
  const first = routes.findIndex(({ match }) => matchesOf(match).some((one) => one.every((part) => part === '*')))
  return first < 0
    ? []
    : routes
        .slice(first + 1)
        .map(({ name, route }, i) => [
          text(name) ?? text(at(list(route)[0], 'destination', 'host')) ?? `${first + 1 + i}`,
        ])
}
