import { thisMachine } from '@slipway/cli/program'
import { appName } from '@slipway/core'
import type { AppSource, MergedSpec } from '@slipway/spec'
import { describe, expect, it } from 'vitest'
import { clusterOf, fleetOf } from '../test/aws-fleet.ts'
import { builtTofu, modulesOf, validateModules } from './tofu.ts'

const command = builtTofu() ?? ''
const aws = { by: 'stacks' as const, admins: ['arn:aws:iam::222233334444:role/platform'], zones: false }
const subnets = {
  'eu-west-1a': { nodes: 'subnet-0000000a' },
  'eu-west-1b': { nodes: 'subnet-0000000b' },
}
const validated = (files: readonly { readonly path: string; readonly json: unknown }[]) =>
  validateModules(command, files, thisMachine())

/** Which also have different networks. */
const fleets = {
  'Karpenter in a VPC of its own': fleetOf(clusterOf('eu', { aws: { ...aws, zones: true } })),
  'the Cluster Autoscaler in a VPC that is there': fleetOf(
    clusterOf('eu', {
      nodes: { scaler: 'cluster-autoscaler', role: 'globex-eu-node', pools: [] },
      aws: { ...aws, vpc: { id: 'vpc-00000001', subnets } },
    }),
  ),
  'two regions, with stacks that are compared': {
    ...fleetOf(
      clusterOf('eu', { aws }),
      clusterOf('us', { region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b'], aws }),
    ),
    stackDrift: true,
  },
}

it('has the modules of functions, too', () => {
  const fleet = fleetOf(clusterOf('eu', { aws }))
  const spec = { kind: 'function', team: 'shop', memory: '256Mi', schedule: '0 3 * * *' }
  const hooks: AppSource = {
    name: appName('hooks'),
    file: 'apps/hooks/app.ts',
    specs: new Map([['dev', spec as MergedSpec]]),
    releases: new Map(
      fleet.clusters.map(({ name }) => [name, { digest: `sha256:${'a'.repeat(64)}`, version: '1.4.0' }]),
    ),
    files: new Map(),
  }
  expect(modulesOf({ fleet, apps: [hooks] }).map(({ path }) => path)).toContain(
    'aws/222233334444/eu-west-1/eu-function-hooks/main.tf.json',
  )
})

describe.skipIf(command === '')('OpenTofu', () => {
  // A process for each module, twice: ten seconds.
  it.skipIf(process.env['SLIPWAY_RUNS'] !== 'full').each(Object.entries(fleets))(
    'finds nothing in %s',
    async (_, fleet) => {
      const files = modulesOf({ fleet, apps: [] })
      expect(files.length).toBeGreaterThan(3)
      expect(await validated(files)).toEqual([])
    },
    120_000,
  )

  const queue = (body: object) => [
    { path: 'aws/1/x/main.tf.json', json: { resource: { awscc_sqs_queue: { one: body } } } },
  ]
  it.each([
    ['a resource that is not there', queue({ name: '${awscc_sns_topic.two.arn}' }), 'Reference to undeclared resource'],
    [
      'a dependency that is not there',
      queue({ depends_on: ['awscc_sns_topic.two'] }),
      'Reference to undeclared resource',
    ],
    ['an expression that ends nowhere', queue({ name: '${base64encode("a"' }), expect.stringMatching(/./)],
    ['a function that is not there', queue({ name: '${base65("a")}' }), 'Call to unknown function'],
    [
      'an unknown word of a lifecycle',
      queue({ lifecycle: { prevent_destro: true } }),
      'Extraneous JSON object property',
    ],
  ])('finds %s', async (_, files, got) => {
    expect((await validated(files)).map((one) => one.got)).toEqual([got])
  })
})
