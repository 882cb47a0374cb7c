import { pattern } from '../compare/pattern.ts'
import { isGone, rule } from './risk.ts'

const closing = new Set([
  'NetworkPolicy',
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'Sidecar',
])
const granting = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'])
const edge = new Set(['VirtualService', 'Gateway', 'Ingress', 'HTTPRoute'])
const scope = new Set(['podSelector', 'selector', 'policyTypes', 'action'])
const host = pattern('spec.hostNetwork|spec.hostPID|spec.hostIPC')
const hostPath = pattern('spec.volumes[*]|spec.volumes[*].hostPath.**')
const context = pattern(
  'spec.securityContext.**|spec.containers[*].securityContext.**|spec.initContainers[*].securityContext.**',
)
const open = pattern('spec.hosts.**|spec.gateways.**|spec.servers.**|spec.rules.**|spec.tls.**')
const routed = pattern('spec.http|spec.http[*]|spec.http[*].match.**')
const identity = pattern('spec.serviceAccountName|spec.serviceAccount')
const everywhere = /"(?:0\.0\.0\.0\/0|::\/0)"/

const json = (value: unknown): string => JSON.stringify(value) ?? ''

/** What can be reached or done that could not be before. */
export const exposureRisks = [
  rule(
    'policy-removed',
    'exposure',
    'policies',
    (d) => closing.has(d.entity.kind) && isGone(d) && ['high', 'policy-deleted', d.entity.kind],
  ),
  rule('policy-widened', 'exposure', 'who may connect', ({ entity, delta, change }) => {
    if (!['NetworkPolicy', 'AuthorizationPolicy'].includes(entity.kind)) return undefined
    if (delta === undefined)
      return change.before === undefined && everywhere.test(json(entity.value.spec)) && ['low', 'open-policy-added']
    if (delta.steps[0] !== 'spec') return undefined
    const appears = (what: RegExp) => what.test(json(delta.after)) && !what.test(json(delta.before))
    if (appears(everywhere)) return ['high', 'every-address']
    if (appears(/"\*"/)) return ['high', 'everybody']
    if (scope.has(delta.steps[1] ?? '')) return ['high', 'policy-scope']
    // One entry more lets more through; the last restriction of an entry taken away does so too.
    if (delta.op === 'add') return ['medium', 'more-let-through']
    return delta.op === 'remove' ? ['medium', 'restriction-removed'] : ['low', 'other-connections']
  }),
  rule(
    'mesh-open',
    'exposure',
    'encryption between pods',
    ({ entity, delta }) =>
      entity.kind === 'PeerAuthentication' &&
      /PERMISSIVE|DISABLE|UNSET/.test(json(delta?.after)) && ['high', 'unencrypted-calls'],
  ),
  rule('egress-open', 'exposure', 'addresses outside', ({ entity, delta, change }) => {
    if (entity.kind === 'Sidecar' && json(delta?.after).includes('ALLOW_ANY')) return ['high', 'every-outside-address']
    return (
      entity.kind === 'ServiceEntry' &&
      (change.before === undefined || delta?.op === 'add' || delta?.steps[1] === 'hosts') &&
      change.after !== undefined && ['low', 'outside-address']
    )
  }),
  rule('privilege', 'exposure', 'what processes may do', ({ pod, delta }) => {
    if (pod === undefined || delta === undefined) return undefined
    const key = pod.at(-1) ?? ''
    if (host(pod) && delta.after === true) return ['high', 'node-namespace', key]
    if (hostPath(pod) && json(delta.after).includes('hostPath') && !json(delta.before).includes('hostPath'))
      return ['high', 'node-folder']
    if (!context(pod)) return undefined
    const now = json(key === 'securityContext' ? delta.after : { [key]: delta.after })
    if (/"(?:privileged|allowPrivilegeEscalation)":true/.test(now)) return ['high', 'more-privileges']
    if (/"(?:runAsNonRoot|runAsUser)":false|"runAsUser":0\b/.test(now)) return ['high', 'root']
    if (pod.includes('capabilities') && (pod.includes('add') || delta.op === 'remove'))
      return ['high', 'more-capabilities']
    if (now.includes('"readOnlyRootFilesystem":false')) return ['medium', 'writable-image']
    return delta.op === 'remove' && ['medium', 'process-restriction-removed']
  }),
  rule('identity', 'exposure', 'whom pods are', ({ pod, entity, delta }) => {
    if (pod !== undefined && identity(pod)) return ['medium', 'other-identity']
    return (
      entity.kind === 'ServiceAccount' &&
      json([delta?.names, delta?.after]).includes('role-arn') && ['medium', 'other-iam-role']
    )
  }),
  rule('edge-open', 'exposure', 'hosts and paths that the world can call', ({ entity, change, delta }) => {
    const isNew = delta === undefined && change.before === undefined
    if (entity.kind === 'Service') {
      const type = isNew ? entity.value.spec : delta?.steps.join('.') === 'spec.type' ? delta.after : ''
      return /LoadBalancer|NodePort/.test(json(type)) && ['high', 'public-service']
    }
    if (!edge.has(entity.kind) || change.after === undefined) return undefined
    if (delta === undefined) return isNew && entity.kind !== 'VirtualService' && ['medium', 'hosts-opened']
    if (open(delta.steps) && delta.op !== 'remove' && delta.op !== 'order') return ['medium', 'other-hosts']
    return routed(delta.steps) && delta.op === 'add' && ['low', 'more-paths']
  }),
  rule('rights', 'exposure', 'rights in the API', ({ entity, change, delta }) => {
    if (!granting.has(entity.kind) || change.after === undefined || delta?.op === 'remove') return undefined
    const now = json(delta === undefined ? entity.value : delta.after)
    return /"\*"|cluster-admin/.test(now) ? ['high', 'all-rights'] : ['medium', 'rights']
  }),
  rule(
    'namespace-guard',
    'exposure',
    'Pod Security of a namespace',
    ({ entity, delta }) =>
      entity.kind === 'Namespace' &&
      delta !== undefined &&
      /pod-security|istio/.test(delta.names.join('.')) &&
      delta.op !== 'add' && ['high', 'namespace-guard'],
  ),
]
