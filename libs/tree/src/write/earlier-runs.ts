import type { Stat } from './disk.ts'

export interface LeftFile {
  readonly sha256: string
  /** `stampOf` then. */
  readonly stamp: string
}

/** Results of earlier runs from the cache. Without them, every file is read. */
export interface EarlierRuns {
  left(folder: string): ReadonlyMap<string, LeftFile>
  /** Certainly, by its description alone. */
  isAsLeft(file: LeftFile | undefined, stat: Stat): boolean
  /** Hashes of the texts that earlier runs wrote, or may have written before they were killed. */
  wrote(path: string): readonly string[]
}

/** Nobody can set a time of change back, and a replaced file has another inode. */
export const stampOf = ({ size, modified, changed, inode }: Stat): string => `${size} ${modified} ${changed} ${inode}`
