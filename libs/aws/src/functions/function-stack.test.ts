import { describe, expect, it } from 'vitest'
import type { ResolvedFunction } from '@slipway/model'
import { appOf, fleet, prodEu, prodUs } from '../../test/fixture.ts'
import { byCanary, exposed, functionOf } from '../../test/functions.ts'
import { boundaryOf, rightsOf, trustOf } from '../../test/rights.ts'
import { evaluate } from '../iam/evaluate.ts'
import { stackIssues } from '../judge/stack-issues.ts'
import type { AwsStack } from '../model/stack.ts'
import { asCloudFormation } from '../writers/cloudformation.ts'
import { asOpenTofu } from '../writers/opentofu.ts'
import { functionStacks } from './function-stack.ts'
import { routing } from './shift.ts'

const stacksOf = (...all: readonly ResolvedFunction[]) => functionStacks(all, fleet, [appOf('thumbs')])
function of(more: Partial<ResolvedFunction>): AwsStack {
  const found = stacksOf(functionOf(more)).find(({ name }) => name === 'prod-eu-function-hooks')
  if (found === undefined) throw new Error('no stack')
  return found
}
const typesOf = ({ resources }: AwsStack): readonly string[] => Object.values(resources).map(({ type }) => type)
const propertiesOf = (stack: AwsStack, type: string) =>
  Object.values(stack.resources).flatMap((one) => (one.type === type ? [one.properties] : []))
const versionOf = (stack: AwsStack) => Object.keys(stack.resources).find((id) => id.startsWith('Version'))

const small = { secrets: [{ variable: 'KEY', secret: 'prod/shop/hooks', key: 'key', version: '7' }] }
const inVpc = { hosts: [{ host: 'db.acme.test', port: 5432, private: true as const }] }
const every: readonly [string, Partial<ResolvedFunction>][] = [
  ['little', {}],
  ['a host', exposed],
  ['a canary', { ...exposed, ...byCanary }],
  ['a canary without a host', byCanary],
  [
    'a queue',
    { queue: { name: 'thumbs', batch: 10 }, works: ['thumbs'], concurrency: { reserved: 20, provisioned: 5 } },
  ],
  ['a schedule', { schedule: { cron: '0 3 * * 1', zone: 'Europe/Berlin' } }],
  ['secrets and an address of the VPC', { ...small, ...inVpc }],
]

describe('the stack of a function', () => {
  it.each(every)('refers to nothing that is not there, and trusts nobody else, with %s', (_, more) => {
    expect(stackIssues(stacksOf(functionOf(more)), fleet)).toEqual([])
  })

  it.each(every)('is written by both writers with %s', (_, more) => {
    for (const one of stacksOf(functionOf(more))) {
      expect(asCloudFormation(one).template?.Resources).not.toEqual({})
      expect(asOpenTofu(one).json).toMatchObject({ resource: {} })
    }
  })

  it('is there once for each cluster, and a boundary once for each that has functions', () => {
    const names = stacksOf(functionOf(), functionOf({}, prodUs)).map(({ name }) => name)
    expect(names).toEqual([
      'prod-eu-functions-boundary',
      'prod-us-functions-boundary',
      'prod-eu-function-hooks',
      'prod-us-function-hooks',
    ])
    expect(stacksOf()).toEqual([])
  })

  it('publishes another version when anything that a version fixes changes, and keeps it for what it does not', () => {
    const first = versionOf(of({}))
    const others: readonly Partial<ResolvedFunction>[] = [
      { image: 'x@sha256:1' },
      { memory: 512 },
      { timeout: 11 },
      { env: [] },
      { command: ['app.other'] },
      { architecture: 'arm64' },
      inVpc,
    ]
    const ids = others.map((more) => versionOf(of(more)))
    expect(new Set([first, ...ids]).size).toBe(others.length + 1)
    for (const more of [{ concurrency: { reserved: 9, provisioned: null } }, byCanary, exposed])
      expect(versionOf(of(more))).toBe(first)
  })

  it('has its variables keep their case in both formats', () => {
    const given = of({ env: [{ name: 'LOG_LEVEL', value: 'info' }], ...small })
    expect(JSON.stringify(asOpenTofu(given).json)).toContain('"LOG_LEVEL":"info"')
    expect(propertiesOf(given, 'AWS::Lambda::Function')[0]).toMatchObject({
      Environment: { Variables: { LOG_LEVEL: 'info', KEY_SECRET: 'prod/shop/hooks#key@7' } },
    })
  })

  it('throttles, and is reached by its host alone', () => {
    const stack = of(exposed)
    expect(propertiesOf(stack, 'AWS::ApiGatewayV2::Api')[0]).toMatchObject({ DisableExecuteApiEndpoint: true })
    expect(propertiesOf(stack, 'AWS::ApiGatewayV2::Stage')[0]).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    })
    expect(typesOf(of({})).filter((type) => type.startsWith('AWS::ApiGatewayV2'))).toEqual([])
  })

  it.each<[readonly string[], readonly string[]]>([
    [['/'], ['$default']],
    [['/a'], ['ANY /a', 'ANY /a/{proxy+}']],
    [
      ['/a-b', '/a/b'],
      ['ANY /a-b', 'ANY /a-b/{proxy+}', 'ANY /a/b', 'ANY /a/b/{proxy+}'],
    ],
  ])('has for the paths %j the routes %j', (paths, keys) => {
    const http = { host: 'h', zone: 'z', throttle: { rate: 1, burst: 1 }, paths }
    expect(propertiesOf(of({ http }), 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey)).toEqual(keys)
  })

  it('has CodeDeploy move the alias, and alarms of the newest version end it', () => {
    const { template } = asCloudFormation(of({ ...exposed, ...byCanary }))
    expect(template?.Resources['Live']).toMatchObject({
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: 'Application' }, DeploymentGroupName: { Ref: 'Group' } },
      },
    })
    expect(template?.Resources['Group']).toMatchObject({
      Properties: {
        AlarmConfiguration: {
          Alarms: [{ Name: { Ref: 'ReleaseFailing' } }, { Name: { Ref: 'ReleaseSlow' } }, { Name: { Ref: 'Failing' } }],
        },
      },
    })
    expect(asCloudFormation(of(exposed)).template?.Resources['Live']).not.toHaveProperty('UpdatePolicy')
  })

  it.each<[readonly number[], number, object]>([
    [[10], 300, { Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: 5, CanaryPercentage: 10 } }],
    [[25, 50, 75], 60, { Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 1, LinearPercentage: 25 } }],
  ])('moves %j by %i s', (steps, hold, expected) => expect(routing({ steps, hold })).toEqual(expected))

  it('has the poller call no more than are reserved', () => {
    const mapping = (reserved: number | null) =>
      propertiesOf(
        of({ queue: { name: 'thumbs', batch: 10 }, concurrency: { reserved, provisioned: null } }),
        'AWS::Lambda::EventSourceMapping',
      )[0]?.['ScalingConfig']
    expect([mapping(null), mapping(2), mapping(20), mapping(5000)]).toEqual([
      undefined,
      { MaximumConcurrency: 2 },
      { MaximumConcurrency: 20 },
      { MaximumConcurrency: 1000 },
    ])
  })

  it.each([true, false])('waits for the repository of its image, where it is built here: %s', (built) => {
    const [, stack] = functionStacks([functionOf()], fleet, [{ ...appOf('hooks'), built }])
    expect(stack?.after.includes('111122223333/eu-west-1/repository-hooks')).toBe(built)
  })

  it('waits for the stack of its queue', () => {
    const owner = appOf('thumbs', { needs: { queue: { thumbs: {} } } })
    const [, stack] = functionStacks([functionOf({ queue: { name: 'thumbs', batch: 10 } })], fleet, [owner])
    expect(stack?.after).toContain('444455556666/eu-west-1/prod-needs-thumbs')
  })
})

