import { as, asJson, asText, eachOf, tagList, tagMap, unwrapped, within, type Fields } from './fields.ts'

/**
 * The ACK kind of a CloudFormation type. It also has fields that are resources of their own in CloudFormation, such as
 * a policy.
 */
interface AckKind {
  readonly apiVersion: `${string}.services.k8s.aws/v1alpha1`
  readonly kind: string
  readonly fields: Fields
}

/**
 * Each field as the CRDs of the controllers have it (libs/platform/src/addons/versions.ts): s3 1.7.1, sqs 1.5.3,
 * dynamodb 1.9.1, sns
 * 1.6.0, `helm/crds` of each repository below github.com/aws-controllers-k8s.
 */
export const ackKinds = {
  'AWS::S3::Bucket': {
    apiVersion: 's3.services.k8s.aws/v1alpha1',
    kind: 'Bucket',
    fields: {
      BucketName: as('name'),
      BucketEncryption: within('encryption', {
        ServerSideEncryptionConfiguration: eachOf('rules', {
          ServerSideEncryptionByDefault: within('applyServerSideEncryptionByDefault', {
            SSEAlgorithm: as('sseAlgorithm'),
          }),
        }),
      }),
      LifecycleConfiguration: within('lifecycle', {
        Rules: eachOf(
          'rules',
          {
            Id: as('id'),
            Status: as('status'),
            AbortIncompleteMultipartUpload: within('abortIncompleteMultipartUpload', {
              DaysAfterInitiation: as('daysAfterInitiation'),
            }),
            NoncurrentVersionExpiration: within('noncurrentVersionExpiration', {
              NoncurrentDays: as('noncurrentDays'),
            }),
            ExpirationInDays: (value) => ({ expiration: { days: value } }),
          },
          // S3 takes no rule that does not say of which objects; CloudFormation says all of them by itself.
          { filter: { prefix: '' } },
        ),
      }),
      OwnershipControls: within('ownershipControls', {
        Rules: eachOf('rules', { ObjectOwnership: as('objectOwnership') }),
      }),
      PublicAccessBlockConfiguration: within('publicAccessBlock', {
        BlockPublicAcls: as('blockPublicACLs'),
        BlockPublicPolicy: as('blockPublicPolicy'),
        IgnorePublicAcls: as('ignorePublicACLs'),
        RestrictPublicBuckets: as('restrictPublicBuckets'),
      }),
      VersioningConfiguration: within('versioning', { Status: as('status') }),
      Tags: (value) => ({ tagging: tagList('tagSet')(value) }),
    },
  },
  'AWS::SQS::Queue': {
    apiVersion: 'sqs.services.k8s.aws/v1alpha1',
    kind: 'Queue',
    fields: {
      QueueName: as('queueName'),
      VisibilityTimeout: asText('visibilityTimeout'),
      MessageRetentionPeriod: asText('messageRetentionPeriod'),
      ReceiveMessageWaitTimeSeconds: asText('receiveMessageWaitTimeSeconds'),
      RedrivePolicy: asJson('redrivePolicy'),
      RedriveAllowPolicy: asJson('redriveAllowPolicy'),
      SqsManagedSseEnabled: asText('sqsManagedSSEEnabled'),
      Tags: tagMap('tags'),
    },
  },
  'AWS::SNS::Topic': {
    apiVersion: 'sns.services.k8s.aws/v1alpha1',
    kind: 'Topic',
    fields: { TopicName: as('name'), KmsMasterKeyId: as('kmsMasterKeyID'), Tags: tagList('tags') },
  },
  'AWS::SNS::Subscription': {
    apiVersion: 'sns.services.k8s.aws/v1alpha1',
    kind: 'Subscription',
    fields: {
      TopicArn: as('topicARN'),
      Protocol: as('protocol'),
      Endpoint: as('endpoint'),
      RawMessageDelivery: asText('rawMessageDelivery'),
    },
  },
  'AWS::DynamoDB::Table': {
    apiVersion: 'dynamodb.services.k8s.aws/v1alpha1',
    kind: 'Table',
    fields: {
      TableName: as('tableName'),
      AttributeDefinitions: eachOf('attributeDefinitions', {
        AttributeName: as('attributeName'),
        AttributeType: as('attributeType'),
      }),
      KeySchema: eachOf('keySchema', { AttributeName: as('attributeName'), KeyType: as('keyType') }),
      BillingMode: as('billingMode'),
      DeletionProtectionEnabled: as('deletionProtectionEnabled'),
      PointInTimeRecoverySpecification: within('continuousBackups', {
        PointInTimeRecoveryEnabled: as('pointInTimeRecoveryEnabled'),
      }),
      ResourcePolicy: unwrapped({ PolicyDocument: asJson('resourcePolicy') }),
      SSESpecification: within('sseSpecification', { SSEEnabled: as('enabled') }),
      TimeToLiveSpecification: within('timeToLive', { AttributeName: as('attributeName'), Enabled: as('enabled') }),
      Tags: tagList('tags'),
    },
  },
} as const satisfies Readonly<Record<string, AckKind>>
export type AckType = keyof typeof ackKinds

export const isAckType = (type: string): type is AckType => Object.hasOwn(ackKinds, type)

/** Policies, which are a field of what they are about: the property that names that, and the field. */
export const policyTypes = {
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SNS::TopicPolicy': 'Topics',
} as const
type PolicyType = keyof typeof policyTypes

export const isPolicyType = (type: string): type is PolicyType => Object.hasOwn(policyTypes, type)
