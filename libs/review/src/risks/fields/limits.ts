import { at, fields, graceSeconds, list, quantity, seconds, text, type Fields } from '@slipway/kube'
import { rule } from '../risk.ts'
import { field, fieldRule } from './field-rule.ts'
import { nodesOf, podIn } from '../../effects/pod-nodes.ts'
import { targetsOf } from './scaler-targets.ts'

type Worse = 'much' | 'some' | 'no'
const worst = (all: readonly Worse[]): Worse => (all.includes('much') ? 'much' : all.includes('some') ? 'some' : 'no')

/** Each traffic policy of a DestinationRule by whose it is: of all, of a port, of a subset. */
function policiesOf(spec: unknown): ReadonlyMap<string, Fields> {
  const parts = (whose: string, policy: unknown): readonly (readonly [string, Fields])[] => [
    [whose, fields(policy)],
    ...list(at(policy, 'portLevelSettings')).map(
      (one) => [`${whose} port ${String(at(one, 'port', 'number'))}`, fields(one)] as const,
    ),
  ]
  return new Map([
    ...parts('', at(spec, 'trafficPolicy')),
    ...list(at(spec, 'subsets')).flatMap((one) => parts(`subset ${text(one.name) ?? ''}`, one.trafficPolicy)),
  ])
}

/** The words of each policy before and after. */
function policyTurns(was: unknown, is: unknown): readonly (readonly [before: Fields, after: Fields])[] {
  const before = policiesOf(was)
  return [...policiesOf(is)].map(([whose, policy]) => [before.get(whose) ?? {}, policy])
}

const poolAt = (policy: Fields, path: string): unknown => at(policy, 'connectionPool', ...path.split('.'))
const fewest = 10
/** Limits of what runs at once: above them Istio answers 503. */
const limits = ['tcp.maxConnections', 'http.http1MaxPendingRequests', 'http.http2MaxRequests']
/** Without a word there is no limit; Istio reads 0 as no word. */
const limitOf = (policy: Fields, path: string): number => Number(poolAt(policy, path) ?? 0) || Infinity

function fall(old: number, now: number): Worse {
  if (now >= old) return 'no'
  if (now < fewest) return 'much'
  if (now * 10 > old) return 'some'
  return old === Infinity ? 'no' : 'much'
}
const poolShrinks = (was: unknown, is: unknown): Worse =>
  worst(
    policyTurns(was, is).flatMap(([before, after]) =>
      limits.map((path) => fall(limitOf(before, path), limitOf(after, path))),
    ),
  )

/** Istio's default is 10 s. */
const connectTime = (policy: Fields): number => seconds(poolAt(policy, 'tcp.connectTimeout') ?? '10s') ?? 10
const timeShrinks = (was: unknown, is: unknown): Worse =>
  worst(
    policyTurns(was, is).map(([before, after]) => {
      const [old, now] = [connectTime(before), connectTime(after)]
      return now >= old ? 'no' : now < 0.1 ? 'much' : now * 10 <= old ? 'some' : 'no'
    }),
  )

const perConnection = (policy: Fields): number => Number(poolAt(policy, 'http.maxRequestsPerConnection') ?? 0)
const connectsForEach = (was: unknown, is: unknown): boolean =>
  policyTurns(was, is).some(([before, after]) => perConnection(after) === 1 && perConnection(before) !== 1)

/** Istio's defaults: five errors, a tenth of the pods, 30 s. */
const ejectsMore = (was: unknown, is: unknown): boolean =>
  policyTurns(was, is).some(([before, after]) => {
    const said = fields(after.outlierDetection)
    if (Object.keys(said).length === 0) return false
    const old = fields(before.outlierDetection)
    const share = (one: Fields) => Number(one.maxEjectionPercent ?? 10)
    const errors = (one: Fields) =>
      Math.min(...['consecutive5xxErrors', 'consecutiveGatewayErrors'].map((key) => Number(one[key] ?? 5) || Infinity))
    const time = (one: Fields) => seconds(one.baseEjectionTime ?? '30s') ?? 30
    return (
      (share(said) > share(old) && share(said) > 50) ||
      (errors(said) < errors(old) && errors(said) < 3) ||
      (time(said) > time(old) && time(said) >= 600)
    )
  })

const scaler = 'HorizontalPodAutoscaler ScaledObject'

/** By how many times the targets that stay rise, the most of all. */
const rise = (was: unknown, is: unknown): number => {
  const before = targetsOf(was)
  return Math.max(0, ...[...targetsOf(is)].map(([name, now]) => now / (before.get(name) ?? now)))
}
const shares = (spec: unknown): ReadonlyMap<string, number> =>
  new Map([...targetsOf(spec)].filter(([name]) => name.endsWith(' %')))
