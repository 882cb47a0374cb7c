import { isFields, list, text, type Fields } from '@slipway/kube'
import type { Delta } from '../compare/diff.ts'
import { pattern, type Pattern } from '../compare/pattern.ts'

/**
 * What the API server fills into a pod template when nothing is said (k8s.io/kubernetes pkg/apis/core/v1/defaults.go), so that saying it or
 * not is the same. Rollouts compares templates after the same defaults (argo-rollouts utils/replicaset PodTemplateEqualIgnoreHash).
 */
const defaults: readonly (readonly [Pattern, unknown])[] = [
  [pattern('spec.restartPolicy'), 'Always'],
  [pattern('spec.dnsPolicy'), 'ClusterFirst'],
  [pattern('spec.schedulerName'), 'default-scheduler'],
  [pattern('spec.terminationGracePeriodSeconds'), 30],
  [pattern('spec.enableServiceLinks'), true],
  [pattern('spec.hostNetwork|spec.hostPID|spec.hostIPC'), false],
  [
    pattern('spec.containers[*].terminationMessagePath|spec.initContainers[*].terminationMessagePath'),
    '/dev/termination-log',
  ],
  [pattern('spec.containers[*].terminationMessagePolicy|spec.initContainers[*].terminationMessagePolicy'), 'File'],
  [pattern('spec.containers[*].ports[*].protocol'), 'TCP'],
  [pattern('spec.containers[*].*.timeoutSeconds'), 1],
  [pattern('spec.containers[*].*.periodSeconds'), 10],
  [pattern('spec.containers[*].*.successThreshold'), 1],
  [pattern('spec.containers[*].*.failureThreshold'), 3],
  [pattern('spec.containers[*].*.initialDelaySeconds'), 0],
  [pattern('spec.containers[*].*.httpGet.scheme'), 'HTTP'],
  [pattern('**.valueFrom.fieldRef.apiVersion'), 'v1'],
]

/** `Always` for an image without a tag or with `latest`, `IfNotPresent` for any other (pkg/apis/core/v1/defaults.go). */
function pullPolicy(image: string): string {
  if (image.includes('@')) return 'IfNotPresent'
  const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1] ?? 'latest'
  return tag === 'latest' ? 'Always' : 'IfNotPresent'
}

const empty = pattern(
  'metadata.labels|metadata.annotations|spec.nodeSelector|spec.securityContext|spec.containers[*].resources|spec.initContainers[*].resources',
)
const policy = pattern('spec.containers[*].imagePullPolicy|spec.initContainers[*].imagePullPolicy')

/**
 * Whether a delta only says, or leaves unsaid, what is filled in anyway.
 * @param steps the path from the template on
 * @param pod the spec of the template's pods
 */
export const isDefault = (delta: Delta, steps: readonly string[], pod: Fields): boolean => {
  const value = delta.op === 'add' ? delta.after : delta.op === 'remove' ? delta.before : undefined
  if (value === undefined) return false
  // Lists, maps and what is no pointer in the API are the same when they are empty; a pointer to nothing is something (`affinity: {}`).
  if (Array.isArray(value)) return value.length === 0
  if (isFields(value)) return Object.keys(value).length === 0 && empty(steps)
  if (policy(steps)) {
    const name = delta.names.at(-2)
    const container = list(pod[steps[1] ?? '']).find((each) => `[${text(each.name)}]` === name)
    return value === pullPolicy(text(container?.image) ?? '')
  }
  return defaults.some(([at, wanted]) => wanted === value && at(steps))
}
