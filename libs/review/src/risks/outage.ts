import { at, graceSeconds, list, number, preStopSeconds, quantity, text } from '@slipway/kube'
import { canonical, type Delta } from '../compare/diff.ts'
import { pattern } from '../compare/pattern.ts'
import { canaryPlan } from '../effects/canary.ts'
import { podsOf, podsOfScaler } from '../effects/pod-count.ts'
import { containersIn, podIn } from '../effects/pod-nodes.ts'
import type { Entity } from '../read/entity.ts'
import { isScaler, targetOf, type Index } from '../read/trees.ts'
import { budgetOf } from './budget.ts'
import { isGone, rule } from './risk.ts'

const runs = new Set(['Deployment', 'DeploymentConfig', 'Rollout', 'StatefulSet', 'DaemonSet', 'CronJob'])
/** A Secret, and what makes one of its own name. */
const secrets = ['Secret', 'ExternalSecret', 'SealedSecret', 'SopsSecret']
const called = new Set(['Service', 'VirtualService', 'Gateway', 'Ingress', 'ServiceAccount', ...secrets])
const liveness = pattern('spec.containers[*].livenessProbe')
const readiness = pattern('spec.containers[*].readinessProbe')
const resources = pattern('spec.containers[*].resources.**')
const memoryLimit = pattern('spec.containers[*].resources.limits.memory')
const drain = pattern('spec.containers[*].lifecycle.**')
const grace = pattern('spec.terminationGracePeriodSeconds')
const image = pattern('spec.containers[*].image')
const serviceSelector = pattern('spec.selector.**')
const fewest = pattern(
  'spec.minReplicas|spec.minReplicaCount|spec.idleReplicaCount|spec.replicas|metadata.annotations."autoscaling.keda.sh/paused-replicas"',
)

/** The numbers of a change that makes one smaller. */
function shrunk(delta: Pick<Delta, 'before' | 'after'> | undefined) {
  const { before, after } = delta ?? {}
  return typeof before === 'number' && typeof after === 'number' && after < before ? { before, after } : undefined
}

/** Whether SIGKILL comes while a container of the pod still waits for SIGTERM. */
function endsInHook(entity: Entity | undefined): boolean {
  const pod = podIn(entity?.value.spec)
  return containersIn(entity?.value.spec).some((container) => (preStopSeconds(container) ?? -1) >= graceSeconds(pod))
}

/** Routes that answer an error themselves, as in maintenance. */
const closedRoutes = (entity: Entity | undefined): number =>
  list(at(entity?.value, 'spec', 'http')).filter((route) => (number(at(route, 'directResponse', 'status')) ?? 0) >= 500)
    .length

