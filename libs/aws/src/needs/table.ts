import { logicalId, tableName } from '@slipway/fleet'
import type { KeyAttribute, TableNeed } from '@slipway/spec'
import { policy } from '../iam/policy.ts'
import type { Resources } from '../model/stack.ts'
import { arnOf } from '../roles/app-rights.ts'
import { alarm } from './alarm.ts'
import { kept, type Owned } from './need.ts'
import { tlsOnly } from '../iam/tls-only.ts'

const types = { string: 'S', number: 'N', binary: 'B' } as const
const partsOf = (key: KeyAttribute) => (typeof key === 'string' ? { name: key, type: 'string' as const } : key)

/** Paid by request, encrypted, and restorable to any second of 35 days. */
export function table(need: TableNeed, owned: Owned): Resources {
  const { name, team, place, tells } = owned
  const id = logicalId(name)
  const own = tableName(name, team, place)
  const keys = [
    { ...partsOf(need.key), use: 'HASH' },
    ...(need.sort === undefined ? [] : [{ ...partsOf(need.sort), use: 'RANGE' }]),
  ]
  const throttled = (what: 'Read' | 'Write') =>
    alarm({
      name: `${own}-${what.toLowerCase()}-throttled`,
      says: `${what}s of the table ${own} are refused for their number`,
      namespace: 'AWS/DynamoDB',
      metric: `${what}ThrottleEvents`,
      dimensions: { TableName: own },
      statistic: 'Sum',
      period: 60,
      above: 0,
      tells,
    })
  return {
    [`${id}Table`]: kept(owned, 'AWS::DynamoDB::Table', {
      TableName: own,
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: types[key.type] })),
      KeySchema: keys.map((key) => ({ AttributeName: key.name, KeyType: key.use })),
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      ResourcePolicy: { PolicyDocument: policy(tlsOnly('dynamodb:*', arnOf.table(name, team, place))) },
      SSESpecification: { SSEEnabled: true },
      ...(need.expires === undefined
        ? {}
        : { TimeToLiveSpecification: { AttributeName: need.expires, Enabled: true } }),
    }),
    [`${id}ReadThrottled`]: throttled('Read'),
    [`${id}WriteThrottled`]: throttled('Write'),
  }
}
