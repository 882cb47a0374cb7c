import { parse } from 'yaml'
import type { ShareAlarm } from './alarm.ts'
import type { Shift } from './shift.ts'
import type { Throttle } from './token-bucket.ts'

/** The deployed resources of a function's stack that a rehearsal plays. */
export interface FunctionStack {
  readonly name: string
  readonly host: string
  readonly timeout: number
  readonly memory: number
  readonly variables: Readonly<Record<string, string>>
  /** Reserved concurrent calls; `null` if none are reserved. */
  readonly reserved: number | null
  readonly throttle: Throttle | null
  /** Keys of the API's routes. */
  readonly routes: readonly string[]
  /** Names of the statements of its role. */
  readonly rights: readonly string[]
  /** The resource that publishes the version: another one, another version. */
  readonly versionId: string
  /** `null`: the alias moves at once. */
  readonly shift: Shift | null
  /** Alarms that end a shift. @param version the new one */
  alarms(version: string): readonly ShareAlarm[]
}

interface Metric {
  readonly Namespace: string
  readonly MetricName: string
  readonly Dimensions: readonly { readonly Name: string }[]
}
interface Alarm {
  readonly AlarmName: string
  readonly Threshold: number
  readonly EvaluationPeriods: number
  readonly DatapointsToAlarm: number
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: Metric }; readonly Expression?: string }[]
}
interface Config {
  readonly Enabled: boolean
  readonly Alarms: readonly { readonly Name: { readonly Ref: string } }[]
}
interface Steps {
  readonly TimeBasedCanary?: { readonly CanaryPercentage: number; readonly CanaryInterval: number }
  readonly TimeBasedLinear?: { readonly LinearPercentage: number; readonly LinearInterval: number }
}
/** The resources that are read; the ids are those of libs/aws. */
interface Properties {
  readonly Function: {
    readonly FunctionName: string
    readonly Timeout: number
    readonly MemorySize: number
    readonly Environment: { readonly Variables: Readonly<Record<string, string>> }
    readonly ReservedConcurrentExecutions?: number
  }
  readonly Stage: {
    readonly DefaultRouteSettings?: { readonly ThrottlingRateLimit: number; readonly ThrottlingBurstLimit: number }
  }
  readonly Domain: { readonly DomainName: string }
  readonly Role: {
    readonly Policies: readonly {
      readonly PolicyDocument: { readonly Statement: readonly { readonly Sid: string }[] }
    }[]
  }
  readonly Live: { readonly FunctionVersion: { readonly 'Fn::GetAtt': readonly [string, string] } }
  readonly Group: { readonly AlarmConfiguration: Config }
  readonly Steps: { readonly TrafficRoutingConfig: Steps }
}
interface Resource {
  readonly Type?: string
  readonly Properties: unknown
  readonly UpdatePolicy?: unknown
}

const share = 'IF(all > 0, 100 * failed / all, 0)'
const counts = {
  'AWS/Lambda': ['Errors', 'Invocations'],
  'AWS/ApiGateway': ['5xx', 'Count'],
} as const
const isNamespace = (name: string | undefined): name is keyof typeof counts => name !== undefined && name in counts

/** @throws for a form of alarm that is not played */
function alarmOf(alarm: Alarm, version: string): ShareAlarm {
  const [failed, all, sum] = alarm.Metrics ?? []
  const [one, other] = [failed?.MetricStat?.Metric, all?.MetricStat?.Metric]
  const namespace = one?.Namespace
  const names = [one?.MetricName, other?.MetricName]
  if (!isNamespace(namespace) || sum?.Expression !== share || names.join() !== counts[namespace].join())
    throw new Error(`the alarm ${alarm.AlarmName} has a form that no rehearsal plays`)
  return {
    name: alarm.AlarmName,
    namespace,
    version: one?.Dimensions.some(({ Name }) => Name === 'ExecutedVersion') === true ? version : undefined,
    above: alarm.Threshold,
    periods: alarm.EvaluationPeriods,
    bad: alarm.DatapointsToAlarm,
  }
}

/** @throws where it has no steps */
function shiftOf({ TimeBasedCanary: canary, TimeBasedLinear: linear }: Steps): Shift {
  if (canary !== undefined) return { form: 'canary', percent: canary.CanaryPercentage, minutes: canary.CanaryInterval }
  if (linear !== undefined) return { form: 'linear', percent: linear.LinearPercentage, minutes: linear.LinearInterval }
  throw new Error('the stack of the function has steps of a form that no rehearsal plays')
}

/** @throws where the template has no function behind an API */
export function readFunctionStack(template: string): FunctionStack {
  const { Resources } = parse(template) as { readonly Resources: Readonly<Record<string, Resource>> }
  const properties = (id: string): unknown => {
    const found = Resources[id]
    if (found === undefined) throw new Error(`the stack of the function has no ${id}`)
    return found.Properties
  }
  const the = <K extends keyof Properties>(id: K) => properties(id) as Properties[K]
  const { Timeout, MemorySize, Environment, FunctionName, ReservedConcurrentExecutions } = the('Function')
  const settings = the('Stage').DefaultRouteSettings
  const shifts = Resources['Live']?.UpdatePolicy !== undefined
  const config = shifts ? the('Group').AlarmConfiguration : undefined
  const ends = config?.Enabled === true ? config.Alarms : []
  return {
    name: FunctionName,
    host: the('Domain').DomainName,
    timeout: Timeout,
    memory: MemorySize,
    variables: Environment.Variables,
    reserved: ReservedConcurrentExecutions ?? null,
    throttle:
      settings === undefined ? null : { rate: settings.ThrottlingRateLimit, burst: settings.ThrottlingBurstLimit },
    routes: Object.values(Resources).flatMap(({ Type, Properties: own }) =>
      Type === 'AWS::ApiGatewayV2::Route' ? [(own as { readonly RouteKey: string }).RouteKey] : [],
    ),
    rights: the('Role').Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement.map(({ Sid }) => Sid)),
    versionId: the('Live').FunctionVersion['Fn::GetAtt'][0],
    shift: shifts ? shiftOf(the('Steps').TrafficRoutingConfig) : null,
    alarms: (version) => ends.map(({ Name }) => alarmOf(properties(Name.Ref) as Alarm, version)),
  }
}
