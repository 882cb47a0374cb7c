import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { digest, image, SampleEstate } from '../../test/sample.ts'
import { bump } from './bump.ts'
import { clusterOfFile } from '../evidence/evidence-sources.ts'
import { after, type Step } from './step.ts'
import { treeChange } from './tree-change.ts'

const registry = '222233334444.dkr.ecr.eu-west-1.amazonaws.com'
const repository = `${registry}/hooks`
const hooks = {
  kind: 'function',
  team: 'shop',
  memory: '256Mi',
  timeout: '10s',
  schedule: '0 3 * * *',
  image: repository,
}
const stack = 'aws/222233334444/eu-west-1/dev-function-hooks.yaml'

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  const shop = {
    owners: ['@acme/shop'],
    group: 'acme:shop',
    slack: '#shop',
    quota: { cpu: '100', memory: '200Gi', pods: 100 },
    may: { registries: [registry] },
  }
  const files = {
    'apps/hooks/app.ts': hooks,
    'apps/hooks/releases/dev.json': { digest: digest('a'), version: '1.0.0' },
  }
  sample = new SampleEstate(['web'], files, { teams: { shop } })
  estate = await sample.load()
})
afterAll(() => sample.clean())

const bumped = (app: string, target: string): Step => {
  const given = {
    app,
    target,
    image: app === 'hooks' ? `${repository}@${digest('b')}` : image(app, 'b'),
    version: '1.1.0',
  }
  const decided = bump({ estate, now: new Date(0), isBefore: () => false }, given)
  if (!decided.ok || !('step' in decided.value)) throw new Error(JSON.stringify(decided))
  return decided.value.step
}

describe('what a release changes in the tree', () => {
  it.each([
    ['a function', 'hooks', 'dev', [stack]],
    [
      'a function that is new in a cluster',
      'hooks',
      'staging',
      ['aws/222233334444/eu-west-1/staging-function-hooks.yaml', 'aws/222233334444/staging-functions-boundary.yaml'],
    ],
    ['an app of pods', 'web', 'dev', ['clusters/dev/shop/web/deployment-web.yaml']],
  ] as const)('%s', (_, app, target, files) => {
    const made = treeChange(estate, after(estate, bumped(app, target)), [target])
    if (!made.ok) throw new Error(JSON.stringify(made.issues))
    expect([...made.value.changed.keys()].sort()).toEqual(files)
    expect(made.value.files.get(files[0])).toContain(digest('b'))
  })
})

describe('the cluster of a file', () => {
  const changes = ['prod', 'prod-eu'].map((name) => ({ cluster: { name } })) as unknown as Step['changes']
  it.each([
    ['clusters/prod-eu/shop/web/deployment-web.yaml', 'prod-eu'],
    ['aws/222233334444/eu-west-1/prod-eu-function-hooks.yaml', 'prod-eu'],
    ['aws/222233334444/prod-functions-boundary.yaml', 'prod'],
    ['aws/222233334444/eu-west-1/repository-hooks.yaml', ''],
  ])('%s: %s', (file, cluster) => {
    expect(clusterOfFile(file, { changes })).toBe(cluster)
  })
})
