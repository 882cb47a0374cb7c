import { crossingPattern } from '@slipway/core'
import { at, fields, list, text, texts, type Fields } from '@slipway/kube'
import type { Change } from '../compare/match.ts'
import type { Entity } from '../read/entity.ts'
import type { Index, Trees } from '../read/trees.ts'
import { resolved } from '../sources/source-tree.ts'
import { isApplication } from '../read/kind.ts'
import { isKustomization } from '../read/kustomization-file.ts'

/** The fate of an Application's objects, if they are in this tree. */
export interface ObjectsOutcome {
  /** `Kind name` of objects that it has no more, with all that goes along with them. */
  readonly gone: readonly string[]
  /** Of those that it gets. */
  readonly made: readonly string[]
  /** `deleted`: by its finalizer, or by prune; `left`: they run on. */
  readonly fate: 'deleted' | 'left'
}

const finalizer = 'resources-finalizer.argocd.argoproj.io'
export const cascades = ({ value }: Entity): boolean =>
  texts(at(value, 'metadata', 'finalizers')).some((one) => one.startsWith(finalizer))

/** The objects that a folder comes to: its own files, or what its kustomization names. */
export function objectsIn(index: Index, folder: string, recurse: boolean, seen = new Set<string>()): readonly Entity[] {
  if (seen.has(folder)) return []
  seen.add(folder)
  const own = index.inFolder(folder, false)
  const kustomization = own.find(({ kind, path }) => isKustomization(path) && kind !== 'Component')
  if (kustomization === undefined) return recurse ? index.inFolder(folder, true) : own
  const named = ['resources', 'bases', 'components'].flatMap((field) => texts(kustomization.value[field]))
  return named.flatMap((name) => {
    const place = resolved(folder, name)
    if (place === undefined) return []
    const file = index.inFile(place)
    return file.length > 0 ? file : objectsIn(index, place, false, seen)
  })
}

/** `{a.yaml,b/*}` as its parts: Argo CD takes a list of globs in braces. */
const globsOf = (said: unknown): readonly string[] =>
  (text(said) ?? '')
    .replace(/^\{(.*)\}$/, '$1')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
/** Whether a folder's file is one that its Application reads; globs are of paths below that folder. */
function isTaken(source: Fields, folder: string, path: string): boolean {
  const own = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path
  const [include, exclude] = ['include', 'exclude'].map((field) => globsOf(at(source, 'directory', field)))
  const fits = (globs: readonly string[] = []): boolean => globs.some((glob) => crossingPattern(glob)(own))
  return !fits(exclude) && (include?.length === 0 || fits(include))
}

function objectsOf(spec: Fields, index: Index): readonly Entity[] {
  const sources = Array.isArray(spec.sources) ? list(spec.sources) : [fields(spec.source)]
  return sources.flatMap((source) => {
    const folder = text(source.chart) === undefined ? resolved('', text(source.path) ?? '') : undefined
    // All of a repository is no folder of an app.
    if (folder === undefined || folder === '') return []
    return objectsIn(index, folder, at(source, 'directory', 'recurse') === true).filter(({ path }) =>
      isTaken(source, folder, path),
    )
  })
}

/** With what goes along: of an Application that cascades, its objects. */
function withTheirs(entities: readonly Entity[], index: Index, seen = new Set<string>()): readonly Entity[] {
  return entities.flatMap((one): readonly Entity[] => {
    if (seen.has(one.key)) return []
    seen.add(one.key)
    if (!isApplication(one) || !cascades(one)) return [one]
    return [one, ...withTheirs(objectsOf(fields(one.value.spec), index), index, seen)]
  })
}

const nameOf = ({ kind, name }: Entity): string => `${kind} ${name}`
const prunes = ({ value }: Entity): boolean => {
  const automated = at(value, 'spec', 'syncPolicy', 'automated')
  return at(automated, 'prune') === true && at(automated, 'enabled') !== false
}

/** The fate of an Application's objects after its change; `undefined` if none of this tree comes or goes. */
export function objectsOutcome({ before, after, renamed }: Change, trees: Trees): ObjectsOutcome | undefined {
  if (before === undefined || !isApplication(before)) return undefined
  const had = objectsOf(fields(before.value.spec), trees.before)
  if (after === undefined || renamed) {
    const gone = withTheirs(had, trees.before)
    return gone.length === 0
      ? undefined
      : { gone: gone.map(nameOf), made: [], fate: cascades(before) ? 'deleted' : 'left' }
  }
  const has = objectsOf(fields(after.value.spec), trees.after)
  const [kept, known] = [new Set(has.map(({ key }) => key)), new Set(had.map(({ key }) => key))]
  const gone = withTheirs(
    had.filter(({ key }) => !kept.has(key)),
    trees.before,
  )
  const made = has.filter(({ key }) => !known.has(key))
  if (gone.length + made.length === 0) return undefined
  return { gone: gone.map(nameOf), made: made.map(nameOf), fate: prunes(after) ? 'deleted' : 'left' }
}
