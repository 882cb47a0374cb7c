import { at, fields, isFields, list, number, table } from '@slipway/kube'
import { canonical, type Delta } from '../compare/diff.ts'
import type { Facts } from './row.ts'
import { pattern, type Pattern } from '../compare/pattern.ts'

interface Default {
  readonly at: Pattern
  readonly value: unknown
}
const said = (path: string, value: unknown): Default => ({ at: pattern(path), value })

const history = said('spec.revisionHistoryLimit', 10)
const one = said('spec.replicas', 1)
const quiet = said('spec.minReadySeconds', 0)
const running = said('spec.paused', false)

/**
 * What the API server fills in when nothing is said, so that saying it or not is the same: pkg/apis/<group>/<version>/defaults.go of
 * k8s.io/kubernetes; of a Rollout what its controller takes (argo-rollouts utils/defaults). That an update which says one of them is taken,
 * also where the field is immutable, is what the rehearsal's scenario `effects` shows.
 */
const defaults = table<readonly Default[]>({
  Deployment: [
    history,
    one,
    quiet,
    running,
    said('spec.progressDeadlineSeconds', 600),
    said('spec.strategy.type', 'RollingUpdate'),
    said('spec.strategy.rollingUpdate.maxSurge|spec.strategy.rollingUpdate.maxUnavailable', '25%'),
  ],
  Rollout: [history, one, quiet, running, said('spec.progressDeadlineSeconds', 600)],
  StatefulSet: [
    history,
    one,
    quiet,
    said('spec.podManagementPolicy', 'OrderedReady'),
    said('spec.updateStrategy.type', 'RollingUpdate'),
    said('spec.updateStrategy.rollingUpdate.partition', 0),
    said('spec.volumeClaimTemplates[*].spec.volumeMode', 'Filesystem'),
    said(
      'spec.persistentVolumeClaimRetentionPolicy.whenDeleted|spec.persistentVolumeClaimRetentionPolicy.whenScaled',
      'Retain',
    ),
  ],
  DaemonSet: [
    history,
    quiet,
    said('spec.updateStrategy.type', 'RollingUpdate'),
    said('spec.updateStrategy.rollingUpdate.maxUnavailable', 1),
    said('spec.updateStrategy.rollingUpdate.maxSurge', 0),
  ],
  Job: [
    said('spec.backoffLimit', 6),
    said('spec.completions|spec.parallelism', 1),
    said('spec.suspend', false),
    said('spec.completionMode', 'NonIndexed'),
  ],
  CronJob: [
    said('spec.concurrencyPolicy', 'Allow'),
    said('spec.suspend', false),
    said('spec.successfulJobsHistoryLimit', 3),
    said('spec.failedJobsHistoryLimit', 1),
  ],
  Service: [
    said('spec.type', 'ClusterIP'),
    said('spec.sessionAffinity', 'None'),
    said('spec.internalTrafficPolicy', 'Cluster'),
    said('spec.publishNotReadyAddresses', false),
    said('spec.ports[*].protocol', 'TCP'),
  ],
  PersistentVolumeClaim: [said('spec.volumeMode', 'Filesystem')],
  StorageClass: [said('reclaimPolicy', 'Delete'), said('volumeBindingMode', 'Immediate')],
  PriorityClass: [said('preemptionPolicy', 'PreemptLowerPriority'), said('globalDefault', false)],
  HorizontalPodAutoscaler: [said('spec.minReplicas', 1)],
  NetworkPolicy: [said('spec.ingress[*].ports[*].protocol|spec.egress[*].ports[*].protocol', 'TCP')],
})

/** Defaults that depend on what else the object says. */
function follows(kind: string, steps: readonly string[], value: unknown, object: unknown): boolean {
  const path = steps.join('.')
  if (kind === 'Service' && path === 'spec.ports.[*].targetPort')
    return list(at(object, 'spec', 'ports')).some((port) => number(port.port) === value && port.targetPort === value)
  if (kind === 'NetworkPolicy' && path === 'spec.policyTypes')
    return canonical(value) === canonical('egress' in fields(at(object, 'spec')) ? ['Ingress', 'Egress'] : ['Ingress'])
  return false
}

/** Whether every value below a path is what is filled in anyway. */
function allDefault(kind: string, steps: readonly string[], value: unknown, object: unknown): boolean {
  if (isFields(value)) {
    const all = Object.entries(value)
    return all.length > 0 && all.every(([key, inner]) => allDefault(kind, [...steps, key], inner, object))
  }
  return (
    (defaults[kind] ?? []).some((each) => each.value === value && each.at(steps)) || follows(kind, steps, value, object)
  )
}

/** A number of pods that a scaler has made another is no default any more. */
const scaled = ({ change, trees }: Facts): boolean =>
  change.after !== undefined && trees.after.scalerOf(change.after) !== undefined

/** Whether a delta outside of a pod template only says, or leaves unsaid, what is filled in anyway. @param kind of the object */
export function isObjectDefault(kind: string, delta: Delta, facts: Facts): boolean {
  if (delta.op !== 'add' && delta.op !== 'remove') return false
  const [value, object] = delta.op === 'add' ? [delta.after, facts.change.after] : [delta.before, facts.change.before]
  if (delta.steps.at(-1) === 'replicas' && scaled(facts)) return false
  return allDefault(kind, delta.steps, value, object?.value)
}
