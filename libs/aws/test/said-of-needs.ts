import type { KubeObject } from '@slipway/core'
import type { Needs } from '@slipway/spec'
import { needsStacks } from '../src/needs/needs-stack.ts'
import { asCloudFormation } from '../src/writers/cloudformation.ts'
import { appOf, prodEu, withClusters } from './fixture.ts'

// What each writer of needs says of AWS, in words of neither, so that the two can be compared.

type Json = Readonly<Record<string, unknown>>
const json = (value: unknown) => value as Json
const list = (value: unknown) => (value ?? []) as readonly Json[]
const parsed = (text: unknown) => (text === undefined ? undefined : (JSON.parse(String(text)) as unknown))

/** What CloudFormation makes of a template, by hand: its references, in eu-west-1 of prod's account. */
function resolvedIn(resources: Json): (value: unknown) => unknown {
  const at = 'eu-west-1:444455556666'
  const of = (id: unknown) => json(resources[String(id)])
  const arns: Readonly<Record<string, (p: Json) => string>> = {
    'AWS::S3::Bucket': (p) => `arn:aws:s3:::${String(p['BucketName'])}`,
    'AWS::SQS::Queue': (p) => `arn:aws:sqs:${at}:${String(p['QueueName'])}`,
    'AWS::SNS::Topic': (p) => `arn:aws:sns:${at}:${String(p['TopicName'])}`,
  }
  const arn = (id: unknown) => arns[String(of(id)['Type'])]?.(json(of(id)['Properties'])) ?? ''
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    const one = json(value)
    if (typeof one['Fn::Sub'] === 'string') return one['Fn::Sub'].replace('${AWS::Partition}', 'aws')
    if (Array.isArray(one['Fn::GetAtt'])) return arn(one['Fn::GetAtt'][0])
    if ('Ref' in one) return of(one['Ref'])['Type'] === 'AWS::SNS::Topic' ? arn(one['Ref']) : one['Ref']
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, resolve(inner)]))
  }
  return resolve
}

const tags = (all: unknown, key = 'Key', value = 'Value') =>
  Object.fromEntries(list(all).map((tag) => [tag[key], tag[value]]))

/** What stacks say of AWS, by what it is called there, in words of neither writer. */
export function saidByStacks(needs: Needs): Json {
  const app = appOf('web', { needs })
  const stacks = needsStacks(app, withClusters(prodEu), [app])
  const resources = Object.assign({}, ...stacks.map((one) => asCloudFormation(one).template?.Resources)) as Json
  const resolve = resolvedIn(resources)
  const all = Object.entries(resources).map(([id, one]) => ({
    id,
    type: String(json(one)['Type']),
    p: json(resolve(json(one)['Properties'])),
    kept: json(one)['DeletionPolicy'] === 'Retain',
  }))
  const policyOf = (type: string, id: string) =>
    json(
      resolve(
        list(Object.values(resources)).find(
          (one) => one['Type'] === type && JSON.stringify(one['Properties']).includes(`{"Ref":"${id}"}`),
        )?.['Properties'],
      ),
    )['PolicyDocument']
  return Object.fromEntries(
    all.flatMap(({ id, type, p, kept }): readonly (readonly [string, unknown])[] => {
      switch (type) {
        case 'AWS::S3::Bucket':
          return [
            [
              `bucket ${String(p['BucketName'])}`,
              {
                kept,
                encryption: list(json(p['BucketEncryption'])['ServerSideEncryptionConfiguration']).map(
                  (rule) => json(rule['ServerSideEncryptionByDefault'])['SSEAlgorithm'],
                ),
                rules: list(json(p['LifecycleConfiguration'])['Rules']).map((rule) => [
                  rule['Id'],
                  rule['Status'],
                  rule['ExpirationInDays'],
                  json(rule['NoncurrentVersionExpiration'] ?? {})['NoncurrentDays'],
                  json(rule['AbortIncompleteMultipartUpload'] ?? {})['DaysAfterInitiation'],
                ]),
                owner: list(json(p['OwnershipControls'])['Rules']).map((rule) => rule['ObjectOwnership']),
                closed: Object.values(json(p['PublicAccessBlockConfiguration'])),
                versions: json(p['VersioningConfiguration'])['Status'],
                tags: tags(p['Tags']),
                policy: policyOf('AWS::S3::BucketPolicy', id),
              },
            ],
          ]
        case 'AWS::SQS::Queue':
          return [
            [
              `queue ${String(p['QueueName'])}`,
              {
                kept,
                attributes: [
                  p['VisibilityTimeout'],
                  p['MessageRetentionPeriod'],
                  p['ReceiveMessageWaitTimeSeconds'],
                  p['SqsManagedSseEnabled'],
                ].map((one) => (one === undefined ? undefined : String(one))),
                dead: p['RedrivePolicy'],
                from: p['RedriveAllowPolicy'],
                tags: tags(p['Tags']),
                policy: policyOf('AWS::SQS::QueuePolicy', id),
              },
            ],
          ]
        case 'AWS::SNS::Topic':
          return [
            [
              `topic ${String(p['TopicName'])}`,
              { kept, key: p['KmsMasterKeyId'], tags: tags(p['Tags']), policy: policyOf('AWS::SNS::TopicPolicy', id) },
            ],
          ]
        case 'AWS::SNS::Subscription':
          return [
            [`${String(p['TopicArn'])} to ${String(p['Endpoint'])}`, [kept, p['Protocol'], p['RawMessageDelivery']]],
          ]
        case 'AWS::DynamoDB::Table':
          return [
            [
              `table ${String(p['TableName'])}`,
              {
                kept,
                attributes: list(p['AttributeDefinitions']).map((one) => [one['AttributeName'], one['AttributeType']]),
                keys: list(p['KeySchema']).map((one) => [one['AttributeName'], one['KeyType']]),
                paid: p['BillingMode'],
                guarded: p['DeletionProtectionEnabled'],
                restorable: json(p['PointInTimeRecoverySpecification'])['PointInTimeRecoveryEnabled'],
                encrypted: json(p['SSESpecification'])['SSEEnabled'],
                expires: Object.values(json(p['TimeToLiveSpecification'] ?? {})),
                tags: tags(p['Tags']),
                policy: json(p['ResourcePolicy'])['PolicyDocument'],
              },
            ],
          ]
        default:
          return []
      }
    }),
  )
}

