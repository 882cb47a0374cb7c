import { expect, test } from 'vitest'
import { inputOf, review } from '../src/review.ts'
import { object, renamed } from './risk-case.ts'

const hook = (image: string, annotation = 'argocd.argoproj.io/hook: PreSync') =>
  object(
    'batch/v1 Job',
    `spec: {template: {spec: {containers: [{name: m, image: "r/m:${image}"}]}}}`,
    `, annotations: {${annotation}}`,
  )
const noted = (key: string, value: string) => object('v1 ConfigMap', '', `, annotations: {${key}: ${value}}`)
const keda = (more: string) => object('keda.sh/v1alpha1 ScaledObject', `spec: {scaleTargetRef: {name: web}${more}}`)
const set = (name: string, policy = '') =>
  object(
    'argoproj.io/v1alpha1 ApplicationSet',
    `spec: {generators: [{list: {elements: [{name: a}]}}], syncPolicy: {${policy}}, template: {metadata: {name: "${name}"}, spec: {source: {path: a}}}}`,
  )
const crd = (words: string) =>
  object(
    'apiextensions.k8s.io/v1 CustomResourceDefinition',
    `spec: {scope: Cluster, versions: [{name: v1, schema: {openAPIV3Schema: {description: ${words}}}}]}`,
  )
const board = (panel: string, more = ', labels: {grafana_dashboard: "1"}') =>
  object('v1 ConfigMap', `data: {a.json: '{"panels": [{"title": "${panel}"}]}'}`, more)
const queue = (name: string) =>
  object(
    'sqs.services.k8s.aws/v1alpha1 Queue',
    `spec: {queueName: ${name}, visibilityTimeout: "30", messageRetentionPeriod: "60", receiveMessageWaitTimeSeconds: "20", sqsManagedSSEEnabled: "true", tags: {app: web, team: shop, environment: prod, managed-by: slipway, a: a, b: b, c: c, d: d, e: e, f: f}}`,
  )
const label = (key: string) => object('rbac.authorization.k8s.io/v1 ClusterRole', '', `, labels: {${key}: "true"}`)

/** What the table of effect-cases.ts has not: what shows in no controller that a rehearsal starts. */
test.each<[string, string, string, string[]]>([
  ['a hook of another image', hook('1'), hook('2'), ['run hook-runs']],
  ['a hook of Helm', hook('1', 'helm.sh/hook: pre-upgrade'), hook('2', 'helm.sh/hook: pre-upgrade'), ['run hook-runs']],
  [
    'a hook that Argo CD does not know',
    hook('1', 'helm.sh/hook: test'),
    hook('2', 'helm.sh/hook: test'),
    ['refused field-immutable'],
  ],
  ['a hook is added', '', hook('1'), ['run hook-runs']],
  ['a hook goes', hook('1'), '', ['kept hook-gone']],
  [
    'another name of a queue, whose object is a new one that nobody refuses',
    queue('a'),
    renamed('other', queue('b')),
    ['create new-name', 'delete removed'],
  ],
  ['another name in the object that is there', queue('a'), queue('b'), ['refused need-fixed']],
  ['an object that is no hook', hook('1', 'a: b'), hook('2', 'a: b'), ['refused field-immutable']],
  [
    'a name',
    noted('external-dns.alpha.kubernetes.io/hostname', 'a'),
    noted('external-dns.alpha.kubernetes.io/hostname', 'b'),
    ['traffic annotation'],
  ],
  ['a note', noted('kubernetes.io/description', 'a'), noted('kubernetes.io/description', 'b'), ['metadata annotation']],
  ['nobody here knows', noted('example.com/a', 'a'), noted('example.com/a', 'b'), ['unknown unknown-annotation']],
  ["KEDA's own fewest", keda(', minReplicaCount: 2'), keda(''), ['scale fewest-pods']],
  ['another name of an Application', set('{{name}}'), set('x-{{name}}'), ['delete applications']],
  [
    'the same where it stays',
    set('{{name}}', 'applicationsSync: create-only'),
    set('x-{{name}}', 'applicationsSync: create-only'),
    ['kept applications'],
  ],
  ['how a set keeps', set('a'), set('a', 'preserveResourcesOnDeletion: true'), ['later set-policy']],
  ['words for people', crd('a'), crd('b'), ['nothing description']],
  ['another scope', crd('a'), crd('a').replace('Cluster,', 'Namespaced,'), ['refused definition-immutable']],
  ['a panel of a dashboard', board('a'), board('b'), ['config dashboard']],
  ['the same in no dashboard', board('a', ''), board('b', ''), ['config config-map-data']],
  ['a label', label('a'), label('b'), ['metadata object-metadata']],
  [
    'a label that gives rights',
    label('a'),
    label('rbac.authorization.k8s.io/aggregate-to-edit'),
    ['metadata object-metadata', 'security rights-label'],
  ],
])('%s', (_, before, after, effects) => {
  const files = (text: string) => new Map(text === '' ? [] : [['a.yaml', text]])
  const told = review(inputOf(files(before), files(after))).groups.flatMap((group) => group.effects)
  expect([...new Set(told.map(({ kind, code }) => `${kind} ${code}`))].sort()).toEqual(effects)
})

test('another name in the folder of another app is another object, which no two Applications share', () => {
  const config = (name: string) => renamed(name, object('v1 ConfigMap', 'data: {a: b, c: d, e: f, g: h}'))
  const [before, after] = ['web', 'site'].map((name) => new Map([[`clusters/dev/shop/${name}/a.yaml`, config(name)]]))
  const told = review(inputOf(before ?? new Map(), after ?? new Map())).groups.flatMap((group) => group.effects)
  expect(told.map(({ kind, code }) => `${kind} ${code}`).sort()).toEqual([
    'create new-name',
    'delete pods-cannot-start',
  ])
})
