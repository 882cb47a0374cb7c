import type { Disk } from './disk.ts'
import { stateFolder } from '../render/path.ts'

/** Made by the merge driver: git took one side of generated files, so the tree is to be rendered anew. */
export const remergeFile = `${stateFolder}/remerge`

export const needsRemerge = (disk: Disk): boolean => disk.stat(remergeFile) !== undefined

export const clearRemerge = (disk: Disk): void => {
  if (needsRemerge(disk)) disk.remove(remergeFile)
}
