import { role } from '../iam/role.ts'
import { shortened } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { allow, serviceTrust } from '../iam/policy.ts'
import { resource, type Resources } from '../model/stack.ts'
import { attribute, type Properties } from '../model/value.ts'
import { arnOf } from '../roles/app-rights.ts'
import { awsCron } from '../snapshots.ts'
import { aliasArn, nameOf } from './names.ts'

/** The limits of ScalingConfig: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const pollers = { least: 2, most: 1000 } as const

/**
 * The poller calls no more at once than are reserved, or it would be throttled, and the queue would put messages aside
 * that nobody looked at. A batch names the messages that failed, and only those come again.
 */
function fromQueue(one: ResolvedFunction): Resources {
  const { queue, concurrency, cluster } = one
  if (queue === null) return {}
  const { reserved } = concurrency
  return {
    Messages: resource(
      'AWS::Lambda::EventSourceMapping',
      {
        EventSourceArn: arnOf.queue(queue.name, cluster),
        FunctionName: aliasArn(one),
        BatchSize: queue.batch,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...(reserved === null
          ? {}
          : { ScalingConfig: { MaximumConcurrency: Math.min(pollers.most, Math.max(pollers.least, reserved)) } }),
      },
      { after: ['Live'] },
    ),
  }
}

function bySchedule(one: ResolvedFunction, bounds: Properties): Resources {
  const { schedule, cluster } = one
  if (schedule === null) return {}
  return {
    ScheduleRole: role(
      {
        name: shortened(`${cluster.name}-schedule-${one.name}`, 64),
        does: `Calls ${nameOf(one)} by its schedule`,
        trust: serviceTrust('scheduler.amazonaws.com', 'sts:AssumeRole', cluster.account),
        rights: [allow('Call', ['lambda:InvokeFunction'], aliasArn(one))],
      },
      bounds,
    ),
    Schedule: resource(
      'AWS::Scheduler::Schedule',
      {
        Name: nameOf(one),
        ScheduleExpression: awsCron(schedule.cron),
        ScheduleExpressionTimezone: schedule.zone,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: aliasArn(one),
          RoleArn: attribute('ScheduleRole', 'Arn'),
          RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
        },
      },
      { after: ['Live'] },
    ),
  }
}

export const triggers = (one: ResolvedFunction, bounds: Properties): Resources => ({
  ...fromQueue(one),
  ...bySchedule(one, bounds),
})
