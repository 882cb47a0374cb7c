import { pattern } from '../compare/pattern.ts'
import { article, isGone, rule, type RiskRule } from './risk.ts'

const closing = new Set([
  'NetworkPolicy',
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'Sidecar',
])
const granting = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'])
const host = pattern('spec.hostNetwork|spec.hostPID|spec.hostIPC')
const hostPath = pattern('spec.volumes[*]|spec.volumes[*].hostPath.**')
const context = pattern(
  'spec.securityContext|spec.securityContext.**|spec.containers[*].securityContext|spec.containers[*].securityContext.**|spec.initContainers[*].securityContext|spec.initContainers[*].securityContext.**',
)
const open = pattern(
  'spec.hosts|spec.hosts.**|spec.gateways|spec.gateways.**|spec.servers|spec.servers.**|spec.rules|spec.rules.**|spec.tls.**',
)
const routed = pattern('spec.http|spec.http[*]|spec.http[*].match|spec.http[*].match.**')
const edge = new Set(['VirtualService', 'Gateway', 'Ingress', 'HTTPRoute'])
const anywhere = /"(?:0\.0\.0\.0\/0|::\/0)"/
const identity = pattern('spec.serviceAccountName|spec.serviceAccount')

const textOf = (value: unknown): string => JSON.stringify(value) ?? ''
const says = (value: unknown, key: string, wanted: boolean): boolean =>
  new RegExp(`"${key}":${wanted}`).test(textOf(value))

/** What can be reached or done that could not be before. */
export const exposureRisks: readonly RiskRule[] = [
  rule('policy-removed', 'exposure', 'policies', (d) =>
    closing.has(d.entity.kind) && d.delta === undefined && isGone(d)
      ? ['high', `${article(d.entity.kind)} ${d.entity.kind} is gone, and with it what it kept closed`]
      : undefined,
  ),
  rule('policy-widened', 'exposure', 'who may connect', ({ entity, delta, change }) => {
    if (!['NetworkPolicy', 'AuthorizationPolicy'].includes(entity.kind)) return undefined
    if (delta !== undefined && delta.steps[0] !== 'spec') return undefined
    if (delta === undefined)
      return change.before === undefined && anywhere.test(textOf(entity.value.spec))
        ? ['low', 'it lets connections to or from everywhere through']
        : undefined
    if (anywhere.test(textOf(delta.after)) && !anywhere.test(textOf(delta.before)))
      return ['high', 'every address is let through']
    if (/"\*"/.test(textOf(delta.after)) && !/"\*"/.test(textOf(delta.before)))
      return ['high', 'everybody is let through']
    if (
      delta.steps[1] === 'podSelector' ||
      delta.steps[1] === 'selector' ||
      delta.steps[1] === 'policyTypes' ||
      delta.steps[1] === 'action'
    )
      return ['high', 'the policy holds for other pods, or another way']
    // One entry more lets more through; the last restriction of an entry taken away does so too.
    return delta.op === 'add' || delta.op === 'remove'
      ? ['medium', delta.op === 'add' ? 'more is let through' : 'an entry or a condition of a policy is gone']
      : ['low', 'other connections are let through']
  }),
  rule('mesh-open', 'exposure', 'encryption between pods', ({ entity, delta }) =>
    entity.kind === 'PeerAuthentication' && delta !== undefined && /PERMISSIVE|DISABLE|UNSET/.test(textOf(delta.after))
      ? ['high', 'calls need no longer be encrypted']
      : undefined,
  ),
  rule('egress-open', 'exposure', 'addresses outside', ({ entity, delta, change }) => {
    if (entity.kind === 'Sidecar' && delta !== undefined && textOf(delta.after).includes('ALLOW_ANY'))
      return ['high', 'every address outside can be called']
    return entity.kind === 'ServiceEntry' &&
      (change.before === undefined || delta?.op === 'add' || delta?.steps[1] === 'hosts') &&
      change.after !== undefined
      ? ['low', 'an address outside can be called']
      : undefined
  }),
  rule('privilege', 'exposure', 'what processes may do', ({ pod, delta }) => {
    if (pod === undefined || delta === undefined) return undefined
    if (host(pod) && delta.after === true) return ['high', `pods share ${pod.at(-1)} with their node`]
    if (hostPath(pod) && textOf(delta.after).includes('hostPath') && !textOf(delta.before).includes('hostPath'))
      return ['high', "pods get a folder of their node's"]
    if (!context(pod)) return undefined
    const key = pod.at(-1) ?? ''
    const wrapped = key === 'securityContext' ? delta.after : { [key]: delta.after }
    if (says(wrapped, 'privileged', true) || says(wrapped, 'allowPrivilegeEscalation', true))
      return ['high', 'processes may get more rights']
    if (
      says(wrapped, 'runAsNonRoot', false) ||
      says(wrapped, 'runAsUser', false) ||
      /"runAsUser":0\b/.test(textOf(wrapped))
    )
      return ['high', 'processes may be root']
    if (pod.includes('capabilities') && (pod.includes('add') || delta.op === 'remove'))
      return ['high', 'more capabilities']
    if (says(wrapped, 'readOnlyRootFilesystem', false)) return ['medium', 'processes may write to their image']
    return delta.op === 'remove' ? ['medium', 'a restriction of what processes may do is gone'] : undefined
  }),
  rule('identity', 'exposure', 'whom pods are', ({ pod, entity, delta }) => {
    if (pod !== undefined && identity(pod)) return ['medium', 'pods have another identity, and its rights']
    return entity.kind === 'ServiceAccount' &&
      delta !== undefined &&
      textOf([delta.names, delta.after]).includes('role-arn')
      ? ['medium', 'pods have another IAM role']
      : undefined
  }),
  rule('edge-open', 'exposure', 'hosts and paths that the world can call', ({ entity, change, delta }) => {
    if (entity.kind === 'Service') {
      const type =
        delta === undefined
          ? change.before === undefined
            ? textOf(entity.value.spec)
            : ''
          : delta.steps.join('.') === 'spec.type'
            ? textOf(delta.after)
            : ''
      return /LoadBalancer|NodePort/.test(type) ? ['high', 'a Service that can be called from outside'] : undefined
    }
    if (!edge.has(entity.kind) || change.after === undefined) return undefined
    if (delta === undefined)
      return change.before === undefined && entity.kind !== 'VirtualService'
        ? ['medium', 'hosts or paths are opened']
        : undefined
    if (open(delta.steps) && delta.op !== 'remove' && delta.op !== 'order')
      return ['medium', 'other hosts or ports are open']
    return routed(delta.steps) && delta.op === 'add' ? ['low', 'more paths are routed'] : undefined
  }),
  rule('rights', 'exposure', 'rights in the API', ({ entity, change, delta }) => {
    if (!granting.has(entity.kind) || change.after === undefined) return undefined
    const now = textOf(delta === undefined ? entity.value : delta.after)
    if (delta !== undefined && delta.op === 'remove') return undefined
    return /"\*"|cluster-admin/.test(now) ? ['high', 'all rights of a kind are given'] : ['medium', 'rights are given']
  }),
  rule('namespace-guard', 'exposure', 'Pod Security of a namespace', ({ entity, delta }) =>
    entity.kind === 'Namespace' &&
    delta !== undefined &&
    /pod-security|istio/.test(delta.names.join('.')) &&
    delta.op !== 'add'
      ? ['high', 'a guard of the namespace is changed']
      : undefined,
  ),
]
