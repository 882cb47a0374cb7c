import { canonical, diff, type Delta } from './diff.ts'
import type { Entity } from '../read/entity.ts'

/** One side is missing for what was added or removed. */
export interface Change {
  readonly before: Entity | undefined
  readonly after: Entity | undefined
  /** And otherwise much the same. */
  readonly renamed: boolean
  /** To another file. */
  readonly moved: boolean
  /** Without what a rename says. */
  readonly deltas: readonly Delta[]
}

export const entityOf = ({ before, after }: Pick<Change, 'before' | 'after'>): Entity => (after ?? before) as Entity

/** `catalog-config-957d91a7` -> `catalog-config`: content hashes (ours, kustomize's, Helm's habit). */
export const unhashed = (name: string): string => name.replace(/-(?=[0-9a-z]*[0-9])[0-9a-z]{8,10}$/, '')

/** All values of an object with their paths, without its name. */
export function leavesOf(entity: Entity): Set<string> {
  const found = new Set<string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        walk(inner, Array.isArray(value) ? `${path}[]` : `${path}.${key}`)
    else if (path !== '.metadata.name') found.add(`${path}=${canonical(value).replaceAll(entity.name, '\0')}`)
  }
  walk(entity.value, '')
  return found
}

/** 0 to 1 (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const leaf of a) if (b.has(leaf)) shared++
  return shared / (a.size + b.size - shared)
}

/** From here on, a rename. */
const alike = 0.8
/** Of a kind: more are not compared each with each. */
const mostCandidates = 120

type Take = (before: Entity, after: Entity) => void

/** Of one kind, without a twin. */
interface Unpaired {
  readonly removed: Set<Entity>
  readonly added: Set<Entity>
}

/** Pairs two objects if exactly one on each side has the key. */
function pairBy({ removed, added }: Unpaired, keyOf: (entity: Entity) => string, take: Take): void {
  const [old, now] = [Map.groupBy(removed, keyOf), Map.groupBy(added, keyOf)]
  for (const [key, [before, ...more]] of old) {
    const [after, ...others] = now.get(key) ?? []
    if (before !== undefined && after !== undefined && more.length + others.length === 0) take(before, after)
  }
}

/** Objects that stay unpaired were removed or added. */
function renames(unpaired: Unpaired, take: Take): void {
  const { removed, added } = unpaired
  const settle: Take = (before, after) => {
    removed.delete(before)
    added.delete(after)
    take(before, after)
  }
  pairBy(unpaired, ({ name }) => (unhashed(name) === name ? `\0${name}` : unhashed(name)), settle)
  if (removed.size === 0 || added.size === 0) return
  if (removed.size > mostCandidates || added.size > mostCandidates)
    return pairBy(unpaired, (entity) => [...leavesOf(entity)].sort().join('\n'), settle)
  const candidates = [...added].map((after) => ({ after, leaves: leavesOf(after) }))
  const scores = [...removed]
    .flatMap((before) => {
      const own = leavesOf(before)
      return candidates.map(({ after, leaves }) => ({ before, after, score: likeness(own, leaves) }))
    })
    .filter(({ score }) => score >= alike)
    .sort((x, y) => y.score - x.score)
  for (const { before, after } of scores) if (removed.has(before) && added.has(after)) settle(before, after)
}

const orderOf = (change: Change): string => `${entityOf(change).path}\0${entityOf(change).key}`

/**
 * By group, kind, namespace and name (and cluster, in an estate), in the same file first; then by likeness. Every
 * object is in one change; unchanged ones are left out.
 */
export function match(before: readonly Entity[], after: readonly Entity[]): readonly Change[] {
  const changes: Change[] = []
  const alone = { renamed: false, moved: false, deltas: [] }
  const pair = (a: Entity, b: Entity, renamed: boolean): void => {
    const all = diff(b.kind === '' ? a.kind : b.kind, a.value, b.value)
    const deltas = renamed ? all.filter(({ steps }) => steps.length !== 2 || steps.join('.') !== 'metadata.name') : all
    const moved = a.path !== b.path
    if (deltas.length > 0 || renamed || moved) changes.push({ before: a, after: b, renamed, moved, deltas })
  }
  const keyed = Map.groupBy(after, ({ key }) => key)
  const inOneFile = new Set<Entity>()
  for (const a of before) {
    const candidates = keyed.get(a.key) ?? []
    const i = candidates.findIndex((b) => b.path === a.path)
    if (i < 0) continue
    pair(a, candidates.splice(i, 1)[0] as Entity, false)
    inOneFile.add(a)
  }
  const removed = before.filter((a) => {
    const b = inOneFile.has(a) ? undefined : keyed.get(a.key)?.shift()
    if (b !== undefined) pair(a, b, false)
    return b === undefined && !inOneFile.has(a)
  })
  const kindOf = (e: Entity): string => `${e.location.cluster}\0${e.group}/${e.kind}\0${e.namespace}`
  const [old, now] = [Map.groupBy(removed, kindOf), Map.groupBy([...keyed.values()].flat(), kindOf)]
  for (const kind of new Set([...old.keys(), ...now.keys()])) {
    const unpaired = { removed: new Set(old.get(kind)), added: new Set(now.get(kind)) }
    renames(unpaired, (a, b) => pair(a, b, true))
    for (const a of unpaired.removed) changes.push({ before: a, after: undefined, ...alone })
    for (const b of unpaired.added) changes.push({ before: undefined, after: b, ...alone })
  }
  return changes
    .map((change) => [orderOf(change), change] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, change]) => change)
}
