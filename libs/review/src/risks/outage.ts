import { at, fields, number, quantity } from '@slipway/kube'
import { canaryPlan } from '../effects/canary.ts'
import { pattern } from '../compare/pattern.ts'
import { podsOf } from '../effects/pods.ts'
import { article, isGone, rule, type Danger, type RiskRule } from './risk.ts'

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
const readiness = pattern('spec.containers[*].readinessProbe|spec.containers[*].readinessProbe.**')
const liveness = pattern('spec.containers[*].livenessProbe')
const resources = pattern('spec.containers[*].resources.**')
const stop = pattern('spec.containers[*].lifecycle|spec.containers[*].lifecycle.**|spec.terminationGracePeriodSeconds')
const image = pattern('spec.containers[*].image')
const serviceSelector = pattern('spec.selector|spec.selector.**')
const fewest = pattern('spec.minReplicas|spec.minReplicaCount|spec.replicas')

/** The pods of the object are replaced by this. */
const replaces = ({ effects }: Danger): boolean => effects.some(({ kind }) => kind === 'restart' || kind === 'canary')

/** The amounts that shrink, each as `memory 512Mi to 256Mi`. */
function cuts(before: unknown, after: unknown, name: string): string[] {
  if (typeof after === 'object' && typeof before === 'object') {
    return Object.keys(fields(before)).flatMap((key) => cuts(fields(before)[key], fields(after)[key], key))
  }
  const [a, b] = [quantity(before), quantity(after)]
  return a !== undefined && b !== undefined && b < a ? [`${name} ${String(before)} to ${String(after)}`] : []
}

