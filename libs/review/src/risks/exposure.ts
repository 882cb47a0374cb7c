import { at, isEmpty, texts } from '@slipway/kube'
import { annotationKey, annotationOf, meaningOf } from '../effects/annotations.ts'
import { pattern } from '../compare/pattern.ts'
import type { RiskLevel } from './level.ts'
import { refuses } from './guards/refusals.ts'
import { goesWithItsPods } from './closing-policies.ts'
import { isGone, rule } from './risk.ts'

/** Kinds that keep something out; a policy of Kyverno is a `Policy`, too. */
const closing: Readonly<Record<string, RiskLevel>> = {
  NetworkPolicy: 'high',
  AuthorizationPolicy: 'high',
  PeerAuthentication: 'high',
  RequestAuthentication: 'high',
  Sidecar: 'high',
  ValidatingWebhookConfiguration: 'high',
  MutatingWebhookConfiguration: 'high',
  ValidatingAdmissionPolicy: 'high',
  ValidatingAdmissionPolicyBinding: 'high',
  ClusterPolicy: 'high',
  Policy: 'high',
  ConstraintTemplate: 'high',
  CiliumNetworkPolicy: 'high',
  CiliumClusterwideNetworkPolicy: 'high',
  AdminNetworkPolicy: 'high',
  BaselineAdminNetworkPolicy: 'high',
  ClusterNetworkPolicy: 'high',
  GlobalNetworkPolicy: 'high',
  ValidatingPolicy: 'high',
  NamespacedValidatingPolicy: 'high',
  ImageValidatingPolicy: 'high',
  NamespacedImageValidatingPolicy: 'high',
  AppProject: 'high',
  ResourceQuota: 'medium',
  LimitRange: 'medium',
}
const everywhere = /"(?:0\.0\.0\.0\/0|::\/0)"/
const identity = pattern('spec.serviceAccountName|spec.serviceAccount')

/** New access and rights. Guards of objects are in guards/. */
export const exposureRisks = [
  rule('policy-removed', 'exposure', 'policies', (d) => {
    const level = closing[d.entity.kind] ?? (d.entity.group === 'constraints.gatekeeper.sh' ? 'high' : undefined)
    if (level === undefined || !isGone(d) || goesWithItsPods(d.change.before ?? d.entity, d.trees)) return undefined
    // One that only reports keeps nothing out: its reports end.
    return [refuses(d.change.before ?? d.entity) === false ? 'medium' : level, 'policy-deleted', d.entity.kind]
  }),
  rule('policy-widened', 'exposure', 'policies that are added', ({ entity, delta, change }) => {
    if (entity.kind !== 'NetworkPolicy' || delta !== undefined || change.before !== undefined) return undefined
    return everywhere.test(JSON.stringify(entity.value.spec) ?? '') && ['low', 'open-policy-added']
  }),
  rule('policy-widened', 'exposure', 'for whom a policy holds', ({ entity, delta, change: { after } }) => {
    if (!(entity.kind in closing) || delta === undefined || after === undefined || delta.steps[0] !== 'spec')
      return undefined
    const field = delta.steps[1] ?? ''
    if (field === 'action') return at(after.value, 'spec', 'action') !== 'DENY' && ['high', 'policy-scope']
    if (!['podSelector', 'selector', 'workloadSelector', 'targetRefs'].includes(field)) return undefined
    // It holds for all now.
    return !isEmpty(at(after.value, 'spec', field)) && ['high', 'policy-scope']
  }),
  rule(
    'egress-open',
    'exposure',
    'addresses outside',
    ({ entity, delta, change }) =>
      entity.kind === 'ServiceEntry' &&
      (change.before === undefined || delta?.op === 'add' || delta?.steps[1] === 'hosts') &&
      change.after !== undefined && [
        texts(at(change.after.value, 'spec', 'hosts')).some((host) => host.startsWith('*')) ? 'medium' : 'low',
        'outside-address',
      ],
  ),
  rule(
    'identity',
    'exposure',
    'whom pods are',
    ({ pod }) => pod !== undefined && identity(pod) && ['medium', 'other-identity'],
  ),
  rule('annotation', 'exposure', 'annotations that controllers obey', ({ delta }) => {
    const known = annotationOf(annotationKey(delta?.steps ?? []) ?? '')
    if (delta === undefined || known === undefined) return undefined
    const { topic, level, dangerous } = meaningOf(known, delta.before, delta.after)
    return level !== undefined && [level, 'annotation', { topic, dangerous }]
  }),
]
