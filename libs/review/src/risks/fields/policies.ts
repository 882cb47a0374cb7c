import { at, fields, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { validating } from '../guards/refusals.ts'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'
import { differs, fewer, loses } from './parts.ts'

const kyverno = 'ClusterPolicy Policy'
const writers = 'ClusterPolicy.kyverno.io Policy.kyverno.io'
const mutating = 'MutatingPolicy NamespacedMutatingPolicy GeneratingPolicy NamespacedGeneratingPolicy'
const admission = 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding'
const mutations = '*.mutations.gatekeeper.sh'
const doings = ['mutate', 'generate'] as const

/** Rules by name: changes to others' objects, and demands on them. */
const acting = (rules: unknown): readonly string[] =>
  list(rules).flatMap((one) => (doings.some((doing) => one[doing] !== undefined) ? [text(one['name']) ?? ''] : []))
const bodies = (rules: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(rules).map(({ name, match: _, exclude: __, preconditions: ___, ...body }) => [
      text(name) ?? '',
      canonical(body),
    ]),
  )
/** The policy without its subjects and its enforcement, which guards report. */
const body = (spec: unknown): unknown => {
  const {
    validationActions: _,
    matchConstraints: __,
    matchImageReferences: ___,
    failurePolicy: ____,
    ...more
  } = fields(spec)
  return more
}
const exempt = (match: unknown): readonly string[] => list(match).flatMap((one) => texts(one['excludedNamespaces']))

/** Searches of a store: what they find decides what the Secret has. */
const finds = (sources: unknown): string =>
  canonical(list(sources).flatMap(({ find }) => (find === undefined ? [] : [find])))

/** Changes that rules write into others' objects. */
const writes = (rules: unknown): readonly string[] =>
  list(rules).flatMap((one) => doings.flatMap((doing) => (one[doing] === undefined ? [] : [canonical(one[doing])])))
/** Fields of pods that say what they run and what they may do. */
const ofPods =
  /"(?:image|containers|initContainers|hostNetwork|hostPID|hostPath|privileged|serviceAccountName|securityContext)"/

/** Demands of policies, and their changes to others' objects. */
export const policyFieldRisks = [
  fieldRule('policy-rules', 'exposure', 'what rules of policies ask for', [
    field('policy-acts-no-more', 'medium', kyverno, 'spec.rules', (was, is) => loses(acting(was), acting(is))),
    field('policy-rule-other', 'medium', kyverno, 'spec.rules', (was, is) => differs(bodies(was), bodies(is))),
    field('policy-rule-other', 'medium', kyverno, 'spec.mutateExistingOnPolicyUpdate', (_, is) => is === true),
    field(
      'policy-rule-other',
      'medium',
      `${validating} ${mutating}`,
      'spec',
      (was, is) => canonical(body(was)) !== canonical(body(is)),
    ),
    field('policy-rule-other', 'medium', 'ConstraintTemplate', 'spec.targets'),
    field('policy-rule-other', 'medium', mutations, 'spec'),
    field('policy-rule-other', 'medium', admission, 'spec', (was) => was !== undefined),
    field('policy-acts', 'medium', 'MutatingAdmissionPolicyBinding', 'spec', (was) => was === undefined, true),
    field('policy-wider-exempt', 'high', 'Config.config.gatekeeper.sh', 'spec.match', (was, is) =>
      loses(exempt(is), exempt(was)),
    ),
  ]),
  fieldRule('policy-writes', 'exposure', 'what policies write into objects of others', [
    field(
      'pods-changed',
      'high',
      writers,
      'spec.rules',
      (was, is) =>
        loses(
          writes(is).filter((one) => ofPods.test(one)),
          writes(was),
        ),
      true,
    ),
    field('pods-changed', 'medium', writers, 'spec.rules', (was, is) => loses(writes(is), writes(was)), true),
  ]),
  endRule('policy-acts-end', 'exposure', 'what policies do to objects of others', [
    end('policy-acts-no-more', 'medium', `${mutations} ${mutating} ${admission}`),
  ]),
  endRule('edge-policy-end', 'exposure', 'what is asked of callers at the edge', [
    end(
      'checks-off',
      'high',
      [
        'BackendTLSPolicy.gateway.networking.k8s.io',
        'SecurityPolicy.gateway.envoyproxy.io',
        'ClientTrafficPolicy.gateway.envoyproxy.io',
        'AuthConfig.authorino.kuadrant.io',
        'AuthPolicy.kuadrant.io',
        'Middleware.traefik.io',
        'KongPlugin.configuration.konghq.com',
        'KongClusterPlugin.configuration.konghq.com',
      ].join(' '),
    ),
    end('limits-off', 'medium', 'BackendTrafficPolicy.gateway.envoyproxy.io RateLimitPolicy.kuadrant.io'),
    end('reference-gone', 'high', 'ReferenceGrant'),
  ]),
  fieldRule('edge-checks', 'exposure', 'what is asked of callers at the edge', [
    field('filter-gone', 'high', 'IngressRoute.traefik.io IngressRoute.traefik.containo.us', 'spec.routes', (was, is) =>
      fewer(was, is, 'match', 'middlewares'),
    ),
    field(
      'checks-off',
      'high',
      'BackendConfig.cloud.google.com',
      'spec.iap.enabled',
      (was, is) => was === true && is !== true,
    ),
    field('checks-off', 'high', 'BackendConfig.cloud.google.com', 'spec.securityPolicy', unsaid),
  ]),
  fieldRule('exposed-services', 'exposure', 'services that only the cluster calls', [
    field(
      'reached-outside',
      'high',
      'Service.serving.knative.dev Route.serving.knative.dev Service',
      'metadata.labels',
      (was, is) =>
        fields(was)['networking.knative.dev/visibility'] === 'cluster-local' &&
        fields(is)['networking.knative.dev/visibility'] !== 'cluster-local',
    ),
    field(
      'other-backend',
      'medium',
      'Service.serving.knative.dev Route.serving.knative.dev',
      'spec.traffic',
      (was) => was !== undefined,
    ),
    field('other-backend', 'medium', 'DomainMapping.serving.knative.dev', 'spec.ref'),
    field(
      'events-changed',
      'medium',
      'Trigger.eventing.knative.dev Subscription.messaging.knative.dev Receiver.notification.toolkit.fluxcd.io',
      'spec',
    ),
  ]),
  endRule('knative-end', 'outage', 'names and events of Knative', [
    end('route-gone', 'high', 'DomainMapping.serving.knative.dev'),
    // Who sends to a broker gets 404, and none of its triggers fires.
    end('jobs-end', 'high', 'Broker.eventing.knative.dev'),
    end('jobs-end', 'medium', 'Trigger.eventing.knative.dev Subscription.messaging.knative.dev'),
  ]),
  fieldRule('cluster-users', 'exposure', 'who may fetch secrets into a cluster, and out of it', [
    field('secret-pushed', 'high', 'PushSecret ClusterPushSecret', 'spec', (was) => was === undefined, true),
    field('secret-pushed', 'high', 'PushSecret ClusterPushSecret', 'spec', (was, is) =>
      ['selector', 'data', 'secretStoreRefs'].some((name) => canonical(at(was, name)) !== canonical(at(is, name))),
    ),
    field('secret-otherwise', 'medium', 'ExternalSecret', 'spec.target.creationPolicy'),
    field('secret-otherwise', 'medium', 'ExternalSecret', 'spec.refreshInterval', (_, is) => /^0/.test(String(is))),
    field('secret-otherwise', 'medium', 'ExternalSecret', 'spec.dataFrom', (was, is) => finds(was) !== finds(is)),
    field('secret-otherwise', 'medium', 'SealedSecret', 'spec.template.type', (was) => was !== undefined),
    ...['age', 'pgp', 'kms', 'gcp_kms', 'azure_kv', 'hc_vault'].map((kind) =>
      field('secret-shared', 'high', 'Secret', `sops.${kind}`, (was, is) => list(is).length > list(was).length),
    ),
  ]),
]
