import { describe, expect, it } from 'vitest'
import { appOf, clusterOf, fleet, ireland, prodEu, withClusters } from '../test/fixture.ts'
import { rightsOf } from '../test/rights.ts'
import { evaluate } from './iam/evaluate.ts'
import type { AwsStack } from './model/stack.ts'
import { awsCron, snapshotStacks } from './snapshots.ts'

const snapshots = { schedule: '0 3 * * *', days: 30, volumes: ['data', 'log'] }
const stacks = (use: Parameters<typeof appOf>[1] = { snapshots }, of = fleet) =>
  snapshotStacks(appOf('ledger', use), of)
const inProd = (of = fleet): AwsStack => {
  const [found] = stacks(undefined, of).filter(({ name }) => name.startsWith('prod-eu'))
  if (found === undefined) throw new Error('no stack')
  return found
}
const arn = (rest: string) => `arn:aws:${rest}`

describe('awsCron', () => {
  it.each([
    ['0 3 * * *', 'cron(0 3 * * ? *)'],
    ['15 */6 * * *', 'cron(15 0,6,12,18 * * ? *)'],
    ['0 * * * *', 'cron(0 * * * ? *)'],
    ['0 3 * * 0', 'cron(0 3 ? * SUN *)'],
    ['0 3 * * mon-fri', 'cron(0 3 ? * MON,TUE,WED,THU,FRI *)'],
    ['30 2 1 1,7 *', 'cron(30 2 1 1,7 ? *)'],
    ['5 4 1-31 * *', 'cron(5 4 * * ? *)'],
  ])('%s: %s', (schedule, expected) => expect(awsCron(schedule)).toBe(expected))
})

describe('snapshots', () => {
  it('are none where no app asks for them', () => expect(stacks({})).toEqual([]))

  it('are a stack in each cluster, whose vault outlives it', () => {
    expect(stacks().map(({ name, region }) => `${region} ${name}`)).toEqual([
      'eu-west-1 dev-snapshots-ledger',
      'eu-west-1 prod-eu-snapshots-ledger',
      'us-east-1 prod-us-snapshots-ledger',
    ])
    expect(
      Object.entries(inProd().resources).flatMap(([id, { type, retained }]) => (retained ? [`${id} ${type}`] : [])),
    ).toEqual(['Vault AWS::Backup::BackupVault'])
  })

  it('are kept as long as the spec says, and taken when it says', () => {
    expect(inProd().resources['Plan']?.properties['BackupPlan']).toMatchObject({
      BackupPlanRule: [
        {
          ScheduleExpression: 'cron(0 3 * * ? *)',
          ScheduleExpressionTimezone: 'Etc/UTC',
          Lifecycle: { DeleteAfterDays: 30 },
        },
      ],
    })
  })

  const conditionsOf = (stack: AwsStack, id: string) =>
    (stack.resources[id]?.properties['BackupSelection'] as { Conditions: Record<string, unknown> } | undefined)
      ?.Conditions
  const is = (name: string, value: string) => ({ ConditionKey: `aws:ResourceTag/${name}`, ConditionValue: value })

  it("are of each volume's claims, and not of those of an app whose name goes on", () => {
    expect(conditionsOf(inProd(), 'Volumes2')).toEqual({
      StringEquals: [is('kubernetes.io/created-for/pvc/namespace', 'shop')],
      StringLike: [is('kubernetes.io/created-for/pvc/name', 'log-ledger-*')],
      StringNotLike: [is('kubernetes.io/created-for/pvc/name', 'log-ledger-*-*')],
    })
  })

  it("look at the cluster's tag where another cluster shares account and region", () => {
    const other = clusterOf('prod-two', 'prod', prodEu.account, ireland)
    expect(conditionsOf(inProd(withClusters(prodEu, other)), 'Volumes1')?.['StringEquals']).toContainEqual(
      is('kubernetes.io/cluster/prod-eu', 'owned'),
    )
  })

  const volume = arn('ec2:eu-west-1:444455556666:volume/vol-1')
  const snapshot = arn('ec2:eu-west-1::snapshot/snap-1')
  const ofTeam = (team: string) => ({ 'aws:ResourceTag/kubernetes.io/created-for/pvc/namespace': team })
  const ofBackup = { 'aws:ResourceTag/aws:backup:source-resource': 'vol-1' }
  it.each([
    ['ec2:CreateSnapshot', volume, ofTeam('shop'), 'allowed'],
    ['ec2:CreateSnapshot', volume, ofTeam('finance'), 'not-allowed'],
    ['ec2:CreateSnapshot', volume, {}, 'not-allowed'],
    ['ec2:DeleteSnapshot', snapshot, ofBackup, 'allowed'],
    ['ec2:DeleteSnapshot', snapshot, {}, 'not-allowed'],
    ['ec2:DeleteVolume', volume, ofTeam('shop'), 'not-allowed'],
    [
      'backup:CopyIntoBackupVault',
      arn('backup:eu-west-1:444455556666:backup-vault:prod-eu-snapshots-ledger'),
      {},
      'allowed',
    ],
    ['backup:DeleteRecoveryPoint', snapshot, {}, 'not-allowed'],
  ])('%s on %s with %j: %s', (action, resource, context, expected) => {
    expect(evaluate(rightsOf(inProd()), undefined, { action, resource, context })).toBe(expected)
  })
})
