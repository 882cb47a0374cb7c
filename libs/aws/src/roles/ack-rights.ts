import type { AckService } from '@slipway/platform'
import { allow, type Statement } from '../iam/policy.ts'
import { arnOf } from './app-rights.ts'
import type { ClusterFacts } from './cluster-facts.ts'

type Rights = (facts: ClusterFacts) => readonly Statement[]

/**
 * The calls of an ACK controller for the resources that it makes here (`sdkapi.` in pkg/resource of each controller's
 * repository, by the action that each call needs): by names of the environment, so no statement changes with an app.
 * None deletes a bucket, a queue, a table or a topic, nor takes a policy, encryption or a public access block away:
 * whatever an object says, that takes a person.
 */
const rights: { readonly [S in AckService as `ack-${S}-controller`]: Rights } = {
  'ack-s3-controller': ({ cluster }) => [
    allow('FindBuckets', ['s3:ListAllMyBuckets'], '*'),
    allow(
      'SeeBuckets',
      [
        's3:GetAccelerateConfiguration',
        's3:GetAnalyticsConfiguration',
        's3:GetBucketAbac',
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLocation',
        's3:GetBucketLogging',
        's3:GetBucketNotification',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketOwnershipControls',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketRequestPayment',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetEncryptionConfiguration',
        's3:GetIntelligentTieringConfiguration',
        's3:GetInventoryConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetMetricsConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:ListTagsForResource',
      ],
      arnOf.bucket('*', '*', cluster),
    ),
    allow(
      'MakeBuckets',
      [
        's3:CreateBucket',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPolicy',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketTagging',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
        's3:TagResource',
      ],
      arnOf.bucket('*', '*', cluster),
    ),
  ],
  'ack-sqs-controller': ({ cluster }) => [
    allow(
      'MakeQueues',
      [
        'sqs:CreateQueue',
        'sqs:GetQueueAttributes',
        'sqs:ListQueueTags',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      arnOf.queue('*', cluster),
    ),
  ],
  'ack-sns-controller': ({ cluster }) => [
    allow(
      'MakeTopics',
      [
        'sns:CreateTopic',
        'sns:GetDataProtectionPolicy',
        'sns:GetTopicAttributes',
        'sns:ListTagsForResource',
        'sns:SetTopicAttributes',
        'sns:TagResource',
        'sns:UntagResource',
      ],
      arnOf.topic('*', cluster),
    ),
    // Only the environment's queues may subscribe, and no other protocol.
    allow('Subscribe', ['sns:Subscribe'], arnOf.topic('*', cluster), {
      StringEquals: { 'sns:Protocol': 'sqs' },
      StringLike: { 'sns:Endpoint': arnOf.queue('*', cluster) },
    }),
    // SNS knows no resource for them (service authorization reference).
    allow(
      'KeepSubscriptions',
      ['sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes', 'sns:Unsubscribe'],
      '*',
    ),
  ],
  'ack-dynamodb-controller': ({ cluster }) => [
    allow(
      'MakeTables',
      [
        'dynamodb:CreateTable',
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeContributorInsights',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:GetResourcePolicy',
        'dynamodb:ListTagsOfResource',
        'dynamodb:PutResourcePolicy',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:UpdateContinuousBackups',
        'dynamodb:UpdateTable',
        'dynamodb:UpdateTimeToLive',
      ],
      arnOf.table('*', '*', cluster),
    ),
  ],
}

const byAccount = new Map<string, Rights>(Object.entries(rights))

export const ackRights: Rights = (facts) => byAccount.get(facts.serviceAccount)?.(facts) ?? []
