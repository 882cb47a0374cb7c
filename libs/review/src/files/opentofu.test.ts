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
    ['is new, with a provider of somebody', undefined, module({}, { provider: { evil: {} } }), ['low resource-added']],
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
    ['makes a bucket public', module(bucket()), module(bucket({ access_control: 'PublicRead' })), ['high made-public']],
  ])('%s', (_, before, after, risks) => {
    expect(told(before, after)).toEqual(risks)
  })
})
