import { envName } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { resolveUses, usedHosts, usedVariables } from './resolve-uses.ts'

const at = (name: string, region = 'eu-west-1') => ({
  name,
  account: '444455556666',
  region,
  environment: envName('prod'),
})
const fleet = {
  clusters: [at('prod-eu'), at('prod-cn', 'cn-north-1')],
  external: {
    lake: { arn: 'arn:aws:s3:::partner-lake', may: ['read'], accepts: ['a/b'] },
    api: {
      arn: 'arn:aws:secretsmanager:us-east-1:999900001111:secret:api-AbCdEf',
      may: ['read'],
      accepts: ['a/b'],
      key: 'arn:k',
    },
    reader: { arn: 'arn:aws:iam::999900001111:role/acme', may: ['assume'], accepts: ['a/b'] },
  },
} as never

describe('what an app uses', () => {
  const used = resolveUses(
    {
      exports: { bucket: 'finance/exports', in: 'prod-eu', may: 'read' },
      rates: { table: 'finance/rates', in: 'prod-eu', may: 'read' },
      'order-line': { queue: 'entries', in: 'prod-eu', may: 'send' },
      far: { queue: 'entries', in: 'prod-cn', may: 'send' },
      lake: { bucket: 'lake', may: 'read' },
      api: { secret: 'api', may: 'read' },
      reader: { role: 'reader', may: 'assume' },
      lost: { bucket: 'nobody', may: 'read' },
      media: { bucket: 'shop/media', may: 'write' },
    },
    fleet,
    at('prod-us', 'us-east-1'),
  )

  it('is told it in variables that an SDK takes as they are, with the region where that is known', () => {
    expect(Object.fromEntries(usedVariables(used).map(({ name, value }) => [name, value]))).toEqual({
      EXPORTS_BUCKET: 'prod-finance-exports-444455556666-eu-west-1',
      EXPORTS_REGION: 'eu-west-1',
      RATES_TABLE: 'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-finance-rates',
      RATES_REGION: 'eu-west-1',
      ORDER_LINE_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/444455556666/prod-entries',
      ORDER_LINE_REGION: 'eu-west-1',
      FAR_QUEUE_URL: 'https://sqs.cn-north-1.amazonaws.com.cn/444455556666/prod-entries',
      FAR_REGION: 'cn-north-1',
      LAKE_BUCKET: 'partner-lake',
      MEDIA_BUCKET: 'prod-shop-media-444455556666-us-east-1',
      MEDIA_REGION: 'us-east-1',
      API_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:999900001111:secret:api-AbCdEf',
      API_REGION: 'us-east-1',
      READER_ROLE_ARN: 'arn:aws:iam::999900001111:role/acme',
    })
  })

  it('is let out to the hosts of AWS that SDKs call for it, and to no other', () => {
    expect(
      usedHosts(
        used.filter(({ name }) => name !== 'far'),
        'eu-central-1',
      ),
    ).toEqual([
      's3.eu-west-1.amazonaws.com',
      'prod-finance-exports-444455556666-eu-west-1.s3.eu-west-1.amazonaws.com',
      'dynamodb.eu-west-1.amazonaws.com',
      '444455556666.ddb.eu-west-1.amazonaws.com',
      'sqs.eu-west-1.amazonaws.com',
      's3.eu-central-1.amazonaws.com',
      'partner-lake.s3.eu-central-1.amazonaws.com',
      'secretsmanager.us-east-1.amazonaws.com',
      'sts.eu-central-1.amazonaws.com',
      's3.us-east-1.amazonaws.com',
      'prod-shop-media-444455556666-us-east-1.s3.us-east-1.amazonaws.com',
    ])
  })

  it('keeps the key, and whether the fleet owns it', () => {
    expect(used.map(({ name, key, isOwn }) => [name, key, isOwn])).toContainEqual(['api', 'arn:k', false])
    expect(used.filter(({ isOwn }) => isOwn).map(({ name }) => name)).toEqual([
      'exports',
      'rates',
      'order-line',
      'far',
      'media',
    ])
  })
})
