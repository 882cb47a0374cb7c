import { expect, test } from 'vitest'
import { toldAws } from '../../test/judged-aws.ts'

const template = (type: string, properties: string) =>
  `Resources:\n  B: {Type: "AWS::SNS::Topic"}\n${properties === '' ? '' : `  A: {Type: "AWS::${type}", Properties: {Tags: [], ${properties}}}\n`}`

const [set, identity, events] = ['SES::ConfigurationSet', 'SES::EmailIdentity', 'SES::ConfigurationSetEventDestination']
const destination = (more: string) => `EventDestination: {SnsDestination: {TopicARN: a}, ${more}}`
const send = (condition: string) =>
  `UserName: a, Policies: [{PolicyName: send, PolicyDocument: {Statement: [{Effect: Allow, Action: "ses:SendRawEmail", Resource: "arn:aws:ses:eu-west-1:111122223333:identity/a.test"${condition}}]}}]`
const fromOne = ', Condition: {StringEquals: {"ses:FromAddress": "a@a.test"}}'

test.each<[type: string, before: string, after: string, ...risks: string[]]>([
  [set, 'DeliveryOptions: {TlsPolicy: REQUIRE}', 'DeliveryOptions: {TlsPolicy: OPTIONAL}', 'high encryption-lost'],
  [
    set,
    'DeliveryOptions: {TlsPolicy: REQUIRE}',
    'DeliveryOptions: {MaxDeliverySeconds: 300}',
    'high encryption-lost',
    'low property-changed',
  ],
  [set, 'DeliveryOptions: {TlsPolicy: REQUIRE}', 'Name: a', 'high encryption-lost', 'high resource-replaced'],
  [set, 'DeliveryOptions: {TlsPolicy: OPTIONAL}', 'DeliveryOptions: {TlsPolicy: REQUIRE}', 'low property-changed'],
  [set, 'SendingOptions: {SendingEnabled: true}', 'SendingOptions: {SendingEnabled: false}', 'high guard-lost'],
  [set, 'SendingOptions: {SendingEnabled: false}', 'SendingOptions: {SendingEnabled: true}', 'low property-changed'],
  [
    set,
    'SuppressionOptions: {SuppressedReasons: []}',
    'SuppressionOptions: {SuppressedReasons: [BOUNCE]}',
    'medium guard-lost',
  ],
  [set, 'DeliveryOptions: {TlsPolicy: REQUIRE}', '', 'high resource-removed'],
  [identity, 'EmailIdentity: a.test', '', 'high resource-removed'],
  [identity, 'EmailIdentity: a.test', 'EmailIdentity: b.test', 'high resource-replaced'],
  [identity, 'DkimAttributes: {SigningEnabled: true}', 'DkimAttributes: {SigningEnabled: false}', 'high guard-lost'],
  [
    identity,
    'ConfigurationSetAttributes: {ConfigurationSetName: a}',
    'FeedbackAttributes: {}',
    'high guard-lost',
    'low property-changed',
  ],
  [events, destination('Enabled: true'), destination('Enabled: false'), 'high guard-lost'],
  [
    events,
    destination('MatchingEventTypes: [bounce, complaint]'),
    destination('MatchingEventTypes: [bounce]'),
    'medium guard-lost',
  ],
  [
    events,
    destination('MatchingEventTypes: [bounce]'),
    destination('MatchingEventTypes: [bounce, complaint]'),
    'low property-changed',
  ],
  ['IAM::User', send(fromOne), send(''), 'high condition-lost'],
  ['IAM::User', send(fromOne), send(fromOne.replace('a@a.test', 'b@a.test')), 'high condition-lost'],
])('%s: %s -> %s', (type, before, after, ...risks) => {
  expect(toldAws(template(type, before), template(type, after))).toEqual(risks)
})
