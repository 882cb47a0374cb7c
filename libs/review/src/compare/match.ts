import { canonical, diff, type Delta } from './diff.ts'
import type { Entity } from '../changes/entity.ts'

/** An object before and after; one side is missing for what came or went. */
export interface Change {
  readonly before: Entity | undefined
  readonly after: Entity | undefined
  /** It has another name now, and is otherwise much the same. */
  readonly renamed: boolean
  /** It stands in another file now. */
  readonly moved: boolean
  /** What differs, but for what a rename says itself. */
  readonly deltas: readonly Delta[]
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const all = map.get(key)
  if (all === undefined) map.set(key, [value])
  else all.push(value)
}

/** `catalog-config-957d91a7` -> `catalog-config`: a name without the hash of its content (ours, kustomize's, Helm's habit). */
export const unhashed = (name: string): string => name.replace(/-(?=[0-9a-z]*[0-9])[0-9a-z]{8,10}$/, '')

/** The texts of an object's leaves, each with its path; the name is left out, since it is what differs. */
function leaves(entity: Entity): Set<string> {
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

/** How much two objects share, 0 to 1 (Jaccard). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const leaf of a) if (b.has(leaf)) shared++
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

/** Two objects of other names are one renamed from here on; below it, one went and another came. */
const alike = 0.8
/** More candidates of a kind than this are not compared each with each. */
const mostCandidates = 120

interface Open {
  readonly gone: Entity[]
  readonly came: Entity[]
}

/** Pairs what has the same text for a question; only where exactly one of each side has it. */
function pairBy(open: Open, ask: (entity: Entity) => string, take: (before: Entity, after: Entity) => void): void {
  const [gone, came] = [new Map<string, Entity[]>(), new Map<string, Entity[]>()]
  for (const entity of open.gone) push(gone, ask(entity), entity)
  for (const entity of open.came) push(came, ask(entity), entity)
  for (const [answer, [before, ...more]] of gone) {
    const [after, ...others] = came.get(answer) ?? []
    if (before !== undefined && after !== undefined && more.length === 0 && others.length === 0) take(before, after)
  }
}

function renames({ gone, came }: Open, take: (before: Entity, after: Entity) => void): void {
  const open: Open = { gone: [...gone], came: [...came] }
  const settle = (before: Entity, after: Entity) => {
    open.gone.splice(open.gone.indexOf(before), 1)
    open.came.splice(open.came.indexOf(after), 1)
    take(before, after)
  }
  pairBy(open, (e) => (unhashed(e.name) === e.name ? `\0${e.name}` : unhashed(e.name)), settle)
  if (open.gone.length === 0 || open.came.length === 0) return
  if (open.gone.length > mostCandidates || open.came.length > mostCandidates) {
    pairBy(open, (e) => [...leaves(e)].sort().join('\n'), settle)
    return
  }
  const [before, after] = [open.gone.map(leaves), open.came.map(leaves)]
  const scores = open.gone
    .flatMap((a, i) =>
      open.came.map((b, j) => ({ a, b, score: likeness(before[i] as Set<string>, after[j] as Set<string>) })),
    )
    .filter(({ score }) => score >= alike)
    .sort((x, y) => y.score - x.score)
  for (const { a, b } of scores) if (open.gone.includes(a) && open.came.includes(b)) settle(a, b)
}

/**
 * Pairs the objects of two trees: by group, kind, namespace and name (in an estate also by cluster), in the same file first; then by what
 * looks
 * like a rename. Every object is in one change; those that are equal and stand where they stood are left out.
 */
export function match(before: readonly Entity[], after: readonly Entity[]): readonly Change[] {
  const changes: Change[] = []
  const pair = (a: Entity, b: Entity, renamed: boolean): void => {
    const all = diff(b.kind === '' ? a.kind : b.kind, a.value, b.value)
    const deltas = renamed
      ? all.filter(({ steps }) => !(steps.length === 2 && steps[0] === 'metadata' && steps[1] === 'name'))
      : all
    const moved = a.path !== b.path
    if (deltas.length > 0 || renamed || moved) changes.push({ before: a, after: b, renamed, moved, deltas })
  }
  const keyed = new Map<string, Entity[]>()
  for (const entity of after) push(keyed, entity.key, entity)
  const gone: Entity[] = []
  const waiting: Entity[] = []
  for (const a of before) {
    const candidates = keyed.get(a.key)
    const i = candidates?.findIndex((b) => b.path === a.path) ?? -1
    if (candidates === undefined || i < 0) waiting.push(a)
    else pair(a, candidates.splice(i, 1)[0] as Entity, false)
  }
  for (const a of waiting) {
    const b = keyed.get(a.key)?.shift()
    if (b === undefined) gone.push(a)
    else pair(a, b, false)
  }
  const open = new Map<string, Open>()
  const group = (e: Entity): Open => {
    const key = `${e.place.cluster}\0${e.group}/${e.kind}\0${e.namespace}`
    const known = open.get(key)
    if (known !== undefined) return known
    const made: Open = { gone: [], came: [] }
    open.set(key, made)
    return made
  }
  for (const entity of gone) group(entity).gone.push(entity)
  for (const rest of keyed.values()) for (const entity of rest) group(entity).came.push(entity)
  for (const one of open.values()) {
    const paired = new Set<Entity>()
    renames(one, (a, b) => {
      paired.add(a).add(b)
      pair(a, b, true)
    })
    for (const a of one.gone)
      if (!paired.has(a)) changes.push({ before: a, after: undefined, renamed: false, moved: false, deltas: [] })
    for (const b of one.came)
      if (!paired.has(b)) changes.push({ before: undefined, after: b, renamed: false, moved: false, deltas: [] })
  }
  return changes.sort((x, y) => compare(at(x), at(y)))
}

const at = ({ before, after }: Change): string => {
  const entity = (after ?? before) as Entity
  return `${entity.path}\0${entity.key}`
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
