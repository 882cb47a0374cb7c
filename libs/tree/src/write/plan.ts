import type { Issue } from '@slipway/core'
import { sourceOf } from '../render/header.ts'
import { folded, foldersAbove, foldersOf, hasOwnedName, listed, ownedFolders } from '../render/path.ts'
import type { Listing } from './scan.ts'
import type { Wanted } from '../cache/wanted.ts'

export interface Plan {
  /** Paths whose text is new or differs, sorted. */
  readonly write: readonly string[]
  readonly unchanged: readonly string[]
  /** Files of ours that nothing renders any more, sorted. */
  readonly remove: readonly string[]
  /** Folders that will hold nothing, the deepest first. */
  readonly emptied: readonly string[]
  /** Of `remove` and `emptied`, what has to go before the first write: macOS and Windows take it for a wanted path in other capitals. */
  readonly first: ReadonlySet<string>
  /** Of `write` and `remove`, files whose text is not one that we remember to have written. */
  readonly doubtful: readonly string[]
  /** The hash of each wanted text in scope. */
  readonly hashes: ReadonlyMap<string, string>
  /** Why nothing may be written. */
  readonly issues: readonly Issue[]
}

export interface PlanOptions {
  /** The paths to look at (`--app`); all of them when there is none. */
  readonly scope?: ((path: string) => boolean) | undefined
  /** Whether a text is one that we wrote to a path. */
  readonly known: (path: string, sha256: string) => boolean
}

const owned = listed('and')

function strangeIssue(path: string, kind: 'link' | 'other' | 'file'): Issue {
  const got = { link: 'a symbolic link', file: 'a file', other: 'neither a file nor a folder' }[kind]
  return {
    file: path,
    at: '',
    code: 'tree-strange',
    got,
    want: `only folders and generated files in ${owned}; links are never followed`,
    hint: 'delete it, or move it elsewhere',
  }
}

function foreignIssue(path: string, wanted: string | undefined): Issue {
  const got = hasOwnedName(path) ? 'a file without the header of generated files' : 'a file that is not .yaml'
  const want = `only generated files in ${owned}${wanted === undefined ? '' : `; ${sourceOf(wanted) ?? 'a source'} renders this one`}`
  return {
    file: path,
    at: '',
    code: 'tree-not-ours',
    got,
    want,
    hint: 'move it elsewhere or delete it by hand; Slipway does not touch it',
  }
}

/** Folders where files are wanted, and files where folders are. */
function inTheWay(wanted: readonly string[], disk: Listing): Issue[] {
  const issue = (path: string, got: string): Issue => ({
    file: path,
    at: '',
    code: 'tree-in-the-way',
    got,
    want: 'room for the rendered file',
    hint: 'move it elsewhere or delete it by hand',
  })
  const folders = new Set(disk.folders)
  const files = [...foldersOf(wanted)].filter((folder) => disk.files.has(folder))
  return [
    ...wanted
      .filter((path) => folders.has(path))
      .map((path) => issue(path, `a folder where the file ${path} is rendered`)),
    ...files.map((file) =>
      issue(
        file,
        `a file where the folder of ${wanted.find((path) => path.startsWith(`${file}/`)) ?? file} is rendered`,
      ),
    ),
  ]
}

/** The spelling of every wanted path and folder, by its folded form. */
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

/**
 * Compares what is wanted with what is there. Pure.
 * @param disk what lies in the owned folders
 */
export function plan(wanted: Wanted, disk: Listing, { scope, known }: PlanOptions): Plan {
  const within = scope ?? (() => true)
  const hashes = scope === undefined ? wanted.hashes : new Map([...wanted.hashes].filter(([path]) => scope(path)))
  const paths = [...hashes.keys()]
  const issues = [...disk.strange].map(([path, kind]) => strangeIssue(path, kind))
  issues.push(...inTheWay(paths, disk))
  const write: string[] = []
  const unchanged: string[] = []
  for (const [path, hash] of hashes) {
    const found = disk.files.get(path)
    if (found !== undefined && found.sha256 === hash && !found.executable) unchanged.push(path)
    else write.push(path)
  }
  const remove: string[] = []
  const remaining: string[] = []
  for (const [path, found] of disk.files) {
    const inside = within(path)
    if (inside && !found.ours && found.sha256 !== hashes.get(path))
      issues.push(foreignIssue(path, wanted.hashes.has(path) ? wanted.text(path) : undefined))
    if (inside && found.ours && !wanted.hashes.has(path)) remove.push(path)
    else if (!inside || !hashes.has(path)) remaining.push(path)
  }
  // Folders in which nothing is to be done stay, with a file in each.
  const settled = [...wanted.same].map((folder) => `${folder}/any.yaml`)
  const staying = foldersOf([...paths, ...remaining, ...settled])
  const candidates = scope === undefined ? disk.folders : [...foldersOf(remove)]
  const emptied = candidates
    .filter((f) => !staying.has(f) && !ownedFolders.some((o) => o === f))
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const exact = remove.length + emptied.length === 0 ? new Map<string, string>() : spellings([...paths, ...settled])
  const clashes = (path: string): boolean => (exact.get(folded(path)) ?? path) !== path
  const first = new Set([
    ...remove.filter((p) => [p, ...foldersAbove(p)].some(clashes)),
    ...emptied.filter((f) => [f, ...foldersAbove(f)].some(clashes)),
  ])
  const doubtful = [...write, ...remove].filter((path) => {
    const found = disk.files.get(path)
    return found !== undefined && !found.conflicted && found.sha256 !== hashes.get(path) && !known(path, found.sha256)
  })
  return { write: write.sort(), unchanged, remove: remove.sort(), emptied, first, doubtful, hashes, issues }
}
