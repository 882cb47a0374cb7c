import { compareBy, ok, type Outcome } from '@slipway/core'
import type { Estate } from '@slipway/spec'
import { onDisk, type Disk } from '../write/disk.ts'
import { needsRemerge } from '../write/remerge.ts'
import { drift } from './cached-tree.ts'
import { inputsHash, TreeCache } from './tree-cache.ts'
import { upToDate } from './up-to-date.ts'

export interface KnownEstate {
  readonly estate: Estate
  readonly clusters: number
  /** How many files the tree has. */
  readonly files: number
}

/**
 * The estate, where its inputs are those of the last full run of `gen`, and every file of the tree, read again, is what
 * that run wrote. Nothing is rendered to see that.
 * @param wanted the hash of the inputs that somebody knows: others are not read
 * @param open the cache of `gen`, which somebody may have read
 * @returns `undefined` where anything is or may be another
 */
export async function knownEstate(disk: Disk, wanted: string, open = TreeCache.open): Promise<KnownEstate | undefined> {
  const seen = onDisk((): Outcome<{ cache: TreeCache; clusters: number } | undefined> => {
    const opened = open(disk)
    if (!opened.ok) return opened
    const cache = opened.value
    if (cache.inputs === undefined || inputsHash(cache.inputs) !== wanted || needsRemerge(disk)) return ok(undefined)
    const known = upToDate(disk.root, cache)
    const isRight = known !== undefined && drift(disk, known.tree, undefined, { cache }).length === 0
    return ok(isRight ? { cache, clusters: known.clusters } : undefined)
  })
  if (!seen.ok || seen.value === undefined) return undefined
  const { cache, clusters } = seen.value
  const { loadFleet } = await import('@slipway/fleet')
  const { readingOfText } = await import('./app-source-text.ts')
  const fleet = await loadFleet(disk.root)
  // Sound when they were read, by the same code.
  const apps = [...(cache.inputs?.apps ?? [])]
    .toSorted(compareBy(([name]) => name))
    .flatMap(([, { text }]) => readingOfText(text).source ?? [])
  return fleet.ok ? { estate: { fleet: fleet.value, apps }, clusters, files: cache.files } : undefined
}
