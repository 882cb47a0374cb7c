import { casesOf, changed, marked, object, type RiskCase } from '../risk-case.ts'

const role = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'rbac.authorization.k8s.io/v1 ClusterRole', `rules: [{${before}}]`, `rules: [{${after}}]`, ...risks)
const may = (verbs: string, resources = 'configmaps', more = '') =>
  `apiGroups: [""], resources: [${resources}], verbs: [${verbs}]${more}`
const binding = (subjects: string, to = 'reader') =>
  object(
    'rbac.authorization.k8s.io/v1 RoleBinding',
    `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${to}}\nsubjects: [${subjects}]`,
  )
const one = '{kind: ServiceAccount, name: a, namespace: shop}'
const namespace = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  marked(what, 'v1 Namespace', 'labels', before, after, ...risks)
const enforce = (profile: string) => `pod-security.kubernetes.io/enforce: ${profile}`
const hook = (more: string) =>
  `webhooks: [{name: a.example, rules: [{operations: [CREATE], apiGroups: [""], resources: [pods]}], ${more}}]`
const webhook = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration', hook(before), hook(after), ...risks)
const kyverno = (action: string, more = '') =>
  object(
    'kyverno.io/v1 ClusterPolicy',
    `spec: {validationFailureAction: ${action}, rules: [{name: a, validate: {message: b}}${more}]}`,
  )
const gatekeeper = (more: string) => object('constraints.gatekeeper.sh/v1beta1 K8sRequired', `spec: {${more}}`)
const unknown = 'low not-known'
const policy = casesOf('kyverno.io/v1 ClusterPolicy')
const mutates = (what: string) =>
  `spec: {rules: [{name: a, match: {any: [{resources: {kinds: [Pod]}}]}, mutate: {patchStrategicMerge: ${what}}}]}`
const labels = '{metadata: {labels: {a: b}}}'
const constraints = casesOf('security.openshift.io/v1 SecurityContextConstraints')
const group = casesOf('user.openshift.io/v1 Group')
const pods = (privileged: boolean, more = '') =>
  `allowPrivilegedContainer: ${privileged}\nusers: [system:serviceaccount:a:b]\nrunAsUser: {type: MustRunAsRange}${more}`

