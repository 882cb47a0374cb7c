/** Exports that load no renderer, so that a verb starts at once. */
export { readCache, saveCache } from './cache/cache-file.ts'
export { drift, writeTree } from './cache/cached-tree.ts'
export { generatorHash, verbHash } from './cache/generator-hash.ts'
export { knownEstate, type KnownEstate } from './cache/known-estate.ts'
export { allHashes } from './cache/skip-unchanged.ts'
export { inputsHash, TreeCache } from './cache/tree-cache.ts'
export { compare, desire, generate, type Desire, type Generated } from './generate.ts'
export { filesOf, type Files } from './render/files.ts'
export { fleetText } from './render/fleet-text.ts'
export { header, isOurs, sourceOf } from './render/header.ts'
export {
  appOf,
  appScope,
  isKubernetes,
  kubernetesFolders,
  ownedFolders,
  type Scope,
} from './render/path.ts'
export { temporaryName } from './write/atomic-writer.ts'
export { committed, type Committed } from './write/committed.ts'
export { desiredOf } from './write/desired-tree.ts'
export { nodeDisk, onDisk, sha256, type Disk } from './write/disk.ts'
export { takeLock, withLock, type Lock } from './write/lock.ts'
export { readAhead } from './write/read-ahead.ts'
export { needsRemerge, remergeFile } from './write/remerge.ts'
export { scan, type Found } from './write/scan.ts'
export type { Edited, Written } from './write/write.ts'
