import { at, list } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { isApplication } from '../read/kind.ts'
import { expand } from './generators.ts'
import type { Change } from '../compare/match.ts'
import type { Entity } from '../read/entity.ts'
import type { Trees } from '../read/trees.ts'
import {
  fateOf,
  generatedApplications,
  type ApplicationFate,
  type GeneratedApplication,
  type GeneratorTree,
} from './generated-applications.ts'

/**
 * The fate of some Applications of a set. `shared`: another Application has the same name, or the same objects.
 * `unknown`: a generator has another query, whose results are not in the tree.
 */
export interface ApplicationsOutcome {
  readonly what: 'gone' | 'renamed' | 'moved' | 'shared' | 'unknown'
  readonly fate: ApplicationFate
  /** Names; `a -> b` where they change. */
  readonly names: readonly string[]
  /** Generators that read outside of the tree: the template of their names stands for their Applications. */
  readonly unknown?: readonly string[]
}

const placeOf = ({ source, destination }: GeneratedApplication): string => `${source}\0${destination}`

/** Whether an Application deletes what its source has no more. */
const prunes = ({ value }: Entity): boolean =>
  at(value, 'spec', 'template', 'spec', 'syncPolicy', 'automated', 'prune') === true

/** The generators that read more than the tree. An empty selector selects all, as none does. */
const asks = (set: Entity, tree: GeneratorTree): string =>
  canonical(list(at(set.value, 'spec', 'generators')).filter((one) => 'unknown' in expand(one, tree))).replaceAll(
    /,?"selector":\{\}/g,
    '',
  )

/** Applications of other sets, and those that stand in the tree as they are. */
function others(set: Entity, trees: Trees, tree: GeneratorTree): readonly GeneratedApplication[] {
  const { location, namespace } = set
  const sets = trees.after.kind(location.cluster, 'ApplicationSet', namespace).filter((one) => one.name !== set.name)
  const single = trees.after.kind(location.cluster, 'Application', namespace).filter(isApplication)
  return [
    ...sets.flatMap(({ value }) => generatedApplications(value, tree)),
    ...single.map(
      ({ name, value }) =>
        generatedApplications(
          { spec: { generators: [{ list: { elements: [{}] } }], template: { ...value, metadata: { name } } } },
          tree,
        )[0] as GeneratedApplication,
    ),
  ]
}

/** The effect of an ApplicationSet's change on its Applications. */
export function applicationsOutcome(change: Change, trees: Trees): readonly ApplicationsOutcome[] {
  const { before, after } = change
  const set = after ?? before
  if (set?.kind !== 'ApplicationSet') return []
  const { generatorsBefore: old, generatorsAfter: now } = trees
  const had = before === undefined ? [] : generatedApplications(before.value, old)
  const has = after === undefined ? [] : generatedApplications(after.value, now)
  const fate = fateOf(set.value, after === undefined || change.renamed)
  const names = new Set(has.map(({ name }) => name))
  const byPlace = new Map(has.map((one) => [placeOf(one), one]))
  const kept = new Map(had.map((one) => [one.name, one]))
  const lost = had.filter(({ name }) => !names.has(name))
  const renamed = lost.flatMap((one) => {
    const next = byPlace.get(placeOf(one))
    return next === undefined || kept.has(next.name) ? [] : [{ one, next }]
  })
  const moved = has.filter((one) => {
    const was = kept.get(one.name)
    return was !== undefined && (was.origin !== one.origin || was.destination !== one.destination)
  })
  const gone = lost.filter((one) => !renamed.some((pair) => pair.one === one))
  const elsewhere = moved.some((one) => kept.get(one.name)?.destination !== one.destination)
  const others_ = after === undefined ? [] : others(after, trees, now)
  const shared = has.filter(
    (one) => !kept.has(one.name) && others_.some((other) => other.name === one.name || placeOf(other) === placeOf(one)),
  )
  const outcomes: readonly ApplicationsOutcome[] = [
    { what: 'gone', fate, names: gone.map(({ name }) => name) },
    { what: 'renamed', fate, names: renamed.map(({ one, next }) => `${one.name} -> ${next.name}`) },
    {
      what: 'moved',
      fate: elsewhere || !prunes(set) ? 'objects-left' : 'objects-deleted',
      names: moved.map(({ name }) => name),
    },
    { what: 'shared', fate: 'stays', names: shared.map(({ name }) => name) },
    {
      what: 'unknown',
      fate,
      names:
        before !== undefined && after !== undefined && asks(before, old) !== asks(after, now)
          ? [...new Set(has.flatMap(({ name, unknown }) => (unknown === undefined ? [] : [name])))]
          : [],
    },
  ]
  const unknown = [...new Set([...had, ...has].flatMap((one) => one.unknown ?? []))]
  return outcomes.filter((one) => one.names.length > 0).map((one) => (unknown.length === 0 ? one : { ...one, unknown }))
}

/** The same of sets that did not change themselves: of their folders. */
export function outcomesOfFolders(changes: readonly Change[], trees: Trees): readonly ApplicationsOutcome[] {
  if (
    [...trees.folders, ...trees.foldersBefore].every(
      (folder) => trees.folders.has(folder) && trees.foldersBefore.has(folder),
    )
  )
    return []
  const changed = new Set(changes.flatMap(({ after }) => after ?? []))
  return trees.after.sets
    .filter((set) => !changed.has(set))
    .flatMap((set) => applicationsOutcome({ before: set, after: set, renamed: false, moved: false, deltas: [] }, trees))
    .filter(({ what }) => what === 'gone')
}
