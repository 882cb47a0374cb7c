import { groupOf, knownKinds } from '@slipway/kube'
import type { Entity } from './entity.ts'

/** The names, and the ends of groups, that stand in a list of kinds; each list is taken apart once. */
const lists = new Map<string, { readonly names: ReadonlySet<string>; readonly groups: readonly string[] }>()
function listOf(kinds: string) {
  const known = lists.get(kinds)
  if (known !== undefined) return known
  const words = kinds.split(' ')
  const list = {
    names: new Set(words.filter((word) => !word.startsWith('*.'))),
    groups: words.filter((word) => word.startsWith('*.')).map((word) => word.slice(1)),
  }
  lists.set(kinds, list)
  return list
}

/**
 * Whether an object is of some kinds: `Kind`, `Kind.group`, and `*.group` for every kind of groups that end so; blanks
 * between them.
 */
export function isKind({ kind, group }: Entity, kinds: string): boolean {
  const { names, groups } = listOf(kinds)
  return (
    names.has(kind) ||
    names.has(`${kind}.${group}`) ||
    (groups.length > 0 && groups.some((end) => `.${group}`.endsWith(end)))
  )
}

/**
 * Whether a kind is the one that tables mean, and not another group's of the same name (a Knative Service, SIG Apps'
 * Application).
 */
export const isMeant = ({ kind, group }: Entity): boolean =>
  knownKinds[kind]?.versions.some((version) => groupOf(version) === group) ?? true
/** Whether an object is an Application of Argo CD. */
export const isApplication = (entity: Entity): boolean => entity.kind === 'Application' && isMeant(entity)
