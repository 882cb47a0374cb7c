import { formatIssues } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { appOf, fleet, prodEu } from '../../test/fixture.ts'
import { awsStacks } from '../aws-stacks.ts'
import { podRole } from '../iam/pod-identity.ts'
import { allow, policy } from '../iam/policy.ts'
import { resource, stack, type AwsStack } from '../model/stack.ts'
import { attribute, ref } from '../model/value.ts'
import { stackIssues } from './stack-issues.ts'

const of = (name: string, more: Partial<AwsStack>): AwsStack =>
  stack({
    account: '444455556666',
    region: 'eu-west-1',
    clusters: 'all',
    name,
    source: 'apps/a/app.ts',
    description: name,
    resources: {},
    ...more,
  })
const told = (...stacks: readonly AwsStack[]) =>
  stackIssues(stacks, fleet).map((one) => `${one.file}: ${one.at} [${one.code}] ${one.got}`)
const long = Array.from({ length: 400 }, (_, i) => `arn:aws:sqs:eu-west-1:444455556666:prod-a-rather-long-name-${i}`)

describe('stacks before AWS sees them', () => {
  it('are sound, all that a fleet and its apps come to', () => {
    const app = appOf('web', {
      sends: ['mails'],
      works: ['orders'],
      needs: {
        bucket: { up: {} },
        table: { carts: { key: 'id' } },
        queue: { orders: { from: ['placed'] } },
        topic: { placed: {} },
      },
    })
    expect(formatIssues(stackIssues(awsStacks(fleet, [app]), fleet))).toBe(formatIssues([]))
  })

  it('refer to what is there', () => {
    const lost = resource(
      'AWS::SQS::QueuePolicy',
      { Queues: [ref('Gone')], Arn: attribute('Away', 'Arn') },
      { after: ['Off'] },
    )
    expect(told(of('a', { resources: { P: lost } }))).toEqual(
      ['Gone', 'Away', 'Off'].map(
        (id) => `aws/444455556666/eu-west-1/a.yaml: Resources.P [stack-reference] a reference to ${id}`,
      ),
    )
  })

  it('are named by the files that the fleet has', () => {
    const lost = of('a', { resources: { P: resource('AWS::SQS::QueuePolicy', { Queues: [ref('Gone')] }) } })
    expect(stackIssues([lost], { ...fleet, stacks: 'opentofu' }).map(({ file }) => file)).toEqual([
      'aws/444455556666/eu-west-1/a/main.tf.json',
    ])
  })

  it('have an order', () => {
    const id = (name: string) => `444455556666/eu-west-1/${name}`
    const [a, b, c] = [of('a', { after: [id('b')] }), of('b', { after: [id('a')] }), of('c', { after: [] })]
    expect(told(a, b, c)).toEqual([
      `aws/${id('a')}.yaml:  [stack-circle] a wait for ${id('b')}`,
      `aws/${id('b')}.yaml:  [stack-circle] a wait for ${id('a')}`,
    ])
  })

  it('have policies that IAM takes', () => {
    const rights = { name: 'r', description: 'r', statements: [allow('A', ['sqs:SendMessage'], long)] }
    const resources = {
      ...podRole({ cluster: prodEu, namespace: 'shop', serviceAccount: 'web' }, rights),
      Most: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: policy(...rights.statements) }),
    }
    const sizes = told(of('a', { resources })).filter((line) => line.includes('[policy-size]'))
    expect(sizes.map((line) => line.replace(/\d+ characters/, 'N'))).toEqual([
      'aws/444455556666/eu-west-1/a.yaml: Resources.Role.Policies [policy-size] N',
      'aws/444455556666/eu-west-1/a.yaml: Resources.Most.PolicyDocument [policy-size] N',
    ])
  })

  it('trust nobody else; the message says whom instead', () => {
    const open = resource('AWS::IAM::Role', {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }),
    })
    expect(stackIssues([of('a', { resources: { R: open } })], fleet)).toMatchObject([
      { want: 'principals by their whole name', hint: 'name who may take the role (made from apps/a/app.ts)' },
    ])
  })
})
