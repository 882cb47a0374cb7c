import { expect, it } from 'vitest'
import { folderOf, withFoldersAbove } from './folder.ts'

it.each([
  ['clusters/dev/web.yaml', 'clusters/dev'],
  ['web.yaml', ''],
  ['', ''],
])('folderOf %j', (path, folder) => expect(folderOf(path)).toBe(folder))

it.each([
  [
    ['a/b/c', 'a/d'],
    ['a/b/c', 'a/b', 'a', 'a/d'],
  ],
  [['', 'a'], ['a']],
  [[], []],
])('withFoldersAbove %j', (folders, all) => expect([...withFoldersAbove(folders)]).toEqual(all))
