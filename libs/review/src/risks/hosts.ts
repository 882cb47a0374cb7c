import { at, isFields, list, memoized, text, texts } from '@slipway/kube'
import { pattern } from '../compare/pattern.ts'
import type { Entity } from '../read/entity.ts'
import { isRoute, type Index } from '../read/trees.ts'
import { rule, type Danger } from './risk.ts'

const reads = pattern('spec.hosts.**|spec.hostnames.**|spec.rules.**|spec.http.**|spec.gateways.**')

/** Hosts that the world reaches through this object: a route for the mesh alone has none. */
export function hostsOf({ kind, value }: Entity): readonly string[] {
  if (kind === 'Ingress') return list(at(value, 'spec', 'rules')).flatMap(({ host }) => text(host) ?? [])
  if (kind === 'HTTPRoute') return texts(at(value, 'spec', 'hostnames'))
  return texts(at(value, 'spec', 'gateways')).some((gateway) => gateway !== 'mesh')
    ? texts(at(value, 'spec', 'hosts'))
    : []
}

interface Answer {
  readonly namespace: string
  /** Whether it takes what nobody else takes. */
  readonly isRoot: boolean
}

const isRootMatch = (match: unknown): boolean =>
  list(match).length === 0 ||
  list(match).some(({ uri, path }) => text(at(uri ?? path, isFields(uri) ? 'prefix' : 'value')) === '/')

/** The namespaces that answer on a route's hosts. The gateway's own answers belong to none. */
function answersOf({ kind, value, namespace }: Entity): readonly Answer[] {
  if (kind === 'Ingress') return [{ namespace, isRoot: true }]
  const routes = list(at(value, 'spec', kind === 'HTTPRoute' ? 'rules' : 'http'))
  return routes.flatMap((route): readonly Answer[] => {
    if (isFields(route.directResponse) || isFields(route.redirect)) return []
    const delegate = text(at(route, 'delegate', 'namespace'))
    return [{ namespace: delegate ?? namespace, isRoot: isRootMatch(route.match ?? route.matches) }]
  })
}

interface Owners {
  readonly all: ReadonlySet<string>
  /** Those that take what nobody else takes: of two, the controller chooses. */
  readonly roots: ReadonlySet<string>
}

/** Who answers on each host of each cluster. */
const ownersIn = memoized((index: Index): ReadonlyMap<string, Owners> => {
  const answers = new Map<string, Answer[]>()
  for (const entity of index.routes) {
    const own = answersOf(entity)
    for (const host of hostsOf(entity)) {
      const key = `${entity.location.cluster}\0${host}`
      const known = answers.get(key) ?? []
      known.push(...own)
      answers.set(key, known)
    }
  }
  return new Map(
    [...answers].map(([key, all]) => [
      key,
      {
        all: new Set(all.map(({ namespace }) => namespace)),
        roots: new Set(all.filter(({ isRoot }) => isRoot).map(({ namespace }) => namespace)),
      },
    ]),
  )
})

/** The place of a route at which its hosts are judged, once for each object. */
const isPlace = ({ entity, change, delta }: Danger): boolean =>
  isRoute(entity) &&
  change.after !== undefined &&
  (delta === undefined ? change.before === undefined : change.deltas.find(({ steps }) => reads(steps)) === delta)

const each = (set: ReadonlySet<string>): readonly string[] => [...set].sort()

/** Who answers on which name. */
export const hostRisks = [
  // No running app changes, so it is not high; but people, cookies and certificates trust each name of a domain.
  rule('host-claim', 'exposure', 'hosts that nobody answered on', (danger) => {
    const { entity, change, trees } = danger
    // Other rules report a host added to an existing route, and every Ingress.
    if (!isPlace(danger) || change.before !== undefined || entity.kind === 'Ingress') return undefined
    const before = ownersIn(trees.before)
    const fresh = hostsOf(entity).filter((host) => !before.has(`${entity.location.cluster}\0${host}`))
    return fresh.length > 0 && ['medium', 'host-claimed', fresh]
  }),
  // Sessions and passwords of the one reach the other with the first request.
  rule('host-claim', 'exposure', 'hosts that somebody else answers on', (danger) => {
    const { entity, trees } = danger
    if (!isPlace(danger)) return undefined
    const [before, after] = [ownersIn(trees.before), ownersIn(trees.after)]
    for (const host of hostsOf(entity)) {
      const key = `${entity.location.cluster}\0${host}`
      const [was, is] = [before.get(key), after.get(key)]
      if (was === undefined || is === undefined) continue
      const gained = new Set([...is.all].filter((one) => !was.all.has(one)))
      const lost = [...was.all].filter((one) => !is.all.has(one))
      const isRootMoved = was.roots.size > 0 && is.roots.size > 0 && each(was.roots).every((one) => !is.roots.has(one))
      if (isRootMoved) return ['high', 'host-owner', { host, from: each(was.roots), to: each(is.roots) }]
      if (lost.length > 0 && gained.size > 0)
        return ['high', 'host-owner', { host, from: each(new Set(lost)), to: each(gained) }]
    }
    return undefined
  }),
]
