import { at, fields, list, number, text, texts } from '@slipway/kube'
import type { Entity } from './entity.ts'
import type { Index, Trees } from './trees.ts'

/** Requests that a route sends on: from a host, under what condition, to whom, with which share. */
export interface Edge {
  readonly from: string
  readonly route: string
  readonly to: string
  /** Percent; nothing where there is one destination. */
  readonly weight: number | undefined
}

const hostName = (host: string): string => host.replace(/\.svc\.cluster\.local$/, '')

function matchText(route: unknown): string {
  const words = list(at(route, 'match')).map((match) =>
    Object.entries(match)
      .map(([key, value]) => {
        const inner = fields(value)
        const said = inner.prefix ?? inner.exact ?? inner.regex
        if (said !== undefined) return `${key === 'uri' ? '' : `${key} `}${String(said)}`
        return `${key} ${Object.keys(inner).join(', ')}`
      })
      .join(' and '),
  )
  return words.join(' or ')
}

function routesOf(service: Entity, index: Index, hosts: readonly string[], depth: number): Edge[] {
  return list(at(service.value, 'spec', 'http')).flatMap((route, i) => {
    const condition = matchText(route)
    const name = [text(route.name) ?? `route ${i + 1}`, condition].filter((word) => word !== '').join(': ')
    const delegate = text(at(route, 'delegate', 'name'))
    if (delegate !== undefined) {
      const to = index.find(
        service.place.cluster,
        'VirtualService',
        text(at(route, 'delegate', 'namespace')) ?? service.namespace,
        delegate,
      )
      // A delegate that delegates is refused by Istio; a circle would not end.
      if (to !== undefined && depth === 0)
        return routesOf(
          to,
          index,
          hosts.map((host) => `${host}${condition === '' ? '' : ` ${condition}`}`),
          1,
        )
    }
    return hosts.flatMap((from) =>
      list(at(route, 'route')).map((one): Edge => {
        const subset = text(at(one, 'destination', 'subset'))
        return {
          from,
          route: name,
          to: `${hostName(text(at(one, 'destination', 'host')) ?? delegate ?? '?')}${subset === undefined ? '' : ` (${subset})`}`,
          weight: number(one.weight),
        }
      }),
    )
  })
}

/** Who is sent where, by the VirtualServices of a namespace that lead to an app. */
export function edgesOf(index: Index, cluster: string, namespace: string, app: string): readonly Edge[] {
  const own = index.kind(cluster, 'VirtualService', namespace)
  const shared = namespace === 'platform' ? [] : index.kind(cluster, 'VirtualService', 'platform')
  const edges = [...shared, ...own].flatMap((service) => {
    const hosts = texts(at(service.value, 'spec', 'hosts')).map(hostName)
    // One without hosts is only reached through another that delegates to it.
    return hosts.length === 0 ? [] : routesOf(service, index, hosts, 0)
  })
  const mine = new Set([app, `${app}-stable`, `${app}-canary`])
  return edges.filter(({ to }) => mine.has(to.split(/[. ]/)[0] ?? ''))
}

const escape = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const cut = (value: string, most: number): string => (value.length > most ? `${value.slice(0, most - 1)}…` : value)

const rowHeight = 34
const columns = [8, 208, 438] as const
const boxWidth = 170

/** Boxes below each other. What stands before a NUL in a name only tells it from others. */
function column(
  names: readonly string[],
  x: number,
  rows: number,
  kind: string,
): { readonly svg: string; readonly y: ReadonlyMap<string, number> } {
  const y = new Map<string, number>()
  const svg = names.map((name, i) => {
    const top = 8 + ((rows - names.length) / 2 + i) * rowHeight
    y.set(name, top + 12)
    const shown = name.slice(name.indexOf('\0') + 1)
    return `<g><title>${escape(shown)}</title><rect class="${kind}" x="${x}" y="${top}" width="${boxWidth}" height="24" rx="5"/><text x="${x + 8}" y="${top + 16}">${escape(cut(shown, 25))}</text></g>`
  })
  return { svg: svg.join(''), y }
}

/** The request graph of an app as SVG: hosts, routes, destinations. What the other side does not have is marked. */
export function drawGraph(edges: readonly Edge[], other: readonly Edge[], mark: 'gone' | 'new', label: string): string {
  const unique = (values: readonly string[]): string[] => [...new Set(values)]
  const [from, routes, to] = [
    unique(edges.map((e) => e.from)),
    unique(edges.map((e) => `${e.from}\0${e.route}`)),
    unique(edges.map((e) => e.to)),
  ]
  const rows = Math.max(from.length, routes.length, to.length, 1)
  const known = new Set(other.map((edge) => JSON.stringify(edge)))
  const a = column(from, columns[0], rows, 'host')
  const b = column(routes, columns[1], rows, 'route')
  const c = column(to, columns[2], rows, 'service')
  const line = (x1: number, y1: number, x2: number, y2: number, kind: string) =>
    `<path class="${kind}" d="M${x1} ${y1} C${x1 + 20} ${y1} ${x2 - 20} ${y2} ${x2} ${y2}"/>`
  const nth = new Map<string, number>()
  const lines = edges.map((edge) => {
    const route = `${edge.from}\0${edge.route}`
    const kind = edge.weight === 0 ? 'idle' : known.has(JSON.stringify(edge)) ? 'same' : mark
    const [y1, y2, y3] = [a.y.get(edge.from) ?? 0, b.y.get(route) ?? 0, c.y.get(edge.to) ?? 0]
    const changed = known.has(JSON.stringify(edge)) ? '' : ` ${mark}`
    // Beside the route, one below the other: at the destination those of several routes would lie on each other.
    const k = nth.get(route) ?? 0
    nth.set(route, k + 1)
    const share =
      edge.weight === undefined
        ? ''
        : `<text class="share${changed}" x="${columns[1] + boxWidth + 5}" y="${y2 - 3 + k * 12}">${edge.weight} %</text>`
    return `${line(columns[0] + boxWidth, y1, columns[1], y2, known.has(JSON.stringify(edge)) ? 'same' : mark)}${line(columns[1] + boxWidth, y2, columns[2], y3, kind)}${share}`
  })
  const empty = edges.length === 0 ? `<text x="8" y="24">no routes</text>` : ''
  const width = columns[2] + boxWidth + 8
  return `<svg viewBox="0 0 ${width} ${rows * rowHeight + 8}" role="img" aria-label="${escape(label)}">${lines.join('')}${a.svg}${b.svg}${c.svg}${empty}</svg>`
}

export interface GraphPair {
  readonly app: string
  readonly cluster: string
  readonly before: string
  readonly after: string
  readonly differs: boolean
}

/** Graphs of apps, before and after; those whose routes differ first. */
export function graphsOf(
  trees: Trees,
  apps: readonly { readonly cluster: string; readonly team: string; readonly app: string }[],
  most: number,
): readonly GraphPair[] {
  return apps
    .flatMap(({ cluster, team, app }) => {
      const [before, after] = [edgesOf(trees.before, cluster, team, app), edgesOf(trees.after, cluster, team, app)]
      if (before.length + after.length === 0) return []
      return [{ cluster, app, before, after, differs: JSON.stringify(before) !== JSON.stringify(after) }]
    })
    .sort((x, y) => Number(y.differs) - Number(x.differs))
    .slice(0, most)
    .map(({ before, after, app, cluster, differs }) => ({
      app,
      cluster,
      differs,
      before: drawGraph(before, after, 'gone', `requests to ${app} in ${cluster} before`),
      after: drawGraph(after, before, 'new', `requests to ${app} in ${cluster} after`),
    }))
}
