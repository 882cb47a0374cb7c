import { expect, test } from 'vitest'
import { inputOf, review } from '../review.ts'

const flux = (name: string, path: string, source = 'flux-system') =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ${name}, namespace: flux-system}\nspec: {path: ${path}, prune: true, sourceRef: {kind: GitRepository, name: ${source}}}\n`
const application = (path: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: extra, namespace: argocd}\nspec: {project: a, destination: {name: in-cluster, namespace: shop}, source: {repoURL: r, path: ${path}}}\n`
const admin =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: admin}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\nsubjects: [{kind: ServiceAccount, name: a, namespace: b}]\n'
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: shop}\ndata: {a: b}\n'
const tree = { 'apps/web/a.yaml': map, 'extra/admin.yaml': admin, 'clusters/prod/apps.yaml': flux('apps', './apps') }

test.each<[what: string, after: Readonly<Record<string, string>>, names: string[], level: string]>([
  [
    'a new Kustomization of Flux',
    { 'clusters/prod/extra.yaml': flux('extra', './extra') },
    ['Kustomization extra', 'ClusterRoleBinding admin'],
    'high',
  ],
  [
    'a Kustomization with another path',
    { 'clusters/prod/apps.yaml': flux('apps', './extra') },
    ['Kustomization apps', 'ClusterRoleBinding admin'],
    'high',
  ],
  [
    'a new Application',
    { 'clusters/prod/extra.yaml': application('extra') },
    ['Application extra', 'ClusterRoleBinding admin'],
    'high',
  ],
  [
    'a folder that somebody applies',
    { 'clusters/prod/extra.yaml': flux('extra', './apps/web') },
    ['Kustomization extra'],
    'none',
  ],
  [
    'a folder of another repository',
    { 'clusters/prod/extra.yaml': flux('extra', './extra', 'other') },
    ['Kustomization extra'],
    'none',
  ],
  [
    'a folder that comes along',
    { 'clusters/prod/extra.yaml': flux('extra', './more'), 'more/a.yaml': map.replace('web', 'more') },
    ['Kustomization extra', 'ConfigMap more'],
    'none',
  ],
])('objects that nobody applied are new in the cluster by %s', (_, after, names, level) => {
  const done = review(inputOf(new Map(Object.entries(tree)), new Map(Object.entries({ ...tree, ...after }))))
  expect(done.changes.map(({ after: one }) => `${one?.kind} ${one?.name}`)).toEqual(names)
  if (level === 'high') expect(done.level).toBe('high')
})

test('a folder of another repository, of several sources, brings nothing', () => {
  const sources = (name: string, path: string, repository: string) =>
    application(path)
      .replace('name: extra', `name: ${name}`)
      .replace(/source: .*(?=\}\n)/, `sources: [{repoURL: v, ref: values}, {repoURL: ${repository}, path: ${path}}]`)
  const before = { ...tree, 'clusters/prod/apps.yaml': sources('apps', 'apps', 'r') }
  const after = { ...before, 'clusters/prod/extra.yaml': sources('extra', 'extra', 'other') }
  const done = review(inputOf(new Map(Object.entries(before)), new Map(Object.entries(after))))
  expect(done.changes.map(({ after: one }) => one?.name)).toEqual(['extra'])
})
