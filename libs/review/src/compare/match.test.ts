import { expect, test } from 'vitest'
import { entitiesOf } from '../read/entity.ts'
import { match, unhashed } from './match.ts'

type Tree = Readonly<Record<string, string>>
const read = (tree: Tree) => Object.entries(tree).flatMap(([path, text]) => entitiesOf(path, text).entities)
const told = (before: Tree, after: Tree) =>
  match(read(before), read(after)).map((c) =>
    [
      c.before === undefined ? 'came' : c.after === undefined ? 'went' : '',
      c.renamed ? 'renamed' : '',
      c.moved ? 'moved' : '',
      c.deltas.length > 0 ? `${c.deltas.length} differ` : '',
      (c.after ?? c.before)?.name,
    ]
      .filter((word) => word !== '')
      .join(' '),
  )

const map = (name: string, data = 'x: y', version = 'v1') =>
  `apiVersion: ${version}\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: n}\ndata: {${data}, one: two, three: four}\n`

test.each<[string, Tree, Tree, string[]]>([
  ['the same', { a: map('m') }, { a: map('m') }, []],
  [
    'a group that Kubernetes took apart',
    { a: 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: m}\n' },
    { a: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: m}\n' },
    ['1 differ m'],
  ],
  [
    'a kustomization that says what it is',
    { 'kustomization.yaml': 'resources: [a.yaml]\n' },
    { 'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization\nresources: [a.yaml]\n' },
    ['2 differ kustomization.yaml'],
  ],
  ['a field', { a: map('m') }, { a: map('m', 'x: z') }, ['1 differ m']],
  [
    'came and went',
    { a: map('m') },
    { a: 'apiVersion: v1\nkind: Secret\nmetadata: {name: m}\n' },
    ['went m', 'came m'],
  ],
  ['another file', { a: map('m') }, { b: map('m') }, ['moved m']],
  ['into a file of many', { a: map('m'), b: map('k') }, { b: `${map('k')}---\n${map('m')}` }, ['moved m']],
  [
    'into a List',
    { a: map('m') },
    { a: `apiVersion: v1\nkind: List\nitems:\n- ${map('m').trim().replaceAll('\n', '\n  ')}\n` },
    [],
  ],
  ['another version', { a: map('m') }, { a: map('m', 'x: y', 'v2') }, ['1 differ m']],
  ['a name with a hash', { a: map('m-957d91a7') }, { a: map('m-0123abcd', 'x: z') }, ['renamed 1 differ m-0123abcd']],
  ['another name', { a: map('old') }, { b: map('new') }, ['renamed moved new']],
  [
    'two that share nothing',
    { a: map('old') },
    { b: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new, namespace: n}\n' },
    ['went old', 'came new'],
  ],
  ['twice in a tree', { a: map('m') }, { a: map('m'), b: map('m') }, ['came m']],
  [
    'one cluster is not another',
    { 'clusters/a/t/x/f.yaml': map('m') },
    { 'clusters/b/t/x/f.yaml': map('m') },
    ['went m', 'came m'],
  ],
  ['a document that is no object', { a: 'x: 1\n' }, { a: 'x: 2\n' }, ['1 differ a']],
])('%s', (_, before, after, changes) => {
  expect(told(before, after)).toEqual(changes)
})

test.each([
  ['catalog-config-957d91a7', 'catalog-config'],
  ['web-7f6b9cc9dd', 'web'],
  ['storefront', 'storefront'],
  ['a-deployment', 'a-deployment'],
])('%s without its hash', (name, without) => {
  expect(unhashed(name)).toBe(without)
})
