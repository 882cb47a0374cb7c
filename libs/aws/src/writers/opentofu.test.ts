import { describe, expect, it } from 'vitest'
import { attributeName } from '@slipway/fleet'
import { prodEu, withClusters } from '../../test/fixture.ts'
import { awsStacks } from '../aws-stacks.ts'
import { resource, stack } from '../model/stack.ts'
import { arn, attribute, base64, join, parameter, ref, type Value } from '../model/value.ts'
import { asOpenTofu } from './opentofu.ts'

const of = (value: Value, name = 'P') =>
  asOpenTofu(
    stack({
      account: '111122223333',
      region: 'eu-west-1',
      clusters: 'all',
      name: 'one',
      source: 'fleet/fleet.ts',
      description: 'One',
      resources: {
        One: resource('AWS::SNS::Topic', { [name]: value }),
        TheRole: resource('AWS::IAM::Role', {}, { retained: true, after: ['One'] }),
      },
    }),
  ).json as { resource: Record<string, Record<string, Record<string, unknown>>>; data: Record<string, unknown> }

describe('OpenTofu', () => {
  // Names as the documentation of the provider has them.
  it.each([
    ['ServiceIpv4Cidr', 'service_ipv_4_cidr'],
    ['ResourcesVpcConfig', 'resources_vpc_config'],
    ['VPCZoneIdentifier', 'vpc_zone_identifier'],
    ['S3Bucket', 's3_bucket'],
    ['CloudWatchLogsLogGroupArn', 'cloudwatch_logs_log_group_arn'],
    ['KMSMasterKeyID', 'kms_master_key_id'],
    ['EnableDnsHostnames', 'enable_dns_hostnames'],
    ['VPCGatewayAttachment', 'vpc_gateway_attachment'],
  ])('calls %s %s', (property, name) => {
    expect(attributeName(property)).toBe(name)
  })

  it.each<[string, Value, unknown]>([
    ['a text that looks like a template', 'a ${b} %{c}', 'a $${b} %%{c}'],
    ['an ARN', arn('iam::1:root'), 'arn:${data.aws_partition.here.partition}:iam::1:root'],
    ['a reference', ref('TheRole'), '${awscc_iam_role.the_role.id}'],
    ['an attribute', attribute('TheRole', 'Arn'), '${awscc_iam_role.the_role.arn}'],
    ['a parameter', parameter('/slipway/prod-eu/vpc'), '${data.aws_ssm_parameter.slipway_prod_eu_vpc.value}'],
    ['joined texts', join('x-', ref('TheRole')), 'x-${awscc_iam_role.the_role.id}'],
    ['base64', base64(join('a "b"\n', ref('TheRole'))), '${base64encode("a \\"b\\"\\n${awscc_iam_role.the_role.id}")}'],
    ['lists and maps', { AName: [1, { BName: true }] }, { a_name: [1, { b_name: true }] }],
  ])('has %s', (_, value, expected) => {
    expect(of(value).resource['awscc_sns_topic']?.['one']).toEqual({ p: expected })
  })

  it('reads each parameter once, writes policies as text with their own words, and keeps what is retained', () => {
    const made = of({ Statement: [{ Resource: parameter('/a'), Other: parameter('/a') }] }, 'PolicyDocument')
    expect(made.data['aws_ssm_parameter']).toEqual({ a: { name: '/a' } })
    expect(made.resource['awscc_sns_topic']?.['one']?.['policy_document']).toBe(
      '{"Statement":[{"Resource":"${data.aws_ssm_parameter.a.value}","Other":"${data.aws_ssm_parameter.a.value}"}]}',
    )
    expect(made.resource['awscc_iam_role']?.['the_role']).toEqual({
      lifecycle: { prevent_destroy: true },
      depends_on: ['awscc_sns_topic.one'],
    })
  })

  it('loses none of two that it would call by one name', () => {
    const one = resource('AWS::SQS::Queue', {})
    const resources = { ABQueue: one, AbQueue: one }
    const place = {
      account: '111122223333',
      region: 'eu-west-1',
      clusters: 'all' as const,
      name: 'one',
      source: 'fleet/fleet.ts',
    }
    expect(() => asOpenTofu(stack({ ...place, description: 'One', resources }))).toThrow(
      '111122223333/eu-west-1/one: AbQueue would be called ab_queue in OpenTofu, as another of its stack is',
    )
  })

  it('takes every stack, each in a folder of its own', () => {
    const aws = { by: 'stacks' as const, admins: ['arn:aws:iam::111122223333:role/p'], zones: true }
    const stacks = awsStacks({ ...withClusters({ ...prodEu, aws }), stacks: 'opentofu' }, [])
    const files = stacks.map(asOpenTofu)
    expect(new Set(files.map(({ path }) => path)).size).toBe(stacks.length)
    expect(files.every(({ path }) => /^aws\/\d{12}\/([a-z0-9-]+\/)?[a-z0-9-]+\/main\.tf\.json$/.test(path))).toBe(true)
  })
})
