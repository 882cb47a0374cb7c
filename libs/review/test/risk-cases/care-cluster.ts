import { casesOf, gone, object, renamed, type RiskCase } from '../risk-case.ts'

const project = casesOf('argoproj.io/v1alpha1 AppProject')
const application = casesOf('argoproj.io/v1alpha1 Application')
const repository = casesOf('v1 Secret', ', labels: {argocd.argoproj.io/secret-type: repository}')
const secret = casesOf('v1 Secret')
const nodes = casesOf('karpenter.k8s.aws/v1 EC2NodeClass')
const policy = casesOf('kyverno.io/v1 ClusterPolicy')
const olm = casesOf('operators.coreos.com/v1alpha1 Subscription')
const constraints = casesOf('security.openshift.io/v1 SecurityContextConstraints')
const group = casesOf('user.openshift.io/v1 Group')
const kustomization = casesOf('kustomize.config.k8s.io/v1beta1 Kustomization')

const permits = (namespaces: readonly string[], more = '') =>
  `spec: {sourceRepos: [r], destinations: [${namespaces.map((one) => `{server: s, namespace: ${one}}`).join(', ')}]${more}}`
const window = (kind: string, schedule: string) =>
  `, syncWindows: [{kind: ${kind}, schedule: "${schedule}", duration: 24h, applications: ["*"]}]`
const app = (source: string, policies = '') =>
  `spec: {project: p, source: {repoURL: r, path: a${source}}, destination: {server: s, namespace: shop}${policies}}`
const pruned = ', syncPolicy: {automated: {prune: true}}'
const git = (more = '') => `stringData: {url: "https://g.example/r", type: git${more}}`
const mutates = (what: string) =>
  `spec: {rules: [{name: a, match: {any: [{resources: {kinds: [Pod]}}]}, mutate: {patchStrategicMerge: ${what}}}]}`
const labels = '{metadata: {labels: {a: b}}}'
const subscription = (channel: string, approval: string) =>
  `spec: {channel: ${channel}, name: op, source: redhat, sourceNamespace: m, installPlanApproval: ${approval}}`
const may = (privileged: boolean, more = '') =>
  `allowPrivilegedContainer: ${privileged}\nusers: [system:serviceaccount:a:b]\nrunAsUser: {type: MustRunAsRange}${more}`
const patch = (word: string) =>
  `resources: [a.yaml]\npatches:\n  - patch: |-\n      ${word}\n      apiVersion: v1\n      kind: Secret\n      metadata: {name: b}`
const unknown = 'low not-known'
const both = (...texts: readonly string[]) => texts.join('---\n')
const replicas = (n: number) => object('apps/v1 Deployment', `spec: {replicas: ${n}}`)
const used = renamed('other', object('argoproj.io/v1alpha1 Application', app('').replace('project: p', 'project: web')))

