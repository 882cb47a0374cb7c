import { at, fields, isFields, list, number, table, text, type Fields } from '@slipway/kube'
import { canonical, type Delta } from '../compare/diff.ts'
import { pattern } from '../compare/pattern.ts'
import { isScaled, type Facts } from './row.ts'

/** Values by pattern of path. */
const filled = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([path, value]) => ({ at: pattern(path), value }))

const stateless = {
  'spec.revisionHistoryLimit': 10,
  'spec.replicas': 1,
  'spec.minReadySeconds': 0,
  'spec.paused': false,
  'spec.progressDeadlineSeconds': 600,
}

/**
 * By the API server (pkg/apis/<group>/<version>/defaults.go of k8s.io/kubernetes), or Rollouts' controller
 * (utils/defaults). The scenario `effects` shows that updates which say one are taken, even where the field is
 * immutable.
 */
const defaults = table({
  Deployment: filled({
    ...stateless,
    'spec.strategy.type': 'RollingUpdate',
    'spec.strategy.rollingUpdate.maxSurge|spec.strategy.rollingUpdate.maxUnavailable': '25%',
  }),
  Rollout: filled(stateless),
  StatefulSet: filled({
    'spec.revisionHistoryLimit': 10,
    'spec.replicas': 1,
    'spec.minReadySeconds': 0,
    'spec.podManagementPolicy': 'OrderedReady',
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.updateStrategy.rollingUpdate.partition': 0,
    'spec.volumeClaimTemplates[*].spec.volumeMode': 'Filesystem',
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted|spec.persistentVolumeClaimRetentionPolicy.whenScaled':
      'Retain',
  }),
  DaemonSet: filled({
    'spec.revisionHistoryLimit': 10,
    'spec.minReadySeconds': 0,
    'spec.updateStrategy.type': 'RollingUpdate',
    'spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
    'spec.updateStrategy.rollingUpdate.maxSurge': 0,
  }),
  Job: filled({
    'spec.backoffLimit': 6,
    'spec.completions|spec.parallelism': 1,
    'spec.suspend': false,
    'spec.completionMode': 'NonIndexed',
  }),
  CronJob: filled({
    'spec.concurrencyPolicy': 'Allow',
    'spec.suspend': false,
    'spec.successfulJobsHistoryLimit': 3,
    'spec.failedJobsHistoryLimit': 1,
  }),
  Service: filled({
    'spec.type': 'ClusterIP',
    'spec.sessionAffinity': 'None',
    'spec.internalTrafficPolicy': 'Cluster',
    'spec.publishNotReadyAddresses': false,
    'spec.ports[*].protocol': 'TCP',
  }),
  PersistentVolumeClaim: filled({ 'spec.volumeMode': 'Filesystem' }),
  StorageClass: filled({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  PriorityClass: filled({ preemptionPolicy: 'PreemptLowerPriority', globalDefault: false }),
  HorizontalPodAutoscaler: filled({ 'spec.minReplicas': 1 }),
  NetworkPolicy: filled({ 'spec.ingress[*].ports[*].protocol|spec.egress[*].ports[*].protocol': 'TCP' }),
})

/** Of pod templates (pkg/apis/core/v1/defaults.go); Rollouts compares after these (PodTemplateEqualIgnoreHash). */
const podDefaults = filled({
  'spec.restartPolicy': 'Always',
  'spec.dnsPolicy': 'ClusterFirst',
  'spec.schedulerName': 'default-scheduler',
  'spec.terminationGracePeriodSeconds': 30,
  'spec.enableServiceLinks': true,
  'spec.hostNetwork|spec.hostPID|spec.hostIPC': false,
  'spec.containers[*].terminationMessagePath|spec.initContainers[*].terminationMessagePath': '/dev/termination-log',
  'spec.containers[*].terminationMessagePolicy|spec.initContainers[*].terminationMessagePolicy': 'File',
  'spec.containers[*].ports[*].protocol': 'TCP',
  'spec.containers[*].*.timeoutSeconds': 1,
  'spec.containers[*].*.periodSeconds': 10,
  'spec.containers[*].*.successThreshold': 1,
  'spec.containers[*].*.failureThreshold': 3,
  'spec.containers[*].*.initialDelaySeconds': 0,
  'spec.containers[*].*.httpGet.scheme': 'HTTP',
  '**.valueFrom.fieldRef.apiVersion': 'v1',
})

type Filled = typeof podDefaults
const has = (all: Filled | undefined, steps: readonly string[], value: unknown): boolean =>
  all?.some((one) => one.value === value && one.at(steps)) === true

/** Whether a value is a default that depends on the object's other fields. */
function follows(kind: string, steps: readonly string[], value: unknown, object: unknown): boolean {
  const spec = fields(at(object, 'spec'))
  const path = steps.join('.')
  if (kind === 'Service' && path === 'spec.ports.[*].targetPort')
    return list(spec.ports).some(({ port, targetPort }) => number(port) === value && targetPort === value)
  return (
    kind === 'NetworkPolicy' &&
    path === 'spec.policyTypes' &&
    canonical(value) === canonical('egress' in spec ? ['Ingress', 'Egress'] : ['Ingress'])
  )
}

/** Below a path. */
function allDefault(kind: string, steps: readonly string[], value: unknown, object: unknown): boolean {
  if (!isFields(value)) return has(defaults[kind], steps, value) || follows(kind, steps, value, object)
  const all = Object.entries(value)
  return all.length > 0 && all.every(([key, inner]) => allDefault(kind, [...steps, key], inner, object))
}

/** Outside of pod templates. @param kind of the object */
export function isObjectDefault(kind: string, { op, steps, before, after }: Delta, facts: Facts): boolean {
  if (op !== 'add' && op !== 'remove') return false
  // Scaled, a number of pods is no default any more.
  if (steps.at(-1) === 'replicas' && isScaled(facts)) return false
  return op === 'add'
    ? allDefault(kind, steps, after, facts.change.after?.value)
    : allDefault(kind, steps, before, facts.change.before?.value)
}

/** `Always` without a tag or with `latest`. */
const pullPolicy = (image: string): string =>
  image.includes('@') || !/^[^:]*$|:latest$/.test(image.slice(image.lastIndexOf('/') + 1)) ? 'IfNotPresent' : 'Always'

const empty = pattern(
  'metadata.labels|metadata.annotations|spec.nodeSelector|spec.securityContext|spec.containers[*].resources|spec.initContainers[*].resources',
)
const policy = pattern('spec.containers[*].imagePullPolicy|spec.initContainers[*].imagePullPolicy')

/**
 * In a pod template.
 * @param steps from the template on
 * @param pod of the template
 */
export function isPodDefault({ op, names, before, after }: Delta, steps: readonly string[], pod: Fields): boolean {
  const value = op === 'add' ? after : op === 'remove' ? before : undefined
  if (value === undefined) return false
  // Empty lists and maps equal none; an empty pointer is something (`affinity: {}`).
  if (Array.isArray(value)) return value.length === 0
  if (isFields(value)) return Object.keys(value).length === 0 && empty(steps)
  if (!policy(steps)) return has(podDefaults, steps, value)
  const container = list(pod[steps[1] ?? '']).find(({ name }) => `[${text(name)}]` === names.at(-2))
  return value === pullPolicy(text(container?.image) ?? '')
}
