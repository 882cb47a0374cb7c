import { expect, it } from 'vitest'
import { baseName, folderOf, withFoldersAbove } from './folder.ts'

it.each([
  ['clusters/dev/web.yaml', 'clusters/dev'],
  ['web.yaml', ''],
  ['', ''],
])('folderOf %j', (path, folder) => expect(folderOf(path)).toBe(folder))

it.each([
  ['clusters/dev/web.yaml', 'web.yaml'],
  ['web.yaml', 'web.yaml'],
  ['a/', ''],
])('baseName %j', (path, name) => expect(baseName(path)).toBe(name))

it.each([
  [
    ['a/b/c', 'a/d'],
    ['a/b/c', 'a/b', 'a', 'a/d'],
  ],
  [['', 'a'], ['a']],
  [[], []],
])('withFoldersAbove %j', (folders, all) => expect([...withFoldersAbove(folders)]).toEqual(all))