describe('what a function may', () => {
  const role = (more: Partial<ResolvedFunction>) => rightsOf(of(more))
  const [bounds] = stacksOf(functionOf())
  const may = (more: Partial<ResolvedFunction>, action: string, resource: string) =>
    evaluate(role(more), bounds === undefined ? undefined : boundaryOf(bounds), { action, resource })
  const secret = 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:'
  const log = 'arn:aws:logs:eu-west-1:444455556666:log-group:/aws/lambda/'

  it.each<[string, string, Partial<ResolvedFunction>, string]>([
    ['logs:PutLogEvents', `${log}prod-eu-hooks:log-stream:a`, {}, 'allowed'],
    ['logs:PutLogEvents', `${log}prod-eu-other:log-stream:a`, {}, 'not-allowed'],
    ['logs:CreateLogGroup', `${log}prod-eu-hooks`, {}, 'not-allowed'],
    ['secretsmanager:GetSecretValue', `${secret}prod/shop/hooks-AbCdEf`, small, 'allowed'],
    ['secretsmanager:GetSecretValue', `${secret}prod/shop/hooks-other-AbCdEf`, small, 'not-allowed'],
    ['secretsmanager:GetSecretValue', `${secret}prod/shop/hooks-AbCdEf`, {}, 'not-allowed'],
    ['ec2:CreateNetworkInterface', '*', inVpc, 'allowed'],
    ['ec2:CreateNetworkInterface', '*', {}, 'not-allowed'],
    ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:444455556666:prod-thumbs', { sends: ['thumbs'] }, 'allowed'],
    ['sqs:ReceiveMessage', 'arn:aws:sqs:eu-west-1:444455556666:prod-thumbs', { sends: ['thumbs'] }, 'not-allowed'],
    ['iam:PassRole', '*', { ...small, ...inVpc }, 'not-allowed'],
  ])('%s on %s', (action, resource, more, expected) => expect(may(more, action, resource)).toBe(expected))

  it('changes no address of the VPC by its own code, which has its role as well', () => {
    const context = { 'lambda:SourceFunctionArn': 'arn:aws:lambda:eu-west-1:444455556666:function:prod-eu-hooks' }
    const request = { action: 'ec2:AssignPrivateIpAddresses', resource: '*', context }
    expect(evaluate(role(inVpc), bounds === undefined ? undefined : boundaryOf(bounds), request)).toBe('denied')
  })

  it('is asked for by Lambda alone', () => {
    expect(trustOf(of({})).Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ])
    expect(propertiesOf(of({}), 'AWS::IAM::Role')[0]).toMatchObject({
      PermissionsBoundary: { $arn: `iam::${prodEu.account}:policy/prod-eu-functions` },
    })
  })
})
