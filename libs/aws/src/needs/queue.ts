import { deadQueueName, logicalId, queueName } from '@slipway/fleet'
import { queueKeep, queueLate, seconds, type QueueNeed } from '@slipway/spec'
import { policy, type Statement } from '../iam/policy.ts'
import { resource, type Resources } from '../model/stack.ts'
import { attribute, ref, type Value } from '../model/value.ts'
import { arnOf, wholeArn } from '../roles/app-rights.ts'
import { alarm } from './alarm.ts'
import { lentTo } from './borrowers.ts'
import { kept, subscriptionId, type Owned } from './need.ts'
import { tlsOnly } from '../iam/tls-only.ts'

const twoWeeks = 14 * 86_400
/**
 * Statements of a queue's policy, including the one that requires TLS:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
const mostStatements = 20

/**
 * A queue, the one beside it for messages that nobody could work on, and their alarms.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function queue(need: QueueNeed, owned: Owned): Resources {
  const { name, place, tells } = owned
  const id = logicalId(name)
  const [own, dead] = [queueName(name, place), deadQueueName(name, place)]
  const [from, arns] = [[...new Set(need.from ?? [])].sort(), attribute(`${id}Queue`, 'Arn')]
  const delivered = (sid: string, topics: Value): Statement => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arns,
    Condition: { ArnEquals: { 'aws:SourceArn': topics } },
  })
  const arnOfTopic = (topic: string) => arnOf.topic(topic, place)
  const deliveries =
    from.length < mostStatements
      ? from.map((topic) => delivered(`From${logicalId(topic)}`, arnOfTopic(topic)))
      : [delivered('FromTopics', from.map(arnOfTopic))]
  return {
    [`${id}Queue`]: kept(owned, 'AWS::SQS::Queue', {
      QueueName: own,
      VisibilityTimeout: need.work === undefined ? 30 : seconds(need.work),
      MessageRetentionPeriod: seconds(need.keep ?? queueKeep),
      ReceiveMessageWaitTimeSeconds: 20,
      RedrivePolicy: { deadLetterTargetArn: attribute(`${id}Dead`, 'Arn'), maxReceiveCount: need.attempts ?? 5 },
      SqsManagedSseEnabled: true,
    }),
    [`${id}Dead`]: kept(owned, 'AWS::SQS::Queue', {
      QueueName: dead,
      MessageRetentionPeriod: twoWeeks,
      RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [arnOf.queue(name, place)] },
      SqsManagedSseEnabled: true,
    }),
    [`${id}QueuePolicy`]: resource('AWS::SQS::QueuePolicy', {
      Queues: [ref(`${id}Queue`)],
      PolicyDocument: policy(
        tlsOnly('sqs:*', arns),
        ...deliveries,
        ...lentTo(owned.borrowers, wholeArn(arnOf.queue(name, place), place), arns),
      ),
    }),
    [`${id}DeadPolicy`]: resource('AWS::SQS::QueuePolicy', {
      Queues: [ref(`${id}Dead`)],
      PolicyDocument: policy(tlsOnly('sqs:*', attribute(`${id}Dead`, 'Arn'))),
    }),
    ...Object.fromEntries(
      from.map((topic) => [
        subscriptionId(name, topic),
        resource('AWS::SNS::Subscription', {
          TopicArn: arnOf.topic(topic, place),
          Protocol: 'sqs',
          Endpoint: arns,
          RawMessageDelivery: true,
        }),
      ]),
    ),
    [`${id}Late`]: alarm({
      name: `${own}-late`,
      says: `Messages of ${own} wait: its workers are too few, too slow or not there`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: own },
      statistic: 'Maximum',
      period: 60,
      above: Math.ceil(seconds(need.late ?? queueLate)),
      tells,
    }),
    [`${id}Aside`]: alarm({
      name: `${own}-aside`,
      says: `Messages of ${own} were put aside in ${dead}: no try worked`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: dead },
      statistic: 'Maximum',
      period: 60,
      above: 0,
      tells,
    }),
  }
}
