import { casesOf, object, type RiskCase } from '../risk-case.ts'

const deployment = casesOf('apps/v1 Deployment')
const binding = casesOf('rbac.authorization.k8s.io/v1 ClusterRoleBinding')
const role = casesOf(
  'rbac.authorization.k8s.io/v1 ClusterRole',
  ', rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]',
)
const pod = (mounts: string, volumes = '{name: a, emptyDir: {}}, {name: b, emptyDir: {}}', more = '') =>
  `spec: {template: {spec: {containers: [{name: app, image: "r.example/a:1", volumeMounts: [${mounts}]}${more}], volumes: [${volumes}]}}}`
const apart = '{name: a, mountPath: /data/a}, {name: b, mountPath: /data/b}'
const other = (name: string) => `, {name: ${name}, image: "r.example/a:1"}`
const subject = '{kind: ServiceAccount, name: web, namespace: shop}'

/**
 * What is whole as text, and the API server refuses or drops (k8s.io/kubernetes pkg/apis/core/validation,
 * pkg/apis/rbac/validation).
 */
export const refusedRiskCases: readonly RiskCase[] = [
  deployment(
    'two volumes at one place',
    pod(apart),
    pod('{name: a, mountPath: /data}, {name: b, mountPath: /data}'),
    'high invalid-object',
  ),
  deployment(
    'two volumes at two places',
    pod(apart),
    pod('{name: a, mountPath: /data}, {name: b, mountPath: /data/b}'),
  ),
  deployment(
    'one volume at two places',
    pod(apart),
    pod('{name: a, mountPath: /data/a}, {name: a, mountPath: /data/b}'),
  ),
  deployment(
    'two volumes of one name',
    pod(apart),
    pod(apart, '{name: a, emptyDir: {}}, {name: a, secret: {secretName: b}}'),
    'high invalid-object',
  ),
  deployment('two containers of one name', pod(apart), pod(apart, undefined, other('app')), 'high invalid-object'),
  deployment('two containers', pod(apart), pod(apart, undefined, other('more'))),
  [
    'it was so before',
    object('apps/v1 Deployment', pod(apart, undefined, other('app'))),
    object('apps/v1 Deployment', pod(apart, undefined, other('app')).replace('/data/a', '/data/c')),
  ],
  binding('no role', '', `subjects: [${subject}]`, 'high invalid-object'),
  binding(
    'its role within its subject',
    '',
    `subjects: [{kind: ServiceAccount, name: web, namespace: shop, roleRef: {name: admin}}]`,
    'high invalid-object',
    'medium misplaced-field',
  ),
  role('its rules within its metadata', '', 'rules: []', 'medium misplaced-field'),
]
