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

/** A path that a route takes: itself alone, or all that begins with it. */
interface Taken {
  readonly path: string
  readonly exact: boolean
}

interface Answer {
  readonly namespace: string
  /** Whether it takes what nobody else takes. */
  readonly isRoot: boolean
  readonly taken: readonly Taken[]
}

const isRootMatch = (match: unknown): boolean =>
  list(match).length === 0 ||
  list(match).some(({ uri, path }) => text(at(uri ?? path, isFields(uri) ? 'prefix' : 'value')) === '/')

/** Ingresses and HTTPRoutes compare whole parts: `/shop` takes `/shop/a`, and leaves `/shopping` to others. */
function takenByParts(path: string): readonly Taken[] {
  const whole = path.endsWith('/') ? path.slice(0, -1) : path
  const inside = { path: `${whole}/`, exact: false }
  return whole === '' ? [inside] : [{ path: whole, exact: true }, inside]
}

/** Patterns say no path that could be compared. */
function takenBy(match: unknown): readonly Taken[] {
  const all = list(match)
  if (all.length === 0) return [{ path: '/', exact: false }]
  return all.flatMap(({ uri, path, pathType }): readonly Taken[] => {
    if (typeof path === 'string')
      return pathType === 'Prefix' ? takenByParts(path) : [{ path, exact: pathType === 'Exact' }]
    if (isFields(path)) {
      const { type = 'PathPrefix', value = '/' } = path
      if (typeof value !== 'string' || type === 'RegularExpression') return []
      return type === 'Exact' ? [{ path: value, exact: true }] : takenByParts(value)
    }
    const exact = text(at(uri, 'exact'))
    const said = exact ?? text(at(uri, 'prefix'))
    return said === undefined ? [] : [{ path: said, exact: exact !== undefined }]
  })
}

/** The namespaces that answer on one of a route's hosts. The gateway's own answers belong to none. */
function answersOf({ kind, value, namespace }: Entity, host: string): readonly Answer[] {
  if (kind === 'Ingress') {
    const paths = list(at(value, 'spec', 'rules'))
      .filter((rule) => rule.host === host)
      .flatMap(({ http }) => list(at(http, 'paths')))
    return [{ namespace, isRoot: true, taken: takenBy(paths) }]
  }
  const routes = list(at(value, 'spec', kind === 'HTTPRoute' ? 'rules' : 'http'))
  return routes.flatMap((route): readonly Answer[] => {
    if (isFields(route.directResponse) || isFields(route.redirect)) return []
    const delegate = text(at(route, 'delegate', 'namespace'))
    const match = route.match ?? route.matches
    return [{ namespace: delegate ?? namespace, isRoot: isRootMatch(match), taken: takenBy(match) }]
  })
}

interface Owners {
  readonly all: ReadonlySet<string>
  /** Those that take what nobody else takes: of two, the controller chooses. */
  readonly roots: ReadonlySet<string>
  /** Whose each path is. */
  readonly exact: Paths
  readonly prefix: Paths
}
type Paths = ReadonlyMap<string, ReadonlySet<string>>

const byPath = (all: readonly Answer[], isExact: boolean): Paths => {
  const paths = new Map<string, Set<string>>()
  for (const { namespace, taken } of all)
    for (const { path, exact } of taken)
      if (exact === isExact) paths.set(path, (paths.get(path) ?? new Set()).add(namespace))
  return paths
}

const nobody: ReadonlySet<string> = new Set()
/** Who gets the requests to a path: the longest that takes it. */
function answerers({ exact, prefix }: Owners, path: string): ReadonlySet<string> {
  const own = exact.get(path)
  if (own !== undefined) return own
  for (let end = path.length; end > 0; end -= 1) {
    const found = prefix.get(path.slice(0, end))
    if (found !== undefined) return found
  }
  return nobody
}

interface NewAnswer {
  readonly path: string
  readonly from: ReadonlySet<string>
  readonly to: ReadonlySet<string>
}

/**
 * Paths that others answer than before; where two take the same one, that is another rule's (claims). Once for a host,
 * which thousands of routes may share.
 */
const newAnswers = memoized((was: Owners) =>
  memoized((is: Owners): readonly NewAnswer[] =>
    [...is.exact, ...is.prefix].flatMap(([path, to]) => {
      const from = answerers(was, path)
      const isSaid = path.length > 1 && path.endsWith('/') && is.exact.has(path.slice(0, -1))
      return isSaid || [...to].some((one) => from.has(one)) ? [] : [{ path, from, to }]
    }),
  ),
)

/** Who answers on each host of each cluster. */
const ownersIn = memoized((index: Index): ReadonlyMap<string, Owners> => {
  const answers = new Map<string, Answer[]>()
  for (const entity of index.routes) {
    for (const host of hostsOf(entity)) {
      const key = `${entity.location.cluster}\0${host}`
      const known = answers.get(key) ?? []
      known.push(...answersOf(entity, host))
      answers.set(key, known)
    }
  }
  return new Map(
    [...answers].map(([key, all]) => [
      key,
      {
        all: new Set(all.map(({ namespace }) => namespace)),
        roots: new Set(all.filter(({ isRoot }) => isRoot).map(({ namespace }) => namespace)),
        exact: byPath(all, true),
        prefix: byPath(all, false),
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
const together = (all: readonly NewAnswer[]) => ({
  paths: all.map(({ path }) => path),
  from: each(new Set(all.flatMap(({ from }) => [...from]))),
  to: each(new Set(all.flatMap(({ to }) => [...to]))),
})

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
      const answers = newAnswers(was)(is)
      const moved = answers.filter(({ from }) => from.size > 0)
      if (moved.length > 0) return ['high', 'path-owner', { host, ...together(moved) }]
      const shared = answers.filter(({ to }) => each(to).every((one) => !was.all.has(one)))
      if (was.all.size > 0 && shared.length > 0)
        return ['medium', 'host-shared', { host, ...together(shared), from: each(was.all) }]
    }
    return undefined
  }),
]
