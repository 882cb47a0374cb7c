import { expect, test } from 'vitest'
import { judgedAws, toldAws } from '../../test/judged-aws.ts'
import { judgeAws } from './aws.ts'
import { nothingAround } from './file-risk.ts'

const template = (type: string, properties: string) =>
  `Resources:\n  A: {Type: "AWS::${type}", DeletionPolicy: Retain, Properties: {Tags: [], ${properties}}}\n`

const [database, cache] = ['RDS::DBInstance', 'ElastiCache::ReplicationGroup']

test.each<[type: string, before: string, after: string, ...risks: string[]]>([
  [database, 'EngineVersion: "16.13"', 'EngineVersion: "17.9"', 'high store-upgraded'],
  [database, 'EngineVersion: "16.9"', 'EngineVersion: "16.13"', 'medium store-restarted'],
  [database, 'EngineVersion: "16.13"', 'EngineVersion: "16.9"', 'high store-refused'],
  [database, 'EngineVersion: "8.0.40"', 'EngineVersion: "8.4.9"', 'high store-upgraded'],
  [database, 'EngineVersion: "8.4.8"', 'EngineVersion: "8.4.9"', 'medium store-restarted'],
  [cache, 'EngineVersion: "7.2"', 'EngineVersion: "8.0"', 'high store-upgraded'],
  [cache, 'EngineVersion: "8.0"', 'EngineVersion: "8.1"', 'medium store-restarted'],
  [cache, 'EngineVersion: "8.1"', 'EngineVersion: "8.0"', 'high store-refused'],
  [database, 'Engine: postgres', 'Engine: mysql', 'high resource-replaced'],
  [database, 'DBInstanceIdentifier: a', 'DBInstanceIdentifier: b', 'high resource-replaced'],
  [database, 'DBInstanceClass: db.t4g.medium', 'DBInstanceClass: db.r7g.large', 'medium store-restarted'],
  [cache, 'CacheParameterGroupName: {Ref: V7}', 'CacheParameterGroupName: {Ref: V8}', 'medium store-restarted'],
  [cache, 'ReplicasPerNodeGroup: 2', 'ReplicasPerNodeGroup: 1', 'medium guard-lost'],
  [cache, 'CacheNodeType: cache.t4g.small', 'CacheNodeType: cache.r7g.large', 'medium store-restarted'],
  [database, 'DBParameterGroupName: {Ref: P16}', 'DBParameterGroupName: {Ref: P17}', 'medium store-restarted'],
  [database, 'AllocatedStorage: "100"', 'AllocatedStorage: "50"', 'high store-refused'],
  [database, 'AllocatedStorage: "100"', 'AllocatedStorage: "150"', 'low property-changed'],
  [database, 'MaxAllocatedStorage: 200', 'Port: "5432"', 'medium guard-lost', 'low property-changed'],
  [database, 'MaxAllocatedStorage: 200', 'MaxAllocatedStorage: 400', 'low property-changed'],
  [database, 'MultiAZ: true', 'MultiAZ: false', 'high guard-lost'],
  [database, 'MultiAZ: false', 'MultiAZ: true', 'low property-changed'],
  [cache, 'AutomaticFailoverEnabled: true', 'AutomaticFailoverEnabled: false', 'high guard-lost'],
  [cache, 'NumCacheClusters: 3', 'NumCacheClusters: 2', 'medium guard-lost'],
  [cache, 'NumCacheClusters: 2', 'NumCacheClusters: 3', 'low property-changed'],
  [database, 'DeletionProtection: true', 'DeletionProtection: false', 'high retention-lost'],
  [database, 'BackupRetentionPeriod: 14', 'BackupRetentionPeriod: 7', 'high retention-lost'],
  [database, 'DeleteAutomatedBackups: false', 'DeleteAutomatedBackups: true', 'high retention-lost'],
  [cache, 'SnapshotRetentionLimit: 7', 'SnapshotRetentionLimit: 0', 'high retention-lost'],
  [database, 'PubliclyAccessible: false', 'PubliclyAccessible: true', 'high made-public'],
  [database, 'StorageEncrypted: true', 'StorageEncrypted: false', 'high encryption-lost'],
  [cache, 'TransitEncryptionEnabled: true', 'TransitEncryptionEnabled: false', 'high encryption-lost'],
  [cache, 'TransitEncryptionMode: required', 'TransitEncryptionMode: preferred', 'high encryption-lost'],
  [
    'RDS::DBParameterGroup',
    'Parameters: {rds.force_ssl: "1"}',
    'Parameters: {rds.force_ssl: "0"}',
    'high encryption-lost',
  ],
  ['RDS::DBParameterGroup', 'Parameters: {rds.force_ssl: "1", a: b}', 'Parameters: {a: b}', 'high encryption-lost'],
  [
    'RDS::DBParameterGroup',
    'Parameters: {require_secure_transport: "ON"}',
    'Parameters: {require_secure_transport: "OFF"}',
    'high encryption-lost',
  ],
  [database, 'EnableIAMDatabaseAuthentication: true', 'EnableIAMDatabaseAuthentication: false', 'high guard-lost'],
  [database, 'ManageMasterUserPassword: true', 'ManageMasterUserPassword: false', 'high guard-lost'],
  [database, 'Port: "1"', 'Port: "1", MasterUserPassword: secret', 'high secret-literal'],
  [database, 'Port: "1", MasterUserPassword: secret', 'Port: "1"', 'low property-changed'],
  ['ElastiCache::User', 'AccessString: "on ~a:* +@read"', 'AccessString: "on ~* +@all"', 'high trust-widened'],
  [
    'ElastiCache::User',
    'AuthenticationMode: {Type: iam}',
    'AuthenticationMode: {Type: no-password-required}',
    'high guard-lost',
  ],
  ['ElastiCache::UserGroup', 'UserIds: [a]', 'UserIds: [a, b]', 'high trust-widened'],
  [cache, 'Port: 6379', 'Port: 6380', 'high resource-replaced'],
  [
    'EC2::SecurityGroup',
    'SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: sg-1}]',
    'SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: sg-2}]',
    'high trust-widened',
  ],
])('%s: %s -> %s', (type, before, after, ...risks) => {
  expect(toldAws(template(type, before), template(type, after))).toEqual(risks)
})

