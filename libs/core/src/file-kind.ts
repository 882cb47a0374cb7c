import type { Dirent, Stats } from 'node:fs'

export type FileKind = 'file' | 'folder' | 'link' | 'other'

export const kindOf = (entry: Dirent | Stats): FileKind =>
  entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'
