import { expect, test } from 'vitest'
import { inputOf, review } from '../review.ts'
import { noRendering } from './rendering.ts'
import { shownInputs } from './shown-inputs.ts'

const pod = (name: string, image: string, more = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}${more}}\nspec: {replicas: 2, template: {spec: {containers: [{name: app, image: ${image}}]}}}\n`
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {web.yaml: "kind: Deployment"}\n'
const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n'
const texts = (text: string | undefined, path = 'base/web.yaml') =>
  new Map(text === undefined ? [] : [[path, text] as const])

/** A file that a kustomization names, before and after, and what it makes afterwards. */
const cases: readonly (readonly [string, string | undefined, string | undefined, string | undefined, boolean])[] = [
  ['a resource', pod('web', 'a:1'), pod('web', 'a:2'), pod('web', 'a:2'), true],
  ['a resource in another namespace', pod('web', 'a:1'), pod('web', 'a:2'), pod('web', 'a:2', ', namespace: x'), true],
  ['a resource with a prefix', pod('web', 'a:1'), pod('web', 'a:2'), pod('prod-web', 'a:2'), true],
  [
    'a Namespace that gets its name',
    undefined,
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: _, labels: {a: b}}\n',
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b}}\n',
    true,
  ],
  [
    'a Namespace that is gone, beside another one',
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
    undefined,
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: pay}\n',
    true,
  ],
  ['a resource whose tag the kustomization says', pod('web', 'a:1'), pod('web', 'a:2'), pod('web', 'a:3'), true],
  ['a resource of another repository', pod('web', 'a:1'), pod('web', 'b.example/a:1'), pod('web', 'a:3'), false],
  ['a resource that is new', undefined, pod('web', 'a:2'), pod('web', 'a:2'), true],
  ['a resource that is gone', pod('web', 'a:2'), undefined, undefined, true],
  ['a resource that is gone and still made, of another file', pod('web', 'a:2'), undefined, pod('web', 'a:2'), true],
  ['a resource that is gone and still made, with a patch', pod('web', 'a:2'), undefined, pod('web', 'a:3'), true],
  [
    'a resource that is gone, and another of its name',
    pod('web', 'a:2'),
    undefined,
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: true}\n',
    false,
  ],
  ['the kustomization itself', kustomization, `${kustomization}namePrefix: a-\n`, pod('a-web', 'a:1'), true],
  ['the content of a ConfigMap', pod('web', 'a:1'), pod('web', 'evil:1'), map, false],
  ['a content beside another object of its name', pod('web', 'a:1'), pod('web', 'evil:1'), pod('web', 'a:1'), false],
  ['a file of which nothing is made', pod('web', 'a:1'), pod('web', 'evil:1'), undefined, false],
  ['another kind of its name', pod('web', 'a:1'), pod('web', 'evil:1'), map.replace('name: c', 'name: web'), false],
]

test.each(cases)('an input is seen in what is made of it: %s', (_, before, after, made, isShown) => {
  const rendering = { ...noRendering, inputs: new Set(['base/web.yaml']), after: texts(made, 'x#app/web.yaml') }
  expect(shownInputs({ before: texts(before), after: texts(after) }, rendering).has('base/web.yaml')).toBe(isShown)
})

test('a file that a kustomization only names stays under review', () => {
  const rendering = { ...noRendering, inputs: new Set(['base/web.yaml']), same: texts(map, 'x#app/c.yaml') }
  const input = inputOf(texts(pod('web', 'a:1')), texts(pod('web', 'evil.example/a:1')), { rendering })
  const done = review(input)
  expect(done.groups.flatMap(({ risks }) => risks.map(({ code }) => code))).toContain('image-source')
})
