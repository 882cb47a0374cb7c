import { at } from '@slipway/kube'
import type { Change } from '../compare/match.ts'
import type { Entity } from '../read/entity.ts'
import type { Trees } from '../read/trees.ts'
import {
  fateOf,
  generatedApplications,
  type ApplicationFate,
  type GeneratedApplication,
} from './generated-applications.ts'

/** What happens to some Applications of a set. `shared`: another Application has the same name, or the same objects. */
export interface ApplicationsOutcome {
  readonly what: 'gone' | 'renamed' | 'moved' | 'shared'
  readonly fate: ApplicationFate
  /** Names; `a -> b` where they change. */
  readonly names: readonly string[]
}

const withParents = (folders: ReadonlySet<string>): ReadonlySet<string> => {
  const all = new Set<string>()
  for (let folder of folders)
    for (; folder !== '' && !all.has(folder); folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/'))))
      all.add(folder)
  return all
}
const known = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()
function foldersOf(folders: ReadonlySet<string>): ReadonlySet<string> {
  const all = known.get(folders) ?? withParents(folders)
  known.set(folders, all)
  return all
}

const placeOf = ({ source, destination }: GeneratedApplication): string => `${source}\0${destination}`

/** Whether an Application deletes what its source has no more. */
const prunes = ({ value }: Entity): boolean =>
  at(value, 'spec', 'template', 'spec', 'syncPolicy', 'automated', 'prune') === true

/** Applications of other sets, and those that stand in the tree as they are. */
function others(set: Entity, trees: Trees, folders: ReadonlySet<string>): readonly GeneratedApplication[] {
  const { location, namespace } = set
  const sets = trees.after.kind(location.cluster, 'ApplicationSet', namespace).filter((one) => one.name !== set.name)
  const single = trees.after.kind(location.cluster, 'Application', namespace)
  return [
    ...sets.flatMap(({ value }) => generatedApplications(value, folders)),
    ...single.map(
      ({ name, value }) =>
        generatedApplications(
          { spec: { generators: [{ list: { elements: [{}] } }], template: { ...value, metadata: { name } } } },
          folders,
        )[0] as GeneratedApplication,
    ),
  ]
}

/** What a change of an ApplicationSet does to its Applications. */
export function applicationsOutcome(change: Change, trees: Trees): readonly ApplicationsOutcome[] {
  const { before, after } = change
  const set = after ?? before
  if (set?.kind !== 'ApplicationSet') return []
  const [old, now] = [foldersOf(trees.foldersBefore), foldersOf(trees.folders)]
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
    return was !== undefined && placeOf(was) !== placeOf(one)
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
  ]
  return outcomes.filter((one) => one.names.length > 0)
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