/** What a whole cluster or namespace is guarded by: rights, admission, Pod Security, quotas. */
export const clusterRiskCases: readonly RiskCase[] = [
  marked(
    'a label of a role',
    'rbac.authorization.k8s.io/v1 ClusterRole',
    'labels',
    'app.kubernetes.io/version: "1.0"',
    'app.kubernetes.io/version: "1.1"',
  ),
  marked(
    'a label by which others take its rights in',
    'rbac.authorization.k8s.io/v1 ClusterRole',
    'labels',
    '',
    'rbac.authorization.k8s.io/aggregate-to-view: "true"',
    'high rights-aggregated',
  ),
  role('all rights', may('get'), may('"*"'), 'high rights'),
  role('one right more', may('get'), may('get, list'), 'medium rights'),
  role('one right less', may('get, list'), may('get')),
  role('all of them in the place of one', may('get', 'configmaps', ', resourceNames: [a]'), may('get'), 'high rights'),
  role('one of them in the place of all', may('get'), may('get', 'configmaps', ', resourceNames: [a]')),
  role('secrets', may('get'), may('get', 'configmaps, secrets'), 'high rights'),
  role('what a star said already', may('"*"'), may('"*", get')),
  ['a role is added', '', object('rbac.authorization.k8s.io/v1 Role', `rules: [{${may('get')}}]`), 'medium rights'],
  ['a binding in another file', { 'a.yaml': binding(one) }, { 'b.yaml': binding(one) }],
  ['somebody more', binding(one), binding(`${one}, {kind: User, name: b}`), 'medium granted'],
  ['somebody less', binding(`${one}, {kind: User, name: b}`), binding(one)],
  ['everybody', binding(one), binding(`${one}, {kind: Group, name: "system:authenticated"}`), 'high granted'],
  ['all there is', binding(one), binding(one, 'cluster-admin'), 'high granted', 'high recreated'],
  ['a binding is added', '', binding(one), 'medium granted'],

  namespace('no Pod Security', enforce('restricted'), '', 'high pod-security-lowered'),
  namespace('a lower profile', enforce('restricted'), enforce('baseline'), 'high pod-security-lowered'),
  namespace('a higher profile', enforce('baseline'), enforce('restricted'), 'low pods-refused'),
  namespace('what is only said', 'pod-security.kubernetes.io/warn: restricted', ''),
  namespace('out of the mesh', 'istio-injection: enabled', 'istio-injection: disabled', 'high mesh-left'),
  namespace('the mesh by another word', 'istio-injection: enabled', 'istio.io/rev: stable'),
  namespace('another label', 'a: b', 'a: c'),

  webhook('its absence is no matter any more', 'failurePolicy: Fail', 'failurePolicy: Ignore', 'high refused-no-more'),
  webhook('the default said', '', 'failurePolicy: Fail'),
  webhook('not for some namespaces', '', 'namespaceSelector: {matchLabels: {a: b}}', 'high refused-no-more'),
  webhook('its absence matters', 'failurePolicy: Ignore', 'failurePolicy: Fail', 'high admission-blocks'),
  changed(
    'a webhook goes',
    'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
    hook('failurePolicy: Ignore'),
    'webhooks: []',
    'high refused-no-more',
  ),
  [
    'all webhooks go',
    object('admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration', hook('')),
    '',
    'high policy-deleted',
  ],
  changed(
    'a policy only warns',
    'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding',
    'spec: {policyName: a, validationActions: [Deny]}',
    'spec: {policyName: a, validationActions: [Warn]}',
    'high refused-no-more',
  ),
  changed(
    'a policy asks less',
    'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy',
    'spec: {validations: [{expression: a}, {expression: b}]}',
    'spec: {validations: [{expression: a}]}',
    'high refused-no-more',
  ),
  ['Kyverno only looks on', kyverno('Enforce'), kyverno('Audit'), 'high refused-no-more'],
  [
    'Kyverno has a rule more',
    kyverno('Enforce'),
    kyverno('Enforce', ', {name: b, validate: {message: c}}'),
    'medium refused-from-now',
  ],
  ['Gatekeeper only looks on', gatekeeper(''), gatekeeper('enforcementAction: dryrun'), 'high refused-no-more'],
  ['Gatekeeper, the default said', gatekeeper(''), gatekeeper('enforcementAction: deny'), unknown],

  changed(
    'a limit goes',
    'v1 ResourceQuota',
    'spec: {hard: {pods: "3", cpu: "2"}}',
    'spec: {hard: {pods: "3"}}',
    'medium limit-gone',
  ),
  changed(
    'a higher limit',
    'v1 ResourceQuota',
    'spec: {hard: {pods: "3"}}',
    'spec: {hard: {pods: "4"}}',
    'low limit-raised',
  ),
  changed(
    'a lower limit',
    'v1 ResourceQuota',
    'spec: {hard: {pods: "3"}}',
    'spec: {hard: {pods: "2"}}',
    'medium quota',
  ),
  changed('the same limit', 'v1 ResourceQuota', 'spec: {hard: {cpu: "1"}}', 'spec: {hard: {cpu: 1000m}}'),
  changed(
    'no most of a container',
    'v1 LimitRange',
    'spec: {limits: [{type: Container, max: {cpu: "1"}}]}',
    'spec: {limits: [{type: Container}]}',
    'medium limit-gone',
  ),
  changed(
    'one more limit',
    'v1 ResourceQuota',
    'spec: {hard: {pods: "3"}}',
    'spec: {hard: {pods: "3", cpu: "2"}}',
    'low limit-added',
  ),
  policy(
    'puts a container in',
    mutates(labels),
    mutates('{spec: {containers: [{name: b, image: "r.example/b:1"}]}}'),
    'high pods-changed',
    'medium policy-rule-other',
  ),
  policy('puts a label on', 'spec: {rules: []}', mutates(labels), 'medium pods-changed'),
  policy('puts nothing on any more', mutates(labels), 'spec: {rules: []}', 'medium policy-acts-no-more'),
  constraints('privileged pods', pods(false), pods(true), 'high pods-allowed'),
  constraints('pods of everybody', pods(false), pods(false, '\ngroups: [system:authenticated]'), 'high pods-allowed'),
  constraints('pods may less', pods(true), pods(false), unknown),
  group('one more', 'users: [a]', 'users: [a, b]', 'medium group-joined'),
  group('one less', 'users: [a, b]', 'users: [a]', unknown),
]
