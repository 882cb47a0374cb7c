import { at, fields, list } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { uncovered, type Opening } from '../covers.ts'
import { rule } from '../risk.ts'
import { end, endRule, field, fieldRule } from './field-rule.ts'
import { fewer } from './parts.ts'

/** Policies of networks that review does not take apart. */
const others =
  'CiliumNetworkPolicy CiliumClusterwideNetworkPolicy AdminNetworkPolicy BaselineAdminNetworkPolicy ClusterNetworkPolicy GlobalNetworkPolicy NetworkPolicy.projectcalico.org NetworkPolicy.crd.projectcalico.org'
/** A pattern of `rules.dns` is only what a proxy may be asked: `*` stands in each policy that reads names. */
const everyone = /"(?:all|world|0\.0\.0\.0\/0|::\/0)"|"toFQDNs":\[[^\]]*"matchPattern":"\*+"/
const unauthenticated = /^(?:all|cluster)-unauthenticated$/
/** Code in a proxy, in a filter of its own; and filters that are taken out of it. */
const codeInProxy =
  /"inline_?[cC]ode"|"(?:default_)?source_codes?"|envoy\.(?:extensions\.)?filters\.(?:http|network)\.(?:lua|wasm)/
const takenOut = /"operation":"REMOVE"/
const gains =
  (words: RegExp) =>
  (was: unknown, is: unknown): boolean =>
    words.test(JSON.stringify(is ?? null)) && !words.test(JSON.stringify(was ?? null))
/** Everybody, or every account. */
const everySubject = /"system:(?:authenticated|unauthenticated|serviceaccounts)"|"\*"/
const hooks = 'ValidatingWebhookConfiguration MutatingWebhookConfiguration'
const clients = (all: unknown) =>
  new Map(
    list(all).map(({ name, clientConfig }) => {
      const { caBundle: _, ...where } = fields(clientConfig)
      return [String(name), canonical(where)]
    }),
  )
const keepsUnknown = (versions: unknown): number =>
  JSON.stringify(versions ?? null).split('"x-kubernetes-preserve-unknown-fields":true').length - 1

/** Whose objects may name which of this namespace; without a name, all. */
const grants = (spec: unknown): readonly Opening[] =>
  list(at(spec, 'from')).flatMap((from) =>
    list(at(spec, 'to')).map((to) =>
      [from['group'], from['kind'], from['namespace'], to['kind'], to['name'] ?? '*'].map(String),
    ),
  )
const granted = (was: unknown, is: unknown): readonly Opening[] => uncovered(grants(is), grants(was))
/** Whether who had a grant has none of that kind any more; one that is narrower may be all that was used. */
const forsaken = (was: unknown, is: unknown): boolean => {
  const kept = new Set(grants(is).map((one) => one.slice(0, -1).join('\0')))
  return granted(is, was).some((one) => !kept.has(one.slice(0, -1).join('\0')))
}

/** ConfigMaps that a whole cluster goes by: name, and the keys that weigh high; all where none are named. */
const central: Readonly<Record<string, RegExp>> = {
  'aws-auth': /./,
  coredns: /./,
  'coredns-custom': /./,
  'kube-proxy': /./,
  'node-local-dns': /./,
  istio: /./,
  // Rook's operator rolls the drivers of all volumes by it.
  'rook-ceph-operator-config': /(?!)/,
  'argocd-rbac-cm': /./,
  'argocd-cm':
    /^(?:application\.(?:resourceTrackingMethod|instanceLabelKey)|users\.anonymous\.enabled|admin\.enabled|accounts\..*|resource\.(?:exclusions|inclusions)|oidc\.config|dex\.config|exec\.enabled)$/,
  'argocd-cmd-params-cm': /^(?:server\.insecure|server\.disable\.auth|application\.namespaces)$/,
  'ingress-nginx-controller':
    /^(?:allow-snippet-annotations|annotations-risk-level|ssl-.*|http-snippet|server-snippet|main-snippet)$/,
}

/** By what callers of an EventSource say who they are (https://argoproj.github.io/argo-events/eventsources/webhook-authentication/). */
function logins(value: unknown): readonly string[] {
  return Object.entries(fields(value)).flatMap(([key, inner]) =>
    /^(?:authSecret|webhookSecret|tokenSecret|signingSecret|hmacSecret)$/.test(key) ? [key] : logins(inner),
  )
}

const isAlerting = (rule: unknown): boolean => {
  const rules = list(at(rule, 'spec', 'groups')).flatMap((group) => list(group['rules']))
  return rules.length === 0 || rules.some(({ alert }) => alert !== undefined)
}

