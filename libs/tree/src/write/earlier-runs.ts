import type { Stat } from './disk.ts'

/** A file as an earlier run left it. */
export interface LeftFile {
  readonly sha256: string
  /** `stampOf` then. */
  readonly stamp: string
}

/** What is known of earlier runs. The cache knows it; all works without, by reading every file. */
export interface EarlierRuns {
  /** The files of a folder by name. */
  left(folder: string): ReadonlyMap<string, LeftFile>
  /** Whether a file is certainly as it was left, by its description alone. */
  isAsLeft(file: LeftFile | undefined, stat: Stat): boolean
  /** The hashes of the texts that earlier runs wrote to a path, or may have written before they were killed. */
  wrote(path: string): readonly string[]
}

export const noEarlierRuns: EarlierRuns = { left: () => new Map(), isAsLeft: () => false, wrote: () => [] }

/** How the disk describes a file: nobody can set its time of change back, and one that takes its place has another inode. */
export const stampOf = ({ size, modified, changed, inode }: Stat): string => `${size} ${modified} ${changed} ${inode}`