/** Changes that can stop an app from answering. */
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
  rule('called-deleted', 'outage', 'what others need to be there', (d) => {
    if (!called.has(d.entity.kind) || !isGone(d)) return undefined
    const { location, namespace, name, kind } = d.change.before ?? d.entity
    // The Secret that it made is made in another way.
    const isMade =
      kind !== 'Secret' &&
      secrets.includes(kind) &&
      secrets.some((one) => one !== kind && d.trees.after.find(location.cluster, one, namespace, name) !== undefined)
    return !isMade && ['high', 'needed-object-deleted', kind]
  }),
  rule(
    'left-running',
    'outage',
    'apps that are gone from git',
    ({ delta, effects, entity }) =>
      delta === undefined &&
      runs.has(entity.kind) &&
      effects.some(({ code }) => code === 'kept-unwatched') && ['medium', 'runs-on'],
  ),
  rule('single-pod', 'outage', 'apps of one pod', ({ change: { before, after }, effects, trees }) => {
    if (after === undefined || !effects.some(({ kind }) => kind === 'restart' || kind === 'canary')) return undefined
    // Whoever says Recreate wants that at each change; another way of replacing pods is what this change itself brings.
    const strategy = (entity: Entity | undefined) => canonical(at(entity?.value, 'spec', 'strategy', 'type') ?? null)
    if (effects.some(({ code }) => code === 'all-pods-stop'))
      return [strategy(before) === strategy(after) ? 'medium' : 'high', 'stops-before-start']
    return after.kind === 'StatefulSet' && podsOf(trees.after, after)?.most === 1 && ['medium', 'only-pod-stops']
  }),
  rule(
    'scaler-adopts',
    'outage',
    'the first sync of a scaler',
    ({ effects }) =>
      effects.some(({ code }) => code === 'scaler-starts-at-one') && ['high', 'one-pod-until-scaler-acts'],
  ),
  rule('fewer-pods', 'outage', 'the fewest pods of an app', ({ change: { before, after }, delta, trees }) => {
    if (before === undefined || after === undefined || delta === undefined || !fewest(delta.steps)) return undefined
    // The annotation that stops all pods has a sentence of its own: no request starts one.
    if (delta.steps[0] === 'metadata' && text(delta.after) === '0') return undefined
    const count = (entity: Entity, tree: Index) =>
      (isScaler(entity) ? podsOfScaler(entity) : podsOf(tree, entity))?.fewest
    const pods = { before: count(before, trees.before), after: count(after, trees.after) }
    if (pods.before === undefined || pods.after === undefined || pods.after >= pods.before) return undefined
    if (pods.after === 0) return ['high', 'no-pods']
    return pods.after === 1 ? ['medium', 'single-pod', pods] : ['low', 'fewer-pods', pods]
  }),
  rule(
    'paused',
    'outage',
    'releases and runs that go on by themselves',
    ({ entity: { kind }, delta, change: { after } }) => {
      if (delta?.after !== true && delta?.after !== false) return undefined
      const field = delta.steps.slice(1).join('.')
      if (field === 'paused' && delta.after && after !== undefined) return ['medium', 'paused']
      if (field === 'strategy.blueGreen.autoPromotionEnabled' && !delta.after) return ['medium', 'endless-pause']
      return field === 'suspend' && delta.after && /Job$/.test(kind) && ['medium', 'suspended']
    },
  ),
  rule(
    'maintenance',
    'outage',
    'whether the gateway answers itself',
    ({ change: { before, after }, entity, delta }) => {
      if (entity.kind !== 'VirtualService' || (delta !== undefined && delta.steps[1] !== 'http')) return undefined
      return closedRoutes(after) > closedRoutes(before) && ['high', 'answered-by-gateway']
    },
  ),
  rule('target', 'outage', 'what a scaler scales', ({ change: { before, after }, entity, delta, trees }) => {
    // The scaler is there and what it scales is not; or the other way round, when that goes.
    if (after !== undefined && isScaler(after)) {
      if (delta !== undefined && delta.steps[1] !== 'scaleTargetRef') return undefined
      // One that names nothing is a patch of another.
      if ((delta === undefined && before !== undefined) || targetOf(after)[1] === '') return undefined
      return trees.after.scaledBy(after) === undefined && ['medium', 'no-target', targetOf(after).join(' ')]
    }
    if (delta !== undefined || before === undefined || (after !== undefined && after.name === before.name))
      return undefined
    const scaler = trees.after.scalerOf(before)
    return scaler !== undefined && ['medium', 'target-gone', `${entity.kind} ${before.name}`]
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
  rule('drain-cut', 'outage', 'the time a pod has to end its work', ({ change: { before, after }, pod, delta }) => {
    if (pod === undefined || delta === undefined) return undefined
    const isGrace = grace(pod)
    if (!isGrace && !drain(pod)) return undefined
    if (endsInHook(after) && !endsInHook(before)) return ['medium', 'no-time-after-hook']
    if (delta.op === 'remove' && !isGrace) return ['medium', 'no-drain']
    // One that is not said is Kubernetes' own.
    const seconds = shrunk(isGrace ? { before: delta.before ?? 30, after: delta.after ?? 30 } : delta)
    return seconds && [seconds.after === 0 ? 'medium' : 'low', 'drain-cut', seconds]
  }),
  rule('canary-removed', 'outage', 'canary steps and their analysis', ({ change, delta, entity }) => {
    if (entity.kind !== 'Rollout' || delta?.steps[1] !== 'strategy' || change.after === undefined) return undefined
    const [before, after] = [canaryPlan(change.before?.value ?? {}), canaryPlan(change.after.value)]
    if (before === undefined) return undefined
    if (after === undefined) return ['high', 'no-canary-steps']
    if (after.waits && !before.waits) return ['medium', 'endless-pause']
    if (before.analysed && !after.analysed) return ['high', 'no-analysis']
    if (after.seconds < before.seconds / 2) return ['medium', 'canary-halved']
    const steps = { before: before.shares.length, after: after.shares.length }
    if (steps.after < steps.before) return ['medium', 'fewer-canary-steps', steps]
    const [first, now] = [before.shares[0] ?? 100, after.shares[0] ?? 100]
    if (now < Math.max(first * 2, 20)) return undefined
    return [now < 100 ? 'medium' : 'high', 'canary-starts-high', { before: first, after: now }]
  }),
  rule(
    'budget-removed',
    'outage',
    'PodDisruptionBudgets',
    (d) => d.entity.kind === 'PodDisruptionBudget' && isGone(d) && ['medium', 'no-budget'],
  ),
  rule(
    'budget',
    'outage',
    'budgets that let some pods go, and not all',
    ({ entity, delta, change: { before, after }, trees }) => {
      if (entity.kind !== 'PodDisruptionBudget' || after === undefined || (delta === undefined && before !== undefined))
        return undefined
      const [was, is] = [
        before === undefined ? undefined : budgetOf(before, trees.before),
        budgetOf(after, trees.after),
      ]
      return is !== was && is !== undefined && ['medium', is]
    },
  ),
  rule('quota', 'outage', 'what a namespace may hold', ({ entity, delta }) => {
    if (delta?.op !== 'set' || !/^(?:ResourceQuota|LimitRange)$/.test(entity.kind)) return undefined
    const { before, after } = delta
    const [was, is] = [quantity(before), quantity(after)]
    if (was === undefined || is === undefined || was === is) return undefined
    const isRoom = entity.kind === 'ResourceQuota' || delta.steps.includes('max')
    if (is > was) return isRoom && ['low', 'limit-raised', { before, after }]
    return isRoom && ['medium', 'quota', { before, after }]
  }),
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
