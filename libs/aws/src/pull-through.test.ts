import { describe, expect, it } from 'vitest'
import { clusterOf, dev, fleet, ireland, withClusters } from '../test/fixture.ts'
import { awsStacks } from './aws-stacks.ts'
import { pullThroughStacks } from './pull-through.ts'
import { asCloudFormation } from './writers/cloudformation.ts'
import { asOpenTofu } from './writers/opentofu.ts'

const one = clusterOf('prod-eu', 'prod', '444455556666', ireland, { pullThrough: ['docker.io', 'quay.io'] })
const other = clusterOf('prod-two', 'prod', '444455556666', ireland, { pullThrough: ['registry.k8s.io'] })
const stacks = pullThroughStacks(withClusters(one, other, dev))
const cache = stacks.find(({ name }) => name === 'pull-through')

describe('pullThroughStacks', () => {
  it('are none where nobody wants a cache', () => {
    expect(pullThroughStacks(fleet)).toEqual([])
    expect(pullThroughStacks(withClusters({ ...one, pullThrough: [] }))).toEqual([])
  })

  it('make one cache for an account and region, and rights for each cluster', () => {
    expect(stacks.map(({ account, region, name, clusters }) => [account, region, name, clusters])).toEqual([
      ['444455556666', 'eu-west-1', 'pull-through', ['prod-eu', 'prod-two']],
      ['444455556666', 'eu-west-1', 'prod-eu-pull-through', ['prod-eu']],
      ['444455556666', 'eu-west-1', 'prod-two-pull-through', ['prod-two']],
    ])
    expect(Object.keys(cache?.resources ?? {})).toEqual([
      ...['DockerHubRule', 'DockerHubTemplate', 'QuayRule', 'QuayTemplate', 'K8sRule', 'K8sTemplate'],
    ])
  })

  it('name an account where the registry wants one, and never its password', () => {
    expect(cache?.resources.DockerHubRule?.properties).toEqual({
      EcrRepositoryPrefix: 'docker-hub',
      UpstreamRegistryUrl: 'registry-1.docker.io',
      CredentialArn: { $parameter: '/slipway/pull-through/docker.io' },
    })
    expect(cache?.resources.QuayRule?.properties).toEqual({
      EcrRepositoryPrefix: 'quay',
      UpstreamRegistryUrl: 'quay.io',
    })
  })

  it('let nodes make repositories of their own cluster’s registries alone', () => {
    const rights = stacks.find(({ name }) => name === 'prod-two-pull-through')
    expect(rights?.resources.Rights?.properties).toEqual({
      RoleName: 'acme-prod-two-node',
      PolicyName: 'prod-two-pull-through',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'FirstPull',
            Effect: 'Allow',
            Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
            Resource: [{ $arn: 'ecr:eu-west-1:444455556666:repository/k8s/*' }],
          },
        ],
      },
    })
  })

  it('come after the role, where Slipway makes that, too', () => {
    const made = withClusters({
      ...one,
      aws: { by: 'stacks', admins: ['arn:aws:iam::111122223333:role/platform'], zones: true },
    })
    const own = pullThroughStacks(made).find(({ name }) => name === 'prod-eu-pull-through')
    const ids = awsStacks(made, []).map(({ name }) => name)
    expect([own?.after, ids.includes('prod-eu-node-role')]).toEqual([
      ['444455556666/eu-west-1/prod-eu-node-role'],
      true,
    ])
    expect(stacks.map(({ after }) => after)).toEqual([[], [], []])
  })

  it('are written in both formats', () => {
    for (const stack of stacks) {
      expect(JSON.stringify(asCloudFormation(stack))).toContain('AWS::')
      expect(JSON.stringify(asOpenTofu(stack))).toMatch(/awscc_(ecr|iam)_/)
    }
  })
})
