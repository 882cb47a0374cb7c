import type { ResolvedFunction, Slo } from '@slipway/model'
import { managed, resource, type AwsResource, type Resources } from '../model/stack.ts'
import { attribute, ref, type Properties, type Value } from '../model/value.ts'
import { versionId } from './function.ts'
import { aliasName, nameOf } from './names.ts'

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

interface MetricAlarm {
  readonly name: string
  readonly says: string
  readonly metric: string
  readonly of: readonly Value[]
  readonly above: number
  readonly statistic: Properties
  readonly tells: readonly Value[]
}

const metricAlarm = ({ name, says, metric, of, above, statistic, tells }: MetricAlarm): AwsResource =>
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

/** Alarms on the alias, whichever version answers. */
export function liveAlarms(one: ResolvedFunction, tells: readonly Value[]): Resources {
  const name = nameOf(one)
  const { slo } = one
  const alias = dimensions({ FunctionName: name, Resource: `${name}:${aliasName}` })
  const throttled = {
    Throttled: metricAlarm({
      name: `${name}-throttled`,
      says: `Calls of ${name} are refused: its concurrency, or the pool of the account, is used up`,
      metric: 'Throttles',
      of: dimensions({ FunctionName: name }),
      above: 0,
      statistic: { Statistic: 'Sum' },
      tells,
    }),
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
    ...slow('Slow', slo, { name: `${name}-slow`, says: `${name} is slower than its SLO allows`, of: alias, tells }),
  }
}

function slow(id: string, { p95 }: Slo, alarm: Pick<MetricAlarm, 'name' | 'says' | 'of' | 'tells'>): Resources {
  if (p95 === null) return {}
  const statistic = { ExtendedStatistic: 'p95' }
  return { [id]: metricAlarm({ ...alarm, metric: 'Duration', above: p95 * 1000, statistic }) }
}

/** Alarms that end a release. They measure the new version alone, so that few requests are enough. */
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
    ...slow('ReleaseSlow', slo, {
      name: `${name}-release-slow`,
      says: `The newest version of ${name} is slower than its SLO allows`,
      of,
      tells: [],
    }),
  }
}
