import { show, type Issue } from '@slipway/core'
import { SecretValues } from '@slipway/core/secret-values'
import { sourceOf } from '../render/header.ts'
import { treeIssue, type TreeProblem } from '../tree-problem.ts'
import type { DesiredTree } from './desired-tree.ts'
import type { Disk } from './disk.ts'
import { plan } from './plan.ts'
import { needsRemerge } from './remerge.ts'
import type { Listing } from './scan.ts'

function firstDifference(given: string, wanted: string): { line: number; given: string; wanted: string } {
  const a = given.split('\n')
  const b = wanted.split('\n')
  const at = b.findIndex((line, i) => line !== a[i])
  const line = at < 0 ? b.length : at
  const [x = '', y = ''] = [a[line], b[line]]
  let same = 0
  while (same < x.length && x[same] === y[same]) same++
  // A long line is cut shortly before the difference, or that would be cut off.
  const from = Math.max(x.length, y.length) > 70 ? Math.max(0, same - 30) : 0
  const text = (lines: readonly string[]): string => {
    if (line >= lines.length) return 'no line break at the end of the file'
    if (line === lines.length - 1 && lines[line] === '') return 'the end of the file'
    return `${from > 0 ? '...' : ''}${show(lines[line]?.slice(from))}`
  }
  return { line: line + 1, given: text(a), wanted: text(b) }
}

function changed(disk: Disk, actual: Listing, path: string, text: string, isMerged: boolean): TreeProblem {
  const source = sourceOf(text) ?? 'its source'
  const found = actual.files.get(path)
  if (found === undefined) return { code: 'drift-missing', path, source, isMerged }
  const content = disk.read(path).toString('utf8')
  const same = found.executable ? 'mode' : 'encoding'
  // A hand may have written a secret there; two of them are still two.
  const values = new SecretValues([content, text])
  const difference = content === text ? same : firstDifference(values.hide(content), values.hide(text))
  return { code: 'drift-changed', path, source, isMerged, difference }
}

/**
 * Writes nothing.
 * @param actual with every file read, whatever the disk's descriptions say
 * @throws DiskError
 */
export function driftOf(
  disk: Disk,
  desired: DesiredTree,
  actual: Listing,
  scope?: (path: string) => boolean,
): readonly Issue[] {
  const steps = plan(desired, actual, { scope, wrote: () => [] })
  const isMerged = needsRemerge(disk)
  const foreign = new Set(steps.problems.map(({ path }) => path))
  const problems: readonly TreeProblem[] = [
    ...steps.problems,
    ...steps.write
      .filter((path) => !foreign.has(path))
      .map((path) => changed(disk, actual, path, desired.text(path), isMerged)),
    ...steps.remove.map((path): TreeProblem => {
      const source = sourceOf(disk.read(path).toString('utf8'))
      return { code: 'drift-orphan', path, source }
    }),
    ...actual.temporary.map((path): TreeProblem => ({ code: 'drift-temporary', path })),
  ]
  return problems.map(treeIssue)
}
