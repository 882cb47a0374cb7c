import { at, fields, list, quantity, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { podsOf } from '../../effects/pod-count.ts'
import { podIn } from '../../effects/pod-nodes.ts'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { labelsIn } from '../label-index.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import type { RiskLevel } from '../level.ts'
import { bindings, policies, policyWords } from './admission-policies.ts'
import { binding, gatekeeper, kyverno, strictness } from './refusals.ts'

const profiles = ['privileged', 'baseline', 'restricted']
const labelsOf = ({ value }: Entity) => fields(at(value, 'metadata', 'labels'))

/** The profiles of Pod Security that a namespace refuses: all below its own. */
const podSecurity = (entity: Entity): readonly Opening[] =>
  profiles
    .slice(1, Math.max(0, profiles.indexOf(text(labelsOf(entity)['pod-security.kubernetes.io/enforce']) ?? '')) + 1)
    .map((one) => [one])

/** Labels that take a namespace's pods into a mesh. */
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

/** `*` for all resources, subresources included or not. */
const or = (resource: string): string => (/^\*(?:\/\*)?$/.test(resource) ? '*' : resource)
/** The requests that each webhook can refuse, by its answer or its absence. */
const webhooks = ({ value }: Entity): readonly Opening[] =>
  list(value.webhooks).flatMap((hook) => {
    const scope = canonical([hook.namespaceSelector ?? {}, hook.objectSelector ?? {}, hook.matchConditions ?? []])
    const asked = list(hook.rules).flatMap((rule) =>
      texts(rule.operations).flatMap((operation) =>
        texts(rule.apiGroups).flatMap((group) =>
          texts(rule.resources).map((resource) => [operation, or(resource), group, scope]),
        ),
      ),
    )
    const name = text(hook.name) ?? ''
    return [
      ...asked,
      ...((text(hook.failurePolicy) ?? 'Fail') === 'Fail' ? [['failurePolicy Fail', '', '', '']] : []),
    ].map((one) => [name, ...one])
  })

const hasQuota = ({ value }: Entity): readonly Opening[] =>
  Object.keys(fields(at(value, 'spec', 'hard'))).map((one) => [one])
/** A most refuses pods, a default kills those that say none; a least and a default request seldom stop any. */
const isFelt = / (?:max|default) /
const limitsOf = ({ type, ...limits }: Fields): readonly Opening[] =>
  ['max', 'min', 'default', 'defaultRequest'].flatMap((bound) =>
    Object.keys(fields(limits[bound])).map((one) => [`${text(type) ?? ''} ${bound} ${one}`]),
  )
const hasLimits = ({ value }: Entity): readonly Opening[] => list(at(value, 'spec', 'limits')).flatMap(limitsOf)

/** Requests that fail while a webhook does not answer. */
const blocking = ({ value }: Entity): readonly Opening[] =>
  list(value.webhooks)
    .filter(({ failurePolicy }) => (text(failurePolicy) ?? 'Fail') === 'Fail')
    .flatMap((hook) =>
      list(hook.rules).flatMap((rule) =>
        texts(rule.resources).map((resource) => [
          text(hook.name) ?? '',
          or(resource),
          hook.namespaceSelector == null && hook.objectSelector == null
            ? '*'
            : canonical([hook.namespaceSelector ?? {}, hook.objectSelector ?? {}]),
        ]),
      ),
    )
/** Resources that a cluster cannot run without. */
const byNeed = (now: readonly Opening[]): RiskLevel =>
  now.some(([, resource = '', scope]) => scope === '*' && /^(?:\*|pods|nodes|leases)$/.test(resource))
    ? 'high'
    : 'medium'
/** Quotas, and those that let nothing in. */
const quotas = (entity: Entity, tree: Index): readonly Opening[] =>
  Object.entries(fields(at(entity.value, 'spec', 'hard'))).flatMap(([name, most]) => [
    [name, 'any'],
    ...(/^0[a-zA-Z]*$/.test(String(most)) ? [[name, 'none']] : []),
    ...(name === 'pods' && (quantity(most) ?? Infinity) < fewestPods(entity, tree) ? [[name, 'short']] : []),
  ])
/** The pods of a namespace, as far as this tree has their workloads. */
const fewestPods = (entity: Entity, tree: Index): number =>
  labelsIn(tree, entity)
    .selected({})
    .reduce((sum, one) => sum + (podsOf(tree, one)?.fewest ?? 0), 0)
/** Limits, and whether a container of the namespace falls short of a least or says nothing of it. */
const newLimits = (entity: Entity, tree: Index): readonly Opening[] =>
  list(at(entity.value, 'spec', 'limits')).flatMap((limit) => [
    ...limitsOf(limit),
    ...Object.entries(fields(limit['min'])).flatMap(([name, least]) =>
      limit['type'] === 'Container' && fallsShort(entity, tree, limit, name, least)
        ? [[`Container min ${name}`, 'felt']]
        : [],
    ),
  ])
function fallsShort(entity: Entity, tree: Index, limit: Fields, name: string, least: unknown): boolean {
  // The least stands for a request that is not said, where there is no default.
  const otherwise = at(limit, 'defaultRequest', name) ?? at(limit, 'default', name) ?? least
  return labelsIn(tree, entity)
    .selected({})
    .flatMap((one) => list(at(podIn(one.value.spec), 'containers')))
    .some(({ resources }) => {
      const asked = at(resources, 'requests', name) ?? at(resources, 'limits', name) ?? otherwise
      return (quantity(asked) ?? Infinity) < (quantity(least) ?? 0)
    })
}

/** The guards of a namespace or a cluster. */
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
    shown: 3,
    closes: webhooks,
  }),
  guard('admission-weaker', 'exposure', 'what policies of the API server refuse', {
    code: 'refused-no-more',
    kinds: binding,
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
  guard('admission-weaker', 'exposure', 'words of policies of the API server', {
    code: 'policy-words',
    kinds: 'ValidatingAdmissionPolicy',
    at: 'spec.**',
    level: 'medium',
    shown: 1,
    opens: policyWords,
    closes: policyWords,
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
  guard('namespace-guard', 'outage', 'pods that a namespace took', {
    code: 'pods-refused',
    kinds: 'Namespace',
    at: 'metadata.labels."pod-security.kubernetes.io/enforce"',
    level: 'low',
    opens: podSecurity,
  }),
  guard('admission-blocks', 'outage', 'requests that wait for a webhook', {
    code: 'admission-blocks',
    kinds: 'ValidatingWebhookConfiguration MutatingWebhookConfiguration',
    at: 'webhooks.**',
    level: byNeed,
    shown: 2,
    opens: blocking,
    fresh: nothing,
  }),
  ...strictness.map(([kinds, of]) =>
    guard('admission-stricter', 'outage', 'what the API server took before', {
      code: 'refused-from-now',
      kinds,
      at: 'spec.**',
      level: 'medium',
      shown: 1,
      opens: of,
      fresh: nothing,
    }),
  ),
  guard('quota', 'outage', 'limits of single pods that are new', {
    code: 'limit-added',
    kinds: 'LimitRange',
    at: 'spec.limits.**',
    level: (now) => (now.some(([limit, felt]) => felt !== undefined || isFelt.test(limit ?? '')) ? 'medium' : 'low'),
    inNewNamespace: 'low',
    shown: 1,
    opens: newLimits,
    fresh: nothing,
  }),
  guard('quota', 'outage', 'quotas that are new', {
    code: 'limit-added',
    kinds: 'ResourceQuota',
    at: 'spec.hard.**',
    level: (now) =>
      now.some(([, most]) => most === 'none') ? 'high' : now.some(([, most]) => most === 'short') ? 'medium' : 'low',
    inNewNamespace: 'low',
    shown: 1,
    opens: quotas,
    fresh: nothing,
  }),
]