/** What can stop an app from answering. */
export const outageRisks: readonly RiskRule[] = [
  rule('refused', 'outage', 'fields that cannot be changed', ({ effects }) => {
    const no = effects.find(({ kind }) => kind === 'refused')
    return no === undefined ? undefined : ['high', no.text]
  }),
  rule('recreated', 'outage', 'objects that are deleted and made anew', ({ effects }) => {
    const anew = effects.find(({ kind }) => kind === 'recreate')
    return anew === undefined ? undefined : ['high', anew.text]
  }),
  rule('workload-deleted', 'outage', 'what runs', (d) =>
    d.delta === undefined && runs.has(d.entity.kind) && isGone(d)
      ? ['high', `${article(d.entity.kind)} ${d.entity.kind} is deleted: its pods stop`]
      : undefined,
  ),
  rule('called-deleted', 'outage', 'what others need to be there', (d) =>
    d.delta === undefined && called.has(d.entity.kind) && isGone(d)
      ? ['high', `${article(d.entity.kind)} ${d.entity.kind} that others may need is deleted`]
      : undefined,
  ),
  rule('left-running', 'outage', 'apps that are gone from git', ({ delta, effects, entity }) =>
    delta === undefined &&
    runs.has(entity.kind) &&
    effects.some(({ kind, text }) => kind === 'kept' && text.includes('unwatched'))
      ? ['medium', 'it is gone from git and runs on']
      : undefined,
  ),
  rule('single-pod', 'outage', 'apps of one pod', (d) => {
    if (d.change.after === undefined || !replaces(d)) return undefined
    if (d.effects.some(({ text }) => text.startsWith('all pods stop')))
      return ['high', 'all its pods stop before new ones start (Recreate)']
    return d.entity.kind === 'StatefulSet' && podsOf(d.trees.after, d.change.after)?.most === 1
      ? ['medium', 'its only pod stops before the new one starts']
      : undefined
  }),
  rule('scaler-adopts', 'outage', 'the first sync of a scaler', ({ effects }) =>
    effects.some(({ kind, text }) => kind === 'scale' && text.includes('begins from one pod'))
      ? ['high', 'replicas leave git for a scaler: one pod until it acts']
      : undefined,
  ),
  rule('fewer-pods', 'outage', 'the fewest pods of an app', ({ delta }) => {
    if (
      delta === undefined ||
      !fewest(delta.steps) ||
      typeof delta.after !== 'number' ||
      typeof delta.before !== 'number'
    )
      return undefined
    if (delta.after >= delta.before) return undefined
    if (delta.after === 0) return ['high', 'no pods']
    return delta.after === 1
      ? ['medium', `from ${delta.before} pods to a single one`]
      : ['low', `fewer pods: ${delta.before} to ${delta.after}`]
  }),
  rule('probe-removed', 'outage', 'probes', ({ pod, delta }) => {
    if (pod === undefined || delta?.op !== 'remove') return undefined
    if (readiness(pod) && pod.at(-1) === 'readinessProbe')
      return ['high', 'no readiness probe: pods get traffic before they can answer']
    return liveness(pod) ? ['medium', 'no liveness probe: a pod that hangs stays'] : undefined
  }),
  rule('resources-cut', 'outage', 'what was asked for before', ({ pod, delta }) => {
    if (pod === undefined || delta === undefined || !resources(pod)) return undefined
    const cut = cuts(delta.before, delta.after, pod.slice(-2).join(' '))
    if (cut.length === 0) return undefined
    return [cut.some((c) => c.includes('limits memory')) ? 'high' : 'medium', `less than before: ${cut.join(', ')}`]
  }),
  rule('drain-cut', 'outage', 'the time a pod has to end its work', ({ pod, delta }) => {
    if (pod === undefined || delta === undefined || !stop(pod)) return undefined
    if (delta.op === 'remove') return ['medium', 'pods no longer wait before they stop']
    return typeof delta.after === 'number' && typeof delta.before === 'number' && delta.after < delta.before
      ? ['low', `less time to stop: ${delta.before} s to ${delta.after} s`]
      : undefined
  }),
  rule('canary-removed', 'outage', 'canary steps and their analysis', ({ change, delta, entity }) => {
    if (
      entity.kind !== 'Rollout' ||
      delta?.steps[1] !== 'strategy' ||
      change.before === undefined ||
      change.after === undefined
    )
      return undefined
    const [before, after] = [canaryPlan(change.before.value), canaryPlan(change.after.value)]
    if (before === undefined) return undefined
    if (after === undefined) return ['high', 'releases have no canary steps any more']
    if (before.analysed && !after.analysed) return ['high', 'nothing judges the canary any more']
    if (after.seconds < before.seconds / 2) return ['medium', 'the canary is less than half as long']
    return after.shares.length < before.shares.length
      ? ['medium', `fewer canary steps: ${before.shares.length} to ${after.shares.length}`]
      : undefined
  }),
  rule('budget-removed', 'outage', 'PodDisruptionBudgets', (d) =>
    d.entity.kind === 'PodDisruptionBudget' && d.delta === undefined && isGone(d)
      ? ['medium', 'a node drain may take all pods at once']
      : undefined,
  ),
  rule('service-selector', 'outage', 'what a Service selects', ({ entity, delta }) =>
    entity.kind === 'Service' && delta !== undefined && serviceSelector(delta.steps)
      ? ['high', 'the Service selects other pods']
      : undefined,
  ),
  rule('routes-and-image', 'outage', 'one thing at a time', ({ change, pod, trees }) => {
    const { after } = change
    if (pod === undefined || after?.kind !== 'Rollout' || !image(pod)) return undefined
    const both = trees.changed(after.place.folder).some(({ kind }) => kind === 'VirtualService')
    return both
      ? ['medium', 'routes and image in one change: Argo CD and Rollouts write the weights at the same time']
      : undefined
  }),
  rule('scaled-to-git', 'outage', 'one owner of the number of pods', ({ change, delta, entity, trees }) =>
    delta?.op === 'add' &&
    delta.steps.join('.') === 'spec.replicas' &&
    number(at(entity.value, 'spec', 'replicas')) !== undefined &&
    change.after !== undefined &&
    trees.after.scalerOf(change.after) !== undefined
      ? ['high', 'git and a scaler both own the number of pods']
      : undefined,
  ),
]
