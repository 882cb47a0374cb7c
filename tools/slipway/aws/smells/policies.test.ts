import type { AwsStack, Properties, Value } from '@slipway/aws'
import { describe, expect, it } from 'vitest'
import { policiesOf } from './policies.ts'

const stack = (resources: Readonly<Record<string, readonly [type: string, properties: Properties]>>): AwsStack => ({
  account: '111122223333',
  region: 'eu-west-1',
  clusters: 'all',
  name: 'a',
  source: 'apps/a/app.ts',
  description: 'a',
  resources: Object.fromEntries(
    Object.entries(resources).map(([id, [type, properties]]) => [
      id,
      { type: type as `AWS::${string}::${string}`, properties, retained: false, after: [] },
    ]),
  ),
  after: [],
})
const document = (resource: Value): Properties => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: resource }],
})
const resourceOf = (resource: Value): unknown => {
  const [found] = policiesOf([
    stack({
      Q: ['AWS::SQS::Queue', {}],
      T: ['AWS::SNS::Topic', {}],
      X: ['AWS::Made::Up', {}],
      P: ['AWS::SQS::QueuePolicy', { PolicyDocument: document(resource) }],
    }),
  ])
  return (found?.document as { Statement: readonly { Resource: unknown }[] }).Statement[0]?.Resource
}

describe('the policies of stacks', () => {
  it('are found wherever a property has one, with what they are', () => {
    const inline = [{ PolicyName: 'rights', PolicyDocument: document('*') }]
    const of = stack({
      Role: ['AWS::IAM::Role', { AssumeRolePolicyDocument: document('*'), Policies: inline }],
      Most: ['AWS::IAM::ManagedPolicy', { PolicyDocument: document('*') }],
      Rights: ['AWS::IAM::RolePolicy', { PolicyDocument: document('*') }],
      Key: ['AWS::KMS::Key', { KeyPolicy: document('*') }],
      Table: ['AWS::DynamoDB::Table', { Replicas: [{ ResourcePolicy: { PolicyDocument: document('*') } }] }],
      Queue: ['AWS::SQS::Queue', { QueueName: 'q' }],
    })
    expect(policiesOf([of]).map(({ stack, at, kind }) => [stack, at, kind])).toEqual([
      ['111122223333/eu-west-1/a', 'Role.AssumeRolePolicyDocument', 'trust'],
      ['111122223333/eu-west-1/a', 'Role.Policies.0.PolicyDocument', 'identity'],
      ['111122223333/eu-west-1/a', 'Most.PolicyDocument', 'boundary'],
      ['111122223333/eu-west-1/a', 'Rights.PolicyDocument', 'identity'],
      ['111122223333/eu-west-1/a', 'Key.KeyPolicy', 'resource'],
      ['111122223333/eu-west-1/a', 'Table.Replicas.0.ResourcePolicy.PolicyDocument', 'resource'],
    ])
  })

  it.each<[string, Value, unknown]>([
    ['what is said', ['arn:aws:s3:::b', '*'], ['arn:aws:s3:::b', '*']],
    ['an ARN', { $arn: 'sqs:eu-west-1:111122223333:q' }, 'arn:aws:sqs:eu-west-1:111122223333:q'],
    ['the ARN of a resource', { $attribute: ['Q', 'Arn'] }, 'arn:aws:sqs:eu-west-1:111122223333:sample-q'],
    ['a name that is an ARN', { $ref: 'T' }, 'arn:aws:sns:eu-west-1:111122223333:sample-t'],
    ['a name', { $ref: 'Q' }, 'sample-q'],
    ['a parameter', { $parameter: '/slipway/live/zone' }, 'sample-zone'],
    [
      'what is joined',
      { $join: [{ $attribute: ['Q', 'Arn'] }, '/*'] },
      'arn:aws:sqs:eu-west-1:111122223333:sample-q/*',
    ],
    // Which parliament calls malformed, so that nobody takes it for judged.
    ['the ARN of what nobody described', { $attribute: ['X', 'Arn'] }, 'arn:aws:unknown-type-of-X'],
  ])('have a sample of the right form in place of what only AWS knows: %s', (_, given, expected) =>
    expect(resourceOf(given)).toEqual(expected),
  )
})
