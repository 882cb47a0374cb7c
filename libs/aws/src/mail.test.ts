import type { Cluster } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { clusterOf, fleet, ireland, prodEu, prodUs, withClusters } from '../test/fixture.ts'
import { awsStacks } from './aws-stacks.ts'
import { evaluate } from './iam/evaluate.ts'
import type { PolicyDocument } from './iam/policy.ts'
import { takenNames } from './judge/taken-names.ts'
import { mailStacks } from './mail.ts'
import type { AwsStack } from './model/stack.ts'
import { dependencies } from './model/order.ts'

const ses = { mail: { ses: {} } }
const aws = { by: 'stacks' as const, admins: ['arn:aws:iam::444455556666:role/platform'], zones: true }
const of = (...clusters: readonly Cluster[]) => mailStacks(withClusters(...clusters))
const from = (address: string, ...clusters: readonly Cluster[]) =>
  mailStacks({ ...withClusters(...clusters), paging: { from: address } })
const named = (stacks: readonly AwsStack[], name: string): AwsStack => {
  const found = stacks.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no stack ${name} in ${stacks.map((one) => one.name).join()}`)
  return found
}
const properties = (stack: AwsStack, id: string) => stack.resources[id]?.properties

describe('e-mails of alerts by SES', () => {
  it('are nothing where no cluster says so, or nobody is paged', () => {
    expect(of(prodEu, { ...prodUs, ...ses, quiet: true })).toEqual([])
  })

  const made = of({ ...prodEu, ...ses })
  it('are signed, by TLS alone, of the domain they are from', () => {
    const [stack] = made
    if (stack === undefined) throw new Error('no stack')
    expect(properties(stack, 'Sending')).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      // Else a person who bounced once would not hear of the next page.
      SuppressionOptions: { SuppressedReasons: [] },
    })
    expect(properties(stack, 'Identity')).toMatchObject({
      EmailIdentity: 'prod-eu.acme.test',
      ConfigurationSetAttributes: { ConfigurationSetName: { $ref: 'Sending' } },
      DkimAttributes: { SigningEnabled: true },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
    })
  })

  it('tell by SMS when they do not arrive, and SES alone may say so', () => {
    const [stack] = from('a@acme.test', { ...prodEu, ...ses })
    if (stack === undefined) throw new Error('no stack')
    expect(properties(stack, 'Events')).toMatchObject({
      EventDestination: { MatchingEventTypes: ['bounce', 'complaint', 'reject', 'deliveryDelay'] },
    })
    expect(properties(stack, 'Unread')).toMatchObject({
      Dimensions: [{ Name: 'TopicName', Value: 'mail-acme-test' }],
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      AlarmActions: [{ $arn: 'sns:eu-west-1:444455556666:prod-eu-alerts' }],
    })
    expect(JSON.stringify(properties(stack, 'TopicPolicy'))).toMatch(
      /TlsOnly.*ses\.amazonaws\.com.*SourceAccount":"444455556666".*configuration-set\/pages-acme-test"/,
    )
    const mute = mailStacks({ ...withClusters({ ...prodEu, ...ses }), paging: { sms: false } })
    expect(properties(mute[0] as AwsStack, 'Unread')).not.toHaveProperty('AlarmActions')
  })

  it('know a domain once in an account and region, and a user in each cluster', () => {
    const two = clusterOf('prod-two', 'prod', prodEu.account, ireland, ses)
    const stacks = from('a@acme.test', { ...prodEu, ...ses }, two, { ...prodUs, ...ses })
    expect(stacks.map(({ region, name, clusters }) => `${region ?? ''} ${name}: ${String(clusters)}`)).toEqual([
      'eu-west-1 mail-acme-test: prod-eu,prod-two',
      'eu-west-1 prod-eu-mail: prod-eu',
      'eu-west-1 prod-two-mail: prod-two',
      'us-east-1 mail-acme-test: prod-us',
      'us-east-1 prod-us-mail: prod-us',
    ])
    expect(takenNames(stacks)).toEqual([])
  })

  it('tell domains apart whose dots and dashes are elsewhere', () => {
    const [[one], [other]] = [from('a@a-b.test', { ...prodEu, ...ses }), from('a@a.b-test.test', { ...prodEu, ...ses })]
    const third = from('a@a-b-test.test', { ...prodEu, ...ses })[0]
    expect(new Set([one?.name, other?.name, third?.name]).size).toBe(3)
  })

  it.each<[string, Partial<Cluster>, string | undefined, boolean]>([
    ['its own zone', { aws } as never, undefined, true],
    ['below its own zone', { aws } as never, 'a@mail.prod-eu.acme.test', true],
    ['above it', { aws } as never, 'a@acme.test', false],
    ['beside it', { aws } as never, 'a@xprod-eu.acme.test', false],
    ['no zone of ours', { aws: { ...aws, zones: false } } as never, undefined, false],
    ['no stacks', {}, undefined, false],
  ])('records in %s', (_, more, address, isWritten) => {
    const cluster = { ...prodEu, ...ses, ...more }
    const whole = { ...withClusters(cluster), ...(address === undefined ? {} : { paging: { from: address } }) }
    const stacks = awsStacks(whole, [])
    const mail = stacks.find(({ name }) => name.startsWith('mail-')) as AwsStack
    const records = Object.values(mail.resources).filter(({ type }) => type === 'AWS::Route53::RecordSet')
    expect(records.length).toBe(isWritten ? 3 : 0)
    if (!isWritten) return
    expect(records.map((one) => one.properties)).toEqual(
      [1, 2, 3].map((n) => ({
        HostedZoneId: { $parameter: '/slipway/prod-eu/zone' },
        Name: { $attribute: ['Identity', `DkimDNSTokenName${n}`] },
        Type: 'CNAME',
        TTL: '300',
        ResourceRecords: [{ $attribute: ['Identity', `DkimDNSTokenValue${n}`] }],
      })),
    )
    expect([...(dependencies(stacks).get(`444455556666/eu-west-1/${mail.name}`) ?? [])]).toContain(
      '444455556666/eu-west-1/prod-eu-zones',
    )
  })

  const user = named(from('pages@acme.test', { ...prodEu, ...ses }), 'prod-eu-mail')
  const rights = (
    properties(user, 'User')?.['Policies'] as unknown as readonly { PolicyDocument: PolicyDocument }[]
  ).map(({ PolicyDocument: document }) => document)
  const identity = 'arn:aws:ses:eu-west-1:444455556666:identity/acme.test'
  it.each([
    ['allowed', 'ses:SendRawEmail', identity, 'pages@acme.test'],
    [
      'allowed',
      'ses:SendRawEmail',
      identity.replace('identity/acme.test', 'configuration-set/pages-acme-test'),
      'pages@acme.test',
    ],
    ['not-allowed', 'ses:SendRawEmail', identity, 'ceo@acme.test'],
    ['not-allowed', 'ses:SendRawEmail', identity, undefined],
    ['not-allowed', 'ses:SendRawEmail', identity.replace('acme', 'globex'), 'pages@acme.test'],
    ['not-allowed', 'ses:SendRawEmail', identity.replace('eu-west-1', 'us-east-1'), 'pages@acme.test'],
    ['not-allowed', 'ses:SendRawEmail', identity.replace('444455556666', '111122223333'), 'pages@acme.test'],
    ...[
      ...['ses:SendEmail', 'ses:SendBulkEmail', 'ses:SendTemplatedEmail', 'ses:SendCustomVerificationEmail'],
      ...[
        'ses:DeleteEmailIdentity',
        'ses:UpdateConfigurationSetSendingEnabled',
        'ses:PutConfigurationSetDeliveryOptions',
      ],
      ...['ses:CreateEmailIdentityPolicy', 'ses:GetSendStatistics', 'ses:PutSuppressedDestination'],
      ...['iam:CreateAccessKey', 'iam:PutUserPolicy', 'sts:AssumeRole', 'sns:Publish', 's3:GetObject'],
      ...['secretsmanager:GetSecretValue'],
    ].map((action): [string, string, string, string] => ['not-allowed', action, identity, 'pages@acme.test']),
  ])('the user: %s %s of %s from %s', (expected, action, resource, address) => {
    const context = address === undefined ? {} : { 'ses:FromAddress': address }
    expect(evaluate(rights, undefined, { action, resource, context })).toBe(expected)
  })

  it('have no key in any template', () => {
    expect(JSON.stringify(awsStacks({ ...fleet, clusters: [{ ...prodEu, ...ses }] }, []))).not.toContain('AccessKey')
  })
})
