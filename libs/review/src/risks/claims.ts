import { at, isFields, list, memoized, number, text, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import type { Entity } from '../read/entity.ts'
import { isRoute, isScaler, targetOf, type Index } from '../read/trees.ts'
import { guardedBy } from './budget.ts'
import { hostsOf } from './hosts.ts'
import type { RiskLevel } from './level.ts'
import { gatewaysOf } from './route-gateways.ts'
import { rule, type ClaimKind, type Danger, type Found } from './risk.ts'

/** Claims that no two objects of a cluster may share, and their level. */
const levels: Readonly<Record<ClaimKind, RiskLevel>> = {
  'node-port': 'high',
  scaler: 'high',
  route: 'medium',
  secret: 'medium',
  budget: 'medium',
}

interface Claim {
  readonly kind: ClaimKind
  /** Equal for the same thing. */
  readonly key: string
  /** As people call it. */
  readonly what: string
}

const claim = (kind: ClaimKind, what: string, ...place: readonly string[]): Claim => ({
  kind,
  key: [kind, ...place, what].join('\0'),
  what,
})

const nodePorts = ({ value }: Entity): readonly Claim[] =>
  list(at(value, 'spec', 'ports')).flatMap(({ nodePort }) => {
    const port = number(nodePort)
    return port === undefined ? [] : [claim('node-port', `${port}`)]
  })

/** Each alternative of a route; none, and the prefix `/`, take everything. */
function matchesOf(route: Fields): readonly string[] {
  const all = list(route.match ?? route.matches).map(({ name: _, ...match }) => match)
  if (all.length === 0) return ['/']
  return all.map((match) => {
    const path = match['uri'] ?? match['path']
    const prefix = text(at(path, 'prefix')) ?? (at(path, 'type') === 'PathPrefix' ? text(at(path, 'value')) : undefined)
    const isAlone = Object.keys(match).length <= 1
    return isAlone && (path === undefined || prefix !== undefined) ? (prefix ?? '/') : canonical(match)
  })
}

/** Routes of one object, at most: a hostile file may have more. */
const mostRoutes = 10_000

/** The gateways through which the world reaches a route. */
const worldGateways = (entity: Entity): readonly string[] => gatewaysOf(entity).filter((gateway) => gateway !== 'mesh')

function ingressRoutes({ value }: Entity): readonly Claim[] {
  const annotations = at(value, 'metadata', 'annotations')
  // ingress-nginx wants the same host and path of a canary.
  if (text(at(annotations, 'nginx.ingress.kubernetes.io/canary')) === 'true') return []
  const byClass = text(at(annotations, 'kubernetes.io/ingress.class'))
  const ingressClass = text(at(value, 'spec', 'ingressClassName')) ?? byClass ?? ''
  return list(at(value, 'spec', 'rules')).flatMap(({ host, http }) =>
    list(at(http, 'paths')).map(({ path, pathType }) =>
      claim('route', `${text(host) ?? '*'}${text(path) ?? '/'}`, ingressClass, text(pathType) ?? ''),
    ),
  )
}

function routes(entity: Entity): readonly Claim[] {
  if (entity.kind === 'Ingress') return ingressRoutes(entity)
  const hosts = hostsOf(entity)
  const matches = list(at(entity.value, 'spec', entity.kind === 'HTTPRoute' ? 'rules' : 'http')).flatMap(matchesOf)
  const found: Claim[] = []
  for (const gateway of worldGateways(entity))
    for (const host of hosts)
      for (const match of matches) {
        if (found.length === mostRoutes) return found
        found.push(claim('route', `${host}${match}`, gateway))
      }
  return found
}

/** The Secret that a controller makes for this object, and keeps as it says. */
function madeSecret({ kind, value, name, namespace }: Entity): readonly Claim[] {
  if (kind === 'SealedSecret') return [claim('secret', name, namespace)]
  if (kind === 'Certificate') {
    const made = text(at(value, 'spec', 'secretName')) ?? ''
    return made === '' ? [] : [claim('secret', made, namespace)]
  }
  const target = at(value, 'spec', 'target')
  const isOwner = ['Owner', undefined].includes(text(at(target, 'creationPolicy')))
  return isOwner ? [claim('secret', text(at(target, 'name')) ?? name, namespace)] : []
}

function scaled(entity: Entity): readonly Claim[] {
  // KEDA takes the HPA that is named over, which stays in no tree.
  if (text(at(entity.value, 'metadata', 'annotations', 'scaledobject.keda.sh/transfer-hpa-ownership')) === 'true')
    return []
  const [kind, name] = targetOf(entity)
  return name === '' ? [] : [claim('scaler', `${kind} ${name}`, entity.namespace)]
}

/**
 * The eviction API refuses pods of two budgets; where their workload is in no tree, equal selectors are known to
 * overlap.
 */
function budgets(budget: Entity, index: Index): readonly Claim[] {
  const selector = at(budget.value, 'spec', 'selector')
  if (!isFields(selector)) return []
  const guarded = guardedBy(budget, index).map(({ kind, name }) => claim('budget', `${kind} ${name}`, budget.namespace))
  return guarded.length > 0 ? guarded : [claim('budget', canonical(selector), budget.namespace)]
}

function claimsOf(entity: Entity, index: Index): readonly Claim[] {
  if (isRoute(entity)) return routes(entity)
  if (isScaler(entity)) return scaled(entity)
  switch (entity.kind) {
    case 'Service':
      return nodePorts(entity)
    case 'ExternalSecret':
    case 'SealedSecret':
    case 'Certificate':
      return madeSecret(entity)
    case 'PodDisruptionBudget':
      return budgets(entity, index)
    default:
      return []
  }
}

/** A folder for which nobody names a cluster counts as a cluster of its own. */
const placed = ({ location }: Entity, { key }: Claim): string =>
  `${location.cluster}\0${location.cluster === '' ? location.folder : ''}\0${key}`

const claimants = memoized((index: Index): ReadonlyMap<string, readonly Entity[]> => {
  const found = new Map<string, Entity[]>()
  for (const entity of index.all)
    for (const key of new Set(claimsOf(entity, index).map((one) => placed(entity, one)))) {
      const known = found.get(key)
      if (known === undefined) found.set(key, [entity])
      else known.push(entity)
    }
  return found
})

/** Once for each object. */
const isPlace = ({ change, delta }: Danger): boolean =>
  delta === undefined ? change.before === undefined || change.renamed : !change.renamed && change.deltas[0] === delta

/** A new claim of this object that another has, too. */
function claimedTwice(danger: Danger): Found | undefined {
  const { change, trees } = danger
  const { before, after } = change
  if (after === undefined || !isPlace(danger)) return undefined
  const had = new Set(before === undefined ? [] : claimsOf(before, trees.before).map((one) => placed(before, one)))
  for (const one of claimsOf(after, trees.after)) {
    const key = placed(after, one)
    const other = (claimants(trees.after).get(key) ?? []).find(
      (rival) => rival.key !== after.key && !trees.after.areTwins(after, rival),
    )
    if (other === undefined) continue
    const isOld = had.has(key) && (claimants(trees.before).get(key) ?? []).some(({ key: own }) => own === other.key)
    if (isOld) continue
    const level = one.kind === 'route' && other.namespace !== after.namespace ? 'high' : levels[one.kind]
    const by = `${other.kind} ${[other.namespace, other.name].filter((word) => word !== '').join('/')}`
    return [level, 'claimed-twice', { claim: one.kind, what: one.what, by }]
  }
  return undefined
}

export const claimRisks = [rule('claimed-twice', 'outage', 'what only one object may have', claimedTwice)]
