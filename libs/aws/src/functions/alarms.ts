import type { ResolvedFunction, Slo } from '@slipway/model'
import { managed, resource, type AwsResource } from '../model/stack.ts'
import { attribute, ref, type Properties, type Value } from '../model/value.ts'
import { versionId } from './function.ts'
import { aliasName, nameOf } from './names.ts'

type Resources = Readonly<Record<string, AwsResource>>

/** Two bad minutes of three, so that one slow minute neither wakes anybody nor ends a release. */
const judged = {
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
} as const
const minute = 60

const dimensions = (all: Readonly<Record<string, Value>>): readonly Value[] =>
  Object.entries(all).map(([Name, value]) => ({ Name, Value: value }))

const told = (tells: readonly Value[]): Properties =>
  tells.length === 0 ? {} : { AlarmActions: tells, OKActions: tells }

interface Counted {
  readonly namespace: `AWS/${string}`
  readonly failed: string
  readonly all: string
  readonly of: readonly Value[]
}

/** Per cent of what was counted. */
function shareAlarm(
  name: string,
  says: string,
  slo: Slo,
  { namespace, failed, all, of }: Counted,
  tells: readonly Value[],
) {
  const sum = (id: string, metric: string) => ({
    Id: id,
    MetricStat: { Metric: { Namespace: namespace, MetricName: metric, Dimensions: of }, Period: minute, Stat: 'Sum' },
    ReturnData: false,
  })
  return resource('AWS::CloudWatch::Alarm', {
    AlarmName: name,
    AlarmDescription: says,
    Metrics: [
      sum('failed', failed),
      sum('all', all),
      { Id: 'share', Expression: 'IF(all > 0, 100 * failed / all, 0)', Label: 'failed, in per cent', ReturnData: true },
    ],
    Threshold: slo.errors * 100,
    ...judged,
    ...told(tells),
    Tags: [managed],
  })
}

const metricAlarm = (
  name: string,
  says: string,
  metric: string,
  of: readonly Value[],
  above: number,
  statistic: Properties,
  tells: readonly Value[],
): AwsResource =>
  resource('AWS::CloudWatch::Alarm', {
    AlarmName: name,
    AlarmDescription: says,
    Namespace: 'AWS/Lambda',
    MetricName: metric,
    Dimensions: of,
    ...statistic,
    Period: minute,
    Threshold: above,
    ...judged,
    ...told(tells),
    Tags: [managed],
  })

/** What people are told of: of the alias, whatever version answers. */
export function liveAlarms(one: ResolvedFunction, tells: readonly Value[]): Resources {
  const name = nameOf(one)
  const { slo } = one
  const alias = dimensions({ FunctionName: name, Resource: `${name}:${aliasName}` })
  const throttled = {
    Throttled: metricAlarm(
      `${name}-throttled`,
      `Calls of ${name} are refused: its concurrency, or the pool of the account, is used up`,
      'Throttles',
      dimensions({ FunctionName: name }),
      0,
      { Statistic: 'Sum' },
      tells,
    ),
  }
  if (slo === null) return throttled
  const calls: Counted = { namespace: 'AWS/Lambda', failed: 'Errors', all: 'Invocations', of: alias }
  const requests: Counted = {
    namespace: 'AWS/ApiGateway',
    failed: '5xx',
    all: 'Count',
    of: dimensions({ ApiId: ref('Api') }),
  }
  return {
    ...throttled,
    // Answers of 5xx are no errors to Lambda, and what never reached the function is.
    Failing: shareAlarm(
      `${name}-failing`,
      `${name} fails more than its SLO allows`,
      slo,
      one.http === null ? calls : requests,
      tells,
    ),
    ...slow(`${name}-slow`, `${name} is slower than its SLO allows`, slo, alias, 'Slow', tells),
  }
}

const slow = (
  name: string,
  says: string,
  { p95 }: Slo,
  of: readonly Value[],
  id: string,
  tells: readonly Value[],
): Resources =>
  p95 === null ? {} : { [id]: metricAlarm(name, says, 'Duration', of, p95 * 1000, { ExtendedStatistic: 'p95' }, tells) }

/** What ends a release: of the version that is wanted alone, so that few requests of it are enough to see. */
export function releaseAlarms(one: ResolvedFunction): Resources {
  if (one.canary === null) return {}
  const name = nameOf(one)
  const { slo } = one.canary
  const of = dimensions({
    FunctionName: name,
    Resource: `${name}:${aliasName}`,
    ExecutedVersion: attribute(versionId(one), 'Version'),
  })
  return {
    ReleaseFailing: shareAlarm(
      `${name}-release-failing`,
      `The newest version of ${name} fails more than its SLO allows`,
      slo,
      { namespace: 'AWS/Lambda', failed: 'Errors', all: 'Invocations', of },
      [],
    ),
    ...slow(
      `${name}-release-slow`,
      `The newest version of ${name} is slower than its SLO allows`,
      slo,
      of,
      'ReleaseSlow',
      [],
    ),
  }
}
