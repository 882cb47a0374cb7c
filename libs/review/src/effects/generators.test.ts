import { crossingPattern } from '@slipway/core'
import type { Fields } from '@slipway/kube'
import { expect, test } from 'vitest'
import { clusterSecrets, expand, fileGlobs, type GeneratorTree } from './generators.ts'
import { entitiesOf } from '../read/entity.ts'

const secret = (name: string, env: string, more = '') =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, labels: {argocd.argoproj.io/secret-type: cluster, env: ${env}}}\n${more === '' ? `stringData: {name: ${name}, server: https://${name}.example}` : more}\n`
const clusters = clusterSecrets(
  entitiesOf(
    'a.yaml',
    [
      secret('eu', 'prod'),
      secret('us', 'prod', `data: {name: ${btoa('us')}, server: ${btoa('https://us.example')}}`),
      secret('dev', 'dev'),
      'apiVersion: v1\nkind: Secret\nmetadata: {name: other}\n',
    ].join('---\n'),
  ).entities,
)
const tree: GeneratorTree = {
  folders: new Set(['apps', 'apps/a', 'apps/b', 'apps/b/deep']),
  files: new Map([
    ['envs/dev/config.json', '{"cluster": {"name": "dev"}, "replicas": 1}'],
    ['envs/prod/eu/config.json', '{"cluster": {"name": "eu"}, "replicas": 3}'],
    ['list.yaml', '- {name: web}\n- {name: api}\n'],
  ]),
  clusters,
}
const list = (...elements: readonly Fields[]) => ({ list: { elements } })

/** A generator, and of each set what an expression of dots says. */
test.each<readonly [string, Fields, string, readonly string[]]>([
  ['a list', list({ a: '1' }, { a: '2' }), 'a', ['1', '2']],
  ['no elements', list(), 'a', []],
  ['elements as YAML', { list: { elementsYaml: '- {a: 1}\n- {a: 2}\n' } }, 'a', ['1', '2']],
  [
    'those that a selector takes',
    { ...list({ a: '1' }, { a: '2' }), selector: { matchLabels: { a: '2' } } },
    'a',
    ['2'],
  ],
  ['folders', { git: { directories: [{ path: 'apps/*' }] } }, 'path.basename', ['a', 'b']],
  [
    'folders but one',
    { git: { directories: [{ path: 'apps/*' }, { path: 'apps/b', exclude: true }] } },
    'path.path',
    ['apps/a'],
  ],
  ['files', { git: { files: [{ path: 'envs/**/config.json' }] } }, 'cluster.name', ['dev', 'eu']],
  [
    'files by a star, which git takes through folders',
    { git: { files: [{ path: 'envs/*/config.json' }] } },
    'path.basename',
    ['dev', 'eu'],
  ],
  ['a file of many', { git: { files: [{ path: 'list.yaml' }] } }, 'name', ['web', 'api']],
  [
    'values beside',
    { git: { files: [{ path: 'envs/dev/*' }], values: { is: 'v-{{cluster.name}}' } } },
    'values.is',
    ['v-dev'],
  ],
  ['clusters by their labels', { clusters: { selector: { matchLabels: { env: 'prod' } } } }, 'name', ['eu', 'us']],
  [
    'all clusters, and its own',
    { clusters: {} },
    'server',
    ['https://eu.example', 'https://us.example', 'https://dev.example', 'https://kubernetes.default.svc'],
  ],
  [
    'two of each',
    { matrix: { generators: [list({ a: '1' }, { a: '2' }), list({ b: 'x' }, { b: 'y' })] } },
    'b',
    ['x', 'y', 'x', 'y'],
  ],
  [
    'a second one that the first fills',
    { matrix: { generators: [list({ dir: 'apps' }), { git: { directories: [{ path: '{{dir}}/*' }] } }] } },
    'path.basename',
    ['a', 'b'],
  ],
  [
    'merged by a key',
    {
      merge: {
        mergeKeys: ['name'],
        generators: [
          list({ name: 'a', n: '1' }, { name: 'b', n: '1' }),
          list({ name: 'b', n: '2' }, { name: 'c', n: '3' }),
        ],
      },
    },
    'n',
    ['1', '2'],
  ],
])('%s', (_, generator, place, expected) => {
  const found = expand(generator, tree)
  const at = (set: unknown) => place.split('.').reduce<unknown>((value, key) => (value as Fields)[key], set)
  expect('sets' in found ? found.sets.map((set) => String(at(set))) : found).toEqual(expected)
})

test.each<readonly [string, Fields]>([
  ['pullRequest', { pullRequest: { github: {} } }],
  ['scmProvider', { scmProvider: {} }],
  ['git', { git: { directories: [{ path: 'elsewhere/*' }] } }],
  ['git', { git: { directories: [{ path: 'apps/*' }], pathParamPrefix: 'x' } }],
  ['list', { list: { elementsYaml: '{{ .x | toJson }}' } }],
  ['plugin', { matrix: { generators: [list({ a: '1' }), { plugin: {} }] } }],
  ['clusterDecisionResource', { merge: { mergeKeys: ['a'], generators: [{ clusterDecisionResource: {} }, list()] } }],
])('%s is not known: %j', (unknown, generator) => {
  expect(expand(generator, tree)).toEqual({ unknown })
})

test('clusters are not known where the tree has no Secret of one', () => {
  expect(expand({ clusters: {} }, { ...tree, clusters: [] })).toEqual({ unknown: 'clusters' })
})

test('the files that generators ask for, however deep', () => {
  const files = (path: string) => ({ git: { files: [{ path }] } })
  const globs = fileGlobs([files('a/*.json'), { matrix: { generators: [files('b/{{x}}.yaml'), list()] } }])
  expect(globs).toEqual(['a/*.json', 'b/*.yaml'])
  expect(['b/x.yaml', 'b/deep/x.yaml', 'c/x.yaml'].filter((path) => crossingPattern(globs[1] ?? '')(path))).toEqual([
    'b/x.yaml',
    'b/deep/x.yaml',
  ])
})
