// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, object, type RiskCase } from '../../risk-case.ts'

const cluster = casesOf('postgresql.cnpg.io/v1 Cluster')
const scheduledBackup = casesOf('postgresql.cnpg.io/v1 ScheduledBackup')
const database = casesOf('postgresql.cnpg.io/v1 Database')
const pooler = casesOf('postgresql.cnpg.io/v1 Pooler')

const image = 'ghcr.io/cloudnative-pg/postgresql:16.4'
const annotated = (metadata: string) =>
  object(
    'postgresql.cnpg.io/v1 Cluster',
    `spec: {instances: 3, imageName: "${image}", storage: {size: 100Gi}}`,
    metadata,
  )

/** CloudNativePG's objects. */
export const postgresRiskCases: readonly RiskCase[] = [
  cluster('instances 1', 'spec: {instances: 3}', 'spec: {instances: 1}', 'high fewer-members'),
  cluster(
    'major version',
    'spec: {imageName: "ghcr.io/cloudnative-pg/postgresql:16.4"}',
    'spec: {imageName: "ghcr.io/cloudnative-pg/postgresql:17.0"}',
    'high version-moves',
  ),
  cluster(
    'backup removed',
    'spec: {storage: {}, backup: {barmanObjectStore: {destinationPath: "s3://b"}, retentionPolicy: "30d"}}',
    'spec: {storage: {}}',
    'high backups-end',
  ),
  cluster(
    'retention cut',
    'spec: {backup: {retentionPolicy: "30d"}}',
    'spec: {backup: {retentionPolicy: "1d"}}',
    'high kept-shorter',
  ),
  cluster(
    'destination elsewhere',
    'spec: {backup: {barmanObjectStore: {destinationPath: "s3://b"}}}',
    'spec: {backup: {barmanObjectStore: {destinationPath: "s3://c"}}}',
    'medium backups-otherwise',
  ),
  cluster(
    'synchronous replicas gone',
    'spec: {storage: {}, minSyncReplicas: 1, maxSyncReplicas: 1}',
    'spec: {storage: {}}',
    'high data-less-safe',
  ),
  cluster(
    'fsync off',
    'spec: {postgresql: {parameters: {fsync: "on"}}}',
    'spec: {postgresql: {parameters: {fsync: "off"}}}',
    'high data-less-safe',
  ),
  cluster(
    'storage shrink',
    'spec: {storage: {size: "100Gi"}}',
    'spec: {storage: {size: "10Gi"}}',
    'medium storage-shrinks',
  ),
  cluster(
    'pg_hba trust',
    'spec: {storage: {}}',
    'spec: {storage: {}, postgresql: {pg_hba: ["host all all 0.0.0.0/0 trust"]}}',
    'high words-for-all',
  ),
  cluster(
    'superuser access',
    'spec: {storage: {}}',
    'spec: {storage: {}, enableSuperuserAccess: true}',
    'medium checks-off',
  ),
  cluster(
    'bootstrap changed',
    'spec: {bootstrap: {initdb: {database: a}}}',
    'spec: {bootstrap: {recovery: {source: b}}}',
    'low not-known',
  ),
  [
    'cnpg: hibernation',
    annotated(''),
    {
      'a.yaml': annotated(', annotations: {cnpg.io/hibernation: "on"}'),
    },
    'high annotation',
  ],
  cluster('pdb off', 'spec: {enablePDB: true}', 'spec: {enablePDB: false}', 'medium limits-off'),
  cluster(
    'replica cluster',
    'spec: {storage: {}}',
    'spec: {storage: {}, replica: {enabled: true, source: other}}',
    'high becomes-follower',
  ),
  [
    'cnpg: fenced',
    annotated(''),
    {
      'a.yaml': annotated(', annotations: {cnpg.io/fencedInstances: \'["*"]\'}'),
    },
    'high annotation',
  ],
  scheduledBackup('suspended', 'spec: {cluster: {}}', 'spec: {cluster: {}, suspend: true}', 'high backups-end'),
  scheduledBackup(
    'yearly',
    'spec: {schedule: "0 0 0 * * *"}',
    'spec: {schedule: "0 0 0 1 1 *"}',
    'medium backups-otherwise',
  ),
  database('ensure absent', 'spec: {ensure: present}', 'spec: {ensure: absent}', 'high data-unkept'),
  database(
    'reclaim delete',
    'spec: {databaseReclaimPolicy: retain}',
    'spec: {databaseReclaimPolicy: delete}',
    'high data-unkept',
  ),
  pooler('instances', 'spec: {instances: 3}', 'spec: {instances: 0}', 'high fewer-members'),
  pooler('goes', 'spec: {type: rw}', '', 'medium unknown-end'),
]