/** The same of what the objects say. */
export const saidByObjects = (objects: readonly KubeObject[]): Json =>
  Object.fromEntries(
    objects.map(({ kind, spec: given, metadata }): readonly [string, unknown] => {
      const s = json(given)
      const kept = metadata.annotations?.['services.k8s.aws/deletion-policy'] === 'retain'
      switch (kind) {
        case 'Bucket':
          return [
            `bucket ${String(s['name'])}`,
            {
              kept,
              encryption: list(json(s['encryption'])['rules']).map(
                (rule) => json(rule['applyServerSideEncryptionByDefault'])['sseAlgorithm'],
              ),
              rules: list(json(s['lifecycle'])['rules']).map((rule) => [
                rule['id'],
                rule['status'],
                json(rule['expiration'] ?? {})['days'],
                json(rule['noncurrentVersionExpiration'] ?? {})['noncurrentDays'],
                json(rule['abortIncompleteMultipartUpload'] ?? {})['daysAfterInitiation'],
              ]),
              owner: list(json(s['ownershipControls'])['rules']).map((rule) => rule['objectOwnership']),
              closed: Object.values(json(s['publicAccessBlock'])),
              versions: json(s['versioning'])['status'],
              tags: tags(json(s['tagging'])['tagSet'], 'key', 'value'),
              policy: parsed(s['policy']),
            },
          ]
        case 'Queue':
          return [
            `queue ${String(s['queueName'])}`,
            {
              kept,
              attributes: [
                s['visibilityTimeout'],
                s['messageRetentionPeriod'],
                s['receiveMessageWaitTimeSeconds'],
                s['sqsManagedSSEEnabled'],
              ],
              dead: parsed(s['redrivePolicy']),
              from: parsed(s['redriveAllowPolicy']),
              tags: s['tags'],
              policy: parsed(s['policy']),
            },
          ]
        case 'Topic':
          return [
            `topic ${String(s['name'])}`,
            { kept, key: s['kmsMasterKeyID'], tags: tags(s['tags'], 'key', 'value'), policy: parsed(s['policy']) },
          ]
        case 'Subscription':
          return [
            `${String(s['topicARN'])} to ${String(s['endpoint'])}`,
            [kept, s['protocol'], s['rawMessageDelivery'] === 'true'],
          ]
        default:
          return [
            `table ${String(s['tableName'])}`,
            {
              kept,
              attributes: list(s['attributeDefinitions']).map((one) => [one['attributeName'], one['attributeType']]),
              keys: list(s['keySchema']).map((one) => [one['attributeName'], one['keyType']]),
              paid: s['billingMode'],
              guarded: s['deletionProtectionEnabled'],
              restorable: json(s['continuousBackups'])['pointInTimeRecoveryEnabled'],
              encrypted: json(s['sseSpecification'])['enabled'],
              expires: Object.values(json(s['timeToLive'] ?? {})),
              tags: tags(s['tags'], 'key', 'value'),
              policy: parsed(s['resourcePolicy']),
            },
          ]
      }
    }),
  )
