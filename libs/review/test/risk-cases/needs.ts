import { casesOf, type RiskCase } from '../risk-case.ts'

// What each is in AWS: the "Best practices" and "Data protection" pages of S3, SQS, SNS and DynamoDB.

const bucket = casesOf('s3.services.k8s.aws/v1alpha1 Bucket')
const queue = casesOf('sqs.services.k8s.aws/v1alpha1 Queue')
const topic = casesOf('sns.services.k8s.aws/v1alpha1 Topic')
const table = casesOf('dynamodb.services.k8s.aws/v1alpha1 Table')
const subscription = casesOf('sns.services.k8s.aws/v1alpha1 Subscription')

const deny = '{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}'
const from = (topic: string) =>
  `{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnEquals":{"aws:SourceArn":"${topic}"}}}`
const service = '{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage"}'
const everybody = '{"Effect":"Allow","Principal":"*","Action":"*"}'
const account = '{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999900001111:root"},"Action":"*"}'
const lent = (...roles: readonly string[]) =>
  `{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::999900001111:root"]},"Action":["sqs:SendMessage"],"Condition":{"ArnEquals":{"aws:PrincipalArn":[${roles.map((one) => `"arn:aws:iam::999900001111:role/${one}"`).join()}]}}}`
const policy = (...all: readonly string[]) => `spec: {policy: '{"Statement":[${all.join()}]}'}`
const inTable = (...all: readonly string[]) => `spec: {resourcePolicy: '{"Statement":[${all.join()}]}'}`
const rules = (...all: readonly string[]) => `spec: {lifecycle: {rules: [${all.join(', ')}]}}`
const old = (days: number, status = 'Enabled') => `{id: old, status: ${status}, expiration: {days: ${days}}}`
const versions = (days: number) =>
  `{id: versions, status: Enabled, noncurrentVersionExpiration: {noncurrentDays: ${days}}}`
const closed = 'blockPublicACLs: true, blockPublicPolicy: true'

/** What controllers of ACK keep in AWS for apps. */
export const needsRiskCases: readonly RiskCase[] = [
  bucket('TLS is asked for no more', policy(deny), policy(), 'high need-refuses-less'),
  bucket('the policy goes', `${policy(deny).slice(0, -1)}, name: a}`, 'spec: {name: a}', 'high need-refuses-less'),
  bucket('everybody', policy(deny), policy(deny, everybody), 'high need-opened'),
  queue('another account', policy(deny), policy(deny, account), 'high need-opened'),
  queue('one more role of it', policy(deny, lent('a')), policy(deny, lent('a', 'b')), 'high need-opened'),
  queue('any role of it', policy(deny, lent('a')), policy(deny, account), 'high need-opened'),
  queue('one more topic', policy(deny, from('a')), policy(deny, from('a'), from('b')), 'medium need-granted'),
  queue('a service for whomever it acts', policy(deny), policy(deny, service), 'high need-opened'),
  queue('one topic less', policy(deny, from('a'), from('b')), policy(deny, from('a'))),
  topic('statements in another order', policy(deny, from('a')), policy(from('a'), deny)),
  table('everybody', inTable(deny), inTable(deny, everybody), 'high need-opened'),
  table('TLS is asked for no more', inTable(deny), inTable(), 'high need-refuses-less'),
  bucket(
    'public access is blocked no more',
    `spec: {name: a, publicAccessBlock: {${closed}}}`,
    'spec: {name: a}',
    'high need-opened',
  ),
  bucket(
    'blocks more than before',
    'spec: {publicAccessBlock: {blockPublicACLs: true}}',
    `spec: {publicAccessBlock: {${closed}}}`,
  ),
  bucket(
    'whoever writes an object owns it',
    'spec: {ownershipControls: {rules: [{objectOwnership: BucketOwnerEnforced}]}}',
    'spec: {ownershipControls: {rules: [{objectOwnership: ObjectWriter}]}}',
    'high need-opened',
  ),
  queue(
    'not encrypted',
    'spec: {sqsManagedSSEEnabled: "true"}',
    'spec: {sqsManagedSSEEnabled: "false"}',
    'high need-unencrypted',
  ),
  queue('encrypted', 'spec: {sqsManagedSSEEnabled: "false"}', 'spec: {sqsManagedSSEEnabled: "true"}'),
  topic('not encrypted', 'spec: {name: a, kmsMasterKeyID: alias/aws/sns}', 'spec: {name: a}', 'high need-unencrypted'),
  bucket('objects go sooner', rules(old(30)), rules(old(3)), 'high need-deleted-sooner'),
  bucket('objects go, which stayed', rules(versions(30)), rules(versions(30), old(3)), 'high need-deleted-sooner'),
  bucket('old versions go sooner', rules(versions(30)), rules(versions(7)), 'high need-deleted-sooner'),
  bucket('a rule is switched on', rules(old(3, 'Disabled')), rules(old(3)), 'high need-deleted-sooner'),
  bucket('objects go later', rules(old(3)), rules(old(30))),
  bucket('objects go no more', rules(old(3), versions(30)), rules(versions(30))),
  table(
    'items go by age',
    'spec: {tableName: a}',
    'spec: {tableName: a, timeToLive: {attributeName: at, enabled: true}}',
    'medium need-deleted-sooner',
  ),
  queue(
    'nothing is put aside',
    'spec: {queueName: a, redrivePolicy: "{}"}',
    'spec: {queueName: a}',
    'high need-lost-messages',
  ),
  queue(
    'messages go sooner',
    'spec: {messageRetentionPeriod: "1209600"}',
    'spec: {messageRetentionPeriod: "86400"}',
    'high need-lost-messages',
  ),
  queue('messages go later', 'spec: {messageRetentionPeriod: "86400"}', 'spec: {messageRetentionPeriod: "1209600"}'),
  bucket(
    'old versions are kept no more',
    'spec: {versioning: {status: Enabled}}',
    'spec: {versioning: {status: Suspended}}',
    'high need-unrestorable',
  ),
  table(
    'the key',
    'spec: {keySchema: [{attributeName: a, keyType: HASH}]}',
    'spec: {keySchema: [{attributeName: b, keyType: HASH}]}',
    'medium need-other',
  ),
  queue('fewer tries', 'spec: {redrivePolicy: "{5}"}', 'spec: {redrivePolicy: "{1}"}', 'medium need-lost-messages'),
  queue('worked on for longer', 'spec: {visibilityTimeout: "30"}', 'spec: {visibilityTimeout: "120"}'),
  subscription('goes', 'spec: {topicARN: a}', '', 'high need-lost-messages', 'high outside-deleted'),
  subscription(
    'messages in an envelope',
    'spec: {rawMessageDelivery: "true"}',
    'spec: {rawMessageDelivery: "false"}',
    'medium need-lost-messages',
  ),
  queue('another name', 'spec: {queueName: a}', 'spec: {queueName: b}', 'high refused'),
]
