import type { Cluster } from '@slipway/fleet'
import { queueName } from '@slipway/model'
import type { AwsUse } from '../aws-app.ts'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'

export type Place = Pick<Cluster, 'environment' | 'account' | 'region'>

/** Of the services whose resources apps use, all that a program does with one that is there; nothing that makes, opens or deletes it. */
export const actions = {
  send: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
  work: [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ],
} as const

const queueArn = (queue: string, place: Place) => arn(`sqs:${place.region}:${place.account}:${queueName(queue, place)}`)

/** Exactly what a spec uses in one environment, account and region; empty for an app that uses nothing of AWS. */
export function appRights({ sends, works }: AwsUse, place: Place): readonly Statement[] {
  const onQueues = (sid: string, may: readonly string[], queues: readonly string[]) =>
    queues.length === 0
      ? []
      : [
          allow(
            sid,
            may,
            queues.map((queue) => queueArn(queue, place)),
          ),
        ]
  return [...onQueues('SendMessages', actions.send, sends), ...onQueues('WorkOnMessages', actions.work, works)]
}
