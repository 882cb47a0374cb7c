import { logicalId, pascal } from '@slipway/fleet'
import type { DatabaseNeed } from '@slipway/spec'
import { logGroup } from '../model/log-group.ts'
import type { Resources } from '../model/stack.ts'
import { attribute, ref } from '../model/value.ts'
import { alarm } from './alarm.ts'
import { databaseOf, gibi, type Database } from './database-model.ts'
import { kept, tagsOf, type Owned } from './need.ts'
import { storeAccess, storeAddresses, storeSubnets } from './store-network.ts'

const logDays = 30

function alarms(id: string, database: Database, { tells }: Owned): Resources {
  const { identifier: own, storage, grows, connections } = database
  const watch = (what: string, says: string, metric: string, limit: { above: number } | { below: number }) =>
    alarm({
      name: `${own}-${what}`,
      says,
      namespace: 'AWS/RDS',
      metric,
      dimensions: { DBInstanceIdentifier: own },
      statistic: 'Average',
      period: 300,
      ...limit,
      tells,
    })
  // RDS makes a disk larger when a tenth is left.
  const left = storage * (grows === null ? 0.1 : 0.05) * gibi
  return {
    [`${id}Busy`]: watch('busy', `The database ${own} is busy: more than 80% of its processors`, 'CPUUtilization', {
      above: 80,
    }),
    [`${id}Full`]: watch('full', `The disk of the database ${own} is nearly full`, 'FreeStorageSpace', {
      below: Math.floor(left),
    }),
    [`${id}Crowded`]: watch(
      'crowded',
      `The database ${own} has more than 80% of the connections that it takes`,
      'DatabaseConnections',
      { above: Math.floor(connections * 0.8) },
    ),
  }
}

/**
 * An instance of RDS in the VPC alone, encrypted, protected from deletion, restorable to any second; its owner's
 * password is Secrets Manager's, and the app signs in by IAM:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function database(need: DatabaseNeed, owned: Owned): Resources {
  const id = `${logicalId(owned.name)}Database`
  const made = databaseOf(need, owned)
  const own = made.identifier
  const tags = tagsOf(owned)
  const logs = made.logs.map((log) => [`${id}Log${pascal(log)}`, `/aws/rds/instance/${own}/${log}`] as const)
  // Another family is another group, which the instance takes in the same change.
  const group = `${id}Parameters${pascal(made.family.replace('.', '-'))}`
  return {
    ...Object.fromEntries(logs.map(([logId, name]) => [logId, logGroup(name, logDays, tags)])),
    [`${id}Subnets`]: kept(owned, 'AWS::RDS::DBSubnetGroup', {
      DBSubnetGroupName: own,
      DBSubnetGroupDescription: `Where the database ${own} is`,
      SubnetIds: storeSubnets(owned),
    }),
    [`${id}Access`]: storeAccess(owned, 'database', own, made.port),
    [group]: kept(owned, 'AWS::RDS::DBParameterGroup', {
      Description: `The database ${own}`,
      Family: made.family,
      Parameters: made.parameters,
    }),
    [id]: kept(
      owned,
      'AWS::RDS::DBInstance',
      {
        DBInstanceIdentifier: own,
        Engine: made.engine,
        EngineVersion: made.version,
        AutoMinorVersionUpgrade: true,
        // The review shows a changed version of the spec; without this CloudFormation refuses it.
        AllowMajorVersionUpgrade: true,
        DBInstanceClass: made.class,
        DBName: made.schema,
        Port: String(made.port),
        AllocatedStorage: String(made.storage),
        ...(made.grows === null ? {} : { MaxAllocatedStorage: made.grows }),
        StorageType: 'gp3',
        StorageEncrypted: true,
        MultiAZ: made.standby,
        BackupRetentionPeriod: made.backupDays,
        CopyTagsToSnapshot: true,
        DeleteAutomatedBackups: false,
        DeletionProtection: true,
        PubliclyAccessible: false,
        DBSubnetGroupName: ref(`${id}Subnets`),
        VPCSecurityGroups: [attribute(`${id}Access`, 'GroupId')],
        DBParameterGroupName: ref(group),
        CACertificateIdentifier: 'rds-ca-rsa2048-g1',
        MasterUsername: made.owner,
        ManageMasterUserPassword: true,
        EnableIAMDatabaseAuthentication: true,
        EnableCloudwatchLogsExports: made.logs,
      },
      logs.map(([logId]) => logId),
    ),
    ...storeAddresses('database', own, attribute(id, 'Endpoint.Address'), need.writers ?? [], owned),
    ...alarms(id, made, owned),
  }
}