const rises = (was: unknown, is: unknown, above: number): boolean =>
  [...shares(is)].some(([name, now]) => now > above && now > (shares(was).get(name) ?? 0))

const bounds = (spec: unknown): readonly [number, number] => [
  Number(at(spec, 'minReplicas') ?? at(spec, 'minReplicaCount') ?? 1),
  Number(at(spec, 'maxReplicas') ?? at(spec, 'maxReplicaCount') ?? 100),
]
const hasRoom = (spec: unknown): boolean => {
  const [least, most] = bounds(spec)
  return most > Math.max(least, 1)
}

/** Less than a pod in ten minutes, by all that its policies let. */
const isSlow = (up: unknown): boolean =>
  Number(at(up, 'stabilizationWindowSeconds') ?? 0) >= 600 ||
  (list(at(up, 'policies')).length > 0 &&
    list(at(up, 'policies')).every(
      ({ type, value, periodSeconds }) => type === 'Pods' && Number(value) * 600 < Number(periodSeconds),
    ))

const workloads = 'Deployment StatefulSet ReplicaSet Job CronJob Rollout'
const podNodes = (spec: unknown) => nodesOf(podIn(spec))
/** The notice of EC2 before it takes a spot machine, in seconds. */
const notice = 120
/** From this factor on, a raise of what a pod asks for or may take is a risk. */
const much = 8

/** Numbers that stop requests or pods though everything is still there. */
export const limitRisks = [
  rule(
    'resources-raised',
    'outage',
    'how much of a node a pod may take',
    ({ pod, delta, change: { before, after } }) => {
      const [part = '', what = ''] = pod?.slice(-2) ?? []
      if (delta === undefined || before === undefined || after === undefined || !/^(?:cpu|memory)$/.test(what))
        return undefined
      const [was, is] = [quantity(delta.before), delta.after === undefined ? Infinity : quantity(delta.after)]
      if (pod?.at(-3) !== 'resources' || was === undefined || is === undefined || is < was * much) return undefined
      if (part === 'requests') return is < Infinity && ['medium', 'asks-much-more']
      return part === 'limits' && what === 'memory' && [is < Infinity ? 'medium' : 'low', 'memory-unbounded']
    },
  ),
  fieldRule('call-limits', 'outage', 'requests at once, and how long a pod may take', [
    field('calls-limited', 'high', 'DestinationRule', 'spec', (was, is) => poolShrinks(was, is) === 'much', true),
    field('calls-limited', 'medium', 'DestinationRule', 'spec', (was, is) => poolShrinks(was, is) === 'some', true),
    field('calls-cut-short', 'high', 'DestinationRule', 'spec', (was, is) => timeShrinks(was, is) === 'much', true),
    field('calls-cut-short', 'medium', 'DestinationRule', 'spec', (was, is) => timeShrinks(was, is) === 'some', true),
    field('pods-ejected', 'medium', 'DestinationRule', 'spec', ejectsMore, true),
    field('connection-each', 'medium', 'DestinationRule', 'spec', connectsForEach),
  ]),
  fieldRule('scaling-targets', 'outage', 'the numbers by which a scaler adds pods', [
    field('never-more-pods', 'high', scaler, 'spec', (was, is) => hasRoom(was) && !hasRoom(is)),
    field('scales-late', 'high', scaler, 'spec', (was, is) => rise(was, is) >= 10 || rises(was, is, 200)),
    field('scales-late', 'medium', scaler, 'spec', (was, is) => rise(was, is) >= 2 || rises(was, is, 95)),
    field('scales-early', 'medium', scaler, 'spec', (was, is) =>
      [...shares(is)].some(([name, now]) => now < 20 && now < (shares(was).get(name) ?? 0)),
    ),
    field(
      'scales-late',
      'medium',
      'HorizontalPodAutoscaler',
      'spec.behavior.scaleUp',
      (was, is) => isSlow(is) && !isSlow(was),
    ),
  ]),
  fieldRule('spot', 'outage', 'machines that AWS may take back', [
    field(
      'may-be-taken',
      'medium',
      workloads,
      'spec',
      (was, is) => podNodes(is) === 'spot' && podNodes(was) !== 'spot',
    ),
    field('taken-before-end', 'medium', workloads, 'spec', (was, is) => {
      const grace = (spec: unknown) => graceSeconds(podIn(spec))
      return podNodes(is) === 'spot' && grace(is) > notice && grace(was) <= notice
    }),
  ]),
]
