import { expect, test } from 'vitest'
import { asJson } from '../report/json.ts'
import { asMarkdown } from '../report/markdown.ts'
import { asText } from '../report/text.ts'
import { inputOf, review } from '../review.ts'

const map = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shop}\ndata: {a: ${value}}\n`
const side = (value: string, places: readonly string[]) =>
  new Map(places.map((place) => [`clusters/${place}/configmap-c.yaml`, map(value)]))
const file = { kind: 'file', executable: false, size: 1, text: 'a' } as const
const reviewed = (paths: readonly string[], places: readonly string[]) =>
  review(
    inputOf(side('x', places), side('y', places), {
      isEstate: true,
      files: paths.map((path) => ({ path, before: file, after: { ...file, text: 'b' } })),
    }),
  )
const web = ['dev/shop/web', 'prod/shop/web']

test.each<[string, readonly string[], readonly string[], unknown]>([
  ['one file of the fleet', ['fleet/defaults.ts'], web, [{ files: ['fleet/defaults.ts'], objects: 2, apps: ['web'] }]],
  [
    'one of a cluster',
    ['fleet/clusters/prod.ts'],
    web,
    [{ files: ['fleet/clusters/prod.ts'], objects: 1, apps: ['web'] }],
  ],
  ['an app by its own file', ['fleet/defaults.ts', 'apps/web/app.ts'], web, []],
  [
    'one app of two by its own',
    ['fleet/fleet.ts', 'apps/web/app.ts'],
    [...web, 'dev/shop/api'],
    [{ files: ['fleet/fleet.ts'], objects: 1, apps: ['api'] }],
  ],
  [
    'two files, each may be it',
    ['fleet/fleet.ts', 'fleet/clusters/dev.ts'],
    web,
    [
      { files: ['fleet/clusters/dev.ts', 'fleet/fleet.ts'], objects: 1, apps: ['web'] },
      { files: ['fleet/fleet.ts'], objects: 1, apps: ['web'] },
    ],
  ],
  ['what renders nothing', ['fleet/prices.ts', 'fleet/waivers.yaml', 'libs/spec/src/a.test.ts', 'docs/a.md'], web, []],
  [
    'code',
    ['libs/model/src/a.ts', 'libs/model/src/b.ts'],
    web,
    [{ files: ['the code that renders (libs/)'], objects: 2, apps: ['web'] }],
  ],
])('%s', (_, paths, places, causes) => {
  expect(reviewed(paths, places).causes).toEqual(causes)
})

test('a cause is named once, in each form', () => {
  const done = reviewed(['fleet/defaults.ts'], web)
  const sentence = 'fleet/defaults.ts changed, and by it 2 objects of web, of which no file of its own changed'
  for (const text of [asMarkdown(done), asText(done)]) expect(text.split(sentence)).toHaveLength(2)
  expect(JSON.parse(asJson(done))).toMatchObject({
    causes: [{ files: ['fleet/defaults.ts'], objects: 2, apps: ['web'] }],
  })
})

test('elsewhere a folder called fleet is no cause', () => {
  const done = review(
    inputOf(side('x', web), side('y', web), {
      files: [{ path: 'fleet/defaults.ts', before: file, after: { ...file, text: 'b' } }],
    }),
  )
  expect(done.causes).toEqual([])
})
