import { at, fields, list, text } from '@slipway/kube'
import type { Change } from '../compare/match.ts'
import { objectsIn } from '../effects/application-objects.ts'
import { isApplication, isKind } from '../read/kind.ts'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'
import { resolved } from '../sources/source-tree.ts'

const most = 1000
const isFlux = (entity: Entity): boolean => isKind(entity, 'Kustomization.kustomize.toolkit.fluxcd.io')

/** The folders of this tree that an object has applied; none of a chart, or of all of a repository. */
function foldersOf(entity: Entity | undefined): readonly string[] {
  if (entity === undefined || !(isFlux(entity) || isApplication(entity))) return []
  const spec = fields(entity.value['spec'])
  const sources = isFlux(entity) ? [spec] : [fields(spec['source']), ...list(spec['sources'])]
  return sources.flatMap((source) => {
    const folder = source['chart'] === undefined ? resolved('', text(source['path']) ?? '') : undefined
    return folder === undefined || folder === '' ? [] : [folder]
  })
}
/** The repository of its folder, as it says it; of several sources, that of the first with a path. */
const repositoryOf = ({ value }: Entity): string =>
  text(at(value, 'spec', 'sourceRef', 'name')) ??
  text(at(value, 'spec', 'source', 'repoURL')) ??
  text(list(at(value, 'spec', 'sources')).find(({ path }) => path !== undefined)?.['repoURL']) ??
  ''

const appliedBy = (entity: Entity | undefined, tree: Index): readonly Entity[] =>
  foldersOf(entity).flatMap((folder) => objectsIn(tree, folder, true))

/**
 * Objects that were in the tree without anybody who applied them, and that a new Kustomization of Flux or Application
 * brings into the cluster: no file of theirs changes, and all the same they are new there.
 */
export function broughtBy(changes: readonly Change[], before: Index, after: Index): readonly Change[] {
  const makers = changes.flatMap((change) => {
    const had = new Set(foldersOf(change.before))
    return change.after !== undefined && foldersOf(change.after).some((folder) => !had.has(folder))
      ? [change.after]
      : []
  })
  if (makers.length === 0) return []
  const others = before.all.filter((one) => foldersOf(one).length > 0)
  const applied = others.map((one) => [one, appliedBy(one, before)] as const)
  const known = new Set(applied.flatMap(([, objects]) => objects.map(({ path }) => path)))
  // A path in another repository says nothing of this tree.
  const ofKind = Map.groupBy(
    applied.flatMap(([one, objects]) => (objects.length > 0 ? [one] : [])),
    ({ kind }) => kind,
  )
  const isHere = (maker: Entity): boolean => {
    const own = ofKind.get(maker.kind) ?? []
    return own.length === 0 || own.some((one) => repositoryOf(one) === repositoryOf(maker))
  }
  const changed = new Set(changes.flatMap((change) => change.after ?? []))
  const brought = makers
    .filter(isHere)
    .flatMap((maker) => appliedBy(maker, after))
    .filter(
      (one) =>
        one.kind !== '' &&
        one.group !== 'kustomize.config.k8s.io' &&
        !changed.has(one) &&
        !known.has(one.path) &&
        !after.isForTools(one),
    )
  return [...new Set(brought)]
    .slice(0, most)
    .map((one) => ({ before: undefined, after: one, renamed: false, moved: false, deltas: [] }))
}
