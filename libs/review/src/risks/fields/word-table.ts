import { quantity } from '@slipway/kube'
import { isOutside } from '../../effects/known-kind.ts'
import type { RiskLevel } from '../level.ts'
import type { Danger } from '../risk.ts'
import type { FieldCode } from './field-codes.ts'
import {
  amount,
  inStorage,
  memberSize,
  otherVersion,
  outside,
  backups,
  block,
  ends,
  everybody,
  falls,
  guards,
  span,
  stores,
  turnsOff,
  turnsOn,
  type Point,
  tlsVersion,
  versionIn,
  versionLevel,
} from './word-points.ts'

interface Word {
  readonly code: FieldCode
  readonly level: RiskLevel | ((point: Point) => RiskLevel)
  readonly when: (point: Point, danger: Danger) => boolean
}
const word = (code: FieldCode, level: Word['level'], when: Word['when']): Word => ({ code, level, when })
const called =
  (name: RegExp, when: Word['when']): Word['when'] =>
  (point, danger) =>
    name.test(point.name) && when(point, danger)

/** Kinds of backups, Velero's Schedule among them. */
const ofBackups = /backup|snapshot|^Schedule$/i

/** Words that operators and charts share; the first of the highest level counts. */
export const words: readonly Word[] = [
  word(
    'data-unkept',
    'high',
    called(
      /^(?:type|medium)$/,
      // A volume of memory beside the others holds nothing that was kept.
      ({ path, is }) =>
        !path.endsWith('emptyDir.medium') &&
        /storage|volume/i.test(path) &&
        /^(?:ephemeral|emptyDir|Memory)$/i.test(String(is)),
    ),
  ),
  word('data-unkept', 'high', called(/(?:^deleteClaim|deletePVC|^wipe\w*)$/i, turnsOn)),
  word(
    'data-unkept',
    'high',
    called(/(?:deletion|reclaim|retention|removal)Policy$/i, ({ is }) =>
      /^(?:delete|wipe|destroy|WipeOut|DoNotRetain)$/i.test(String(is)),
    ),
  ),
  word(
    'data-unkept',
    'high',
    called(/^ensure$/, ({ is }) => is === 'absent'),
  ),
  word('data-unkept', 'high', (point) => block(stores, point)),
  word('backups-end', 'high', (point) => block(backups, point)),
  word(
    'backups-end',
    'high',
    called(/^(?:suspend|paused?)$/i, (point, { entity }) => /backup|snapshot/i.test(entity.kind) && turnsOn(point)),
  ),
  word(
    'backups-end',
    'high',
    called(/^status$/, ({ path, is }) => /versioning/i.test(path) && is === 'Suspended'),
  ),
  word(
    'backups-end',
    'high',
    called(/^(?:pointInTimeRecoveryEnabled|backupEnabled|enableBackups?|backup)$/i, turnsOff),
  ),
  word('checks-off', 'high', (point) => block(guards, point)),
  word(
    'checks-off',
    'high',
    called(
      /(?:^insecure\w*|allowAnonymous\w*|anonymous\w*Enabled|skip\w*Verif\w*|disable(?:Auth|TLS|SSL)\w*)$/i,
      turnsOn,
    ),
  ),
  word(
    'checks-off',
    'high',
    called(
      /^(?:minVersion|min(?:imum)?TLSVersion|minProtocolVersion|minimumProtocolVersion|sslMinVersion)$/i,
      (point) => falls(tlsVersion, point),
    ),
  ),
  word(
    'words-for-all',
    'high',
    ({ was, is, name }) =>
      typeof is === 'string' &&
      typeof was !== 'object' &&
      everybody.test(is) &&
      !everybody.test(String(was)) &&
      !/^(?:schedule|cron\w*|version|minutes?|hours?|months?|weekdays?|dayOf\w+)$/i.test(name),
  ),
  word(
    'reached-outside',
    'high',
    called(
      /^(?:type|serviceType|exposureType|visibility|scheme)$/,
      ({ was, is }) => outside.test(String(is)) && !outside.test(String(was ?? '')),
    ),
  ),
  word(
    'reached-outside',
    'high',
    called(
      /(?:publiclyAccessible|publicNetworkAccess\w*|enablePublic\w*|assignPublicIp\w*|endpointPublicAccess)$/i,
      turnsOn,
    ),
  ),
  word(
    'data-less-safe',
    'high',
    called(/^(?:fsync|full_page_writes|synchronous_commit|multiAz|multiAZ|automaticFailover\w*)$/, turnsOff),
  ),
  word('data-less-safe', 'high', called(/^unclean\.leader\.election\.enable$/, turnsOn)),
  word(
    'data-less-safe',
    'high',
    called(
      /^(?:minSyncReplicas|maxSyncReplicas|synchronous|min\.insync\.replicas|replicationFactor|default\.replication\.factor)$/,
      (point) => falls(amount, point) || ends(point),
    ),
  ),
  word(
    'fewer-members',
    (point) => ((amount(point.is) ?? 0) <= 1 ? 'high' : 'medium'),
    called(
      /^(?:replicas|replicaCount|instances|members|nodeCount|shards|numNodes|clusterSize|size)$/,
      (point) => (point.name !== 'size' || memberSize.test(point.path)) && falls(amount, point),
    ),
  ),
  word(
    'kept-shorter',
    'high',
    called(
      /(?:retention\w*|retention\.(?:ms|hours|minutes|bytes)|retentionPeriod|ttl\w*Days|keepLast|expirationDays)$/i,
      (point) => falls(span, point) || falls(quantity, point),
    ),
  ),
  word(
    'kept-shorter',
    'high',
    called(/^ttl$/, (point, { entity }) => ofBackups.test(entity.kind) && falls(span, point)),
  ),
  word(
    'backups-otherwise',
    'medium',
    called(/^(?:excluded|included)(?:ClusterScoped|NamespaceScoped)?(?:Namespaces|Resources)$/, (_, { entity }) =>
      ofBackups.test(entity.kind),
    ),
  ),
  word(
    'kept-shorter',
    'high',
    called(/^cleanup\.policy$/, ({ is }) => /delete/.test(String(is))),
  ),
  word(
    'becomes-follower',
    'high',
    (point) => turnsOn(point) && /^spec\.(?:replica|standby)\.enabled$/.test(point.path),
  ),
  word(
    'outside-moved',
    'high',
    ({ name, path, was, is }, { entity }) =>
      was !== undefined &&
      was !== null &&
      ((is !== undefined &&
        /^spec\.(?:forProvider\.)?(?:topicName|queueName|tableName|bucketName|dbName|databaseName|streamName|functionName|repositoryName|\w*Identifier|engine)$/.test(
          path,
        )) ||
        (isOutside(entity) && path === 'spec.name') ||
        (/^provider(?:Config)?Ref$/.test(name) && typeof was === 'object') ||
        /^spec\.provider(?:Config)?Ref\.name$/.test(path)),
  ),
  word(
    'backups-otherwise',
    'medium',
    called(
      /^(?:destinationPath|bucket|endpointURL|schedule)$/,
      ({ path, was }, { entity }) =>
        was !== undefined && (/backup|snapshot|barman/i.test(path) || /backup|snapshot/i.test(entity.kind)),
    ),
  ),
  word('checks-off', 'medium', called(/^(?:enableSuperuserAccess|superuser|createrole)$/, turnsOn)),
  word(
    'other-credentials',
    'medium',
    ({ path, was, is }) =>
      was !== undefined &&
      is !== undefined &&
      /(?:^|\.)(?:credentials|credentialsSecretRef|assumeRole\w*|roleA[rR][nN]|serviceAccountRef)(?:\.|$)/.test(path),
  ),
  word(
    'partitions-other',
    'medium',
    called(/^partitions$/, ({ was }) => was !== undefined),
  ),
  word(
    'version-moves',
    versionLevel,
    called(
      /^(?:version|imageName|\w*[vV]ersion)$/,
      ({ name, was, is }) => !otherVersion.test(name) && versionIn(was).length > 0 && versionIn(is).length > 0,
    ),
  ),
  word(
    'storage-shrinks',
    'medium',
    called(
      /^(?:size|storage|allocatedStorage|diskSize\w*|volumeSize\w*|partitions)$/,
      (point) =>
        falls(quantity, point) &&
        (point.name !== 'size' || amount(point.is) === undefined || inStorage.test(point.path)),
    ),
  ),
  word(
    'controller-off',
    'medium',
    called(/^(?:paused?|suspend(?:ed)?|hibernat\w*|disabled?|stopped|maintenanceMode|applyImmediately)$/i, turnsOn),
  ),
  word(
    'controller-off',
    'medium',
    called(/^state$/, ({ is }) => /^(?:stopped|paused|disabled)$/i.test(String(is))),
  ),
  word(
    'limits-off',
    'medium',
    called(
      /^(?:rateLimits?|rateLimiting|circuitBreakers?|pdb|podDisruptionBudget|enablePDB)$/i,
      (point) => ends(point) || turnsOff(point),
    ),
  ),
  word(
    'machine-other',
    'medium',
    called(
      /^(?:instanceClass|instanceType|dbInstanceClass|nodeType|machineType|cacheNodeType|vmSize)$/,
      ({ was }) => was !== undefined,
    ),
  ),
  word(
    'fewer-at-rest',
    'medium',
    called(
      /(?:min-?scale|minReplicas|minReplicaCount|minInstances|minSize|max-?scale|maxReplicas|maxSize)$/i,
      (point) => falls(amount, point) || (/min/i.test(point.name) && ends(point)),
    ),
  ),
  word('part-off', 'medium', called(/^enabled$/, turnsOff)),
  word(
    'memory-cut',
    'medium',
    called(/^memory$/, (point) => /limits\.memory$/.test(point.path) && falls(quantity, point)),
  ),
  // A host and who answers on it, as most charts write them.
  word(
    'reached-outside',
    'medium',
    ({ name, path, was, is }) =>
      /^(?:ingress|routes?|httpRoute)$/i.test(name) &&
      /(?:^|\.)values\./.test(path) &&
      was === undefined &&
      /"\w{0,60}[hH]ost\w{0,60}":(?!\[\]|"")/.test(JSON.stringify(is ?? null)) &&
      !/"enabled":false/.test(JSON.stringify(is ?? null)),
  ),
]
