import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envName } from '@slipway/core'
import {
  appRoleName,
  bucketName,
  cacheName,
  databaseName,
  databaseUser,
  deadQueueName,
  tableName,
  queueName,
  queuesUrl,
  topicArn,
} from './aws-names.ts'

const place = { environment: envName('prod'), account: '111122223333', region: 'eu-west-1' }
const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/)

describe('names in AWS', () => {
  it.each([
    [queueName('orders', place), 'prod-orders'],
    [deadQueueName('orders', place), 'prod-orders-dead'],
    [tableName('carts', 'shop', place), 'prod-shop-carts'],
    [bucketName('uploads', 'shop', place), 'prod-shop-uploads-111122223333-eu-west-1'],
    [databaseName('ledger', 'finance', place), 'prod-finance-ledger'],
    [databaseUser('gen-ledger', 'finance', place), 'prod_finance_gen_ledger'],
    [cacheName('hot', 'shop', place), 'prod-shop-hot'],
    [appRoleName({ name: 'prod-eu' as never }, 'web'), 'prod-eu-app-web'],
    [queuesUrl(place), 'https://sqs.eu-west-1.amazonaws.com/111122223333/'],
    [queuesUrl({ ...place, region: 'cn-north-1' }), 'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/'],
    [topicArn('paid', place), 'arn:aws:sns:eu-west-1:111122223333:prod-paid'],
    [
      topicArn('paid', { ...place, region: 'us-gov-west-1' }),
      'arn:aws-us-gov:sns:us-gov-west-1:111122223333:prod-paid',
    ],
  ])('%s', (made, expected) => {
    expect(made).toBe(expected)
  })

  it('of databases and caches have no two dashes after each other, and stay apart', () => {
    expect(databaseName('a--b', 'shop', place)).toMatch(/^prod-shop-a-b-[0-9a-f]{8}$/)
    fc.assert(
      fc.property(label, label, label, (team, a, b) => {
        const of = (name: string) => [
          databaseName(name, team, place),
          cacheName(name, team, place),
          databaseUser(name, team, place),
        ]
        const [database = '', cache = '', user = ''] = of(a)
        expect([database.length <= 63, cache.length <= 40, user.length <= 32]).toEqual([true, true, true])
        for (const name of [database, cache]) expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/)
        expect(user).toMatch(/^prod_[a-z0-9_]+$/)
        if (a !== b) of(b).forEach((other, i) => expect(other).not.toBe(of(a)[i]))
      }),
      { numRuns: 100 },
    )
  })

  it('keep to what AWS takes, and stay apart', () => {
    fc.assert(
      fc.property(label, label, label, (team, a, b) => {
        const of = (name: string) => [
          queueName(name, place),
          deadQueueName(name, place),
          tableName(name, team, place),
          bucketName(name, team, place),
        ]
        const [limits, made] = [[80, 80, 255, 63], of(a)]
        made.forEach((name, i) => {
          expect(name.length).toBeLessThanOrEqual(limits[i] ?? 0)
          expect(name).toMatch(/^[a-z][-a-z0-9]*[a-z0-9]$/)
        })
        if (a !== b)
          expect(made.filter((name) => of(b).includes(name) && !a.endsWith('-dead') && !b.endsWith('-dead'))).toEqual(
            [],
          )
      }),
      { numRuns: 100 },
    )
  })
})