const isExempt = (spec: unknown): boolean => at(spec, 'priorityLevelConfiguration', 'name') === 'exempt'
const isInMesh = (labels: unknown): boolean => {
  const said = fields(labels)
  return (
    said['istio-injection'] === 'enabled' ||
    said['istio.io/dataplane-mode'] === 'ambient' ||
    (said['istio.io/rev'] !== undefined && said['istio-injection'] !== 'disabled')
  )
}

/** Settings of the API server, its policies and the cluster. */
export const clusterRisks = [
  rule('central-settings', 'exposure', 'settings that a whole cluster goes by', ({ entity, delta, change }) => {
    if (entity.kind !== 'ConfigMap' || !Object.hasOwn(central, entity.name)) return undefined
    const gone = change.after === undefined
    if (delta === undefined ? !gone : delta.steps[0] !== 'data') return undefined
    const keys =
      delta === undefined
        ? ['']
        : delta.steps.length > 1
          ? [delta.steps[1] ?? '']
          : Object.keys({ ...fields(delta.before), ...fields(delta.after) })
    return [
      gone || keys.some((key) => central[entity.name]?.test(key)) ? 'high' : 'medium',
      'central-settings',
      entity.name,
    ]
  }),
  fieldRule('kind-changed', 'data', 'how objects of a kind are kept', [
    field(
      'conversion-gone',
      'high',
      'CustomResourceDefinition',
      'spec.conversion',
      (was, is) => fields(was).strategy === 'Webhook' && fields(is).strategy !== 'Webhook',
    ),
    field(
      'unknown-fields-dropped',
      'high',
      'CustomResourceDefinition',
      'spec.preserveUnknownFields',
      (was, is) => was === true && is !== true,
    ),
    field(
      'unknown-fields-dropped',
      'high',
      'CustomResourceDefinition',
      'spec.versions',
      (was, is) => keepsUnknown(is) < keepsUnknown(was),
    ),
  ]),
  fieldRule('volume-policy', 'data', 'volumes that outlive their claims', [
    field(
      'volume-not-kept',
      'high',
      'PersistentVolume',
      'spec.persistentVolumeReclaimPolicy',
      (_, is) => is === 'Delete' || is === 'Recycle',
    ),
    field('volume-not-kept', 'high', 'VolumeSnapshotClass', 'deletionPolicy', (_, is) => is === 'Delete'),
  ]),
  fieldRule('priority', 'outage', 'which pods give way to others', [
    field(
      'default-priority',
      'medium',
      'PriorityClass',
      'globalDefault',
      (was, is) => is === true || was === true,
      true,
    ),
  ]),
  // https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#exempt-requests
  fieldRule('api-flow', 'outage', 'requests that the API server makes wait', [
    field(
      'waits-never',
      'high',
      'FlowSchema',
      'spec',
      (was, is) => isExempt(is) && !isExempt(was) && everySubject.test(JSON.stringify(at(is, 'rules') ?? null)),
      true,
    ),
    field('waits-never', 'medium', 'FlowSchema', 'spec', (was, is) => isExempt(is) && !isExempt(was), true),
  ]),
  fieldRule('mesh-joined', 'outage', 'namespaces that a mesh takes in', [
    field('mesh-joined', 'low', 'Namespace', 'metadata.labels', (was, is) => isInMesh(is) && !isInMesh(was)),
  ]),
  endRule('class-end', 'outage', 'classes that others name', [
    end('class-gone', 'medium', 'StorageClass PriorityClass RuntimeClass CSIDriver DeviceClass'),
  ]),
  fieldRule('admission-elsewhere', 'exposure', 'whom the API server asks', [
    field('webhook-elsewhere', 'high', hooks, 'webhooks', (was, is) => {
      const now = clients(is)
      return [...clients(was)].some(([name, where]) => now.has(name) && now.get(name) !== where)
    }),
    field(
      'webhook-elsewhere',
      'high',
      hooks,
      'webhooks',
      (was, is) => was === undefined && list(is).some((hook) => at(hook, 'clientConfig', 'url') !== undefined),
      true,
    ),
  ]),
  fieldRule('other-policy', 'exposure', 'policies that review does not take apart', [
    field(
      'policy-to-all',
      'high',
      others,
      'spec',
      (was, is) => everyone.test(JSON.stringify(is ?? null)) && !everyone.test(JSON.stringify(was ?? null)),
    ),
    // https://linkerd.io/2/reference/authorization-policy/#server
    field(
      'policy-to-all',
      'high',
      'Server.policy.linkerd.io',
      'spec.accessPolicy',
      (was, is) => unauthenticated.test(String(is)) && !unauthenticated.test(String(was)),
      true,
    ),
    field('policy-not-judged', 'medium', 'Server.policy.linkerd.io', 'spec', (was) => was !== undefined),
    field('policy-not-judged', 'medium', others, 'spec', (was) => was !== undefined),
    field(
      'policy-not-judged',
      'medium',
      'KafkaUser.kafka.strimzi.io',
      'spec.authorization',
      (was) => was !== undefined,
    ),
  ]),
  fieldRule('exception', 'exposure', 'exceptions from policies', [
    field('exception-made', 'high', 'PolicyException', 'spec', () => true, true),
    field(
      'reference-granted',
      'high',
      'ReferenceGrant',
      'spec',
      (was, is) => granted(was, is).some(([, , , kind]) => kind === 'Secret'),
      true,
    ),
    field('reference-granted', 'medium', 'ReferenceGrant', 'spec', (was, is) => granted(was, is).length > 0, true),
    field('reference-gone', 'high', 'ReferenceGrant', 'spec', forsaken),
    field('reference-gone', 'medium', 'ReferenceGrant', 'spec', (was, is) => granted(is, was).length > 0),
  ]),
  fieldRule('deletes-by-itself', 'data', 'what deletes objects by a schedule', [
    field(
      'deletes-by-itself',
      'high',
      'CleanupPolicy ClusterCleanupPolicy DeletingPolicy NamespacedDeletingPolicy',
      'spec',
      () => true,
      true,
    ),
  ]),
  endRule('rights-end', 'outage', 'rights that controllers work by', [
    end('rights-gone', 'medium', 'Role ClusterRole RoleBinding ClusterRoleBinding'),
  ]),
  fieldRule('mesh-closed', 'outage', 'calls that the mesh let through', [
    field('plain-refused', 'medium', 'PeerAuthentication', 'spec.mtls.mode', (_, is) => is === 'STRICT', true),
  ]),
  fieldRule('raw-envoy', 'outage', "Envoy's own configuration", [
    field('code-in-proxy', 'high', 'EnvoyFilter', 'spec', gains(codeInProxy), true),
    field('filter-gone', 'high', 'EnvoyFilter', 'spec', gains(takenOut), true),
    field('raw-envoy', 'medium', 'EnvoyFilter WasmPlugin.extensions.istio.io', 'spec', () => true, true),
  ]),
  fieldRule('alerts-end', 'outage', 'alerts that there were', [
    field('alerts-gone', 'high', 'PrometheusRule', 'spec.groups', (was, is) => {
      const names = (groups: unknown) => list(groups).flatMap(({ rules }) => list(rules).map(({ alert }) => alert))
      const now = new Set(names(is))
      return names(was).some((name) => name !== undefined && !now.has(name))
    }),
  ]),
  endRule('outside-end', 'outage', 'addresses outside that were called', [
    end('outside-closed', 'medium', 'ServiceEntry'),
  ]),
  endRule('alerts-end', 'outage', 'who is told when something is wrong', [
    end('alerts-gone', 'medium', 'ServiceMonitor PodMonitor Probe ScrapeConfig'),
    // Rules that only record numbers tell nobody; boards and alerts that ask for these find none any more.
    end('alerts-gone', 'medium', 'PrometheusRule', ({ value }) => isAlerting(value)),
    end('records-gone', 'low', 'PrometheusRule', ({ value }) => !isAlerting(value)),
  ]),
  fieldRule('events', 'exposure', 'what starts runs by itself', [
    field('checks-off', 'high', 'EventListener.triggers.tekton.dev', 'spec.triggers', (was, is) =>
      fewer(was, is, 'name', 'interceptors'),
    ),
    field(
      'checks-off',
      'high',
      'EventSource.argoproj.io',
      'spec',
      (was, is) =>
        logins(is).length < logins(was).length && Object.keys(fields(is)).length >= Object.keys(fields(was)).length,
    ),
    field('events-widened', 'medium', 'Sensor', 'spec.dependencies', (was, is) => {
      const filters = (all: unknown) => list(all).filter((one) => one.filters !== undefined).length
      return filters(is) < filters(was)
    }),
    field(
      'events-changed',
      'medium',
      'Sensor EventSource EventBus TriggerTemplate TriggerBinding EventListener',
      'spec',
    ),
  ]),
  endRule('events-end', 'outage', 'runs that start by themselves', [
    end(
      'jobs-end',
      'medium',
      'Sensor EventSource EventBus CronWorkflow WorkflowTemplate ClusterWorkflowTemplate ScaledJob',
    ),
  ]),
]
