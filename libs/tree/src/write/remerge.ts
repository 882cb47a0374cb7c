import type { Disk } from './disk.ts'
import { stateFolder } from '../render/path.ts'

/** Made by the merge driver: git has merged generated files by taking one side, so the tree is to be rendered anew. */
export const remergeFile = `${stateFolder}/remerge`

/** Whether a merge took one side of generated files since the tree was last rendered. */
export const needsRemerge = (disk: Disk): boolean => disk.stat(remergeFile) !== undefined

/** The whole tree was rendered anew. */
export const clearRemerge = (disk: Disk): void => {
  if (needsRemerge(disk)) disk.remove(remergeFile)
}
