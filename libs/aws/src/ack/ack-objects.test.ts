import fc from 'fast-check'
import type { KubeObject } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { fields, list } from '@slipway/kube'
import type { Needs } from '@slipway/spec'
import { describe, expect, it } from 'vitest'
import { appOf, clusterOf, ireland, prodEu, withClusters } from '../../test/fixture.ts'
import { saidByObjects, saidByStacks } from '../../test/said-of-needs.ts'
import type { AwsApp } from '../aws-app.ts'
import { resource } from '../model/stack.ts'
import { attribute, ref } from '../model/value.ts'
import { needsObjects, needsStacks } from '../needs/needs-stack.ts'
import { leftInStack } from './ack-objects.ts'
import { as, said } from './fields.ts'

const writing = (cluster: Cluster): Cluster => ({ ...cluster, needs: 'ack' })
const filesOf = (app: AwsApp, ...clusters: readonly Cluster[]) => needsObjects(app, withClusters(...clusters), [])
const objectsOf = (needs: Needs, ...clusters: readonly Cluster[]): readonly KubeObject[] =>
  filesOf(appOf('web', { needs }), ...clusters).flatMap(({ objects }) => objects)

const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,6}[a-z0-9])?$/)
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const key = fc.oneof(
  fc.constantFrom('id', 'at.x'),
  fc.record({ name: fc.constantFrom('n', 'b'), type: fc.constantFrom('string', 'number', 'binary') }),
)
const days = fc.integer({ min: 1, max: 14 }).map((n) => `${n}d`)
const anyNeeds = fc.record({
  bucket: fc.dictionary(
    name,
    fc.record({ versions: maybe(fc.boolean()), expire: maybe(days), size: maybe(fc.constant('2Ti')) }),
    { maxKeys: 3 },
  ),
  table: fc.dictionary(name, fc.record({ key, sort: maybe(key), expires: maybe(fc.constantFrom('ttl', 'gone')) }), {
    maxKeys: 3,
  }),
  queue: fc.dictionary(
    name,
    fc.record({
      work: maybe(fc.constantFrom('2m', '12h', '45s')),
      attempts: maybe(fc.integer({ min: 1, max: 1000 })),
      keep: maybe(days),
      late: maybe(fc.constantFrom('5m')),
      from: maybe(fc.array(name, { minLength: 1, maxLength: 25 })),
    }),
    { maxKeys: 3 },
  ),
  topic: fc.dictionary(name, fc.constant({}), { maxKeys: 3 }),
}) as fc.Arbitrary<Needs>

const everything: Needs = {
  bucket: { uploads: { expire: '30d', size: '2Ti' }, raw: { versions: false } },
  table: { carts: { key: 'id', sort: { name: 'at', type: 'number' }, expires: 'ttl' } },
  queue: { orders: { work: '2m', attempts: 3, keep: '4d', late: '5m', from: ['order-placed'] } },
  topic: { 'order-placed': {} },
}

