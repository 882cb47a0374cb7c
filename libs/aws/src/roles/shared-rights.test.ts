import { describe, expect, it } from 'vitest'
import type { Fleet } from '@slipway/fleet'
import { resolveUses } from '@slipway/model'
import type { Uses } from '@slipway/spec'
import { appOf, dev, prodEu, withClusters } from '../../test/fixture.ts'
import { functionOf } from '../../test/functions.ts'
import { functionBoundary } from '../functions/boundary.ts'
import { functionRights } from '../functions/rights.ts'
import { boundaryOf, rightsOf } from '../../test/rights.ts'
import { decideAcross, type Asked, type Asking } from '../../test/across.ts'
import { evaluate, resolved } from '../iam/evaluate.ts'
import { policy, type PolicyDocument } from '../iam/policy.ts'
import type { AwsRequest } from '../iam/request.ts'
import type { AwsApp } from '../aws-app.ts'
import { borrowersOf } from '../needs/borrowers.ts'
import { needsObjects, needsStacks } from '../needs/needs-stack.ts'
import { actions } from './app-rights.ts'
import { appRoles } from './app-role.ts'
import { boundary } from './boundary.ts'

// shop/reports of dev (222233334444) uses what finance/ledger owns in prod (444455556666), and what partners own.
const key = 'arn:aws:kms:eu-west-1:999900001111:key/0a1b2c3d-0000-1111-2222-333344445555'
const fleet: Fleet = {
  ...withClusters(dev, prodEu),
  trusts: { '444455556666': ['222233334444'] },
  external: {
    lake: { arn: 'arn:aws:s3:::partner-lake', may: ['read'], accepts: ['shop/reports'], region: 'eu-west-1', key },
    feed: { arn: 'arn:aws:sqs:eu-west-1:999900001111:feed', may: ['work'], accepts: ['shop/*'] },
    auditor: { arn: 'arn:aws:iam::999900001111:role/acme-auditor', may: ['assume'], accepts: ['shop/*'] },
  },
}
const uses: Uses = {
  exports: { bucket: 'finance/exports', in: 'prod-eu', may: 'read' },
  entries: { queue: 'entries', in: 'prod-eu', may: 'send' },
  lake: { bucket: 'lake', may: 'read' },
  auditor: { role: 'auditor', may: 'assume' },
}
const needs = {
  bucket: { exports: { readers: ['shop/reports'] }, secrets: {} },
  queue: { entries: { accepts: ['shop/reports'] }, refunds: {} },
}
const inDev = (name: string, borrows: Uses) => {
  const app = appOf(name, { borrows })
  return { ...app, uses: { dev: app.uses['dev'] ?? expect.fail() } }
}
const ledger = appOf('ledger', { team: 'finance', needs })
const reports = inDev('reports', uses)

const roleOf = (name: string, given: Uses, most: Fleet = fleet): Asking => {
  const [found] = appRoles(inDev(name, given), fleet)
  return {
    account: dev.account,
    role: `arn:aws:iam::${dev.account}:role/dev-app-${name}`,
    policies: found === undefined ? [] : rightsOf(found),
    boundary: boundaryOf(boundary(dev, [], most)),
  }
}

/** The policy of a thing of the ledger in prod, as its stack writes it; references are filled by hand. */
function policyOf(id: string, thing: string, apps: readonly AwsApp[] = [ledger, reports]): Asked {
  const all = needsStacks(ledger, fleet, apps).filter(({ account }) => account === prodEu.account)
  const found = all.map(({ resources }) => resources[`${id}Policy`]).find((one) => one !== undefined)
  const document = found?.properties['PolicyDocument'] as unknown as PolicyDocument
  const text = JSON.stringify(document).replaceAll(/\{"\$attribute":\["\w+","Arn"\]\}/g, JSON.stringify(thing))
  return { account: prodEu.account, policy: JSON.parse(text) as PolicyDocument }
}
const bucket = 'arn:aws:s3:::prod-finance-exports-444455556666-eu-west-1'
const queue = 'arn:aws:sqs:eu-west-1:444455556666:prod-entries'
const exportsOf = (apps?: readonly AwsApp[]) => policyOf('ExportsBucket', bucket, apps)
const entriesOf = (apps?: readonly AwsApp[]) => policyOf('EntriesQueue', queue, apps)

