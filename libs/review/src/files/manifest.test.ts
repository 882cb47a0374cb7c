import { expect, test } from 'vitest'
import { asText } from '../report/text.ts'
import { inputOf, review } from '../review.ts'
import type { FileSide } from './files.ts'

const at = 'clusters/prod-eu/shop/web/a.yaml'
const rollout = (digest: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers: [{name: app, image: "r.example/web@sha256:${digest.repeat(64)}"}]\n`
const ofTree = (text: string, path = at, more = {}) =>
  review(inputOf(new Map(), new Map([[path, text]]), { isEstate: true, ...more }))

test.each<[string, string, string, string[]]>([
  ['a mark', at, `${rollout('a')}# +argocd:skip-file-rendering\n`, ['high read-otherwise']],
  ['words', at, `${rollout('a')}---\na: b\n`, ['high no-object']],
  ['an object with items', at, `${rollout('a')}items: []\n`, ['high hidden-by-items']],
  ["Argo CD's own file", 'clusters/prod-eu/shop/web/.argocd-source-web.yaml', rollout('a'), ['high argo-override']],
  ['a chart', 'clusters/prod-eu/shop/web/role-Chart.yaml', rollout('a'), ['high argo-tool']],
  ['capitals', 'clusters/prod-eu/shop/web/a.YAML', rollout('a'), ['high argo-unread']],
  ['nothing odd', at, rollout('a'), []],
])('a manifest with %s', (_, path, text, risks) => {
  const { files, level } = ofTree(text, path)
  expect(files.flatMap((one) => one.risks.map((risk) => `${risk.level} ${risk.code}`))).toEqual(risks)
  if (risks.length > 0) expect(level).toBe('high')
})

test('a digest that is not the release file’s, from either side', () => {
  const digests = new Map([['web/prod-eu', `sha256:${'b'.repeat(64)}`]])
  expect(asText(ofTree(rollout('a'), at, { digests }))).toContain('[other-digest]')
  expect(ofTree(rollout('b'), at, { digests }).files).toEqual([])
  const side = (text: string): FileSide => ({ kind: 'file', executable: false, size: text.length, text })
  const release = { path: 'apps/web/releases/prod-eu.json', before: side('{}'), after: side('{"digest": "b"}') }
  const done = review(
    inputOf(new Map([[at, rollout('a')]]), new Map([[at, rollout('a')]]), {
      isEstate: true,
      digests,
      files: [release],
    }),
  )
  expect(done.files.map(({ path, level }) => [path, level])).toEqual([[release.path, 'high']])
})
