import { expect, test } from 'vitest'
import { file, told } from '../../test/changed-file.ts'
import type { ChangedFile } from './files.ts'

test.each<[string, ChangedFile, string[]]>([
  ['a registry', file('.npmrc', '', '//r.example/:_authToken=secret\n'), ['high line-added']],
  ['a folded diff', file('.gitattributes', '', 'clusters/** -diff linguist-generated\n'), ['high hidden-from-review']],
])('%s', (_, one, risks) => {
  expect(told(one)).toEqual(risks)
})

test.each([
  ['node_modules/\n', []],
  ['.idea\n*.log\n', []],
  ['clusters/prod\n', ['low line-added']],
  ['*.yaml\n', ['low line-added']],
])('of what git leaves out, manifests count: %j', (more, risks) => {
  expect(told(file('.gitignore', 'dist/\n', `dist/\n${more}`))).toEqual(risks)
})
