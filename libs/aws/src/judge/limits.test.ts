import { describe, expect, it } from 'vitest'
import { appOf, fleet } from '../../test/fixture.ts'
import { awsStacks } from '../aws-stacks.ts'
import { allow, policy } from '../iam/policy.ts'
import { resource, stack, type Resources } from '../model/stack.ts'
import { arn, attribute, ref } from '../model/value.ts'
import { excesses } from './limits.ts'
import { stackIssues } from './stack-issues.ts'

const of = (resources: Resources) =>
  stack({
    account: '444455556666',
    region: 'eu-west-1',
    clusters: 'all',
    name: 'a',
    source: 'apps/a/app.ts',
    description: 'a',
    resources,
  })
const statements = (n: number) =>
  Array.from({ length: n }, (_, i) => allow(`S${i}`, ['sqs:SendMessage'], attribute('Q', 'Arn')))
const queuePolicy = (n: number) =>
  of({ P: resource('AWS::SQS::QueuePolicy', { Queues: [ref('Q')], PolicyDocument: policy(...statements(n)) }) })
const queues = (n: number, name = 'q') =>
  of(
    Object.fromEntries(
      Array.from({ length: n }, (_, i) => [`Q${i}`, resource('AWS::SQS::Queue', { QueueName: name })]),
    ),
  )
const told = (one: ReturnType<typeof of>, stacks?: 'opentofu') =>
  excesses(one, stacks === undefined ? {} : { stacks }).map(({ at, code, got }) => `${at} ${code} ${got}`)

describe('what AWS refuses for its size', () => {
  it('a queue policy of more than 20 statements', () => {
    expect(told(queuePolicy(20))).toEqual([])
    expect(told(queuePolicy(21))).toEqual(['Resources.P.PolicyDocument policy-size 21 statements'])
  })

  it.each([
    ['AWS::SQS::QueuePolicy', 8192],
    ['AWS::SNS::TopicPolicy', 30_720],
    ['AWS::S3::BucketPolicy', 20_480],
  ] as const)('a policy of %s above %i bytes', (type, most) => {
    const around = JSON.stringify(policy(allow('A', ['a'], ''))).length
    const sized = (bytes: number) =>
      of({ P: resource(type, { PolicyDocument: policy(allow('A', ['a'], 'x'.repeat(bytes - around))) }) })
    expect(told(sized(most))).toEqual([])
    expect(told(sized(most + 1))).toEqual([`Resources.P.PolicyDocument policy-size ${most + 1} bytes`])
  })

  it('a stack of more than 500 resources, or 1 MB; from 51,200 bytes it needs a bucket; OpenTofu has neither limit', () => {
    expect(told(queues(500))).toEqual([])
    expect(told(queues(501))).toEqual([' stack-size 501 resources'])
    expect(excesses(queues(100, 'x'.repeat(400)), {})).toEqual([])
    expect(excesses(queues(100, 'x'.repeat(500)), {})).toMatchObject([{ code: 'stack-size', warning: true }])
    const [large] = excesses(queues(500, 'x'.repeat(2100)), {})
    expect(large).toMatchObject({ code: 'stack-size', want: expect.stringContaining('1048576') as string })
    expect(large?.warning).toBeUndefined()
    expect(told(queues(501, 'x'.repeat(500)), 'opentofu')).toEqual([])
  })

  it('is an issue at the file, and says what people edit', () => {
    const hint = 'use fewer things in one app, or split it in two (made from apps/a/app.ts)'
    const apart = of(
      Object.fromEntries(
        Array.from({ length: 501 }, (_, i) => [`Q${i}`, resource('AWS::SQS::Queue', { QueueName: `q-${i}` })]),
      ),
    )
    expect(stackIssues([apart], fleet)).toMatchObject([
      { file: 'aws/444455556666/eu-west-1/a.yaml', code: 'stack-size', hint },
    ])
  })

  it('is nothing of a queue that hears of a hundred topics: they share a statement', () => {
    const from = Array.from({ length: 60 }, (_, i) => `placed-${i}`)
    const topics = [0, 20, 40].map((first) =>
      appOf(`shop${first}`, {
        needs: { topic: Object.fromEntries(from.slice(first, first + 20).map((name) => [name, {}])) },
      }),
    )
    const hears = (n: number) => appOf('web', { needs: { queue: { inbox: { from: from.slice(0, n) } } } })
    for (const n of [19, 20, 60]) expect(stackIssues(awsStacks(fleet, [hears(n), ...topics]), fleet)).toEqual([])
  })
})

it('knows the length of an ARN that is said', () => {
  const one = arn(`sqs:eu-west-1:444455556666:${'q'.repeat(9000)}`)
  const large = of({ P: resource('AWS::SQS::QueuePolicy', { PolicyDocument: policy(allow('A', ['a'], one)) }) })
  expect(told(large)).toHaveLength(1)
})
