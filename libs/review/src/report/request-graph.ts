import { el, type Markup } from '@slipway/core/markup'
import { fitted } from '@slipway/core/text-width'
import { at, fields, list, number, text, texts } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import type { PathLocation } from '../read/path-location.ts'
import type { Index, Trees } from '../read/trees.ts'

/** From a host, on a condition, to whom, with which share. */
interface Edge {
  readonly from: string
  readonly route: string
  readonly to: string
  /** Percent; `undefined` with one destination. */
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
        service.location.cluster,
        'VirtualService',
        text(at(route, 'delegate', 'namespace')) ?? service.namespace,
        delegate,
      )
      const under = hosts.map((host) => (condition === '' ? host : `${host} ${condition}`))
      // Istio refuses delegates that delegate; a circle would not end.
      if (to !== undefined && depth === 0) return routesOf(to, index, under, 1)
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

/** By VirtualServices of a namespace. */
export function edgesOf(index: Index, cluster: string, namespace: string, app: string): readonly Edge[] {
  const own = index.kind(cluster, 'VirtualService', namespace)
  const shared = namespace === 'platform' ? [] : index.kind(cluster, 'VirtualService', 'platform')
  const edges = [...shared, ...own].flatMap((service) => {
    const hosts = texts(at(service.value, 'spec', 'hosts')).map(hostName)
    // Only reached by delegation.
    return hosts.length === 0 ? [] : routesOf(service, index, hosts, 0)
  })
  const mine = new Set([app, `${app}-stable`, `${app}-canary`])
  return edges.filter(({ to }) => mine.has(to.split(/[. ]/)[0] ?? ''))
}

const rowHeight = 34
const columns = [8, 208, 438] as const
const boxWidth = 170

/** Below each other. A name's part before a NUL only tells it from others. */
function column(names: readonly string[], x: number, rows: number, kind: string) {
  const y = new Map<string, number>()
  const boxes = names.map((name, i) => {
    const top = 8 + ((rows - names.length) / 2 + i) * rowHeight
    y.set(name, top + 12)
    const shown = name.slice(name.indexOf('\0') + 1)
    return el(
      'g',
      {},
      el('title', {}, shown),
      el('rect', { class: kind, x, y: top, width: boxWidth, height: 24, rx: 5 }),
      el('text', { x: x + 8, y: top + 16 }, fitted(shown, boxWidth - 16, 12)),
    )
  })
  return { boxes, at: (name: string) => y.get(name) ?? 0 }
}

const line = (x1: number, y1: number, x2: number, y2: number, kind: string): Markup =>
  el('path', { class: kind, d: `M${x1} ${y1} C${x1 + 20} ${y1} ${x2 - 20} ${y2} ${x2} ${y2}` })

/** SVG; marks what the other side lacks. */
export function drawGraph(edges: readonly Edge[], other: readonly Edge[], mark: 'gone' | 'new', label: string): Markup {
  const routeOf = ({ from, route }: Edge): string => `${from}\0${route}`
  const unique = (of: (edge: Edge) => string) => [...new Set(edges.map(of))]
  const [from, via, to] = [unique((edge) => edge.from), unique(routeOf), unique((edge) => edge.to)]
  const rows = Math.max(from.length, via.length, to.length, 1)
  const hosts = column(from, columns[0], rows, 'host')
  const routes = column(via, columns[1], rows, 'route')
  const services = column(to, columns[2], rows, 'service')
  const known = new Set(other.map((edge) => JSON.stringify(edge)))
  const nth = new Map<string, number>()
  const lines = edges.map((edge) => {
    const isKnown = known.has(JSON.stringify(edge))
    const state = isKnown ? 'same' : mark
    const route = routeOf(edge)
    const y = routes.at(route)
    // At the destination several would lie on each other.
    const k = nth.get(route) ?? 0
    nth.set(route, k + 1)
    return [
      line(columns[0] + boxWidth, hosts.at(edge.from), columns[1], y, state),
      line(columns[1] + boxWidth, y, columns[2], services.at(edge.to), edge.weight === 0 ? 'idle' : state),
      edge.weight === undefined
        ? undefined
        : el(
            'text',
            { class: isKnown ? 'share' : `share ${mark}`, x: columns[1] + boxWidth + 5, y: y - 3 + k * 12 },
            `${edge.weight} %`,
          ),
    ]
  })
  return el(
    'svg',
    { viewBox: `0 0 ${columns[2] + boxWidth + 8} ${rows * rowHeight + 8}`, role: 'img', 'aria-label': label },
    lines,
    hosts.boxes,
    routes.boxes,
    services.boxes,
    edges.length === 0 ? el('text', { x: 8, y: 24 }, 'no routes') : undefined,
  )
}

interface GraphPair {
  readonly app: string
  readonly cluster: string
  readonly before: Markup
  readonly after: Markup
  readonly differs: boolean
}

/** The graphs of some apps, those that differ first. */
export function graphsOf(trees: Trees, apps: Iterable<PathLocation>, most: number): readonly GraphPair[] {
  return [...apps]
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
