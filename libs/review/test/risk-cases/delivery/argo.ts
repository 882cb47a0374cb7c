import { changed, marked, object, type RiskCase } from '../../risk-case.ts'

const argo = 'argoproj.io/v1alpha1'
interface Set {
  readonly name?: string
  readonly generators?: string
  readonly policy?: string
  readonly more?: string
  readonly path?: string
  readonly namespace?: string
  readonly metadata?: string
}
const folders = '{git: {repoURL: r, revision: main, directories: [{path: apps/*}]}}'
const set = ({
  name = '{{.path.basename}}',
  generators = folders,
  policy = '',
  more = '',
  path = '{{.path.path}}',
  namespace = 'shop',
  metadata = '',
}: Set = {}) =>
  object(
    `${argo} ApplicationSet`,
    `spec:\n  goTemplate: true\n  generators: [${generators}]\n  syncPolicy: {${policy}}\n  template:\n    metadata: {name: "${name}"}\n    spec: {project: default, source: {repoURL: r, path: "${path}"}, destination: {namespace: ${namespace}}, syncPolicy: {automated: {prune: true${more}}}}`,
    metadata,
  )
const app = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n'
/** A set with the folders of some apps. */
const tree = (text: string, ...apps: readonly string[]) => ({
  'set.yaml': text,
  ...Object.fromEntries(apps.map((name) => [`apps/${name}/c.yaml`, app])),
})
const list = (...names: readonly string[]) =>
  `{list: {elements: [${names.map((name) => `{name: ${name}}`).join(', ')}]}}`
const keeps = 'preserveResourcesOnDeletion: true, applicationsSync: create-update'
const end = ', finalizers: [resources-finalizer.argocd.argoproj.io]'
const application = (more: string, finalizers = '', name = 'web') =>
  object(
    `${argo} Application`,
    `spec: {project: default, source: {repoURL: r, path: a}, destination: {namespace: shop}${more}}`,
    finalizers,
  ).replace('name: web', `name: ${name}`)
const synced = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  what,
  application(`, syncPolicy: {${before}}`),
  application(`, syncPolicy: {${after}}`),
  ...risks,
]
const project = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, `${argo} AppProject`, `spec: {${before}}`, `spec: {${after}}`, ...risks)

const applicationsOf = (source: string, values: string) =>
  object(
    `${argo} ApplicationSet`,
    `spec: {generators: [{plugin: {}}], template: {metadata: {name: web}, spec: {source: {repoURL: r, ${source}, helm: {valuesObject: ${values}}}}}}`,
  )

