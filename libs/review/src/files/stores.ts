import { at, list, text } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { typeOf, type AwsDelta, type Sides } from './aws-delta.ts'
import { turned, type Around, type FileFound, type StoreKind } from './file-risk.ts'

/** RDS takes its numbers as texts. */
const amount = (value: unknown): number | undefined => (/^\d+$/.test(String(value)) ? Number(value) : undefined)

const isOn = (value: unknown): boolean => /^(?:true|1|on)$/i.test(String(value))

/** A database or cache of what is written; parameters of theirs are in groups of their own. */
const isStore = (type: string): boolean => /^AWS::(?:RDS|ElastiCache)::/.test(type)

const encryption =
  /^(?:StorageEncrypted|AtRestEncryptionEnabled|TransitEncryptionEnabled|rds\.force_ssl|require_secure_transport)$/
const guards =
  /^(?:MultiAZ|MultiAZEnabled|AutomaticFailoverEnabled|EnableIAMDatabaseAuthentication|ManageMasterUserPassword)$/
/** AWS restarts machines, or takes others: apps lose their connections, without a second machine for minutes. */
const restarts = /^(?:DBInstanceClass|CacheNodeType|DBParameterGroupName|CacheParameterGroupName)$/
const shrinks = /^(?:NumCacheClusters|ReplicasPerNodeGroup|MaxAllocatedStorage|NumNodeGroups)$/

const partsOf = (version: unknown): readonly number[] =>
  String(version)
    .split('.')
    .map((part) => Number.parseInt(part))

/** PostgreSQL and Valkey have one number of a major version, MySQL two: `5.7`, `8.0`, `8.4`. */
function versionChanged(before: unknown, after: unknown): 'older' | 'major' | 'minor' {
  const [was, is] = [partsOf(before), partsOf(after)]
  const first = is.findIndex((part, i) => part !== (was[i] ?? 0))
  if (first >= 0 && (is[first] ?? 0) < (was[first] ?? 0)) return 'older'
  const isTwo = is.length > 2 && (is[0] ?? 0) < 10
  return first === 0 || (first === 1 && isTwo) ? 'major' : 'minor'
}

/** The consequence of a change of a database or a cache for its data and its users. */
export function storeChanged({ id, type, delta }: AwsDelta): FileFound | undefined {
  const { names, before, after, op } = delta
  if (!isStore(type) || op === 'order') return undefined
  const [, first = '', parameter = ''] = names
  const field = first === 'Parameters' ? parameter : first
  const found = turned(`${id}.${names.join('.')}`, before, after)
  const [was, is] = [amount(before), amount(after)]
  if (encryption.test(field)) return isOn(after) ? undefined : ['high', 'encryption-lost', found]
  if (field === 'TransitEncryptionMode')
    return String(after) === 'required' ? undefined : ['high', 'encryption-lost', found]
  if (guards.test(field)) return isOn(after) || !isOn(before) ? undefined : ['high', 'guard-lost', found]
  if (names.includes('AuthenticationMode')) return ['high', 'guard-lost', found]
  if (field === 'AccessString' || /^User(?:Group)?Ids$/.test(names[1] ?? '')) return ['high', 'trust-widened', found]
  if (field === 'DeleteAutomatedBackups') return isOn(after) ? ['high', 'retention-lost', found] : undefined
  if (field === 'SnapshotRetentionLimit' && (was ?? 0) > (is ?? 0)) return ['high', 'retention-lost', found]
  if (field === 'AllocatedStorage' && was !== undefined && is !== undefined && is < was)
    return ['high', 'store-refused', found]
  if (shrinks.test(field) && was !== undefined && (is === undefined || is < was)) return ['medium', 'guard-lost', found]
  if (restarts.test(field)) return ['medium', 'store-restarted', found]
  if (field !== 'EngineVersion' || op !== 'set') return undefined
  const kind = versionChanged(before, after)
  return kind === 'older'
    ? ['high', 'store-refused', found]
    : kind === 'major'
      ? ['high', 'store-upgraded', found]
      : ['medium', 'store-restarted', found]
}

const named: Readonly<Record<string, readonly [StoreKind, string]>> = {
  'AWS::RDS::DBInstance': ['database', 'DBInstanceIdentifier'],
  'AWS::ElastiCache::ReplicationGroup': ['cache', 'ReplicationGroupId'],
}

/** The other apps that are touched when a database or a cache changes or goes: nothing of theirs does. */
export function storeShared(id: string, before: unknown, after: unknown, around: Around): readonly FileFound[] {
  const [kind, field] = named[typeOf(before)] ?? []
  if (kind === undefined || field === undefined) return []
  const tag = list(at(before, 'Properties', 'Tags')).find(({ Key }) => Key === 'environment')
  const name = text(at(before, 'Properties', field)) ?? ''
  const apps = around.storeUsers(kind, name, text(tag?.['Value']) ?? '')
  return apps.length === 0 ? [] : [[after === undefined ? 'high' : 'low', 'store-shared', { what: id, apps }]]
}

/**
 * Properties of a database from which an alarm's threshold is computed: its connections by its machine, and its disk.
 */
const reckoned: Readonly<Record<string, readonly string[]>> = {
  DatabaseConnections: ['DBInstanceClass'],
  FreeStorageSpace: ['AllocatedStorage', 'MaxAllocatedStorage'],
}

/** Whether the database that an alarm watches is of another size, too: another threshold is then no weaker one. */
export function watchesResized(alarm: unknown, { old, now }: Sides): boolean {
  const from = reckoned[text(at(alarm, 'Properties', 'MetricName')) ?? ''] ?? []
  const dimensions = list(at(alarm, 'Properties', 'Dimensions'))
  const watched = dimensions.find(({ Name }) => Name === 'DBInstanceIdentifier')?.['Value']
  return [...now].some(([id, database]) => {
    if (typeOf(database) !== 'AWS::RDS::DBInstance') return false
    if (at(watched, 'Ref') !== id && at(database, 'Properties', 'DBInstanceIdentifier') !== watched) return false
    const sizeOf = (one: unknown): string => canonical(from.map((name) => at(one, 'Properties', name) ?? null))
    return old.has(id) && sizeOf(old.get(id)) !== sizeOf(database)
  })
}
