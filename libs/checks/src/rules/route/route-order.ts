import { show } from '@slipway/core'
import { at, type Fields, fields, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** `undefined` with other conditions; `name` and the like are none. */
function pathOnly(match: Fields): Fields | undefined {
  const conditions = Object.keys(match).filter((key) => !['name', 'statPrefix'].includes(key))
  return conditions.every((key) => key === 'uri') ? fields(match.uri) : undefined
}

const beginnings = (path: string): readonly string[] =>
  Array.from({ length: path.length + 1 }, (_, i) => path.slice(0, i))

function covered(match: Fields, prefixes: ReadonlySet<string>, exacts: ReadonlySet<string>): string | undefined {
  const exact = text(at(match, 'uri', 'exact'))
  const path = exact ?? text(at(match, 'uri', 'prefix')) ?? ''
  if (exact !== undefined && exacts.has(exact)) return exact
  return beginnings(path).find((p) => prefixes.has(p))
}

export const routeOrder: Rule = {
  code: 'route-order',
  guards: 'no route stands behind one that takes all of its requests: longest path first',
  source:
    'DESIGN 3; https://istio.io/latest/docs/reference/config/networking/virtual-service/#VirtualService (the first rule ' +
    'that fits is used); IST0130',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      const prefixes = new Set<string>()
      const exacts = new Set<string>()
      for (const [i, route] of list(item.spec.http).entries()) {
        const matches = list(route.match)
        const conditions = matches.length === 0 ? [{}] : matches
        for (const [j, match] of conditions.entries()) {
          const by = covered(match, prefixes, exacts)
          if (by === undefined) continue
          const uri = at(match, 'uri')
          const path = uri === undefined ? 'every path' : show(uri)
          const before = by === '' ? 'every path' : `"${by}"`
          report(
            item,
            matches.length === 0 ? `spec.http[${i}]` : `spec.http[${i}].match[${j}]`,
            `a route before the one that takes ${before}`,
            'put the longer path first',
            path,
          )
        }
        // Maintenance: the app's own routes wait behind it.
        if (at(route, 'directResponse', 'status') === 503) continue
        for (const match of conditions) {
          const uri = pathOnly(match)
          if (uri === undefined) continue
          const exact = text(uri.exact)
          if (exact !== undefined) exacts.add(exact)
          else if (uri.regex === undefined) prefixes.add(uri.prefix === '/' ? '' : (text(uri.prefix) ?? ''))
        }
      }
    }
  },
}