/** What Argo CD, operators, policies, kustomize and OpenShift do by themselves. */
export const careClusterRiskCases: readonly RiskCase[] = [
  project('never syncs', permits(['shop']), permits(['shop'], window('deny', '* * * * *')), 'high syncs-held'),
  project(
    'does not sync at night',
    permits(['shop']),
    permits(['shop'], window('deny', '0 22 * * *')),
    'medium syncs-held',
  ),
  project(
    'syncs in the morning alone',
    permits(['shop']),
    permits(['shop'], window('allow', '0 8 * * *')),
    'medium syncs-held',
  ),
  [
    'AppProject: permits less than an Application uses',
    both(object('argoproj.io/v1alpha1 AppProject', permits(['shop', 'pay'])), used),
    both(object('argoproj.io/v1alpha1 AppProject', permits(['pay'])), used),
    'high project-narrowed',
  ],
  [
    'AppProject: permits less, and as much as is used',
    both(object('argoproj.io/v1alpha1 AppProject', permits(['shop', 'pay'])), used),
    both(object('argoproj.io/v1alpha1 AppProject', permits(['shop'])), used),
  ],
  application(
    'reads no folders below',
    app(', directory: {recurse: true}', pruned),
    app('', pruned),
    'high other-files',
  ),
  application('leaves files out', app(''), app(', directory: {exclude: "x/*"}'), 'medium other-files'),
  application(
    'tries once',
    app('', ', syncPolicy: {retry: {limit: 5}}'),
    app('', ', syncPolicy: {}'),
    'low syncs-once',
  ),
  application(
    'a policy beside spec',
    app(''),
    `${app('')}\nsyncPolicy: {automated: {prune: true}}`,
    'medium misplaced-field',
  ),
  application('an operation', app(''), `${app('')}\noperation: {sync: {}}`, unknown),
  repository('believes whoever answers', git(), git(', insecure: "true"'), 'high argo-unchecked'),
  repository('checks', git(', insecure: "true"'), git(), 'medium secret-keys-gone'),
  secret('of somebody else says so', git(), git(', insecure: "true"')),
  nodes('another role', 'spec: {role: node}', 'spec: {role: admin}', 'high node-rights', 'medium nodes-replaced'),
  nodes(
    'on the internet',
    'spec: {role: node}',
    'spec: {role: node, associatePublicIPAddress: true}',
    'high nodes-public',
    'medium nodes-replaced',
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
  olm('another channel', subscription('stable', 'Manual'), subscription('alpha', 'Manual'), 'medium operator-other'),
  olm(
    'nobody is asked',
    subscription('stable', 'Manual'),
    subscription('stable', 'Automatic'),
    'medium version-floats',
  ),
  olm('is new', '', subscription('stable', 'Manual'), 'medium operator-installed'),
  constraints('privileged pods', may(false), may(true), 'high pods-allowed'),
  constraints('pods of everybody', may(false), may(false, '\ngroups: [system:authenticated]'), 'high pods-allowed'),
  constraints('pods may less', may(true), may(false), unknown),
  group('one more', 'users: [a]', 'users: [a, b]', 'medium group-joined'),
  group('one less', 'users: [a, b]', 'users: [a]', unknown),
  kustomization('takes a Secret away', 'resources: [a.yaml]', patch('$patch: delete'), 'high patched-away'),
  kustomization('changes a Secret', 'resources: [a.yaml]', patch('data: {}'), 'low read-by-tools'),
  [
    'a patch that comes beside an object',
    { 'prod/a/kustomization.yaml': 'resources: [web.yaml]\n', 'prod/a/web.yaml': replicas(3) },
    {
      'prod/a/kustomization.yaml': 'resources: [web.yaml]\npatches: [{path: more.yaml}]\n',
      'prod/a/web.yaml': replicas(3),
      'prod/a/more.yaml': replicas(4),
    },
    'low read-by-tools',
  ],
  [
    'a patch that goes',
    {
      'prod/a/kustomization.yaml': 'resources: [web.yaml]\npatchesStrategicMerge: [more.yaml]\n',
      'prod/a/web.yaml': renamed('other', replicas(3)),
      'prod/a/more.yaml': replicas(4),
    },
    { 'prod/a/kustomization.yaml': 'resources: [web.yaml]\n', 'prod/a/web.yaml': renamed('other', replicas(3)) },
    'low read-by-tools',
  ],
  [
    'a test that goes, and what it expects',
    {
      't/a.yaml': 'apiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: {name: t}\nspec: {steps: []}\n',
      't/b/c.yaml': replicas(1),
    },
    {},
  ],
  [
    'values of a chart',
    { 'c/values-prod.yaml': 'persistence: {enabled: true}\n' },
    { 'c/values-prod.yaml': 'persistence: {enabled: false}\n' },
    'high data-unkept',
  ],
  gone('operators.coreos.com/v1alpha1 Subscription', 'medium operator-left'),
]
