import { describe, expect, it } from 'vitest'
import { dev, network, told, type Files } from '../../test/fleet-files.ts'

describe('a cluster that AWS would refuse', () => {
  it.each<[string, Files, ...string[]]>([
    [
      'a zone twice',
      { 'clusters/dev.ts': { ...dev, zones: ['eu-west-1a', 'eu-west-1a'] } },
      'clusters/dev.ts: zones[1] [duplicate-name] take one of the two out',
    ],
    [
      'ranges that begin in their middle',
      { 'clusters/dev.ts': { ...dev, network: { ...network, services: '172.20.0.1/16' } } },
      'clusters/dev.ts: network.services [network-start] write "172.20.0.0/16"',
    ],
    [
      'Services where EKS has none',
      { 'clusters/dev.ts': { ...dev, network: { ...network, services: '8.8.0.0/16' } } },
      'clusters/dev.ts: network.services [network-services] ask the cluster: aws eks describe-cluster --query cluster.kubernetesNetworkConfig.serviceIpv4Cidr',
    ],
    [
      'the ARN of a role',
      { 'clusters/dev.ts': { ...dev, nodes: { ...dev.nodes, role: 'arn:aws:iam::111122223333:role/dev-node' } } },
      'clusters/dev.ts: nodes.role [invalid-value] did you mean "dev-node"?',
    ],
  ])('%s', async (_, files, ...lines) => expect(await told(files)).toEqual(lines))
})
