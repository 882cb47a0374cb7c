import { at, list, number } from '@slipway/kube'
import { podIn } from '../../effects/pod-nodes.ts'
import { rule } from '../risk.ts'
import { canonical } from '../../compare/diff.ts'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'
import { loses } from './parts.ts'
import { targetsOf } from './scaler-targets.ts'

const scalers = 'HorizontalPodAutoscaler.autoscaling ScaledObject.keda.sh'

const triggersOf = (spec: unknown) => list(at(spec, 'triggers'))
const byLoad = (spec: unknown): number => triggersOf(spec).filter(({ type }) => type !== 'cron').length
/** The signals of a scaler, without their target values. */
const measures = (spec: unknown): readonly string[] => [
  ...triggersOf(spec).map(({ type, metadata }) =>
    canonical([type, at(metadata, 'query') ?? null, at(metadata, 'queueURL') ?? null]),
  ),
  ...[...targetsOf({ metrics: at(spec, 'metrics') }).keys()],
]
const holdsDown = (spec: unknown): number =>
  number(at(spec, 'behavior', 'scaleDown', 'stabilizationWindowSeconds')) ??
  number(
    at(spec, 'advanced', 'horizontalPodAutoscalerConfig', 'behavior', 'scaleDown', 'stabilizationWindowSeconds'),
  ) ??
  300
const cools = (spec: unknown): number => number(at(spec, 'cooldownPeriod')) ?? 300

/** Allow is the default of both kinds. */
const mayOverlap = (policy: unknown): boolean => policy === undefined || policy === 'Allow'

/** Pods for the load that comes: how many there may be, and what their number goes by. */
export const scalingRisks = [
  fieldRule('scaling', 'outage', 'pods for the load that comes', [
    field(
      'never-more-pods',
      'high',
      'HorizontalPodAutoscaler',
      'spec.behavior.scaleUp.selectPolicy',
      (_, is) => is === 'Disabled',
    ),
    field(
      'fewer-most-pods',
      'medium',
      'HorizontalPodAutoscaler',
      'spec.maxReplicas',
      (was, is) => Number(is) < Number(was),
    ),
    field(
      'fewer-most-pods',
      'medium',
      'ScaledObject',
      'spec.maxReplicaCount',
      (was, is) => Number(is ?? 100) < Number(was ?? 100),
    ),
    field('no-fallback', 'medium', 'ScaledObject', 'spec.fallback', unsaid),
    field(
      'evicts-by-itself',
      'medium',
      'VerticalPodAutoscaler',
      'spec.updatePolicy.updateMode',
      (was, is) => /^(?:Off|Initial)$/.test(String(was)) && !/^(?:Off|Initial)$/.test(String(is)),
    ),
    field('budget-elsewhere', 'medium', 'PodDisruptionBudget', 'spec.selector'),
    field(
      'runs-overlap',
      'medium',
      'CronJob CronWorkflow',
      'spec.concurrencyPolicy',
      (was, is) => mayOverlap(is) && !mayOverlap(was),
    ),
  ]),
  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details: without a request a share is not known.
  rule('scaling-measures', 'outage', 'what the number of pods is a share of', ({ pod, delta, change, trees }) => {
    const { after } = change
    const [what = ''] = pod?.slice(-1) ?? []
    if (delta?.op !== 'remove' || after === undefined || pod?.[1] !== 'containers') return undefined
    if (!/^(?:cpu|memory|requests|resources)$/.test(what)) return undefined
    const scaler = trees.after.scalerOf(after)
    const shares = [...targetsOf(scaler?.value.spec).keys()].filter((name) => name.endsWith(' %'))
    // A limit stands for a request that is not said.
    const unsaidIn = (name: string): boolean =>
      list(at(podIn(after.value.spec), 'containers')).some(({ resources }) =>
        ['requests', 'limits'].every((part) => at(resources, part, name) === undefined),
      )
    return (
      ['cpu', 'memory'].some((name) => unsaidIn(name) && shares.some((one) => one.split(' ').includes(name))) && [
        'high',
        'scaler-blind',
      ]
    )
  }),
  endRule('scaling-end', 'outage', 'scalers', [
    // With what it scaled, nobody misses it.
    end(
      'scaler-gone',
      'medium',
      'HorizontalPodAutoscaler ScaledObject',
      (gone, { trees }) => trees.before.scaledBy(gone) === undefined || trees.after.scaledBy(gone) !== undefined,
    ),
  ]),
  fieldRule('scaling-measures', 'outage', 'what the number of pods goes by', [
    field(
      'no-load-trigger',
      'high',
      'ScaledObject',
      'spec.triggers',
      (was, is) => byLoad({ triggers: was }) > 0 && byLoad({ triggers: is }) === 0,
    ),
    field('scales-by-other', 'medium', scalers, 'spec', (was, is) => loses(measures(was), measures(is))),
    field(
      'scales-down-soon',
      'medium',
      scalers,
      'spec',
      (was, is) => (holdsDown(is) < 60 && holdsDown(was) >= 60) || (cools(is) < 60 && cools(was) >= 60),
    ),
  ]),
]