test.each([
  ['comes', 'Port: "1"', 'Port: "1", MasterUserPassword: hunter2'],
  ['is another', 'MasterUserPassword: hunter2', 'MasterUserPassword: hunter3'],
  ['goes', 'Port: "1", MasterUserPassword: hunter2', 'Port: "1"'],
])('no password is told that %s', (_, was, is) => {
  const found = judgedAws(template(database, was), template(database, is))
  expect(found).not.toEqual([])
  expect(JSON.stringify(found)).not.toContain('hunter')
})

const alarm = (metric: string, threshold: number, comparison = 'GreaterThanThreshold') =>
  `  Alarm: {Type: "AWS::CloudWatch::Alarm", Properties: {MetricName: ${metric}, Dimensions: [{Name: DBInstanceIdentifier, Value: a}], ComparisonOperator: ${comparison}, Threshold: ${threshold}}}\n`
const watched = (size: string, watch: string) => template(database, `DBInstanceIdentifier: a, ${size}`) + watch
const [connections, disk] = ['DatabaseConnections', 'FreeStorageSpace']

test.each<[what: string, before: string, after: string, ...risks: string[]]>([
  [
    'a larger machine takes more connections',
    watched('DBInstanceClass: db.t4g.medium', alarm(connections, 324)),
    watched('DBInstanceClass: db.r7g.large', alarm(connections, 1297)),
    'medium store-restarted',
    'low property-changed',
  ],
  [
    'the same machine takes no more',
    watched('DBInstanceClass: db.t4g.medium', alarm(connections, 324)),
    watched('DBInstanceClass: db.t4g.medium', alarm(connections, 1297)),
    'high guard-lost',
  ],
  [
    'a larger disk is no larger machine',
    watched('AllocatedStorage: "50"', alarm(connections, 324)),
    watched('AllocatedStorage: "100"', alarm(connections, 1297)),
    'low property-changed',
    'high guard-lost',
  ],
  [
    'a disk that grows by itself',
    watched('AllocatedStorage: "50"', alarm(disk, 5, 'LessThanThreshold')),
    watched('AllocatedStorage: "50", MaxAllocatedStorage: 200', alarm(disk, 2, 'LessThanThreshold')),
    'low property-changed',
    'low property-changed',
  ],
])('alarms of a database: %s', (_, before, after, ...risks) => {
  expect(toldAws(before, after)).toEqual(risks)
})

// "CloudFormation cannot update a stack when a custom-named resource requires replacing."
test.each<[type: string, before: string, after: string, risk: string]>([
  [database, 'DBInstanceIdentifier: a', 'DBInstanceIdentifier: b', 'high resource-anew'],
  [database, 'DBInstanceIdentifier: a, DBName: a', 'DBInstanceIdentifier: a, DBName: b', 'high store-refused'],
  [cache, 'ReplicationGroupId: a, Port: 6379', 'ReplicationGroupId: a, Port: 6380', 'high store-refused'],
  [cache, 'Port: 6379', 'Port: 6380', 'high resource-anew'],
  ['DynamoDB::Table', 'TableName: t, KeySchema: [a]', 'TableName: t, KeySchema: [b]', 'high store-refused'],
  ['DynamoDB::Table', 'TableName: t', 'TableName: u', 'high resource-anew'],
])('what a stack keeps is not told as deleted: %s: %s -> %s', (type, before, after, risk) => {
  const kept = (properties: string) =>
    template(type, properties).replace('DeletionPolicy: Retain', 'DeletionPolicy: Retain, UpdateReplacePolicy: Retain')
  expect(toldAws(kept(before), kept(after))).toEqual([risk])
})

const storeUsers = (...asked: readonly string[]): readonly string[] =>
  asked.join(' ') === 'database prod-shop-books prod' ? ['worker', 'cron'] : []
const tagged = (type: string, properties: string) =>
  template(type, properties).replace('Tags: []', 'Tags: [{Key: environment, Value: prod}]')
const books = (size: string) => tagged(database, `DBInstanceIdentifier: prod-shop-books, DBInstanceClass: ${size}`)

test.each<[what: string, before: string, after: string, ...found: unknown[]]>([
  [
    'that changes',
    books('db.t4g.medium'),
    books('db.r7g.large'),
    ['low', 'store-shared', { what: 'A', apps: ['worker', 'cron'] }],
  ],
  [
    'that goes',
    books('db.t4g.medium'),
    'Resources: {}\n',
    ['high', 'store-shared', { what: 'A', apps: ['worker', 'cron'] }],
  ],
  ['that stays as it is', books('db.t4g.medium'), books('db.t4g.medium')],
  ['that comes', 'Resources: {}\n', books('db.t4g.medium')],
  ['that nobody else uses', tagged(database, 'DBInstanceIdentifier: prod-shop-b'), 'Resources: {}\n'],
  ['that is a cache', tagged(cache, 'ReplicationGroupId: prod-shop-books'), 'Resources: {}\n'],
])('apps that use a database %s are named', (_, before, after, ...found) => {
  const around = { ...nothingAround, storeUsers }
  const told = judgeAws({ path: 'aws/a.yaml', before, after, around })
  expect(told.filter(([, code]) => code === 'store-shared')).toEqual(found)
})
