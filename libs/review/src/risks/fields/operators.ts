import { at, fields, list, seconds, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { hasOption } from '../../effects/sync-option.ts'
import { isKind } from '../../read/kind.ts'
import { isKnownKind, isOutside } from '../../effects/known-kind.ts'
import type { Entity } from '../../read/entity.ts'
import { isGone, rule, type Danger } from '../risk.ts'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'

/** Objects in which an operator keeps data, and deletes it with them. */
const databases = [
  'Cluster.postgresql.cnpg.io',
  'Database.postgresql.cnpg.io',
  'postgresql.acid.zalan.do',
  'Kafka.kafka.strimzi.io',
  'KafkaTopic.kafka.strimzi.io',
  'KafkaNodePool.kafka.strimzi.io',
  'Elasticsearch.elasticsearch.k8s.elastic.co',
  'RabbitmqCluster.rabbitmq.com',
  'Queue.rabbitmq.com',
  'MongoDBCommunity.mongodbcommunity.mongodb.com',
  'MongoDB.mongodb.com',
  'InnoDBCluster.mysql.oracle.com',
  'MariaDB.k8s.mariadb.com',
  'Redis.redis.redis.opstreelabs.in',
  'RedisCluster.redis.redis.opstreelabs.in',
  'CassandraDatacenter.cassandra.datastax.com',
  'K8ssandraCluster.k8ssandra.io',
  'ClickHouseInstallation.clickhouse.altinity.com',
  '*.psmdb.percona.com',
  '*.pxc.percona.com',
  '*.pgv2.percona.com',
  'CephCluster.ceph.rook.io',
  'CephBlockPool.ceph.rook.io',
  'CephFilesystem.ceph.rook.io',
  'CephObjectStore.ceph.rook.io',
  'Tenant.minio.min.io',
  'Etcd.database.coreos.com',
  'Vault.vault.banzaicloud.com',
  'DataVolume.cdi.kubevirt.io',
  'VirtualMachine.kubevirt.io',
].join(' ')

/** Objects that make backups, and their locations. */
const backups =
  'Schedule.velero.io BackupStorageLocation.velero.io ScheduledBackup.postgresql.cnpg.io ObjectStore.barmancloud.cnpg.io VolumeSnapshotClass.snapshot.storage.k8s.io RecurringJob.longhorn.io'

/** Whether the cloud's object stays when this one goes. */
function staysOutside({ value }: Entity): boolean {
  const marks = fields(at(value, 'metadata', 'annotations'))
  const policies = at(value, 'spec', 'managementPolicies')
  return (
    at(value, 'spec', 'deletionPolicy') === 'Orphan' ||
    (Array.isArray(policies) && !texts(policies).some((one) => one === '*' || one === 'Delete')) ||
    /^(?:retain|abandon|detach-on-delete|skip)$/i.test(
      String(
        marks['services.k8s.aws/deletion-policy'] ??
          marks['cnrm.cloud.google.com/deletion-policy'] ??
          marks['serviceoperator.azure.com/reconcile-policy'],
      ),
    )
  )
}

/** Words of providers for what protects data, and the value that protects it. */
const protections: Readonly<Record<string, boolean>> = {
  deletionProtection: true,
  deletionProtectionEnabled: true,
  deletion_protection: true,
  enableDeletionProtection: true,
  storageEncrypted: true,
  encrypted: true,
  forceDestroy: false,
  skipFinalSnapshot: false,
  skipFinalSnapshotBeforeDeletion: false,
  publiclyAccessible: false,
  preventDestroy: true,
}
/**
 * Whether nodes of a pool of Karpenter end at a smaller age than before; without a word it is 720h
 * (karpenter.sh/docs/concepts/disruption).
 */
const expiresSooner = (was: unknown, is: unknown): boolean => {
  const age = (value: unknown) => (value === 'Never' ? Infinity : (seconds(value ?? '720h') ?? Infinity))
  return age(is) < age(was)
}
/** Fields by which a cloud finds an object: of another place it is another object. */
const places = new Set(['region', 'location', 'availabilityZone', 'dbName', 'bucketName'])

/** Whether a changed field, or one within it, protects less than before. */
function unprotects({ delta, change: { after } }: Danger): boolean {
  if (delta === undefined || after === undefined) return false
  const isWorse = (name: string, was: unknown, is: unknown) =>
    Object.hasOwn(protections, name) &&
    was !== is &&
    (is === !protections[name] || (is === undefined && was === protections[name]))
  if (isWorse(delta.steps.at(-1) ?? '', delta.before, delta.after)) return true
  const [was, is] = [fields(delta.before), fields(delta.after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].some((name) => isWorse(name, was[name], is[name]))
}

/** Fields of an issuer that decide who signs: neither ACME's account nor its proofs do. */
const signerOf = (spec: unknown): unknown => {
  const { acme, ...others } = fields(spec)
  return [others, acme === undefined ? null : [at(acme, 'server'), at(acme, 'preferredChain')]]
}

/** Objects that operators make, keep and delete: clouds' objects, databases, nodes, certificates, secrets. */
export const operatorRisks = [
  rule('outside', 'data', "a cloud's objects that the cluster looks after", (danger) => {
    const { entity, delta, change } = danger
    if (!isOutside(entity)) return undefined
    if (isGone(danger))
      return staysOutside(change.before ?? entity) ? ['medium', 'outside-left'] : ['high', 'outside-deleted']
    const { before, after } = change
    if (before === undefined || after === undefined || delta === undefined) return undefined
    if (delta.steps[0] === 'spec' && /^(?:deletionPolicy|managementPolicies)$/.test(delta.steps[1] ?? ''))
      return staysOutside(before) && !staysOutside(after) && ['high', 'outside-kept-no-more']
    if (unprotects(danger)) return ['high', 'outside-unprotected']
    return (
      delta.steps[0] === 'spec' &&
      places.has(delta.steps.at(-1) ?? '') &&
      delta.before !== undefined && ['high', 'outside-moved']
    )
  }),
  endRule('operator-end', 'data', 'what an operator deletes with its object', [
    end('database-deleted', 'high', databases),
    end('backups-end', 'high', backups),
  ]),
  rule('unknown-end', 'data', 'objects whose controller nobody here knows', (danger) => {
    const gone = danger.change.before ?? danger.entity
    if (!isGone(danger) || isKnownKind(gone) || isOutside(gone) || isKind(gone, `${databases} ${backups}`))
      return undefined
    return ['medium', 'unknown-end']
  }),
  fieldRule('nodes', 'outage', 'how many nodes there are, which, and when they go', [
    field('fewer-nodes', 'medium', 'NodePool.karpenter.sh', 'spec.limits'),
    field(
      'all-nodes-at-once',
      'high',
      'NodePool.karpenter.sh',
      'spec.disruption.budgets',
      (_, is) => list(is).length > 0 && list(is).every(({ nodes }) => nodes === '100%'),
    ),
    field(
      'nodes-younger',
      'high',
      'NodePool.karpenter.sh',
      'spec.template.spec.expireAfter',
      (was, is) => expiresSooner(was, is) && (seconds(is) ?? Infinity) < 3600,
    ),
    field('nodes-younger', 'medium', 'NodePool.karpenter.sh', 'spec.template.spec.expireAfter', expiresSooner),
    field('nodes-replaced', 'medium', 'NodePool.karpenter.sh', 'spec.template'),
    field('nodes-disrupted', 'medium', 'NodePool.karpenter.sh', 'spec.disruption'),
    field(
      'node-metadata-open',
      'high',
      'EC2NodeClass.karpenter.k8s.aws',
      'spec.metadataOptions',
      (_, is) => fields(is).httpTokens === 'optional' || Number(fields(is).httpPutResponseHopLimit ?? 1) > 1,
    ),
    field('node-image-moves', 'medium', 'EC2NodeClass.karpenter.k8s.aws', 'spec.amiSelectorTerms', (_, is) =>
      JSON.stringify(is ?? null).includes('@latest'),
    ),
    field('nodes-replaced', 'medium', 'EC2NodeClass.karpenter.k8s.aws', 'spec'),
    field('pods-evicted', 'high', 'Node', 'spec.taints', (_, is) =>
      list(is).some(({ effect }) => effect === 'NoExecute'),
    ),
    field('node-closed', 'medium', 'Node', 'spec.taints', (_, is) => list(is).length > 0),
    field('node-closed', 'medium', 'Node', 'spec.unschedulable', (_, is) => is === true),
  ]),
  fieldRule('node-exposure', 'exposure', 'what nodes may do, and who reaches them', [
    ...['role', 'instanceProfile'].map((name) =>
      field('node-rights', 'high', 'EC2NodeClass.karpenter.k8s.aws', `spec.${name}`, (was) => was !== undefined),
    ),
    field(
      'nodes-public',
      'high',
      'EC2NodeClass.karpenter.k8s.aws',
      'spec.associatePublicIPAddress',
      (_, is) => is === true,
      true,
    ),
  ]),
  endRule('nodes-end', 'outage', 'nodes of a pool', [
    end(
      'nodes-gone',
      'high',
      'NodePool.karpenter.sh EC2NodeClass.karpenter.k8s.aws MachineDeployment.cluster.x-k8s.io Node',
    ),
  ]),
  fieldRule('certificates', 'outage', 'certificates that callers trust', [
    field('staging-signer', 'high', 'Issuer ClusterIssuer', 'spec.acme.server', (_, is) =>
      /staging|localhost|pebble/i.test(String(is)),
    ),
    field(
      'other-signer',
      'medium',
      'Issuer ClusterIssuer',
      'spec',
      (was, is) => canonical(signerOf(was)) !== canonical(signerOf(is)),
    ),
    // How a name is proved, and by which account: what is issued stays as good as it is (https://cert-manager.io/docs/configuration/acme/).
    field('proof-other', 'medium', 'Issuer ClusterIssuer', 'spec.acme'),
    field('names-uncertified', 'high', 'Certificate.cert-manager.io', 'spec.dnsNames', (was, is) => {
      const now = texts(is)
      return texts(was).some((name) => !now.includes(name) && !now.includes(name.replace(/^[^.]+/, '*')))
    }),
    field('certificate-elsewhere', 'high', 'Certificate.cert-manager.io', 'spec.secretName'),
    field('staging-signer', 'high', 'Certificate.cert-manager.io', 'spec.issuerRef', (_, is) =>
      /staging/i.test(String(fields(is).name)),
    ),
    field('other-signer', 'medium', 'Certificate.cert-manager.io', 'spec.issuerRef'),
  ]),
  endRule('certificates-end', 'outage', 'who renews certificates', [
    end('signer-gone', 'medium', 'Issuer ClusterIssuer'),
    end('certificate-unrenewed', 'medium', 'Certificate.cert-manager.io'),
  ]),
  fieldRule('secret-place', 'outage', 'where fetched secrets are put', [
    field(
      'secret-elsewhere',
      'high',
      'ExternalSecret ClusterExternalSecret',
      'spec.target.name',
      // Another object beside one that stays takes nothing from it.
      (_, __, { change: { before, renamed } }) =>
        !(renamed && before !== undefined && hasOption(before, 'Prune=false')),
    ),
    field(
      'secret-in-the-open',
      'high',
      'ExternalSecret',
      'spec.target.manifest',
      (_, is) => is !== undefined && fields(is).kind !== 'Secret',
      true,
    ),
    field(
      'secret-ends-with-source',
      'medium',
      'ExternalSecret',
      'spec.target.deletionPolicy',
      (_, is) => is === 'Delete' || is === 'Merge',
    ),
  ]),
  fieldRule('secret-store', 'exposure', 'who may read a store', [
    field('store-open', 'high', 'ClusterSecretStore', 'spec.conditions', unsaid),
  ]),
  endRule('secret-store', 'outage', 'stores of secrets', [
    end('store-gone', 'high', 'SecretStore ClusterSecretStore ClusterGenerator'),
  ]),
]
