import { describe, expect, it } from 'vitest'
import { dev, fleet, network, told, type Files } from '../../test/fleet-files.ts'

type Case = [string, Files, ...string[]]

const cases: Case[] = [
  [
    'calls of a pool that no cluster has',
    { 'fleet.ts': { ...fleet, functions: { concurrency: { '222233334444/eu-west-2': 3000 } } } },
    'fleet.ts: functions.concurrency."222233334444/eu-west-2" [unknown-pool] did you mean "222233334444/eu-west-1"?',
  ],
  [
    'calls of a pool that is there',
    { 'fleet.ts': { ...fleet, functions: { concurrency: { '222233334444/eu-west-1': 3000 } } } },
  ],
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
  ...(
    [
      ['my main', 'did you mean "mymain"?'],
      ['refs/heads/main', 'correct "repository.branch"'],
      ['-x', 'correct "repository.branch"'],
      ['a..b', 'did you mean "a-b"?'],
      ['a.lock', 'did you mean "a-lock"?'],
      ['a/', 'did you mean "a"?'],
      ['.a', 'correct "repository.branch"'],
      ['a/.b', 'correct "repository.branch"'],
    ] as const
  ).map(
    ([branch, hint]): Case => [
      `the branch ${JSON.stringify(branch)}`,
      { 'fleet.ts': { ...fleet, repository: { ...fleet.repository, branch } } },
      `fleet.ts: repository.branch [invalid-value] ${hint}`,
    ],
  ),
]

describe('a cluster that AWS or git would refuse', () => {
  it.each(cases)('%s', async (_, files, ...lines) => expect(await told(files)).toEqual(lines))
})
