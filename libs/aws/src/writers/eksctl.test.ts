import type { AwsCluster, Cluster } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { prodEu, withClusters } from '../../test/fixture.ts'
import { awsStacks } from '../aws-stacks.ts'
import { clusterConfigs } from './eksctl.ts'

const cluster = (aws: Partial<AwsCluster> = {}, more: Partial<Cluster> = {}): Cluster => ({
  ...prodEu,
  ...more,
  aws: { by: 'eksctl', admins: ['arn:aws:iam::111122223333:role/platform'], zones: false, ...aws },
})
const config = (...args: Parameters<typeof cluster>) => clusterConfigs(withClusters(cluster(...args)))[0]?.document

describe("eksctl's ClusterConfig", () => {
  it('has the network, the API server, who may come in, and the first nodes', () => {
    expect(config({ nat: 'one', api: { from: ['203.0.113.0/24'] } })).toMatchObject({
      metadata: {
        name: 'prod-eu',
        region: 'eu-west-1',
        version: '1.35',
        tags: { 'karpenter.sh/discovery': 'prod-eu' },
      },
      vpc: {
        cidr: '10.0.0.0/16',
        nat: { gateway: 'Single' },
        clusterEndpoints: { privateAccess: true, publicAccess: true },
        publicAccessCIDRs: ['203.0.113.0/24'],
      },
      accessConfig: { authenticationMode: 'API', accessEntries: [{}, { type: 'EC2_LINUX' }] },
      managedNodeGroups: [{ name: 'prod-eu-core', volumeEncrypted: true, disableIMDSv1: true, disablePodIMDS: true }],
    })
  })

  it('takes a VPC that is there', () => {
    const subnets = Object.fromEntries(prodEu.zones.map((zone, i) => [zone, { nodes: `subnet-0000000${i}` }]))
    const made = config({ vpc: { id: 'vpc-00000001', subnets } })
    expect(made?.['vpc']).toMatchObject({
      id: 'vpc-00000001',
      subnets: { private: { 'eu-west-1a': { id: 'subnet-00000000' }, 'eu-west-1b': { id: 'subnet-00000001' } } },
    })
    expect(made).not.toHaveProperty('availabilityZones')
  })

  it('stands in place of the stacks that it makes, beside those that it does not', () => {
    const names = awsStacks(withClusters(cluster()), []).map(({ name }) => name)
    for (const gone of ['prod-eu-network', 'prod-eu-cluster', 'prod-eu-addons-first', 'nodes-prod-eu-core'])
      expect(names).not.toContain(gone)
    expect(names).toEqual(
      expect.arrayContaining(['prod-eu-node-role', 'prod-eu-interruptions', 'prod-eu-addon-karpenter']),
    )
  })
})
