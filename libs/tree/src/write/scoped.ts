import { sourceOf } from '../render/header.ts'
import type { Scope } from '../render/path.ts'
import type { DesiredTree } from './desired-tree.ts'
import type { Disk } from './disk.ts'
import type { Listing } from './scan.ts'

/**
 * A scope by paths alone, for one run: a file's source is what it should be made from or, where nobody makes it any
 * more, what it says itself. Asked once for each file, before anything is written.
 */
export function scoped(
  scope: Scope | undefined,
  disk: Disk,
  desired: DesiredTree,
  actual: Listing,
): ((path: string) => boolean) | undefined {
  if (scope === undefined) return undefined
  const sourceIn = (path: string) =>
    desired.hashes.has(path)
      ? sourceOf(desired.text(path))
      : actual.files.get(path)?.ours === true
        ? sourceOf(disk.read(path).toString('utf8'))
        : undefined
  const inside = new Set(
    [...desired.hashes.keys(), ...actual.files.keys()].filter((path) => scope(path, () => sourceIn(path))),
  )
  return (path) => inside.has(path) || scope(path, () => undefined)
}
