import type { Cluster, Fleet } from '@slipway/fleet'
import { alertTopic } from '@slipway/platform'
import { policy } from './iam/policy.ts'
import { fleetFile, managed, resource, stack, type AwsStack } from './model/stack.ts'
import { ref } from './model/value.ts'
import { tlsOnly } from './iam/tls-only.ts'

/** Subscriptions have no names: one that goes from the fleet must not rename the others. */
const idOf = (phone: string) => `Phone${phone.replace(/\D/g, '')}`

/**
 * Where pages of a cluster go by SMS: Alertmanager publishes (its role is in addon-rights.ts), and alarms of CloudWatch, which cannot use
 * the account's default key of SNS; so it has none (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html).
 */
export function alertTopicStack(cluster: Cluster, { paging }: Fleet): readonly AwsStack[] {
  const { name, account, region, quiet } = cluster
  if (quiet || paging?.sms === false) return []
  return [
    stack({
      account,
      region,
      name: `${name}-alerts`,
      source: fleetFile,
      description: `Where pages of ${name} go by SMS`,
      resources: {
        Topic: resource('AWS::SNS::Topic', { TopicName: alertTopic(cluster).split(':').at(-1) ?? '', Tags: [managed] }),
        TopicPolicy: resource('AWS::SNS::TopicPolicy', {
          Topics: [ref('Topic')],
          PolicyDocument: policy(tlsOnly('sns:Publish', ref('Topic')), {
            Sid: 'Alarms',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: ref('Topic'),
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          }),
        }),
        ...Object.fromEntries(
          (paging?.phones ?? []).map((phone) => [
            idOf(phone),
            resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sms', Endpoint: phone }),
          ]),
        ),
      },
    }),
  ]
}
