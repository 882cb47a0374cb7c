import fc from 'fast-check'
import { logicalId } from '@slipway/fleet'
import type { Needs } from '@slipway/spec'
import { describe, expect, it } from 'vitest'
import { appOf, clusterOf, fleet, ireland, prodEu, withClusters } from '../../test/fixture.ts'
import type { PolicyDocument } from '../iam/policy.ts'
import { inOrder } from '../model/order.ts'
import { stackId, type AwsResource } from '../model/stack.ts'
import { needsStacks } from './needs-stack.ts'

const everything: Needs = {
  bucket: { uploads: { expire: '30d', size: '2Ti' }, raw: { versions: false } },
  table: { carts: { key: 'id', sort: { name: 'at', type: 'number' }, expires: 'ttl' } },
  queue: { orders: { work: '2m', attempts: 3, keep: '4d', late: '5m', from: ['order-placed'] } },
  topic: { 'order-placed': {} },
}
const of = (needs: Needs, clusters = [prodEu]) => {
  const app = appOf('web', { needs })
  return needsStacks(app, withClusters(...clusters), [app])
}
const all = of(everything).flatMap(({ resources }) => Object.entries(resources))
const made = new Map(all)
const get = (id: string): AwsResource['properties'] => {
  const found = made.get(id)
  if (found === undefined) throw new Error(`no ${id} in ${[...made.keys()].join()}`)
  return found.properties
}
const kinds = (type: string) => all.filter(([, one]) => one.type === type).map(([id]) => id)

describe('what an app owns in AWS', () => {
  it('is one stack for each account, region and environment, its topics before whoever listens', () => {
    const twin = clusterOf('prod-eu-2', 'prod', '444455556666', ireland)
    const stacks = of(everything, [...fleet.clusters, twin])
    expect(stacks.map(stackId)).toEqual(
      ['222233334444/eu-west-1/dev', '444455556666/eu-west-1/prod', '444455556666/us-east-1/prod'].flatMap((at) => [
        `${at}-topics-web`,
        `${at}-needs-web`,
      ]),
    )
    expect(stacks.find((s) => s.name === 'prod-needs-web')?.after).toEqual(['444455556666/eu-west-1/prod-topics-web'])
    expect(stacks.every(({ source }) => source === 'apps/web/app.ts')).toBe(true)
    expect(of({})).toEqual([])
  })

  it('lets two apps listen to each other', () => {
    const listener = (name: string, to: string) =>
      appOf(name, { needs: { topic: { [name]: {} }, queue: { [`${name}-in`]: { from: [to] } } } })
    const apps = [listener('a', 'b'), listener('b', 'a')]
    const stacks = apps.flatMap((app) => needsStacks(app, withClusters(prodEu), apps))
    expect(inOrder(stacks).map(({ name }) => name)).toEqual([
      'prod-topics-b',
      'prod-needs-a',
      'prod-topics-a',
      'prod-needs-b',
    ])
  })

  it('outlives its stack, all of it that holds data', () => {
    const holds = ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::DynamoDB::Table', 'AWS::SNS::Topic']
    for (const [id, { type, retained }] of all) expect([id, retained]).toEqual([id, holds.includes(type)])
  })

  it('is encrypted, and refuses whoever asks without TLS', () => {
    expect(get('UploadsBucket')['BucketEncryption']).toBeDefined()
    expect(get('OrdersQueue')['SqsManagedSseEnabled']).toBe(true)
    expect(get('OrdersDead')['SqsManagedSseEnabled']).toBe(true)
    expect(get('CartsTable')['SSESpecification']).toEqual({ SSEEnabled: true })
    expect(get('OrderPlacedTopic')['KmsMasterKeyId']).toBe('alias/aws/sns')
    const policies = all.flatMap(([, { properties }]) => {
      const inTable = properties['ResourcePolicy'] as { PolicyDocument?: unknown } | undefined
      return [properties['PolicyDocument'], inTable?.PolicyDocument].filter((one) => one !== undefined)
    }) as unknown as readonly PolicyDocument[]
    expect(policies).toHaveLength(6)
    for (const { Statement } of policies)
      expect(Statement[0]).toMatchObject({
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      })
  })

  it('is open to nobody but, of a queue, to the topics that it names', () => {
    const open = all.flatMap(([id, { properties }]) => {
      const { Statement = [] } = (properties['PolicyDocument'] ?? {}) as unknown as Partial<PolicyDocument>
      return Statement.filter(({ Effect }) => Effect === 'Allow').map((one) => [id, one.Principal, one.Condition])
    })
    expect(open).toEqual([
      [
        'OrdersQueuePolicy',
        { Service: 'sns.amazonaws.com' },
        { ArnEquals: { 'aws:SourceArn': { $arn: 'sns:eu-west-1:444455556666:prod-order-placed' } } },
      ],
    ])
    expect(get('RawBucket')['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
  })

  it('does what its spec says', () => {
    expect(get('OrdersQueue')).toMatchObject({
      QueueName: 'prod-orders',
      VisibilityTimeout: 120,
      MessageRetentionPeriod: 345_600,
      RedrivePolicy: { maxReceiveCount: 3 },
    })
    expect(get('OrdersDead')).toMatchObject({ QueueName: 'prod-orders-dead', MessageRetentionPeriod: 1_209_600 })
    expect(get('CartsTable')).toMatchObject({
      TableName: 'prod-shop-carts',
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'N' },
      ],
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    })
    const days = (id: string) => JSON.stringify(get(id)['LifecycleConfiguration'])
    expect(days('UploadsBucket')).toContain('"ExpirationInDays":30')
    expect(days('RawBucket')).not.toMatch(/ExpirationInDays|Noncurrent/)
    expect(get('RawBucket')['VersioningConfiguration']).toEqual({ Status: 'Suspended' })
    expect(kinds('AWS::SNS::Subscription')).toHaveLength(1)
  })

  it('tells who is on call when it is not well; in a quiet cluster nobody', () => {
    expect(kinds('AWS::CloudWatch::Alarm').toSorted()).toEqual([
      'CartsReadThrottled',
      'CartsWriteThrottled',
      'OrderPlacedUndelivered',
      'OrdersAside',
      'OrdersLate',
      'UploadsFull',
    ])
    expect(get('UploadsFull')).toMatchObject({ Threshold: 2 * 2 ** 40, Period: 86_400, DatapointsToAlarm: 1 })
    expect(get('OrdersLate')).toMatchObject({
      Threshold: 300,
      AlarmActions: [{ $arn: 'sns:eu-west-1:444455556666:prod-eu-alerts' }],
    })
    const quiet = of({ queue: { orders: {} } }, [{ ...prodEu, quiet: true }])
    expect(JSON.stringify(quiet)).not.toContain('AlarmActions')
    expect(JSON.stringify(quiet)).toContain('"Threshold":600')
  })

  it('has ids that never meet', () => {
    const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/)
    const alike = logicalId('order-1').toLowerCase()
    expect(() => of({ queue: { 'order-1': {}, [alike]: {} } })).toThrow(
      `two resources of one stack have the logical id ${logicalId(alike)}Queue`,
    )
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 2, maxLength: 12 }), (names) => {
        expect(new Set(names.map(logicalId)).size).toBe(names.length)
        for (const name of names) expect(logicalId(name)).toMatch(/^[A-Za-z0-9]+$/)
      }),
      { numRuns: 100 },
    )
  })
})