describe('what controllers make in AWS', () => {
  it('is what stacks would make, field by field', () => {
    fc.assert(
      fc.property(anyNeeds, (needs) => {
        const stacks = saidByStacks(needs)
        expect(saidByObjects(objectsOf(needs, writing(prodEu)))).toEqual(stacks)
      }),
      { numRuns: 60 },
    )
    expect(Object.keys(saidByStacks(everything))).toHaveLength(7)
  })

  it('is one object each, named as in AWS, in the namespace of the controllers', () => {
    const files = filesOf(appOf('web', { needs: everything }), writing(prodEu))
    const folder = 'clusters/prod-eu/platform/needs-web'
    expect(files.map(({ path }) => path)).toEqual([
      `${folder}/topic-prod-order-placed.yaml`,
      `${folder}/bucket-prod-shop-uploads-444455556666-eu-west-1.yaml`,
      `${folder}/bucket-prod-shop-raw-444455556666-eu-west-1.yaml`,
      `${folder}/queue-prod-orders.yaml`,
      `${folder}/queue-prod-orders-dead.yaml`,
      `${folder}/subscription-prod-orders.prod-order-placed.yaml`,
      `${folder}/table-prod-shop-carts.yaml`,
    ])
    expect(files.every(({ source, objects }) => source === 'apps/web/app.ts' && objects.length === 1)).toBe(true)
    expect(new Set(files.flatMap(({ objects }) => objects.map(({ metadata }) => metadata.namespace)))).toEqual(
      new Set(['ack-system']),
    )
  })

  it('takes over what is there, and outlives its object where it holds data; a subscription goes', () => {
    const marks = new Map(
      objectsOf(everything, writing(prodEu)).map(({ metadata }) => [metadata.name, metadata.annotations ?? {}]),
    )
    const kept = {
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
      'services.k8s.aws/adoption-policy': 'adopt-or-create',
      'services.k8s.aws/deletion-policy': 'retain',
    }
    const url = 'https://sqs.eu-west-1.amazonaws.com/444455556666'
    expect(marks.get('prod-orders')).toEqual({
      ...kept,
      'argocd.argoproj.io/sync-wave': '1',
      'services.k8s.aws/adoption-fields': `{"queueURL":"${url}/prod-orders"}`,
    })
    expect(marks.get('prod-orders-dead')).toEqual({
      ...kept,
      'services.k8s.aws/adoption-fields': `{"queueURL":"${url}/prod-orders-dead"}`,
    })
    expect(marks.get('prod-order-placed')?.['services.k8s.aws/adoption-fields']).toBe(
      '{"arn":"arn:aws:sns:eu-west-1:444455556666:prod-order-placed"}',
    )
    expect(marks.get('prod-shop-carts')?.['services.k8s.aws/adoption-fields']).toBe('{"tableName":"prod-shop-carts"}')
    expect(marks.get('prod-shop-raw-444455556666-eu-west-1')?.['services.k8s.aws/adoption-fields']).toBe(
      '{"name":"prod-shop-raw-444455556666-eu-west-1"}',
    )
    expect(marks.get('prod-orders.prod-order-placed')).toEqual({
      'argocd.argoproj.io/sync-wave': '2',
      'argocd.argoproj.io/sync-options': 'Delete=false',
      'services.k8s.aws/deletion-policy': 'delete',
    })
  })

  it('has one writer in each place: of two clusters of it, that which says so', () => {
    const twin = clusterOf('prod-eu-2', 'prod', '444455556666', ireland)
    const app = appOf('web', { needs: everything })
    const folders = (...clusters: readonly Cluster[]) => [
      ...new Set(filesOf(app, ...clusters).map(({ path }) => path.split('/')[1])),
    ]
    expect(folders(prodEu, twin)).toEqual([])
    expect(folders(prodEu, writing(twin))).toEqual(['prod-eu-2'])
    expect(folders(writing(prodEu), twin)).toEqual(['prod-eu'])
  })

  it('leaves alarms to the stacks, and nothing that a controller makes', () => {
    const app = appOf('web', { needs: everything })
    const types = (cluster: Cluster) =>
      needsStacks(app, withClusters(cluster), [app]).map(
        ({ name, resources }) => `${name}: ${[...new Set(Object.values(resources).map(({ type }) => type))].join()}`,
      )
    expect(types(writing(prodEu))).toEqual([
      'prod-topics-web: AWS::CloudWatch::Alarm',
      'prod-needs-web: AWS::CloudWatch::Alarm',
    ])
    expect(needsStacks(appOf('a', { needs: { bucket: { raw: {} } } }), withClusters(writing(prodEu)), [])).toEqual([])
  })

  it('is let go of by stacks step by step: first they keep all of it', () => {
    const app = appOf('web', { needs: everything })
    const kept = (needs?: 'handover') =>
      needsStacks(app, withClusters({ ...prodEu, ...(needs === undefined ? {} : { needs }) }), [app])
        .flatMap(({ resources }) => Object.values(resources))
        .filter(({ retained }) => retained)
        .map(({ type }) => type.replace('AWS::', ''))
    expect(kept()).toEqual(['SNS::Topic', 'S3::Bucket', 'S3::Bucket', 'SQS::Queue', 'SQS::Queue', 'DynamoDB::Table'])
    expect(kept('handover').toSorted()).toEqual(
      [
        ...kept(),
        'S3::BucketPolicy',
        'S3::BucketPolicy',
        'SNS::Subscription',
        'SNS::TopicPolicy',
        'SQS::QueuePolicy',
        'SQS::QueuePolicy',
      ].toSorted(),
    )
  })

  it('loses no property in silence', () => {
    expect(() => said({ Name: 'a', Colour: 'red' }, { Name: as('name') }, 'AWS::S3::Bucket')).toThrow(
      "AWS::S3::Bucket.Colour: ACK's field for it is not known here",
    )
    const queue = resource('AWS::SQS::Queue', { QueueName: 'prod-a' })
    for (const reads of [ref('Queue'), attribute('Queue', 'QueueName')])
      expect(() => leftInStack({ Queue: queue, Late: resource('AWS::CloudWatch::Alarm', { Metric: reads }) })).toThrow(
        'Late refers to Queue, which is in no stack where ACK makes it',
      )
  })

  it.each([
    ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ])('has the ARNs of the partition of %s', (region, partition, host) => {
    const text = JSON.stringify(objectsOf(everything, writing({ ...prodEu, region })))
    expect(text).toContain(`arn:${partition}:sns:${region}:444455556666:prod-order-placed`)
    expect(text).not.toContain('arn:aws:')
    expect(text).toContain(`https://sqs.${region}.${host}/444455556666/prod-orders`)
  })

  it('says of which objects each rule of a bucket is, which S3 wants', () => {
    const buckets = objectsOf(everything, writing(prodEu)).filter(({ kind }) => kind === 'Bucket')
    const rules = buckets.flatMap(({ spec }) => list(fields(fields(spec)['lifecycle'])['rules']))
    expect(rules.length).toBeGreaterThan(1)
    for (const rule of rules) expect(rule).toMatchObject({ filter: { prefix: '' } })
  })
})
