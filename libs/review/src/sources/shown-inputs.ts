import { leavesOf } from '../compare/match.ts'
import { entitiesOf, type Entity } from '../read/entity.ts'
import type { Rendering } from './rendering.ts'

type Texts = ReadonlyMap<string, string>

/** Objects that tools read and no cluster does. */
const isForTools = ({ kind, group }: Entity): boolean => kind === '' || group === 'kustomize.config.k8s.io'

const objectsOf = (path: string, text: string | undefined): readonly Entity[] =>
  text === undefined ? [] : entitiesOf(path, text).entities.filter((entity) => !isForTools(entity))

const objectsIn = (...all: readonly Texts[]): ReadonlyMap<string, readonly Entity[]> =>
  Map.groupBy(
    all.flatMap((texts) => [...texts].flatMap(([path, text]) => objectsOf(path, text))),
    ({ group, kind }) => `${group}/${kind}`,
  )

/** A kustomization may say another tag or digest of an image; if it says none, what it makes has the file's. */
const withoutTag = (leaf: string): string => leaf.replace(/(\.image="[^"@]*?)(?::[^"/:@]*)?(?:@[^"]*)?"$/, '$1"')

/** Its own words: a kustomization may give it another namespace. */
const words = (entity: Entity | undefined): ReadonlySet<string> =>
  new Set(
    entity === undefined
      ? []
      : [...leavesOf(entity)].flatMap((leaf) => (leaf.startsWith('.metadata.namespace=') ? [] : [withoutTag(leaf)])),
  )

/** Whether one is made of another: by its name, and at least half of its words, for patches change the others. */
function isMadeOf(entity: Entity | undefined, one: Entity): boolean {
  const [own, shown] = [words(entity), words(one)]
  return one.name === entity?.name && [...own].filter((leaf) => shown.has(leaf)).length * 2 >= own.size
}

/**
 * Whether rendered objects have what is new in an object, and no more what is gone from it. A prefix or suffix may
 * stand around its name.
 */
function isShown(before: Entity | undefined, after: Entity | undefined, made: readonly Entity[]): boolean {
  const entity = (after ?? before) as Entity
  const named = made.filter(({ name }) => name.includes(entity.name))
  // Gone from its file, and made of another one: it stays, and what differs in it is told of what is made.
  if (after === undefined) return named.length === 0 || named.some((one) => isMadeOf(before, one))
  const [was, is] = [words(before), words(after)]
  // kustomize calls a Namespace by the namespace that it gives to all.
  return (entity.kind === 'Namespace' ? made : named).some((one) => {
    const shown = words(one)
    return (
      [...is].every((leaf) => was.has(leaf) || shown.has(leaf)) &&
      [...was].every((leaf) => is.has(leaf) || !shown.has(leaf))
    )
  })
}

/**
 * The files of tools whose change is seen in what the tools make of them. A kustomization may name a file and make
 * something else of it, or nothing, while somebody applies the file as it is; so all others stay under review
 * themselves.
 */
export function shownInputs(
  { before, after }: Record<'before' | 'after', Texts>,
  rendering: Rendering,
): ReadonlySet<string> {
  const changed = [...rendering.inputs].filter((path) => before.has(path) || after.has(path))
  const hidden = new Set<string>()
  if (changed.length === 0) return rendering.inputs
  const made = objectsIn(rendering.after, rendering.same)
  for (const path of changed) {
    const [old, now] = [objectsOf(path, before.get(path)), objectsOf(path, after.get(path))]
    const twins = new Map(old.map((entity) => [entity.key, entity]))
    const current = new Set(now.map(({ key }) => key))
    const pairs: (readonly [Entity | undefined, Entity | undefined])[] = [
      ...now.map((entity) => [twins.get(entity.key), entity] as const),
      ...old.filter(({ key }) => !current.has(key)).map((entity) => [entity, undefined] as const),
    ]
    const ofKind = ({ group, kind }: Entity) => made.get(`${group}/${kind}`) ?? []
    if (!pairs.every(([was, is]) => isShown(was, is, ofKind((is ?? was) as Entity)))) hidden.add(path)
  }
  return new Set([...rendering.inputs].filter((path) => !hidden.has(path)))
}
