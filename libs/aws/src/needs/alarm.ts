import { resource, managed, type AwsResource } from '../model/stack.ts'
import type { Value } from '../model/value.ts'

interface Common {
  readonly name: string
  readonly says: string
  readonly namespace: `AWS/${string}`
  readonly metric: string
  readonly dimensions: Readonly<Record<string, string>>
  readonly statistic: 'Maximum' | 'Sum' | 'Average'
  /** Seconds. */
  readonly period: number
  /** ARNs of the topics that get the alarm. */
  readonly tells: readonly Value[]
}
type Watched = Common & ({ readonly above: number } | { readonly below: number })

/**
 * Goes off when a metric is above a number, or below one, for three periods of five, so that one slow minute wakes
 * nobody. No data is no alarm: SQS and DynamoDB report nothing of what nobody uses.
 */
export const alarm = ({
  name,
  says,
  namespace,
  metric,
  dimensions,
  statistic,
  period,
  tells,
  ...limit
}: Watched): AwsResource =>
  resource('AWS::CloudWatch::Alarm', {
    AlarmName: name,
    AlarmDescription: says,
    Namespace: namespace,
    MetricName: metric,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: statistic,
    Period: period,
    EvaluationPeriods: period >= 3600 ? 1 : 5,
    DatapointsToAlarm: period >= 3600 ? 1 : 3,
    Threshold: 'above' in limit ? limit.above : limit.below,
    ComparisonOperator: 'above' in limit ? 'GreaterThanThreshold' : 'LessThanThreshold',
    TreatMissingData: 'notBreaching',
    ...(tells.length === 0 ? {} : { AlarmActions: tells, OKActions: tells }),
    Tags: [managed],
  })
