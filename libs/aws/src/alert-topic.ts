import { alertTopicName, type Cluster, type Fleet } from '@slipway/fleet'
import { fleetFile, resource, stack, type AwsStack } from './model/stack.ts'
import { arn, ref } from './model/value.ts'
import { serviceTopic } from './service-topic.ts'

export const alertTopicArn = (cluster: Cluster) =>
  arn(`sns:${cluster.region}:${cluster.account}:${alertTopicName(cluster)}`)

/** Whether it has one: alerts of a quiet cluster page nobody. */
const hasAlertTopic = ({ quiet }: Pick<Cluster, 'quiet'>, { paging }: Pick<Fleet, 'paging'>): boolean =>
  !quiet && paging?.sms !== false

/** Where pages of clusters go by SMS; nowhere from those where alerts page nobody. */
export const alertTopicsOf = (clusters: readonly Cluster[], fleet: Fleet) =>
  clusters.filter((cluster) => hasAlertTopic(cluster, fleet)).map(alertTopicArn)

/** Subscriptions have no names: one that goes from the fleet must not rename the others. */
const idOf = (phone: string) => `Phone${phone.replace(/\D/g, '')}`

/**
 * Where pages of a cluster go by SMS: Alertmanager publishes (its role is in addon-rights.ts), and alarms of
 * CloudWatch, which cannot use the account's default key of SNS; so it has none
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html).
 */
export function alertTopicStack(cluster: Cluster, fleet: Fleet): readonly AwsStack[] {
  const { name, account, region } = cluster
  if (!hasAlertTopic(cluster, fleet)) return []
  return [
    stack({
      account,
      region,
      clusters: [name],
      name: `${name}-alerts`,
      source: fleetFile,
      description: `Where pages of ${name} go by SMS`,
      resources: {
        ...serviceTopic(alertTopicName(cluster), {
          sid: 'Alarms',
          service: 'cloudwatch.amazonaws.com',
          when: { 'aws:SourceAccount': account },
        }),
        ...Object.fromEntries(
          (fleet.paging?.phones ?? []).map((phone) => [
            idOf(phone),
            resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sms', Endpoint: phone }),
          ]),
        ),
      },
    }),
  ]
}
