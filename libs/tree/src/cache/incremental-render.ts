import { folderOf, compareBy, InputFiles, ok, type Outcome, type Rendered } from '@slipway/core'
import { applicationNameIssues } from '@slipway/gitops/application-name'
import { resolveEstate, type Model } from '@slipway/model'
import { loadEstate, type AppSource } from '@slipway/spec'
import { filesOf, fitTogether } from '../render/files.ts'
import { tasksOf, textsOf, type RenderTask } from '../render/render-task.ts'
import { desiredOf } from '../write/desired-tree.ts'
import { sha256 } from '../write/disk.ts'
import type { WriteAhead } from '../write/write-ahead.ts'
import { CachedAppReader } from './cached-app-reader.ts'
import { generatorHash } from './generator-hash.ts'
import { readBack } from './read-back.ts'
import type { IncrementalTree } from './skip-unchanged.ts'
import type { Inputs, TaskKey, TreeCache } from './tree-cache.ts'

export interface DesiredEstate {
  readonly tree: IncrementalTree
  readonly apps: number
  readonly sources: readonly AppSource[]
  readonly clusters: number
  /** How many tasks had to be rendered, of how many. */
  readonly rendered: number
  readonly tasks: number
  /** `undefined` where they changed while they were read. */
  readonly inputs: Inputs | undefined
  readonly model: Model
  /** The files of a folder, sorted by path; reads or renders them when asked. */
  readonly files: (folder: string) => readonly Rendered[]
}

export interface DesiredOptions {
  readonly progress?: ((line: string) => void) | undefined
  /** Whether the objects are wanted, too: then each task is rendered at most once. */
  readonly objects?: boolean
  /** Writes rendered files while others are rendered. */
  readonly ahead?: Pick<WriteAhead, 'take'> | undefined
}

/** The same, rendered once however often it is asked. */
function renderedOnce(task: RenderTask): RenderTask {
  let made: ReturnType<RenderTask['render']> | undefined
  return { ...task, render: () => (made ??= task.render()) }
}

/** In the order in which the tree has them. */
const byFolder = (files: readonly Rendered[]): ReadonlyMap<string, readonly Rendered[]> =>
  Map.groupBy(files.toSorted(compareBy(({ path }) => path)), ({ path }) => folderOf(path))

/**
 * Renders the tasks whose key is not in the cache. Where a cached one is asked for its text, it is rendered then.
 * @returns `undefined` when anything is wrong
 */
async function assemble(
  tasks: readonly RenderTask[],
  cache: TreeCache,
  ahead: DesiredOptions['ahead'],
): Promise<Pick<DesiredEstate, 'tree' | 'rendered' | 'files'> | undefined> {
  /** As bytes, which lie outside of V8's heap: each collection would copy young texts. */
  const texts = new Map<string, Buffer>()
  const hashes = new Map<string, string>()
  const cached = new Set<string>()
  const keys = new Map<string, TaskKey>()
  const owners = new Map<string, RenderTask>()
  const known = cache.foldersByKey()
  const fresh: RenderTask[] = []
  for (const task of tasks) {
    const folders = known.get(task.key ?? '')
    if (folders === undefined) fresh.push(task)
    for (const folder of folders ?? []) {
      cached.add(folder)
      owners.set(folder, task)
    }
  }
  for (const task of fresh.toSorted(compareBy(({ code = '' }) => code))) {
    await task.load?.()
    const made = textsOf(task)
    if (made === undefined) return undefined
    const folders = new Set([...made.keys()].map(folderOf))
    for (const folder of folders) {
      if (owners.has(folder)) return undefined
      owners.set(folder, task)
      if (task.key !== undefined) keys.set(folder, { key: task.key, folders: folders.size })
    }
    for (const [file, text] of made) {
      const bytes = Buffer.from(text)
      texts.set(file, bytes)
      hashes.set(file, sha256(bytes))
    }
    ahead?.take(made.keys(), texts, hashes)
  }
  // Cached folders once fitted. No new path is one of them (`owners`), or below one, or differs in capitals: their
  // names have none.
  if (!fitTogether([...hashes.keys()])) return undefined
  const text = (file: string): string => {
    const owner = texts.has(file) ? undefined : owners.get(folderOf(file))
    for (const [path, made] of owner === undefined ? [] : (textsOf(owner) ?? [])) texts.set(path, Buffer.from(made))
    return texts.get(file)?.toString() ?? ''
  }
  const outputs = new Map<RenderTask, ReadonlyMap<string, readonly Rendered[]>>()
  const files = (folder: string): readonly Rendered[] => {
    const owner = owners.get(folder)
    if (owner === undefined) return []
    // An app is rendered as quickly as its files are read.
    const read = owner.load && cached.has(folder) ? readBack(cache, folder) : undefined
    if (read !== undefined) return read
    let output = outputs.get(owner)
    if (output === undefined) {
      const made = owner.render()
      outputs.set(owner, (output = byFolder(made.ok ? made.value : [])))
    }
    return output.get(folder) ?? []
  }
  return { tree: { hashes, text, cached, keys }, rendered: fresh.length, files }
}

/**
 * Reads the estate below a root and says what its tree should be: the same as `renderEstate` and `filesOf` for every
 * state of the cache, but it reads and renders only what the cache has not.
 */
export async function desiredEstate(
  root: string,
  cache: TreeCache,
  { progress, objects = false, ahead }: DesiredOptions = {},
): Promise<Outcome<DesiredEstate>> {
  const generator = generatorHash()
  const reader = new CachedAppReader(cache, generator)
  const inputFiles = new InputFiles(root)
  const read = await loadEstate(root, reader.read, inputFiles)
  // On errors, re-read everything so that messages have exact positions.
  const estate = read.ok || !reader.hasCached ? read : await loadEstate(root)
  if (!estate.ok) return estate
  const model = resolveEstate(estate.value)
  const all = tasksOf(model, estate.value.apps, generator)
  const tasks = objects ? all.map(renderedOnce) : all
  const common = {
    apps: estate.value.apps.length,
    sources: estate.value.apps,
    clusters: model.clusters.length,
    tasks: tasks.length,
    inputs: read.ok ? reader.inputs(inputFiles, model.clusters.length) : undefined,
    model,
  }
  // What else may be wrong with a cluster is a matter of its own task.
  const isSound = model.clusters.every((cluster) => applicationNameIssues(cluster).length === 0)
  const some = isSound ? await assemble(tasks, cache, ahead) : undefined
  if (some !== undefined) return ok({ ...common, ...some })
  const { rendered } = await import('../render/render.ts')
  const made = rendered(estate.value, model, progress)
  const files = made.ok ? filesOf(made.value) : made
  if (!files.ok) return files
  const folders = byFolder(made.ok ? made.value : [])
  const tree = { ...desiredOf(files.value), cached: new Set<string>(), keys: new Map<string, TaskKey>() }
  return ok({ ...common, tree, rendered: tasks.length, files: (folder) => folders.get(folder) ?? [] })
}