const wanted: readonly (readonly [AwsRequest, () => Asked])[] = [
  [{ action: 's3:ListBucket', resource: bucket }, exportsOf],
  [{ action: 's3:GetBucketLocation', resource: bucket }, exportsOf],
  [{ action: 's3:GetObject', resource: `${bucket}/2026/11.csv` }, exportsOf],
  [{ action: 'sqs:SendMessage', resource: queue }, entriesOf],
  [{ action: 'sqs:GetQueueUrl', resource: queue }, entriesOf],
]

describe('what an app uses of another account', () => {
  it('is allowed by both sides: its role with the boundary, and the policy of the thing', () => {
    const asking = roleOf('reports', uses)
    for (const [request, asked] of wanted)
      expect([request, decideAcross(asking, asked(), request)]).toEqual([request, 'allowed'])
  })

  it('is refused when any of the halves is missing', () => {
    const asking = roleOf('reports', uses)
    const without = inDev('reports', {})
    for (const [request] of wanted) {
      const asked = request.action.startsWith('s3') ? exportsOf : entriesOf
      expect(decideAcross(roleOf('reports', { lake: uses['lake'] ?? expect.fail() }), asked(), request)).toBe(
        'not-allowed',
      )
      expect(decideAcross(asking, asked([ledger, without]), request)).toBe('not-allowed')
      expect(decideAcross(roleOf('reports', uses, { ...fleet, trusts: {} }), asked(), request)).toBe('not-allowed')
      // Another role of the trusted account, with the same rights written into it.
      expect(decideAcross({ ...asking, role: asking.role.replace('reports', 'report') }, asked(), request)).toBe(
        'not-allowed',
      )
      expect(decideAcross({ ...asking, role: asking.role.replace('dev-app-', 'x/dev-app-') }, asked(), request)).toBe(
        'not-allowed',
      )
      // A role of the same name in an account that nobody has trusted.
      const stranger = { ...asking, account: '999900001111', role: asking.role.replace(dev.account, '999900001111') }
      expect(decideAcross(stranger, asked(), request)).toBe('not-allowed')
      expect(decideAcross(asking, asked(), { ...request, context: { 'aws:SecureTransport': 'false' } })).toBe('denied')
    }
  })

  it('is nothing else: of more than two hundred other questions none is allowed', () => {
    const asking = roleOf('reports', uses)
    const everything: Asked = {
      account: prodEu.account,
      // As if the other side allowed all: what is left is the role's own half.
      policy: policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
    }
    const verbs = [
      ...new Set(Object.values(actions).flat()),
      's3:PutBucketPolicy',
      's3:PutObjectAcl',
      'sqs:SetQueueAttributes',
      'kms:Decrypt',
      'iam:PassRole',
      'sts:AssumeRole',
      'secretsmanager:GetSecretValue',
    ]
    const things = [
      bucket,
      `${bucket}/a`,
      `${bucket}x/a`,
      bucket.replace('exports', 'secrets'),
      bucket.replace('prod', 'dev'),
      queue,
      queue.replace('entries', 'refunds'),
      queue.replace('eu-west-1', 'us-east-1'),
      'arn:aws:dynamodb:eu-west-1:444455556666:table/prod-finance-rates',
      'arn:aws:iam::444455556666:role/prod-eu-app-ledger',
    ]
    const all = verbs.flatMap((action) => things.map((resource) => ({ action, resource })))
    const isWanted = ({ action, resource }: AwsRequest) =>
      wanted.some(
        ([one]) =>
          one.action === action &&
          (one.resource === resource || (action === 's3:GetObject' && resource === `${bucket}/a`)),
      )
    expect(all.length).toBeGreaterThan(200)
    expect(
      all.filter((one) => !isWanted(one)).filter((one) => decideAcross(asking, everything, one) === 'allowed'),
    ).toEqual([])
    // And the other half by itself, as if the role had all rights.
    const mighty: Asking = { ...asking, policies: [everything.policy], boundary: everything.policy }
    for (const asked of [exportsOf(), entriesOf()])
      expect(
        all.filter((one) => !isWanted(one)).filter((one) => decideAcross(mighty, asked, one) === 'allowed'),
      ).toEqual([])
  })

  it("is let in by the same words where the owner's cluster has controllers in place of stacks", () => {
    const acks = { ...fleet, clusters: [dev, { ...prodEu, needs: 'ack' as const }] }
    const objects = needsObjects(ledger, acks, borrowersOf([ledger, reports], acks)).flatMap((one) => one.objects)
    const said = (kind: string, name: string): unknown => {
      const spec = objects.find((one) => one.kind === kind && one.metadata.name === name)?.spec as { policy: string }
      return JSON.parse(spec.policy)
    }
    expect(said('Bucket', bucket.replace('arn:aws:s3:::', ''))).toEqual(resolved(exportsOf().policy))
    expect(said('Queue', 'prod-entries')).toEqual(resolved(entriesOf().policy))
  })

  it('is used by a function alike, as its own role', () => {
    const rights = functionRights(functionOf({ used: resolveUses(uses, fleet, dev) }, dev))
    const asking: Asking = {
      account: dev.account,
      role: `arn:aws:iam::${dev.account}:role/dev-function-hooks`,
      policies: [policy(...rights)],
      boundary: boundaryOf(functionBoundary(dev, fleet)),
    }
    const apps = [ledger, { ...inDev('hooks', uses), isFunction: true }]
    expect(decideAcross(asking, entriesOf(apps), { action: 'sqs:SendMessage', resource: queue })).toBe('allowed')
    expect(decideAcross(asking, entriesOf(), { action: 'sqs:SendMessage', resource: queue })).toBe('not-allowed')
  })

  it('opens no thing that is not used, and none for apps of the own account', () => {
    expect(policyOf('SecretsBucket', '').policy.Statement).toHaveLength(1)
    expect(policyOf('RefundsQueue', '').policy.Statement).toHaveLength(1)
    const beside = { ...reports, uses: { prod: { ...(reports.uses['dev'] ?? expect.fail()) } } }
    expect(exportsOf([ledger, beside]).policy.Statement).toHaveLength(1)
  })

  it("is a partner's by exact ARN, with its key by the service alone, and a role to be assumed with its tags", () => {
    const { policies, boundary: most } = roleOf('reports', uses)
    const can = (action: string, resource: string, context = {}) =>
      evaluate(policies, most, { action, resource, context }) === 'allowed'
    expect(can('s3:GetObject', 'arn:aws:s3:::partner-lake/x')).toBe(true)
    expect(can('s3:PutObject', 'arn:aws:s3:::partner-lake/x')).toBe(false)
    expect(can('s3:GetObject', 'arn:aws:s3:::partner-lakes/x')).toBe(false)
    expect(can('kms:Decrypt', key, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' })).toBe(true)
    expect(can('kms:Decrypt', key, { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' })).toBe(false)
    expect(can('kms:Decrypt', key)).toBe(false)
    expect(can('kms:GenerateDataKey', key, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' })).toBe(false)
    expect(
      ['sts:AssumeRole', 'sts:TagSession'].map((one) => can(one, 'arn:aws:iam::999900001111:role/acme-auditor')),
    ).toEqual([true, true])
    expect(can('sts:AssumeRole', 'arn:aws:iam::999900001111:role/acme-admin')).toBe(false)
    // The feed is in the boundary, as the fleet has it, but this app does not use it.
    expect(can('sqs:ReceiveMessage', 'arn:aws:sqs:eu-west-1:999900001111:feed')).toBe(false)
  })

  it('leaves boundaries as they were where the fleet has given nothing', () => {
    const { trusts: _, external: __, ...plain } = fleet
    expect(boundaryOf(boundary(dev, [], plain))).toEqual(boundaryOf(boundary(dev)))
    // Trust is of one side: prod may not use what dev owns.
    expect(boundaryOf(boundary(prodEu, [], { ...plain, trusts: fleet.trusts ?? {} }))).toEqual(
      boundaryOf(boundary(prodEu)),
    )
  })
})
