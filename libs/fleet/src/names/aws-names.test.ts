import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envName } from '@slipway/core'
import { appRoleName, bucketName, deadQueueName, tableName, queueName } from './aws-names.ts'

const place = { environment: envName('prod'), account: '111122223333', region: 'eu-west-1' }
const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/)

describe('names in AWS', () => {
  it.each([
    [queueName('orders', place), 'prod-orders'],
    [deadQueueName('orders', place), 'prod-orders-dead'],
    [tableName('carts', 'shop', place), 'prod-shop-carts'],
    [bucketName('uploads', 'shop', place), 'prod-shop-uploads-111122223333-eu-west-1'],
    [appRoleName({ name: 'prod-eu' as never }, 'web'), 'prod-eu-app-web'],
  ])('%s', (made, expected) => {
    expect(made).toBe(expected)
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
