import { at, fields, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import { guard } from '../guard.ts'

const profiles = ['privileged', 'baseline', 'restricted']
const labelsOf = ({ value }: Entity) => fields(at(value, 'metadata', 'labels'))

/** What a namespace refuses: all profiles of Pod Security below its own. */
const podSecurity = (entity: Entity): readonly Opening[] =>
  profiles
    .slice(1, Math.max(0, profiles.indexOf(text(labelsOf(entity)['pod-security.kubernetes.io/enforce']) ?? '')) + 1)
    .map((one) => [one])

/** What takes a namespace's pods into a mesh. */
const inMesh = (entity: Entity): readonly Opening[] => {
  const labels = labelsOf(entity)
  const inside =
    labels['istio-injection'] !== 'disabled' &&
    (labels['istio-injection'] === 'enabled' || text(labels['istio.io/rev']) !== undefined)
  return [
    ...(inside || labels['istio.io/dataplane-mode'] === 'ambient' ? [['istio']] : []),
    ...(fields(at(entity.value, 'metadata', 'annotations'))['linkerd.io/inject'] === 'enabled' ? [['linkerd']] : []),
  ]
}

/** What each webhook is asked about, where its no or its absence is a no. */
const webhooks = ({ value }: Entity): readonly Opening[] =>
  list(value.webhooks).flatMap((hook) => {
    const scope = canonical([hook.namespaceSelector ?? {}, hook.objectSelector ?? {}, hook.matchConditions ?? []])
    const asked = list(hook.rules).flatMap((rule) =>
      texts(rule.operations).flatMap((operation) =>
        texts(rule.apiGroups).flatMap((group) =>
          texts(rule.resources).map((resource) => [
            `${operation} ${group === '' ? '' : `${group}/`}${resource}`,
            scope,
          ]),
        ),
      ),
    )
    const name = text(hook.name) ?? ''
    return [...asked, ...((text(hook.failurePolicy) ?? 'Fail') === 'Fail' ? [['failurePolicy Fail', '']] : [])].map(
      (one) => [name, ...one],
    )
  })

const bindings = ({ value }: Entity): readonly Opening[] =>
  texts(at(value, 'spec', 'validationActions')).includes('Deny')
    ? [['Deny', canonical(at(value, 'spec', 'matchResources') ?? {})]]
    : []
const policies = ({ value }: Entity): readonly Opening[] => {
  const spec = fields(value.spec)
  return [
    ...list(spec.validations).map(({ expression }) => [
      text(expression) ?? '',
      canonical([spec.matchConstraints ?? {}, spec.matchConditions ?? []]),
    ]),
    ...((text(spec.failurePolicy) ?? 'Fail') === 'Fail' ? [['failurePolicy Fail', '']] : []),
  ]
}
/** Rules of Kyverno that refuse; others only report. */
const kyverno = ({ value }: Entity): readonly Opening[] => {
  const spec = fields(value.spec)
  return list(spec.rules)
    .filter(({ validate }) =>
      /^enforce$/i.test(text(at(validate, 'failureAction') ?? spec.validationFailureAction) ?? ''),
    )
    .map((rule) => [text(rule.name) ?? '', canonical([rule.match, rule.exclude])])
}
/** Constraints of Gatekeeper refuse where they say nothing. */
const gatekeeper = ({ group, value }: Entity): readonly Opening[] =>
  group === 'constraints.gatekeeper.sh' && (text(at(value, 'spec', 'enforcementAction')) ?? 'deny') === 'deny'
    ? [['deny', canonical([at(value, 'spec', 'match'), at(value, 'spec', 'parameters')])]]
    : []

const hasQuota = ({ value }: Entity): readonly Opening[] =>
  Object.keys(fields(at(value, 'spec', 'hard'))).map((one) => [one])
const hasLimits = ({ value }: Entity): readonly Opening[] =>
  list(at(value, 'spec', 'limits')).flatMap(({ type, ...limits }) =>
    ['max', 'min', 'default', 'defaultRequest'].flatMap((bound) =>
      Object.keys(fields(limits[bound])).map((one) => [`${text(type) ?? ''} ${bound} ${one}`]),
    ),
  )

/** What a whole namespace or cluster is guarded by. */
export const clusterGuards = [
  guard('namespace-guard', 'exposure', 'Pod Security of a namespace', {
    code: 'pod-security-lowered',
    kinds: 'Namespace',
    at: 'metadata.labels."pod-security.kubernetes.io/enforce"',
    level: 'high',
    closes: podSecurity,
  }),
  guard('namespace-guard', 'exposure', 'namespaces in the mesh', {
    code: 'mesh-left',
    kinds: 'Namespace',
    at: 'metadata.labels.**|metadata.annotations.**',
    level: 'high',
    closes: inMesh,
  }),
  guard('admission-weaker', 'exposure', 'what webhooks refuse', {
    code: 'refused-no-more',
    kinds: 'ValidatingWebhookConfiguration MutatingWebhookConfiguration',
    at: 'webhooks.**',
    level: 'high',
    shown: 2,
    closes: webhooks,
  }),
  guard('admission-weaker', 'exposure', 'what policies of the API server refuse', {
    code: 'refused-no-more',
    kinds: 'ValidatingAdmissionPolicyBinding',
    at: 'spec.**',
    level: 'high',
    shown: 1,
    closes: bindings,
  }),
  guard('admission-weaker', 'exposure', 'what policies of the API server look at', {
    code: 'refused-no-more',
    kinds: 'ValidatingAdmissionPolicy',
    at: 'spec.**',
    level: 'high',
    shown: 1,
    closes: policies,
  }),
  guard('admission-weaker', 'exposure', 'what Kyverno refuses', {
    code: 'refused-no-more',
    kinds: 'ClusterPolicy Policy',
    at: 'spec.**',
    level: 'high',
    shown: 1,
    closes: kyverno,
  }),
  guard('admission-weaker', 'exposure', 'what Gatekeeper refuses', {
    code: 'refused-no-more',
    kinds: '*',
    at: 'spec.**',
    level: 'high',
    shown: 1,
    closes: gatekeeper,
  }),
  guard('quota', 'outage', 'quotas', {
    code: 'limit-gone',
    kinds: 'ResourceQuota',
    at: 'spec.hard.**',
    level: 'medium',
    closes: hasQuota,
  }),
  guard('quota', 'outage', 'limits of single pods', {
    code: 'limit-gone',
    kinds: 'LimitRange',
    at: 'spec.limits.**',
    level: 'medium',
    closes: hasLimits,
  }),
]
