import { sortIssues, type Issue, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { ClusterIndex, type RejectedDigests } from './cluster-index.ts'
import { ClusterObjects, type Entry } from './cluster-objects.ts'
import { itemsOf, type Item } from '@slipway/kube'
import { foldersMark, namedMarks, spokenMarks, type Mark } from './mark.ts'
import { apply } from './rule.ts'
import { rules } from '../rules.ts'

/** A folder of the tree. */
export interface Folder {
  readonly folder: string
  /** The hash of all that decides what is in it; nothing where that is not known. */
  readonly key: string | undefined
  /** What is in it, in the same order each time. */
  readonly files: () => readonly Rendered[]
  /** The hash of a file's text. */
  readonly hash: (path: string) => string
}

/** An object as it is remembered: its kind, namespace and name, its file and that one's hash, and the marks that come of what it says, if any. */
export type Outline = readonly [
  kind: string,
  namespace: string,
  name: string,
  file: string,
  hash: string,
  marks?: readonly Mark[],
]

/** Letters of a hash that tell two texts of one file apart. */
const enough = 16

/** What is remembered of a folder. */
export interface Judged {
  readonly key: string | undefined
  readonly objects: readonly Outline[]
  /** What its judgement rests on beside its own objects; nothing where something was found, which has to be found again. */
  readonly asked: readonly Mark[] | undefined
}

export interface Judgement {
  /** Every issue, its `file` a rendered path and its hint naming the source. */
  readonly issues: readonly Issue[]
  /** To be remembered, by folder. */
  readonly judged: ReadonlyMap<string, Judged>
  /** How many folders had to be judged. */
  readonly fresh: number
}

const marksOf = ([kind, namespace, name, , , spoken = []]: Outline): readonly Mark[] => [
  ...namedMarks({ kind, namespace, name }),
  ...spoken,
]

/** A folder with its objects, as far as they have been asked for. */
class Part {
  readonly folder: string
  readonly cluster: string
  readonly key: string | undefined
  readonly objects: readonly Outline[]
  readonly #files: Folder['files']
  #items: readonly Item[] | undefined

  constructor({ folder, key, files, hash }: Folder, known: Judged | undefined) {
    this.folder = folder
    this.cluster = folder.split('/')[1] ?? ''
    this.key = key
    this.#files = files
    this.objects =
      known !== undefined && known.key === key && key !== undefined
        ? known.objects
        : this.items.map((item): Outline => {
            const marks = spokenMarks(item)
            const named = [
              item.kind,
              item.namespace,
              item.name,
              item.path.slice(folder.length + 1),
              hash(item.path).slice(0, enough),
            ] as const
            return marks.length === 0 ? named : [...named, marks]
          })
  }

  get items(): readonly Item[] {
    return (this.#items ??= this.#files().flatMap(itemsOf))
  }

  get entries(): readonly Entry[] {
    return this.objects.map(
      (object, i): Entry => ({ folder: this.folder, marks: marksOf(object), item: () => this.items[i] as Item }),
    )
  }
}

/** The marks of what has come, gone or changed, by cluster. */
function changedMarks(
  parts: readonly Part[],
  before: ReadonlyMap<string, Judged>,
): ReadonlyMap<string, ReadonlySet<Mark>> {
  const changed = new Map<string, Set<Mark>>()
  const add = (cluster: string, marks: Iterable<Mark>): void => {
    const all = changed.get(cluster) ?? new Set()
    changed.set(cluster, all)
    for (const mark of marks) all.add(mark)
  }
  const textOf = (object: Outline): string => JSON.stringify(object)
  for (const { folder, cluster, objects } of parts) {
    const known = before.get(folder)
    if ((known?.objects.length ?? 0) > 0 !== objects.length > 0) add(cluster, [foldersMark])
    if (known?.objects === objects) continue
    const [old, now] = [known?.objects ?? [], objects].map(
      (all) => new Map(all.map((object) => [textOf(object), object] as const)),
    )
    for (const [text, object] of old ?? []) if (now?.has(text) !== true) add(cluster, marksOf(object))
    for (const [text, object] of now ?? []) if (old?.has(text) !== true) add(cluster, marksOf(object))
  }
  const there = new Set(parts.map(({ folder }) => folder))
  for (const [folder, { objects }] of before) {
    if (!there.has(folder)) add(folder.split('/')[1] ?? '', [foldersMark, ...objects.flatMap(marksOf)])
  }
  return changed
}

const once = (issues: readonly Issue[]): readonly Issue[] => [
  ...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values(),
]

/**
 * Ring 2: every rule over every folder of the tree. A folder that was judged before, with the same key and by rules that have asked for nothing
 * that has changed since, is as it was: right. Pure.
 * @param folders all of the tree: of a part the rest would be missed
 * @param before what a run remembered with the same rules, the same fleet and the same rejected digests; nothing to judge all
 */
export function judge(
  folders: readonly Folder[],
  fleet: Fleet,
  rejected: RejectedDigests = new Map(),
  before: ReadonlyMap<string, Judged> = new Map(),
): Judgement {
  const parts = [...folders]
    .sort((a, b) => (a.folder < b.folder ? -1 : 1))
    .map((folder) => new Part(folder, before.get(folder.folder)))
  const changed = changedMarks(parts, before)
  const rightBefore = ({ folder, cluster, objects }: Part): Judged | undefined => {
    const known = before.get(folder)
    const marks = changed.get(cluster)
    const isSame = known?.objects === objects && known.asked !== undefined
    return isSame && (marks === undefined || !known.asked.some((mark) => marks.has(mark))) ? known : undefined
  }
  const right = new Map(parts.map((part) => [part, rightBefore(part)]))
  const fresh = parts.filter((part) => right.get(part) === undefined)
  const entries = new Map(fresh.map(({ cluster }) => [cluster, [] as Entry[]]))
  for (const part of parts) entries.get(part.cluster)?.push(...part.entries)
  const clusters = new Map([...entries].map(([name, of]) => [name, new ClusterObjects(name, of, fleet, rejected)]))
  const issues: Issue[] = []
  const judgedNow = ({ key, objects, cluster, items }: Part): Judged => {
    const all = clusters.get(cluster)
    if (all === undefined || items.length === 0) return { key, objects, asked: [] }
    const index = new ClusterIndex(all, items)
    const found = rules.flatMap((rule) => apply(rule, index))
    issues.push(...found)
    return { key, objects, asked: found.length > 0 ? undefined : [...index.asked] }
  }
  const judged = new Map(parts.map((part) => [part.folder, right.get(part) ?? judgedNow(part)]))
  return { issues: sortIssues(once(issues)), judged, fresh: fresh.length }
}
