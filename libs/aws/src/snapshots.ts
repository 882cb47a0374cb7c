import { role } from './iam/role.ts'
import { snapshotsName, type Cluster, type Fleet } from '@slipway/fleet'
import { cronNumbers } from '@slipway/kube'
import type { AwsApp, Snapshots } from './aws-app.ts'
import { allow, serviceTrust, type Statement } from './iam/policy.ts'
import { managedMap, resource, stack, type AwsResource, type AwsStack, type Resources } from './model/stack.ts'
import { arn, attribute, ref, type Value } from './model/value.ts'

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/**
 * Cron as AWS has it: a year besides, weekdays by name, and `?` for one of the two kinds of day.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @param schedule sound, and not of both kinds of day
 */
export function awsCron(schedule: string): string {
  const texts = Object.fromEntries(
    cronNumbers(schedule).map(([name, numbers]) => {
      const named = numbers === '*' ? numbers : numbers.map((n) => (name === 'weekday' ? weekdays[n] : n)).join(',')
      return [name, named]
    }),
  )
  const { minute, hour, day, month, weekday } = texts
  return `cron(${[minute, hour, weekday === '*' ? day : '?', month, weekday === '*' ? '?' : weekday, '*'].join(' ')})`
}

/** The EBS driver writes namespace and name of the claim on each volume (its docs/tagging.md). */
const claimTag = (what: 'namespace' | 'name') => `kubernetes.io/created-for/pvc/${what}`

/**
 * Where another cluster has volumes in the same account and region, the driver's tag of the cluster tells them apart.
 */
const hasNeighbour = (cluster: Cluster, { clusters }: Fleet): boolean =>
  clusters.some((one) => one !== cluster && one.account === cluster.account && one.region === cluster.region)

const condition = (tag: string, value: string): Value => ({
  ConditionKey: `aws:ResourceTag/${tag}`,
  ConditionValue: value,
})

/**
 * Selects one volume of every pod. A claim's name is `<volume>-<app>-<number>`; one of an app `<app>-more` has a dash
 * more.
 */
const selection = (cluster: Cluster, fleet: Fleet, team: string, app: string, volume: string): AwsResource => {
  const { name, account, region } = cluster
  return resource('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('Plan'),
    BackupSelection: {
      SelectionName: volume,
      IamRoleArn: attribute('Role', 'Arn'),
      Resources: [arn(`ec2:${region}:${account}:volume/*`)],
      Conditions: {
        StringEquals: [
          condition(claimTag('namespace'), team),
          ...(hasNeighbour(cluster, fleet) ? [condition(`kubernetes.io/cluster/${name}`, 'owned')] : []),
        ],
        StringLike: [condition(claimTag('name'), `${volume}-${app}-*`)],
        StringNotLike: [condition(claimTag('name'), `${volume}-${app}-*-*`)],
      },
    },
  })
}

/**
 * The EBS part of AWSBackupServiceRolePolicyForBackup, for volumes of one team.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
const rights = ({ account, region }: Cluster, team: string, vault: string): readonly Statement[] => {
  const snapshots = arn(`ec2:${region}::snapshot/*`)
  return [
    allow('See', ['ec2:DescribeSnapshots', 'ec2:DescribeTags', 'ec2:DescribeVolumes', 'tag:GetResources'], '*'),
    allow('TakeOfTeam', ['ec2:CreateSnapshot'], arn(`ec2:${region}:${account}:volume/*`), {
      StringEquals: { [`aws:ResourceTag/${claimTag('namespace')}`]: team },
    }),
    allow('Take', ['ec2:CreateSnapshot'], snapshots),
    allow('TagNew', ['ec2:CreateTags'], snapshots, { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } }),
    // AWS Backup marks what it has made; nobody else may write such tags.
    allow('EndOwn', ['ec2:CreateTags', 'ec2:DeleteSnapshot'], snapshots, {
      Null: { 'aws:ResourceTag/aws:backup:source-resource': 'false' },
    }),
    allow(
      'Keep',
      ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
      arn(`backup:${region}:${account}:backup-vault:${vault}`),
    ),
  ]
}

function resources(
  cluster: Cluster,
  fleet: Fleet,
  { app, team }: { readonly app: string; readonly team: string },
  { schedule, days, volumes }: Snapshots,
): Resources {
  const name = snapshotsName(cluster, app)
  return {
    Vault: resource(
      'AWS::Backup::BackupVault',
      { BackupVaultName: name, BackupVaultTags: managedMap },
      { retained: true },
    ),
    Role: role({
      name,
      does: `Takes the snapshots of ${team}/${app} of ${cluster.name}`,
      trust: serviceTrust('backup.amazonaws.com', ['sts:AssumeRole']),
      rights: rights(cluster, team, name),
    }),
    Plan: resource('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanName: name,
        BackupPlanRule: [
          {
            RuleName: 'snapshots',
            TargetBackupVault: ref('Vault'),
            ScheduleExpression: awsCron(schedule),
            ScheduleExpressionTimezone: 'Etc/UTC',
            StartWindowMinutes: 60,
            Lifecycle: { DeleteAfterDays: days },
          },
        ],
      },
      BackupPlanTags: managedMap,
    }),
    ...Object.fromEntries(
      volumes.map((volume, i) => [`Volumes${i + 1}`, selection(cluster, fleet, team, app, volume)]),
    ),
  }
}

/**
 * Snapshots of an app's volumes: AWS Backup, by the tags that the EBS driver writes. A vault outlives its app, its
 * namespace and its cluster, as VolumeSnapshots do not; and CSI has no schedule, so those would need a controller more,
 * or pods with rights on the API server.
 */
export const snapshotStacks = ({ name: app, file, uses }: AwsApp, fleet: Fleet): readonly AwsStack[] =>
  fleet.clusters.flatMap((cluster) => {
    const { team = '', snapshots = null } = uses[cluster.environment] ?? {}
    if (snapshots === null) return []
    return [
      stack({
        account: cluster.account,
        region: cluster.region,
        clusters: [cluster.name],
        name: `${cluster.name}-snapshots-${app}`,
        source: file,
        description: `Snapshots of the volumes of ${app} in ${cluster.name}`,
        resources: resources(cluster, fleet, { app, team }, snapshots),
      }),
    ]
  })
