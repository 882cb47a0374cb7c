import { casesOf, object, renamed, type RiskCase } from '../../risk-case.ts'

const project = casesOf('argoproj.io/v1alpha1 AppProject')
const application = casesOf('argoproj.io/v1alpha1 Application')
const repository = casesOf('v1 Secret', ', labels: {argocd.argoproj.io/secret-type: repository}')
const secret = casesOf('v1 Secret')

const permits = (namespaces: readonly string[], more = '') =>
  `spec: {sourceRepos: [r], destinations: [${namespaces.map((one) => `{server: s, namespace: ${one}}`).join(', ')}]${more}}`
const window = (kind: string, schedule: string) =>
  `, syncWindows: [{kind: ${kind}, schedule: "${schedule}", duration: 24h, applications: ["*"]}]`
const app = (source: string, policies = '') =>
  `spec: {project: p, source: {repoURL: r, path: a${source}}, destination: {server: s, namespace: shop}${policies}}`
const pruned = ', syncPolicy: {automated: {prune: true}}'
const git = (more = '') => `stringData: {url: "https://g.example/r", type: git${more}}`
const both = (...texts: readonly string[]) => texts.join('---\n')
const used = renamed('other', object('argoproj.io/v1alpha1 Application', app('').replace('project: p', 'project: web')))

/** What Argo CD syncs, and when, and whom it believes. */
export const argoScopeRiskCases: readonly RiskCase[] = [
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
  application('encrypted by SOPS', app(''), `${app('')}\nsops: {version: 3.9.0}`, 'low not-known'),
  application('an operation', app(''), `${app('')}\noperation: {sync: {}}`, 'low not-known'),
  repository('believes whoever answers', git(), git(', insecure: "true"'), 'high argo-unchecked'),
  repository('checks', git(', insecure: "true"'), git(), 'medium secret-keys-gone'),
  secret('of somebody else says so', git(), git(', insecure: "true"')),
]
