import { describe, expect, it } from 'vitest'
import type { DatabaseNeed } from '@slipway/spec'
import { clusterOf, dev, ireland, prodEu } from '../../test/fixture.ts'
import { database } from './database.ts'
import { databaseOf } from './database-model.ts'
import type { Owned } from './need.ts'

const owned: Owned = {
  name: 'ledger',
  app: 'books',
  team: 'finance',
  place: prodEu,
  tells: ['arn:x'],
  clusters: [prodEu],
  isLast: true,
  borrowers: [],
}
const of = (need: Partial<DatabaseNeed> = {}, more: Partial<Owned> = {}) =>
  database({ engine: 'postgres-17', ...need }, { ...owned, ...more })
const instance = (need: Partial<DatabaseNeed> = {}, more: Partial<Owned> = {}) =>
  of(need, more)['LedgerDatabase']?.properties

describe('a database', () => {
  it('outlives its stack with all that it hangs on, which AWS deletes from under nobody', () => {
    for (const [id, { type, retained }] of Object.entries(of()))
      expect([id, retained]).toEqual([id, type !== 'AWS::CloudWatch::Alarm'])
  })

  it('is private, encrypted, protected, restorable', () => {
    expect(instance()).toMatchObject({
      DBInstanceIdentifier: 'prod-finance-ledger',
      Engine: 'postgres',
      EngineVersion: '17.9',
      StorageEncrypted: true,
      PubliclyAccessible: false,
      DeletionProtection: true,
      DeleteAutomatedBackups: false,
      BackupRetentionPeriod: 14,
      VPCSecurityGroups: [{ $attribute: ['LedgerDatabaseAccess', 'GroupId'] }],
    })
  })

  it("signs apps in by IAM, over TLS alone, and its owner's password is Secrets Manager's", () => {
    expect(instance()).toMatchObject({ EnableIAMDatabaseAuthentication: true, ManageMasterUserPassword: true })
    expect(JSON.stringify(of())).not.toMatch(/"MasterUserPassword"/)
    expect(of()['LedgerDatabaseParametersPostgres17']?.properties).toMatchObject({
      Family: 'postgres17',
      Parameters: { 'rds.force_ssl': '1' },
    })
    expect(of({ engine: 'mysql-8.4' })['LedgerDatabaseParametersMysql84']?.properties).toMatchObject({
      Family: 'mysql8.4',
      Parameters: { require_secure_transport: 'ON' },
    })
  })

  it('tells its address to each other team that it accepts, among the secrets of that team, and to no other', () => {
    const names = (writers: string[]) =>
      Object.values(of({ writers })).flatMap(({ type, properties }) =>
        type === 'AWS::SecretsManager::Secret' ? [properties['Name']] : [],
      )
    const own = 'prod/finance/needs/ledger-database'
    expect(names([])).toEqual([own])
    expect(names(['shop/web', 'shop/worker', 'finance/other', 'data/*'])).toEqual([
      own,
      'prod/data/needs/finance/ledger-database',
      'prod/shop/needs/finance/ledger-database',
    ])
  })

  it.each<[string, Partial<DatabaseNeed>, boolean, object]>([
    ['a second machine in the last environment', {}, true, { MultiAZ: true }],
    ['none before', {}, false, { MultiAZ: false }],
    ['what the spec says', { standby: false }, true, { MultiAZ: false }],
    ['its disk', { storage: '1Ti', grows: '2Ti' }, true, { AllocatedStorage: '1024', MaxAllocatedStorage: 2048 }],
    ['its backups', { backups: '35d' }, true, { BackupRetentionPeriod: 35 }],
    ['its machine', { class: 'db.r7g.large' }, true, { DBInstanceClass: 'db.r7g.large' }],
    ["MySQL's port", { engine: 'mysql-8.4' }, true, { Engine: 'mysql', EngineVersion: '8.4.9', Port: '3306' }],
  ])('has %s', (_, need, isLast, expected) => {
    expect(instance(need, { isLast })).toMatchObject(expected)
  })

  it('does not grow unless it is said', () => {
    expect(instance()).not.toHaveProperty('MaxAllocatedStorage')
  })

  it("is reached from the nodes of its environment's clusters, by its port alone, and reaches nothing", () => {
    const twin = clusterOf('prod-2', 'prod', '444455556666', ireland)
    const { SecurityGroupIngress: rules, SecurityGroupEgress: out } = (of({}, { clusters: [prodEu, twin] })[
      'LedgerDatabaseAccess'
    ]?.properties ?? {}) as Record<string, readonly Record<string, unknown>[]>
    expect(
      rules?.map(({ FromPort, ToPort, SourceSecurityGroupId }) => [FromPort, ToPort, SourceSecurityGroupId]),
    ).toEqual(
      ['prod-eu', 'prod-2'].map((name) => [5432, 5432, { $parameter: `/slipway/${name}/security-groups/nodes` }]),
    )
    expect(out?.map(({ CidrIp }) => CidrIp)).toEqual(['127.0.0.1/32'])
    expect(JSON.stringify(rules)).not.toContain('Cidr')
  })

  it.each(['postgres-17', 'mysql-8.4'] as const)(
    'has a log group, which ends, for each log that %s exports',
    (engine) => {
      const logs = instance({ engine })?.['EnableCloudwatchLogsExports'] as readonly string[]
      const groups = Object.values(of({ engine })).filter(({ type }) => type === 'AWS::Logs::LogGroup')
      expect(logs).toContain('iam-db-auth-error')
      expect(groups.map(({ properties }) => [properties['LogGroupName'], properties['RetentionInDays']])).toEqual(
        logs.map((log) => [`/aws/rds/instance/prod-finance-ledger/${log}`, 30]),
      )
    },
  )

  it('writes its address where External Secrets reads it for the team', () => {
    expect(of()['LedgerDatabaseAddress']?.properties).toMatchObject({
      Name: 'prod/finance/needs/ledger-database',
      SecretString: { $join: ['{"host":"', { $attribute: ['LedgerDatabase', 'Endpoint.Address'] }, '"}'] },
    })
  })

  it('tells of a busy, a full and a crowded one', () => {
    // A tenth of 20 GiB; 0.9 x 4 GiB / 9,531,392 are 405 connections, of which 80 %.
    expect(of()['LedgerDatabaseFull']?.properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 2 * 2 ** 30,
      AlarmActions: ['arn:x'],
    })
    expect(of({ grows: '100Gi' })['LedgerDatabaseFull']?.properties).toMatchObject({ Threshold: 2 ** 30 })
    expect(of()['LedgerDatabaseCrowded']?.properties).toMatchObject({ Threshold: 324 })
    expect(of()['LedgerDatabaseBusy']?.properties).toMatchObject({
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
    })
  })

  it.each([
    ['db.t4g.micro', 'postgres-16', 101],
    ['db.r7g.4xlarge', 'postgres-16', 5000],
    ['db.t4g.medium', 'mysql-8.4', 307],
  ] as const)('%s of %s takes %i connections', (machine, engine, connections) => {
    expect(databaseOf({ class: machine, engine }, { ...owned, place: dev }).connections).toBe(connections)
  })
})
