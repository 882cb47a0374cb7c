import { describe, expect, it } from 'vitest'
import { appOf, fleet, prodEu } from '../../test/fixture.ts'
import { boundaryOf, rightsOf } from '../../test/rights.ts'
import { evaluate, type AwsRequest } from '../iam/evaluate.ts'
import { stackId } from '../model/stack.ts'
import { actions } from './app-rights.ts'
import { appRoles } from './app-role.ts'
import { boundary } from './boundary.ts'

const of = (use: Parameters<typeof appOf>[1]) => {
  const found = appRoles(appOf('web', use), fleet).find(({ name }) => name.startsWith('prod-eu'))
  if (found === undefined) throw new Error('the app has no role in prod-eu')
  return found
}
const decided = (use: Parameters<typeof appOf>[1], request: AwsRequest) =>
  evaluate(rightsOf(of(use)), boundaryOf(boundary(prodEu)), request)

const sqs = (name: string, region = 'eu-west-1', account = '444455556666') => `arn:aws:sqs:${region}:${account}:${name}`
const queueActions = [
  ...new Set([...actions.send, ...actions.work]),
  ...[
    'AddPermission',
    'CreateQueue',
    'DeleteQueue',
    'ListQueues',
    'PurgeQueue',
    'RemovePermission',
    'SetQueueAttributes',
  ].map((one) => `sqs:${one}`),
]
const queues = [
  sqs('prod-orders'),
  sqs('prod-orders-dead'),
  sqs('prod-order'),
  sqs('prod-ordersx'),
  sqs('dev-orders'),
  sqs('prod-returns'),
  sqs('prod-orders', 'us-east-1'),
  sqs('prod-orders', 'eu-west-1', '222233334444'),
]
const others = [
  's3:GetObject',
  'iam:PassRole',
  'iam:CreateRole',
  'sts:AssumeRole',
  'secretsmanager:GetSecretValue',
  'ec2:RunInstances',
  'eks:DescribeCluster',
  'kms:Decrypt',
  'ecr:PutImage',
  'dynamodb:GetItem',
  'sns:Publish',
  'lambda:InvokeFunction',
].flatMap((action) => ['*', 'arn:aws:s3:::prod-shop-x/y', sqs('prod-orders')].map((resource) => ({ action, resource })))

/** Every action on every queue, and others: more than a hundred questions. */
const all: readonly AwsRequest[] = [
  ...queueActions.flatMap((action) => queues.map((resource) => ({ action, resource }))),
  ...others,
]
const allowedOf = (use: Parameters<typeof appOf>[1]) => all.filter((request) => decided(use, request) === 'allowed')

describe('the role of an app', () => {
  it('is one for each cluster, below its account, with the boundary first; none where nothing is used', () => {
    expect(appRoles(appOf('web', { sends: ['orders'] }), fleet).map((s) => [stackId(s), s.source, s.after])).toEqual(
      [
        ['222233334444', 'eu-west-1', 'dev'],
        ['444455556666', 'eu-west-1', 'prod-eu'],
        ['444455556666', 'us-east-1', 'prod-us'],
      ].map(([account, region, cluster]) => [
        `${account}/${region}/${cluster}-app-web`,
        'apps/web/app.ts',
        [`${account}/${cluster}-boundary`],
      ]),
    )
    expect(appRoles(appOf('web'), fleet)).toEqual([])
  })

  it('sends to the queues that it names, in its environment, region and account, and does nothing else', () => {
    expect(all.length).toBeGreaterThan(130)
    expect(allowedOf({ sends: ['orders'] })).toEqual(
      actions.send.map((action) => ({ action, resource: sqs('prod-orders') })),
    )
  })

  it('works on its queue, and does nothing else', () => {
    expect(allowedOf({ works: ['orders'] })).toEqual(
      queueActions
        .filter((a) => actions.work.some((one) => one === a))
        .map((action) => ({ action, resource: sqs('prod-orders') })),
    )
  })

  it('is bound by what the cluster allows, whatever somebody writes into it', () => {
    const everything = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }],
    }
    const most = all.filter((request) => evaluate([everything], boundaryOf(boundary(prodEu)), request) === 'allowed')
    expect(
      most.filter(
        ({ action }) => !action.startsWith('sqs:') || /Create|Delete.*Queue|Set|Permission|Purge/.test(action),
      ),
    ).toEqual([])
    expect(most.filter(({ resource }) => !resource.startsWith(sqs('prod-')))).toEqual([])
  })
})
