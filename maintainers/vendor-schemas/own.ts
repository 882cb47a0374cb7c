import { elasticSchemas } from './own-elastic.ts'
import { fields, type OwnSchema } from './own-schema.ts'
import type { Schema } from './strict.ts'

/**
 * Schemas, written by hand from the projects' CRDs, of kinds whose CRDs no module registry serves: the fields that
 * Slipway writes. Stricter than those: requires what must hold of every object (encryption, no public access, TLS).
 */

const text: Schema = { type: 'string', minLength: 1 }
const whole: Schema = { type: 'integer', minimum: 1 }
/** A number as SQS has it: an attribute is a text. */
const number: Schema = { type: 'string', pattern: '^[0-9]+$' }
const only = (...values: readonly (string | boolean)[]): Schema => ({ enum: [...values] })
const list = (items: Schema): Schema => ({ type: 'array', minItems: 1, items })
/** A JSON document. */
const document: Schema = { type: 'string', pattern: '^\\{.*\\}$' }
/** A policy that refuses whoever asks without TLS. */
const policy: Schema = {
  type: 'string',
  pattern: '"Effect":"Deny","Principal":"\\*".*"Bool":\\{"aws:SecureTransport":"false"\\}',
}

const tag = fields({ key: text, value: text })

const bucket = fields({
  name: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$' },
  encryption: fields({
    rules: list(fields({ applyServerSideEncryptionByDefault: fields({ sseAlgorithm: only('AES256', 'aws:kms') }) })),
  }),
  lifecycle: fields({
    rules: list(
      fields(
        {
          id: text,
          status: only('Enabled', 'Disabled'),
          filter: fields({ prefix: { type: 'string' } }),
          abortIncompleteMultipartUpload: fields({ daysAfterInitiation: whole }),
          expiration: fields({ days: whole }),
          noncurrentVersionExpiration: fields({ noncurrentDays: whole }),
        },
        ['id', 'status', 'filter'],
      ),
    ),
  }),
  ownershipControls: fields({ rules: list(fields({ objectOwnership: only('BucketOwnerEnforced') })) }),
  policy,
  publicAccessBlock: fields({
    blockPublicACLs: only(true),
    blockPublicPolicy: only(true),
    ignorePublicACLs: only(true),
    restrictPublicBuckets: only(true),
  }),
  tagging: fields({ tagSet: list(tag) }),
  versioning: fields({ status: only('Enabled', 'Suspended') }),
})

const queue = fields(
  {
    queueName: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,80}$' },
    messageRetentionPeriod: number,
    policy,
    receiveMessageWaitTimeSeconds: number,
    redriveAllowPolicy: document,
    redrivePolicy: document,
    sqsManagedSSEEnabled: only('true'),
    tags: { type: 'object', additionalProperties: { type: 'string' } },
    visibilityTimeout: number,
  },
  ['queueName', 'messageRetentionPeriod', 'policy', 'sqsManagedSSEEnabled', 'tags'],
)

const topic = fields({
  name: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,256}$' },
  kmsMasterKeyID: text,
  policy,
  tags: list(tag),
})

const subscription = fields({
  endpoint: { type: 'string', pattern: '^arn:aws[a-z-]*:sqs:' },
  protocol: only('sqs'),
  rawMessageDelivery: only('true', 'false'),
  topicARN: { type: 'string', pattern: '^arn:aws[a-z-]*:sns:' },
})

const table = fields(
  {
    tableName: { type: 'string', pattern: '^[A-Za-z0-9_.-]{3,255}$' },
    attributeDefinitions: list(fields({ attributeName: text, attributeType: only('S', 'N', 'B') })),
    billingMode: only('PAY_PER_REQUEST'),
    continuousBackups: fields({ pointInTimeRecoveryEnabled: only(true) }),
    deletionProtectionEnabled: only(true),
    keySchema: list(fields({ attributeName: text, keyType: only('HASH', 'RANGE') })),
    resourcePolicy: policy,
    sseSpecification: fields({ enabled: only(true) }),
    tags: list(tag),
    timeToLive: fields({ attributeName: text, enabled: only(true) }),
  },
  [
    'tableName',
    'attributeDefinitions',
    'billingMode',
    'continuousBackups',
    'deletionProtectionEnabled',
    'keySchema',
    'resourcePolicy',
    'sseSpecification',
    'tags',
  ],
)

const ack = (service: string, release: string, kind: string, spec: Schema): OwnSchema => ({
  project: `ACK for ${service}`,
  group: `${service}.services.k8s.aws`,
  version: 'v1alpha1',
  kind,
  from: `github.com/aws-controllers-k8s/${service}-controller v${release}, helm/crds`,
  spec,
})

export const ownSchemas: readonly OwnSchema[] = [
  ack('dynamodb', '1.9.1', 'Table', table),
  ack('s3', '1.7.1', 'Bucket', bucket),
  ack('sns', '1.6.0', 'Subscription', subscription),
  ack('sns', '1.6.0', 'Topic', topic),
  ack('sqs', '1.5.3', 'Queue', queue),
  ...elasticSchemas,
]

/** As `crdSchema` makes them of a CRD. */
export const ownSchema = ({ group, version, kind, spec }: OwnSchema): Schema =>
  fields({
    apiVersion: only(`${group}/${version}`),
    kind: only(kind),
    metadata: { $ref: '../metadata.json' },
    spec,
  })