/** Which Applications come, go, move or change hands, and what Argo CD may do. */
export const argoRiskCases: readonly RiskCase[] = [
  [
    'all Applications get another name',
    tree(set(), 'a', 'b'),
    tree(set({ name: 'x-{{.path.basename}}' }), 'a', 'b'),
    'high applications',
  ],
  [
    'the same where the old ones stay',
    tree(set({ policy: keeps }), 'a'),
    tree(set({ policy: keeps, name: 'x-{{.path.basename}}' }), 'a'),
    'high applications',
  ],
  ['the same name by another word', tree(set(), 'a'), tree(set({ name: '{{ .path.basename }}' }), 'a')],
  ['the same name by an index', tree(set(), 'a'), tree(set({ name: '{{ index .path.segments 1 }}' }), 'a')],
  [
    'one of a list goes',
    set({ generators: list('a', 'b'), name: '{{.name}}' }),
    set({ generators: list('a'), name: '{{.name}}' }),
    'high applications',
  ],
  [
    'one of a list goes, its objects stay',
    set({ generators: list('a', 'b'), name: '{{.name}}', policy: 'preserveResourcesOnDeletion: true' }),
    set({ generators: list('a'), name: '{{.name}}', policy: 'preserveResourcesOnDeletion: true' }),
    'high applications',
  ],
  [
    'one of a list goes, and its Application stays',
    set({ generators: list('a', 'b'), name: '{{.name}}', policy: keeps }),
    set({ generators: list('a'), name: '{{.name}}', policy: keeps }),
    'medium applications',
  ],
  [
    'one of a list is added',
    set({ generators: list('a'), name: '{{.name}}', path: '{{.name}}' }),
    set({ generators: list('a', 'b'), name: '{{.name}}', path: '{{.name}}' }),
  ],
  [
    'another order of a list',
    set({ generators: list('a', 'b'), name: '{{.name}}' }),
    set({ generators: list('b', 'a'), name: '{{.name}}' }),
  ],
  [
    'folders that are left out',
    tree(set(), 'a', 'b'),
    tree(
      set({
        generators: '{git: {repoURL: r, revision: main, directories: [{path: apps/*}, {path: apps/b, exclude: true}]}}',
      }),
      'a',
      'b',
    ),
    'high applications',
  ],
  [
    'another folder',
    tree(set({ path: '{{.path.path}}' }), 'a'),
    tree(set({ path: '{{.path.path}}/prod' }), 'a'),
    'high applications',
  ],
  ['another namespace', tree(set(), 'a'), tree(set({ namespace: 'other' }), 'a'), 'high applications'],
  [
    'what nobody here can expand',
    set({ generators: '{clusters: {}}' }),
    set({ generators: '{clusters: {selector: {}}}' }),
  ],
  ['all of it goes', tree(set(), 'a'), tree('', 'a'), 'high applications'],
  [
    'all of it goes, its Applications stay',
    tree(set({ policy: keeps, metadata: end }), 'a'),
    tree('', 'a'),
    'medium applications',
  ],
  ['all of it goes, without a finalizer', tree(set({ policy: keeps }), 'a'), tree('', 'a'), 'high applications'],
  ['a folder goes, and its Application with it', tree(set(), 'a', 'b'), tree(set(), 'a'), 'high applications'],
  [
    'a folder goes, and its Application stays',
    tree(set({ policy: keeps }), 'a', 'b'),
    tree(set({ policy: keeps }), 'a'),
    'medium applications',
  ],
  ['a folder comes', tree(set(), 'a'), tree(set(), 'a', 'b')],
  [
    'two owners',
    tree(set(), 'a'),
    { ...tree(set(), 'a'), 'b.yaml': set().replace('name: web', 'name: second') },
    'high applications',
  ],
  [
    'objects are kept no more',
    set({ policy: keeps }),
    set({ policy: 'applicationsSync: create-update' }),
    'high argo-keeps-no-more',
  ],
  [
    'deletes from now on',
    set({ policy: 'applicationsSync: create-update' }),
    set({ policy: 'applicationsSync: sync' }),
    'high argo-keeps-no-more',
  ],
  ['deletes no more', set({ policy: 'applicationsSync: sync' }), set({ policy: keeps })],
  ['an empty folder is an order', set(), set({ more: ', allowEmpty: true' }), 'high argo-orders'],

  synced('replaces', '', 'syncOptions: [Replace=true]', 'high argo-orders'),
  synced('deletes', 'automated: {}', 'automated: {prune: true}', 'medium argo-orders'),
  synced('prunes no more', 'automated: {prune: true}', 'automated: {}'),
  synced('does nothing by itself', 'automated: {selfHeal: true}', '', 'medium argo-syncs-no-more'),
  synced('another option', '', 'syncOptions: [CreateNamespace=true]'),
  synced('off, said as a word', 'automated: {}', 'automated: {enabled: false}', 'medium argo-syncs-no-more'),
  [
    'sees less',
    application(''),
    application(', ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec]}]'),
    'medium argo-overlooks',
  ],
  [
    'sees one field less',
    application(''),
    application(', ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]'),
    'low argo-overlooks',
  ],
  ['its end takes its objects', application(''), application('', end), 'medium end-takes-objects'],
  ['its end leaves its objects', application('', end), application(''), 'medium end-leaves-objects'],
  ['an Application goes, with its objects', application('', end), '', 'high application-gone'],
  ['an Application goes, its objects stay', application(''), '', 'medium application-gone'],
  ['an Application gets another name', application('', end), application('', end, 'other'), 'high application-gone'],
  [
    'to another place',
    application(''),
    application('').replace('destination: {namespace: shop', 'destination: {namespace: other'),
    'high application-other-namespace',
  ],
  ['from another place', application(''), application('').replace('path: a', 'path: b'), 'medium source-elsewhere'],
  [
    'of another project',
    application(''),
    application('').replace('project: default', 'project: other'),
    'medium other-project',
  ],

  [
    'of the project that permits everything',
    application('').replace('project: default', 'project: shop'),
    application(''),
    'high other-project',
  ],

  project('every repository', 'sourceRepos: [r]', 'sourceRepos: ["*"]', 'high project-permits'),
  project('a repository more', 'sourceRepos: [r]', 'sourceRepos: [r, s]', 'medium project-permits'),
  project('a repository less', 'sourceRepos: [r, s]', 'sourceRepos: [r]'),
  project(
    'every kind of the cluster',
    '',
    'clusterResourceWhitelist: [{group: "*", kind: "*"}]',
    'high project-permits',
  ),
  project(
    'every place',
    'destinations: [{server: a, namespace: shop}]',
    'destinations: [{server: "*", namespace: "*"}]',
    'high project-permits',
  ),
  project(
    'every kind, by a field that goes',
    'namespaceResourceWhitelist: [{group: "", kind: Service}]',
    '',
    'high project-permits',
  ),
  project(
    'what is kept out',
    'namespaceResourceBlacklist: [{group: "", kind: ResourceQuota}]',
    '',
    'high project-forbids-no-more',
  ),
  [
    "SIG Apps' Application goes",
    object(
      'app.k8s.io/v1beta1 Application',
      'spec: {source: {path: a}}',
      ', finalizers: [resources-finalizer.argocd.argoproj.io]',
    ),
    '',
    'medium unknown-end',
  ],
  [
    'other values of a chart in a set',
    applicationsOf('chart: web', '{replicas: 3}'),
    applicationsOf('chart: web', '{replicas: 2, image: {tag: b}}'),
    'low not-known',
    'medium fewer-members',
  ],
  [
    'another chart in a set',
    applicationsOf('chart: web', '{}'),
    applicationsOf('chart: other', '{}'),
    'high applications',
  ],
  ['a project goes', object(`${argo} AppProject`, 'spec: {}'), '', 'high policy-deleted'],
  marked(
    'of another Application',
    'v1 ConfigMap',
    'annotations',
    'argocd.argoproj.io/tracking-id: a',
    'argocd.argoproj.io/tracking-id: b',
    'high annotation',
  ),
]
