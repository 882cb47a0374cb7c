import { describe, expect, it } from 'vitest'
import { appOf, fleet, prodEu } from '../../test/fixture.ts'
import { boundaryOf, rightsOf } from '../../test/rights.ts'
import { evaluate } from '../iam/evaluate.ts'
import type { AwsRequest } from '../iam/request.ts'
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
  'iam:AttachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'organizations:LeaveOrganization',
  'cloudformation:UpdateStack',
  'ssm:GetParameter',
  'rds-db:connect',
  'logs:PutLogEvents',
  'route53:ChangeResourceRecordSets',
].flatMap((action) =>
  [
    '*',
    'arn:aws:s3:::prod-shop-x/y',
    'arn:aws:iam::444455556666:role/prod-eu-app-web',
    'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-shop-other',
    'arn:aws:sns:eu-west-1:444455556666:prod-other',
    sqs('prod-orders'),
  ].map((resource) => ({ action, resource })),
)

/** Every action on every queue, and others: more than two hundred questions. */
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
    expect(all.length).toBeGreaterThan(200)
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

  it('uses what it owns, and does nothing else', () => {
    const needs = { bucket: { up: {} }, table: { carts: { key: 'id' } }, topic: { placed: {} }, queue: { orders: {} } }
    const bucket = 'arn:aws:s3:::prod-shop-up-444455556666-eu-west-1'
    const table = 'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-shop-carts'
    const topic = 'arn:aws:sns:eu-west-1:444455556666:prod-placed'
    const asked = [
      ...actions.bucket.map((action) => ({ action, resource: bucket })),
      ...actions.objects.map((action) => ({ action, resource: `${bucket}/a/b` })),
      ...actions.table.map((action) => ({ action, resource: table })),
      ...actions.publish.map((action) => ({ action, resource: topic })),
      ...actions.work.map((action) => ({ action, resource: sqs('prod-orders') })),
    ]
    const use = { works: ['orders'], needs }
    expect(asked.filter((request) => decided(use, request) !== 'allowed')).toEqual([])
    const foreign = asked.flatMap(({ action, resource }) =>
      [
        resource.replace('prod', 'dev'),
        resource.replace(/(up|carts|placed|orders)/, '$1x'),
        resource.replace('444455556666', '222233334444'),
        resource.replace('eu-west-1', 'us-east-1'),
        resource.replace('shop', 'finance'),
      ]
        .filter((other) => other !== resource)
        .map((other) => ({ action, resource: other })),
    )
    const made = [
      ['s3:DeleteBucket', bucket],
      ['s3:PutBucketPolicy', bucket],
      ['s3:PutBucketVersioning', bucket],
      ['s3:DeleteObjectVersion', `${bucket}/a`],
      ['s3:PutObjectAcl', `${bucket}/a`],
      ['dynamodb:DeleteTable', table],
      ['dynamodb:UpdateTable', table],
      ['dynamodb:PutResourcePolicy', table],
      ['dynamodb:GetRecords', `${table}/stream/1`],
      ['sns:Subscribe', topic],
      ['sns:SetTopicAttributes', topic],
      ['sqs:SendMessage', sqs('prod-orders')],
    ].map(([action = '', resource = '']) => ({ action, resource }))
    const refused = [...foreign, ...made, ...all.filter(({ resource }) => !resource.endsWith('prod-orders'))]
    expect(refused.length).toBeGreaterThan(200)
    expect(refused.filter((request) => decided(use, request) === 'allowed')).toEqual([])
  })

  const needs = { database: { ledger: { engine: 'postgres-17' } }, cache: { hot: { engine: 'valkey-8.0' } } } as const
  const borrows = {
    books: { database: 'shop/ledger', may: 'write' },
    hot: { cache: 'shop/hot', may: 'write' },
  } as const
  it.each<[string, Parameters<typeof appOf>[1]]>([
    ['needs itself', { needs }],
    ['uses of an app of its team', { borrows }],
    ['uses of an app of another team', { borrows, team: 'finance' }],
    ['needs and uses both', { needs, borrows }],
  ])('signs in to the database and the cache that it %s as their user, and does nothing else', (_, use) => {
    const place = 'eu-west-1:444455556666'
    const stores = boundaryOf(boundary(prodEu, [appOf('web', { needs })]))
    const isAllowed = (request: AwsRequest) => evaluate(rightsOf(of(use)), stores, request) === 'allowed'
    const database = `arn:aws:rds-db:${place}:dbuser:db-ABCDEFGHIJKL01234/prod_shop_ledger`
    const asked = [
      { action: 'rds-db:connect', resource: database },
      { action: 'elasticache:Connect', resource: `arn:aws:elasticache:${place}:replicationgroup:prod-shop-hot` },
      { action: 'elasticache:Connect', resource: `arn:aws:elasticache:${place}:user:prod-shop-hot` },
    ]
    expect(asked.map(isAllowed)).toEqual([true, true, true])
    // The boundary of a cluster whose apps have no database allows none.
    expect(asked.map((request) => decided(use, request))).not.toContain('allowed')
    const users = [
      'dbowner',
      'rdsadmin',
      'prod_finance_ledger',
      'dev_shop_ledger',
      'prod_shop_ledger2',
      'prod_shop_',
      '*',
    ]
    const foreign = asked.flatMap(({ action, resource }) =>
      [
        resource.replace(/prod(.)shop/, 'dev$1shop'),
        resource.replace(/(ledger|hot)/, '$1x'),
        resource.replace('444455556666', '222233334444'),
        resource.replace('eu-west-1', 'us-east-1'),
        resource.replace('shop', 'finance'),
      ].map((other) => ({ action, resource: other })),
    )
    const others = ['rds', 'elasticache'].flatMap((service) =>
      ['Create', 'Delete', 'Describe', 'Modify', 'Reboot', 'Restore', 'Failover', 'AddTagsTo'].flatMap((verb) =>
        ['DBInstance', 'ReplicationGroup', 'Snapshot', 'User', 'ParameterGroup', 'UserGroup'].flatMap((what) =>
          [database, ...asked.map(({ resource }) => resource)].map((resource) => ({
            action: `${service}:${verb}${what}`,
            resource,
          })),
        ),
      ),
    )
    const refused = [
      ...foreign,
      ...others,
      ...users.map((user) => ({ action: 'rds-db:connect', resource: database.replace('prod_shop_ledger', user) })),
      ...all,
    ]
    expect(refused.length).toBeGreaterThan(200)
    expect(refused.filter(isAllowed)).toEqual([])
  })

  it('is bound by what the cluster allows, whatever somebody writes into it', () => {
    const everything = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }],
    }
    const most = all.filter((request) => evaluate([everything], boundaryOf(boundary(prodEu)), request) === 'allowed')
    expect(most.length).toBeGreaterThan(20)
    expect(most.filter(({ resource }) => !/:(table\/)?prod-/.test(resource))).toEqual([])
    expect(
      most.filter(
        ({ action }) =>
          !Object.values(actions)
            .flat()
            .some((one) => one === action),
      ),
    ).toEqual([])
  })
})
