import { expect, test } from 'vitest'
import { file, told } from '../../test/changed-file.ts'
import type { ChangedFile } from './files.ts'

test.each<[string, ChangedFile, string[]]>([
  ['a registry', file('.npmrc', '', '//r.example/:_authToken=secret\n'), ['high line-added']],
  [
    'large files of somebody else',
    file('.lfsconfig', '', '[lfs]\n\turl = https://a.example/lfs\n'),
    ['low line-added', 'high line-added'],
  ],
  [
    'a command on the machine of who opens it',
    file('.devcontainer/devcontainer.json', '{}', '{"postCreateCommand": "a"}'),
    ['medium run-changed'],
  ],
  ['a task of an editor', file('.vscode/tasks.json', undefined, '{}'), ['medium run-changed']],
  ['settings of an editor', file('.vscode/settings.json', '{}', '{"editor.tabSize": 4}'), ['low run-changed']],
  ['no such task any more', file('.vscode/tasks.json', '{}'), []],
  ['what an editor advises', file('.vscode/extensions.json', undefined, '{}'), []],
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
