import { describe, expect, it } from 'vitest'
import { resource, stack } from '../model/stack.ts'
import { arn, attribute, join, parameter, ref, type Value } from '../model/value.ts'
import { asCloudFormation } from './cloudformation.ts'

const written = (value: Value) =>
  asCloudFormation(
    stack({
      account: '111122223333',
      region: null,
      clusters: 'all',
      name: 'one',
      source: 'fleet/fleet.ts',
      description: 'One',
      resources: { One: resource('AWS::SQS::Queue', { P: value }) },
    }),
  ).template?.Resources['One']?.['Properties']

describe('a CloudFormation template', () => {
  it.each<[string, Value, unknown]>([
    ['a text', 'x', 'x'],
    ['an ARN', arn('iam::1:root'), { 'Fn::Sub': 'arn:${AWS::Partition}:iam::1:root' }],
    ['a reference', ref('A'), { Ref: 'A' }],
    ['an attribute', attribute('A', 'Arn'), { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['a parameter', parameter('/a/b'), '{{resolve:ssm:/a/b}}'],
    ['joined texts', join('x-', ref('A')), { 'Fn::Join': ['', ['x-', { Ref: 'A' }]] }],
    [
      'lists and maps',
      { a: [1, { b: ref('A') }], $x: 'y', c: true },
      { a: [1, { b: { Ref: 'A' } }], $x: 'y', c: true },
    ],
  ])('has %s', (_, value, expected) => {
    expect(written(value)).toEqual({ P: expected })
  })

  it('keeps what is retained, says what waits, and lies below its account and region', () => {
    const made = asCloudFormation(
      stack({
        account: '111122223333',
        region: 'eu-west-1',
        clusters: 'all',
        name: 'two',
        source: 'apps/a/app.ts',
        description: 'Two',
        resources: { A: resource('AWS::S3::Bucket', {}, { retained: true, after: ['B'] }) },
      }),
    )
    expect(made.path).toBe('aws/111122223333/eu-west-1/two.yaml')
    expect(made.source).toBe('apps/a/app.ts')
    expect(made.template?.Resources).toEqual({
      A: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        DependsOn: ['B'],
        Properties: {},
      },
    })
  })
})
