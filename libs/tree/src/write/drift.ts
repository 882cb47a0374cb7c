import { show, type Issue } from '@slipway/core'
import { diskIssue, DiskError, type Disk } from './disk.ts'
import type { Files } from '../render/files.ts'
import { sourceOf } from '../render/header.ts'
import { plan } from './plan.ts'
import { needsRemerge } from '../merge/remerge.ts'
import type { Looking } from './scan-aside.ts'
import { scan, type Listing } from './scan.ts'
import { settle } from './settle.ts'
import { readState, type State } from '../cache/state.ts'
import { wantedOf, type Wanted } from '../cache/wanted.ts'

/** The first line in which two texts differ, counted from 1. */
function firstDifference(given: string, wanted: string): { line: number; given: string; wanted: string } {
  const a = given.split('\n')
  const b = wanted.split('\n')
  const at = b.findIndex((line, i) => line !== a[i])
  const line = at < 0 ? b.length : at
  const [x = '', y = ''] = [a[line], b[line]]
  let same = 0
  while (same < x.length && x[same] === y[same]) same++
  // A long line is shown from shortly before the difference on, or the difference would be cut off.
  const from = Math.max(x.length, y.length) > 70 ? Math.max(0, same - 30) : 0
  const text = (lines: readonly string[]): string => {
    if (line >= lines.length) return 'no line break at the end of the file'
    if (line === lines.length - 1 && lines[line] === '') return 'the end of the file'
    return `${from > 0 ? '...' : ''}${show(lines[line]?.slice(from))}`
  }
  return { line: line + 1, given: text(a), wanted: text(b) }
}

function changed(disk: Disk, listing: Listing, path: string, text: string, hint: string): Issue {
  const source = sourceOf(text) ?? 'its source'
  const found = listing.files.get(path)
  const rendered = `; ${source} renders it`
  if (found === undefined)
    return {
      file: path,
      at: '',
      code: 'drift-missing',
      got: 'no such file',
      want: `the rendered file${rendered}`,
      hint,
    }
  const content = disk.read(path).toString('utf8')
  if (content === text) {
    const got = found.executable ? 'an executable file' : 'text that is not UTF-8'
    return { file: path, at: '', code: 'drift-changed', got, want: `the rendered file${rendered}`, hint }
  }
  const { line, given, wanted } = firstDifference(content, text)
  return { file: path, at: `line ${line}`, code: 'drift-changed', got: given, want: `${wanted}${rendered}`, hint }
}

function orphan(disk: Disk, path: string): Issue {
  const source = sourceOf(disk.read(path).toString('utf8'))
  return {
    file: path,
    at: '',
    code: 'drift-orphan',
    got: `a file that ${source ?? 'nothing'} renders${source === undefined ? '' : ' no more'}`,
    want: 'no such file',
    hint: 'npx nx run gen:manifests deletes it; then commit',
  }
}

/**
 * Says how the tree on disk differs from the wanted one. Reads every file, and writes nothing, not even a lock.
 * @param seen the memory that `wanted` rests on, and what lies on the disk, where that is looked at already (`scanAside`, without trust)
 * @returns one issue for each file that is missing, changed, left over or not ours; none when the two are the same
 */
export function drift(
  disk: Disk,
  files: Files | Wanted,
  scope?: (path: string) => boolean,
  seen?: { readonly state: State; readonly listing: Looking },
): readonly Issue[] {
  try {
    const state = seen?.state ?? readState(disk)
    const found = seen?.listing(state) ?? scan(disk, state, false)
    const { wanted, listing } = settle('hashes' in files ? files : wantedOf(files), found, state)
    const steps = plan(wanted, listing, { scope, known: () => true })
    const merged = needsRemerge(disk)
    const why = merged ? ' (a merge took one side of generated files)' : ''
    const verb = merged ? 'npx nx run gen:resolve' : 'npx nx run gen:manifests'
    const hint = (text: string) =>
      `change ${sourceOf(text) ?? 'the source'}, not this file; then ${verb}, and commit${why}`
    const foreign = new Set(steps.issues.map((issue) => issue.file))
    return [
      ...steps.issues,
      ...steps.write
        .filter((path) => !foreign.has(path))
        .map((path) => changed(disk, listing, path, wanted.text(path), hint(wanted.text(path)))),
      ...steps.remove.map((path) => orphan(disk, path)),
      ...listing.temporary.map(
        (path): Issue => ({
          file: path,
          at: '',
          code: 'drift-temporary',
          got: 'a file that a killed run left',
          want: 'no such file',
          hint: 'npx nx run gen:manifests deletes it',
        }),
      ),
    ]
  } catch (error) {
    if (error instanceof DiskError) return [diskIssue(error)]
    throw error
  }
}
