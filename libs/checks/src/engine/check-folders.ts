import { type Issue, type Rendered, sortIssues } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { type Item, itemsOf } from '@slipway/kube'
import { rules } from '../rules.ts'
import { contentKeys, countKey, type DependencyKey, foldersKey, identityKeys } from './dependency-key.ts'
import { type IndexedObject, ObjectIndex, type RejectedDigests } from './object-index.ts'
import { apply } from './rule.ts'
import { RuleContext } from './rule-context.ts'

export interface Folder {
  readonly folder: string
  /** The hash of all inputs that decide its content; `undefined` when unknown. */
  readonly key: string | undefined
  readonly files: () => readonly Rendered[]
  readonly hash: (path: string) => string
}

/** Cached object reference, with the keys derived from its content. */
type ObjectRef = readonly [
  kind: string,
  namespace: string,
  name: string,
  file: string,
  hash: string,
  keys?: readonly DependencyKey[],
]

const enough = 16

export interface FolderResult {
  readonly key: string | undefined
  readonly objects: readonly ObjectRef[]
  /**
   * The keys that its rules queried beyond it; `undefined` when they found issues, which every run has to find again.
   */
  readonly queried: readonly DependencyKey[] | undefined
}

interface CheckResult {
  /** Each `file` is a rendered path, each hint names the source. */
  readonly issues: readonly Issue[]
  readonly results: ReadonlyMap<string, FolderResult>
  readonly checked: number
}

const keysOf = ([kind, namespace, name, , , spoken = []]: ObjectRef): readonly DependencyKey[] => [
  ...identityKeys({ kind, namespace, name }),
  ...spoken,
]

class FolderObjects {
  readonly folder: string
  readonly cluster: string
  readonly key: string | undefined
  readonly objects: readonly ObjectRef[]
  readonly #files: Folder['files']
  #items: readonly Item[] | undefined

  constructor({ folder, key, files, hash }: Folder, known: FolderResult | undefined) {
    this.folder = folder
    this.cluster = folder.split('/')[1] ?? ''
    this.key = key
    this.#files = files
    this.objects =
      known !== undefined && known.key === key && key !== undefined
        ? known.objects
        : this.items.map((item): ObjectRef => {
            const keys = contentKeys(item)
            const named = [
              item.kind,
              item.namespace,
              item.name,
              item.path.slice(folder.length + 1),
              hash(item.path).slice(0, enough),
            ] as const
            return keys.length === 0 ? named : [...named, keys]
          })
  }

  get items(): readonly Item[] {
    return (this.#items ??= this.#files().flatMap(itemsOf))
  }

  get entries(): readonly IndexedObject[] {
    return this.objects.map(
      (object, i): IndexedObject => ({ folder: this.folder, keys: keysOf(object), item: () => this.items[i] as Item }),
    )
  }
}

/** The keys that more or fewer of a folder's objects have. */
function recountedKeys(before: readonly ObjectRef[], after: readonly ObjectRef[]): readonly DependencyKey[] {
  const counts = new Map<DependencyKey, number>()
  const tally = (objects: readonly ObjectRef[], by: 1 | -1): void => {
    for (const object of objects) for (const key of keysOf(object)) counts.set(key, (counts.get(key) ?? 0) + by)
  }
  tally(before, -1)
  tally(after, 1)
  return [...counts].flatMap(([key, more]) => (more === 0 ? [] : [key]))
}

/** By cluster, the keys of all objects added, removed or changed, and those of which there are more or fewer. */
function changedKeys(
  parts: readonly FolderObjects[],
  before: ReadonlyMap<string, FolderResult>,
): ReadonlyMap<string, ReadonlySet<DependencyKey>> {
  const changed = new Map<string, Set<DependencyKey>>()
  // Every folder is checked then, whatever has changed.
  if (before.size === 0) return changed
  const add = (cluster: string, keys: Iterable<DependencyKey>): void => {
    const all = changed.get(cluster) ?? new Set()
    changed.set(cluster, all)
    for (const key of keys) all.add(key)
  }
  const textOf = (object: ObjectRef): string => JSON.stringify(object)
  for (const { folder, cluster, objects } of parts) {
    const known = before.get(folder)
    if ((known?.objects.length ?? 0) > 0 !== objects.length > 0) add(cluster, [foldersKey])
    if (known?.objects === objects) continue
    const [old, now] = [known?.objects ?? [], objects].map(
      (all) => new Map(all.map((object) => [textOf(object), object] as const)),
    )
    for (const [text, object] of old ?? []) if (now?.has(text) !== true) add(cluster, keysOf(object))
    for (const [text, object] of now ?? []) if (old?.has(text) !== true) add(cluster, keysOf(object))
    add(cluster, recountedKeys(known?.objects ?? [], objects).map(countKey))
  }
  const there = new Set(parts.map(({ folder }) => folder))
  for (const [folder, { objects }] of before) {
    if (there.has(folder)) continue
    const keys = objects.flatMap(keysOf)
    add(folder.split('/')[1] ?? '', [foldersKey, ...keys, ...keys.map(countKey)])
  }
  return changed
}

const once = (issues: readonly Issue[]): readonly Issue[] => [
  ...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values(),
]

/**
 * Ring 2: every rule over every folder. Skips folders without issues whose content and queried objects are unchanged.
 * Pure.
 * @param folders the whole tree: rules query across folders
 * @param before results of a run with the same rules, fleet and rejected digests
 */
export function checkFolders(
  folders: readonly Folder[],
  fleet: Fleet,
  rejected: RejectedDigests = new Map(),
  before: ReadonlyMap<string, FolderResult> = new Map(),
): CheckResult {
  const parts = [...folders]
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
    .map((folder) => new FolderObjects(folder, before.get(folder.folder)))
  const changed = changedKeys(parts, before)
  const unchangedResult = ({ folder, cluster, objects }: FolderObjects): FolderResult | undefined => {
    const known = before.get(folder)
    const keys = changed.get(cluster)
    const isSame = known?.objects === objects && known.queried !== undefined
    return isSame && (keys === undefined || !known.queried.some((key) => keys.has(key))) ? known : undefined
  }
  const unchanged = new Map(parts.map((part) => [part, unchangedResult(part)]))
  const fresh = parts.filter((part) => unchanged.get(part) === undefined)
  const entries = new Map(fresh.map(({ cluster }) => [cluster, [] as IndexedObject[]]))
  for (const part of parts) entries.get(part.cluster)?.push(...part.entries)
  const clusters = new Map([...entries].map(([name, of]) => [name, new ObjectIndex(name, of, fleet, rejected)]))
  const issues: Issue[] = []
  const check = ({ key, objects, cluster, items }: FolderObjects): FolderResult => {
    const all = clusters.get(cluster)
    if (all === undefined || items.length === 0) return { key, objects, queried: [] }
    const context = new RuleContext(all, items)
    const found = apply(rules, context)
    issues.push(...found)
    return { key, objects, queried: found.length > 0 ? undefined : [...context.queried] }
  }
  const results = new Map(parts.map((part) => [part.folder, unchanged.get(part) ?? check(part)]))
  return { issues: sortIssues(once(issues)), results, checked: fresh.length }
}
