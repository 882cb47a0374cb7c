import { logicalId, topicName } from '@slipway/fleet'
import { policy } from '../iam/policy.ts'
import { resource, type Resources } from '../model/stack.ts'
import { ref } from '../model/value.ts'
import { alarm } from './alarm.ts'
import { kept, type Owned } from './need.ts'
import { tlsOnly } from '../iam/tls-only.ts'

/** Roles say who may publish; the stacks of queues say who receives. */
export function topic(owned: Owned): Resources {
  const id = logicalId(owned.name)
  const name = topicName(owned.name, owned.place)
  return {
    [`${id}Topic`]: kept(owned, 'AWS::SNS::Topic', { TopicName: name, KmsMasterKeyId: 'alias/aws/sns' }),
    [`${id}TopicPolicy`]: resource('AWS::SNS::TopicPolicy', {
      Topics: [ref(`${id}Topic`)],
      PolicyDocument: policy(tlsOnly('sns:Publish', ref(`${id}Topic`))),
    }),
    [`${id}Undelivered`]: alarm({
      name: `${name}-undelivered`,
      says: `Messages of the topic ${name} did not reach a queue`,
      namespace: 'AWS/SNS',
      metric: 'NumberOfNotificationsFailed',
      dimensions: { TopicName: name },
      statistic: 'Sum',
      period: 60,
      above: 0,
      tells: owned.tells,
    }),
  }
}
