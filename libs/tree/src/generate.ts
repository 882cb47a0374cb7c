import { failed, ok, type Issue, type Outcome } from '@slipway/core'
import { drift, writeTree, type TreeOptions } from './cache/cached-tree.ts'
import type { DesiredEstate, DesiredOptions } from './cache/incremental-render.ts'
import { allHashes, skipUnchanged } from './cache/skip-unchanged.ts'
import { TreeCache } from './cache/tree-cache.ts'
import { upToDate } from './cache/up-to-date.ts'
import { onDisk, type Disk } from './write/disk.ts'
import type { Lock } from './write/lock.ts'
import { needsRemerge } from './write/remerge.ts'
import { scan } from './write/scan.ts'
import type { Written } from './write/write.ts'
import { WriteAhead } from './write/write-ahead.ts'

export type Estate = Pick<DesiredEstate, 'tree' | 'apps' | 'clusters'> & Partial<Pick<DesiredEstate, 'inputs'>>

export type Desire = (root: string, cache: TreeCache, options?: DesiredOptions) => Promise<Outcome<Estate>>

/** Loads the renderer only when it is needed. */
export const desire: Desire = async (...given) =>
  (await import('./cache/incremental-render.ts')).desiredEstate(...given)

interface GenerateOptions extends Omit<TreeOptions, 'seen' | 'inputs'> {
  readonly rendering?: (line: string) => void
  readonly desire?: Desire
  /** From how many new files on another thread writes them. */
  readonly few?: number | undefined
}

export interface Generated {
  readonly apps: number
  readonly clusters: number
  readonly done: Written
}

/** The estate when neither inputs nor tree changed since the last full run; found without rendering. */
function untouched(disk: Disk, cache: TreeCache) {
  const estate = upToDate(disk.root, cache)
  if (estate === undefined) return undefined
  const listing = scan(disk, cache, true)
  const { desired, actual } = skipUnchanged(estate.tree, listing, cache)
  const isRight =
    actual.files.size === desired.hashes.size &&
    actual.strange.size + actual.temporary.length === 0 &&
    [...actual.files].every(([path, { sha256, executable }]) => sha256 === desired.hashes.get(path) && !executable)
  return isRight ? { ...estate, inputs: cache.inputs, seen: { cache, listing } } : undefined
}

/** @param lock held while rendering, too: a slow run could else write older inputs over a quick one's */
export async function generate(
  disk: Disk,
  lock: Lock,
  { rendering, desire: desired = desire, few, ...options }: GenerateOptions = {},
): Promise<Outcome<Generated>> {
  const opened = onDisk(() => TreeCache.open(disk))
  if (!opened.ok) return opened
  const isFull = options.scope === undefined && !needsRemerge(disk)
  const same = onDisk(() => ok(isFull ? untouched(disk, opened.value) : undefined))
  if (!same.ok) return same
  const ahead = isFull ? new WriteAhead(disk, few) : undefined
  try {
    const estate =
      same.value === undefined ? await desired(disk.root, opened.value, { progress: rendering, ahead }) : ok(same.value)
    if (!estate.ok) return estate
    const { tree, inputs, apps, clusters } = estate.value
    const done = writeTree(disk, tree, lock, {
      ...options,
      inputs,
      cache: opened.value,
      listing: same.value?.seen.listing,
      ahead: await ahead?.finish(),
    })
    return done.ok ? ok({ apps, clusters, done: done.value }) : done
  } finally {
    await ahead?.end()
  }
}

/** Writes nothing. @returns how many files the tree should have; or how they differ */
export async function compare(
  disk: Disk,
  { scope, rendering, desire: desired = desire }: Pick<GenerateOptions, 'scope' | 'rendering' | 'desire'> = {},
): Promise<Outcome<Omit<Generated, 'done'> & { readonly files: number }>> {
  const opened = onDisk(() => TreeCache.open(disk))
  if (!opened.ok) return opened
  const estate = await desired(disk.root, opened.value, { progress: rendering })
  if (!estate.ok) return estate
  const { tree, apps, clusters } = estate.value
  const issues: readonly Issue[] = drift(disk, tree, scope, { cache: opened.value })
  return issues.length > 0 ? failed(...issues) : ok({ apps, clusters, files: allHashes(tree, opened.value).size })
}
