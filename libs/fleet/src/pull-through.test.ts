import { expect, it } from 'vitest'
import { cacheIssues } from './pull-through.ts'

const place = { account: '222233334444', region: 'eu-west-1' }
const own = '222233334444.dkr.ecr.eu-west-1.amazonaws.com'
const quiet = { name: 'quiet', ...place, registry: 'registry.acme.example' }
const caching = (registry: string) => ({
  name: 'prod',
  ...place,
  registry,
  pullThrough: ['docker.io', 'quay.io'] as const,
})

it.each<[string, Parameters<typeof cacheIssues>[0], readonly string[]]>([
  ['a registry of another account', [caching('999988887777.dkr.ecr.eu-west-1.amazonaws.com')], []],
  ['a path beside the caches', [caching(`${own}/apps`)], []],
  ['a path whose name begins as that of a cache', [caching(`${own}/quay-apps`)], []],
  ['no cache', [{ ...quiet, registry: own }], []],
  ['the registry that the caches are in', [caching(own)], ['fleet/clusters/prod.ts']],
  ['a cache itself', [caching(`${own}/quay`)], ['fleet/clusters/prod.ts']],
  ['a path of a cache', [caching(`${own}/docker-hub/acme`)], ['fleet/clusters/prod.ts']],
  ['the caches of another cluster', [caching(`${own}/apps`), { ...quiet, registry: own }], ['fleet/clusters/quiet.ts']],
])('%s', (_, clusters, files) => {
  expect(cacheIssues(clusters).map(({ file }) => file)).toEqual(files)
})
