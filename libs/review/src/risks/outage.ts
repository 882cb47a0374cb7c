import { at, number, quantity } from '@slipway/kube'
import { pattern } from '../compare/pattern.ts'
import { canaryPlan } from '../effects/canary.ts'
import { podsOf } from '../effects/pod-count.ts'
import { isGone, rule, type Danger } from './risk.ts'

const runs = new Set(['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', 'CronJob'])
const called = new Set([
  'Service',
  'VirtualService',
  'Gateway',
  'Ingress',
  'ServiceAccount',
  'Secret',
  'ExternalSecret',
])
const liveness = pattern('spec.containers[*].livenessProbe')
const readiness = pattern('spec.containers[*].readinessProbe')
const resources = pattern('spec.containers[*].resources.**')
const memoryLimit = pattern('spec.containers[*].resources.limits.memory')
const drain = pattern('spec.containers[*].lifecycle.**|spec.terminationGracePeriodSeconds')
const image = pattern('spec.containers[*].image')
const serviceSelector = pattern('spec.selector.**')
const fewest = pattern('spec.minReplicas|spec.minReplicaCount|spec.replicas')

/** The numbers of a change that makes one smaller. */
function shrunk(delta: Danger['delta']) {
  const { before, after } = delta ?? {}
  return typeof before === 'number' && typeof after === 'number' && after < before ? { before, after } : undefined
}

/** What can stop an app from answering. */
export const outageRisks = [
  rule('refused', 'outage', 'fields that cannot be changed', ({ effects }) => {
    const refused = effects.find(({ kind }) => kind === 'refused')
    return refused && ['high', 'refused', refused]
  }),
  rule('recreated', 'outage', 'objects that are deleted and made anew', ({ effects }) => {
    const recreated = effects.find(({ kind }) => kind === 'recreate')
    return recreated && ['high', 'recreated', recreated]
  }),
  rule(
    'workload-deleted',
    'outage',
    'what runs',
    (d) => runs.has(d.entity.kind) && isGone(d) && ['high', 'workload-deleted', d.entity.kind],
  ),
  rule(
    'called-deleted',
    'outage',
    'what others need to be there',
    (d) => called.has(d.entity.kind) && isGone(d) && ['high', 'needed-object-deleted', d.entity.kind],
  ),
  rule(
    'left-running',
    'outage',
    'apps that are gone from git',
    ({ delta, effects, entity }) =>
      delta === undefined &&
      runs.has(entity.kind) &&
      effects.some(({ code }) => code === 'kept-unwatched') && ['medium', 'runs-on'],
  ),
  rule('single-pod', 'outage', 'apps of one pod', ({ change: { after }, effects, trees }) => {
    if (after === undefined || !effects.some(({ kind }) => kind === 'restart' || kind === 'canary')) return undefined
    if (effects.some(({ code }) => code === 'all-pods-stop')) return ['high', 'stops-before-start']
    return after.kind === 'StatefulSet' && podsOf(trees.after, after)?.most === 1 && ['medium', 'only-pod-stops']
  }),
  rule(
    'scaler-adopts',
    'outage',
    'the first sync of a scaler',
    ({ effects }) =>
      effects.some(({ code }) => code === 'scaler-starts-at-one') && ['high', 'one-pod-until-scaler-acts'],
  ),
  rule('fewer-pods', 'outage', 'the fewest pods of an app', ({ delta }) => {
    const pods = shrunk(delta)
    if (pods === undefined || delta === undefined || !fewest(delta.steps)) return undefined
    if (pods.after === 0) return ['high', 'no-pods']
    return pods.after === 1 ? ['medium', 'single-pod', pods] : ['low', 'fewer-pods', pods]
  }),
  rule('probe-removed', 'outage', 'probes', ({ pod, delta }) => {
    if (pod === undefined || delta?.op !== 'remove') return undefined
    return readiness(pod) ? ['high', 'no-readiness-probe'] : liveness(pod) && ['medium', 'no-liveness-probe']
  }),
  rule('resources-cut', 'outage', 'what was asked for before', ({ pod, delta }) => {
    if (pod === undefined || delta === undefined || !resources(pod)) return undefined
    const { before, after } = delta
    const [was, is] = [quantity(before), quantity(after)]
    if (was === undefined || is === undefined || is >= was) return undefined
    return [memoryLimit(pod) ? 'high' : 'medium', 'resources-cut', { what: pod.slice(-2).join(' '), before, after }]
  }),
  rule('drain-cut', 'outage', 'the time a pod has to end its work', ({ pod, delta }) => {
    if (pod === undefined || !drain(pod)) return undefined
    if (delta?.op === 'remove') return ['medium', 'no-drain']
    const seconds = shrunk(delta)
    return seconds && ['low', 'drain-cut', seconds]
  }),
  rule('canary-removed', 'outage', 'canary steps and their analysis', ({ change, delta, entity }) => {
    if (entity.kind !== 'Rollout' || delta?.steps[1] !== 'strategy' || change.after === undefined) return undefined
    const [before, after] = [canaryPlan(change.before?.value ?? {}), canaryPlan(change.after.value)]
    if (before === undefined) return undefined
    if (after === undefined) return ['high', 'no-canary-steps']
    if (before.analysed && !after.analysed) return ['high', 'no-analysis']
    if (after.seconds < before.seconds / 2) return ['medium', 'canary-halved']
    const steps = { before: before.shares.length, after: after.shares.length }
    return steps.after < steps.before && ['medium', 'fewer-canary-steps', steps]
  }),
  rule(
    'budget-removed',
    'outage',
    'PodDisruptionBudgets',
    (d) => d.entity.kind === 'PodDisruptionBudget' && isGone(d) && ['medium', 'no-budget'],
  ),
  rule(
    'service-selector',
    'outage',
    'what a Service selects',
    ({ entity, delta }) =>
      entity.kind === 'Service' && delta !== undefined && serviceSelector(delta.steps) && ['high', 'other-pods-called'],
  ),
  rule(
    'routes-and-image',
    'outage',
    'one thing at a time',
    ({ change: { after }, pod, trees }) =>
      pod !== undefined &&
      after?.kind === 'Rollout' &&
      image(pod) &&
      trees.changed(after.location.folder).some(({ kind }) => kind === 'VirtualService') && [
        'medium',
        'routes-and-image',
      ],
  ),
  rule(
    'scaled-to-git',
    'outage',
    'one owner of the number of pods',
    ({ change: { after }, delta, trees }) =>
      delta?.op === 'add' &&
      delta.steps.join('.') === 'spec.replicas' &&
      number(at(after?.value, 'spec', 'replicas')) !== undefined &&
      after !== undefined &&
      trees.after.scalerOf(after) !== undefined && ['high', 'two-owners-of-replicas'],
  ),
]
