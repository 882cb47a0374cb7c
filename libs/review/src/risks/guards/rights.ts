import { at, fields, list, text, texts, type Fields } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import type { RiskLevel } from '../level.ts'

const orAll = (value: unknown): readonly string[] => (texts(value).length === 0 ? ['*'] : texts(value))

/** Group, resource, verb and name of every right; a non-resource URL takes the place of the resource. */
const rulesOf = ({ value }: Entity): readonly Opening[] =>
  list(value.rules).flatMap((rule) =>
    texts(rule.verbs).flatMap((verb) => [
      ...texts(rule.nonResourceURLs).map((path) => ['', path, verb, '*']),
      ...(list(rule.nonResourceURLs).length > 0 ? texts(rule.resources) : orAll(rule.resources)).flatMap((resource) =>
        orAll(rule.apiGroups).flatMap((group) =>
          orAll(rule.resourceNames).map((name) => [group, resource, verb, name]),
        ),
      ),
    ]),
  )

/** Rights with which one gets others, or what is secret. */
const strong = new Set([
  'secrets',
  'pods/exec',
  'pods/attach',
  'nodes/proxy',
  'serviceaccounts/token',
  '*',
  'roles',
  'clusterroles',
  'rolebindings',
  'clusterrolebindings',
])
const strongVerbs = new Set(['*', 'escalate', 'bind', 'impersonate'])
const isStrong = ([, resource = '', verb = '']: Opening): boolean => strong.has(resource) || strongVerbs.has(verb)

/** Also high: a right for some names that becomes one for all. */
const byRight = (now: readonly Opening[], before: readonly Opening[]): RiskLevel =>
  now.some(
    (one) =>
      isStrong(one) ||
      (one[3] === '*' && before.some((old) => old[3] !== '*' && [0, 1, 2].every((i) => old[i] === one[i]))),
  )
    ? 'high'
    : 'medium'

/** The labels by which other ClusterRoles take in this one's rights. */
function aggregated({ value, location }: Entity, tree: Index): readonly Opening[] {
  const collecting = tree
    .kind(location.cluster, 'ClusterRole', '')
    .flatMap((role) => list(at(role.value, 'aggregationRule', 'clusterRoleSelectors')))
    .flatMap((selector) => Object.keys(fields(selector.matchLabels)))
  return Object.entries(fields(at(value, 'metadata', 'labels')))
    .filter(([key]) => key.startsWith('rbac.authorization.k8s.io/aggregate-to-') || collecting.includes(key))
    .map(([key, word]) => [key, String(word)])
}

/** A binding that names no role, and is no patch of one. */
const isRefused = (entity: Entity, tree: Index): boolean =>
  (text(at(entity.value, 'roleRef', 'name')) ?? '') === '' && !tree.isForTools(entity)

/** Everybody, or everybody of a kind. */
const crowds = /^system:(?:authenticated|unauthenticated|anonymous|serviceaccounts.*)$/
const subjects = (entity: Entity, tree: Index): readonly Opening[] => {
  const { value } = entity
  const role = [text(at(value, 'roleRef', 'kind')) ?? '', text(at(value, 'roleRef', 'name')) ?? '']
  if (isRefused(entity, tree)) return []
  return list(value.subjects).map(({ kind, namespace, name }: Fields) => [
    `${text(kind) ?? ''} ${text(namespace) === undefined ? '' : `${text(namespace) ?? ''}/`}${text(name) ?? ''}`,
    ...role,
  ])
}
const all = new Set(['cluster-admin', 'admin', 'system:masters'])
const bySubject = (now: readonly Opening[]): RiskLevel =>
  now.some(([who = '', , role = '']) => all.has(role) || crowds.test(who.slice(who.indexOf(' ') + 1)))
    ? 'high'
    : 'medium'

/** Rights in the API. */
export const rightsGuards = [
  guard('invalid', 'outage', 'bindings that the API server takes', {
    code: 'invalid-object',
    kinds: 'RoleBinding ClusterRoleBinding',
    at: 'roleRef.**',
    level: 'high',
    opens: (entity, tree) => (isRefused(entity, tree) ? [['role', '']] : []),
    fresh: nothing,
  }),
  guard('rights', 'exposure', 'rights in the API', {
    code: 'rights',
    kinds: 'Role ClusterRole',
    at: 'rules.**',
    level: byRight,
    opens: rulesOf,
    fresh: nothing,
  }),
  guard('rights', 'exposure', 'rights that other roles take in', {
    code: 'rights-aggregated',
    kinds: 'ClusterRole',
    at: 'metadata.labels.**',
    level: 'high',
    opens: aggregated,
    fresh: nothing,
  }),
  guard('rights', 'exposure', 'roles that take in others', {
    code: 'rights-aggregated',
    kinds: 'ClusterRole',
    at: 'aggregationRule.**',
    level: 'medium',
    fresh: nothing,
    opens: ({ value }) =>
      list(at(value, 'aggregationRule', 'clusterRoleSelectors')).map((one) => [JSON.stringify(one)]),
  }),
  guard('rights', 'exposure', 'who has rights in the API', {
    code: 'granted',
    kinds: 'RoleBinding ClusterRoleBinding',
    at: 'subjects.**|roleRef.**',
    level: bySubject,
    opens: subjects,
    fresh: nothing,
  }),
]
