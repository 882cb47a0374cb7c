import { sourceOf } from '../render/header.ts'
import { folded, foldersAbove, foldersOf, hasOwnedName, ownedFolders } from '../render/path.ts'
import type { TreeProblem } from '../tree-problem.ts'
import type { Listing } from './scan.ts'
import type { DesiredTree } from './desired-tree.ts'

export interface Plan {
  /** New or different, sorted. */
  readonly write: readonly string[]
  readonly unchanged: readonly string[]
  /** Ours, but not rendered any more; sorted. */
  readonly remove: readonly string[]
  /** Folders left empty, the deepest first. */
  readonly emptied: readonly string[]
  /** Has to go before the first write: macOS and Windows take it for a desired path in other capitals. */
  readonly first: ReadonlySet<string>
  /** Files whose text no earlier run wrote. */
  readonly doubtful: readonly string[]
  /** Hashes of the desired texts in scope, by path. */
  readonly hashes: ReadonlyMap<string, string>
  readonly problems: readonly TreeProblem[]
}

interface PlanOptions {
  /** Paths to look at (`--app`); by default all. */
  readonly scope?: ((path: string) => boolean) | undefined
  readonly wrote: (path: string) => readonly string[]
}

function inTheWay(desired: readonly string[], actual: Listing): readonly TreeProblem[] {
  const folders = new Set(actual.folders)
  const files = [...foldersOf(desired)].filter((folder) => actual.files.has(folder))
  return [
    ...desired
      .filter((path) => folders.has(path))
      .map((path): TreeProblem => ({ code: 'tree-in-the-way', path, kind: 'folder', rendered: path })),
    ...files.map((path): TreeProblem => {
      const rendered = desired.find((one) => one.startsWith(`${path}/`)) ?? path
      return { code: 'tree-in-the-way', path, kind: 'file', rendered }
    }),
  ]
}

function spellings(paths: Iterable<string>): ReadonlyMap<string, string> {
  const exact = new Map<string, string>()
  for (const path of paths) {
    exact.set(folded(path), path)
    for (const above of foldersAbove(path)) {
      if (exact.has(folded(above))) break
      exact.set(folded(above), above)
    }
  }
  return exact
}

export function plan(desired: DesiredTree, actual: Listing, { scope, wrote }: PlanOptions): Plan {
  const within = scope ?? (() => true)
  const hashes = scope === undefined ? desired.hashes : new Map([...desired.hashes].filter(([path]) => scope(path)))
  const paths = [...hashes.keys()]
  const problems: TreeProblem[] = [...actual.strange].map(([path, kind]) => ({ code: 'tree-strange', path, kind }))
  problems.push(...inTheWay(paths, actual))
  const write: string[] = []
  const unchanged: string[] = []
  for (const [path, hash] of hashes) {
    const found = actual.files.get(path)
    if (found !== undefined && found.sha256 === hash && !found.executable) unchanged.push(path)
    else write.push(path)
  }
  const remove: string[] = []
  const remaining: string[] = []
  for (const [path, found] of actual.files) {
    const inside = within(path)
    if (inside && !found.ours && found.sha256 !== hashes.get(path)) {
      const source = desired.hashes.has(path) ? (sourceOf(desired.text(path)) ?? 'a source') : undefined
      problems.push({ code: 'tree-not-ours', path, hasOwnedName: hasOwnedName(path), source })
    }
    if (inside && found.ours && !desired.hashes.has(path)) remove.push(path)
    else if (!inside || !hashes.has(path)) remaining.push(path)
  }
  // Folders to skip stay, with a file in each.
  const skipped = [...desired.skip].map((folder) => `${folder}/any.yaml`)
  const staying = foldersOf([...paths, ...remaining, ...skipped])
  const candidates = scope === undefined ? actual.folders : [...foldersOf(remove)]
  const emptied = candidates
    .filter((f) => !staying.has(f) && !ownedFolders.some((o) => o === f))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const exact = remove.length + emptied.length === 0 ? new Map<string, string>() : spellings([...paths, ...skipped])
  const clashes = (path: string): boolean => (exact.get(folded(path)) ?? path) !== path
  const first = new Set([
    ...remove.filter((p) => [p, ...foldersAbove(p)].some(clashes)),
    ...emptied.filter((f) => [f, ...foldersAbove(f)].some(clashes)),
  ])
  const doubtful = [...write, ...remove].filter((path) => {
    const found = actual.files.get(path)
    return (
      found !== undefined &&
      !found.conflicted &&
      found.sha256 !== hashes.get(path) &&
      !wrote(path).includes(found.sha256)
    )
  })
  return { write: write.sort(), unchanged, remove: remove.sort(), emptied, first, doubtful, hashes, problems }
}
