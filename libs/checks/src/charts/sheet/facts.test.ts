import type { KubeObject } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { clusterKindsOf, factsOf } from './facts.ts'

const object = (apiVersion: string, kind: string, name: string, more: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
})
const labels = { app: 'web' }
const deployment = (pod: object = {}, spec: object = {}): KubeObject =>
  object('apps/v1', 'Deployment', 'web', {
    spec: {
      ...spec,
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'web', image: 'web:1', resources: { requests: { memory: '1Gi', cpu: '1' } } }],
          ...pod,
        },
      },
    },
  })
const isNamespaced = (kind: string): boolean => !kind.includes('/Cluster')
const facts = (...objects: readonly KubeObject[]) => factsOf(objects, 'web', isNamespaced)
const [first] = facts(deployment()).workloads

describe('a workload', () => {
  it('has what its pods ask for, and the level that they keep', () => {
    expect(first).toEqual({
      kind: 'Deployment',
      namespace: 'web',
      name: 'web',
      replicas: 1,
      account: 'default',
      level: 'baseline',
      because: ['Privilege Escalation', 'Running as Non-root', 'Seccomp', 'Capabilities'],
      nodeSelector: {},
      affinity: [],
      tolerations: [],
      spread: false,
      budgets: [],
      containers: [{ name: 'web', image: 'web:1', requests: ['cpu', 'memory'], limits: [] }],
    })
  })
  it.each<[string, readonly KubeObject[], object]>([
    ['its own number', [deployment({}, { replicas: 3 })], { replicas: 3 }],
    [
      "its scaler's least",
      [
        deployment({}, { replicas: 1 }),
        object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
          spec: { minReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
        }),
      ],
      { replicas: 4 },
    ],
    [
      'its budget',
      [
        deployment(),
        object('policy/v1', 'PodDisruptionBudget', 'web', {
          spec: { minAvailable: 1, selector: { matchLabels: labels } },
        }),
        object('policy/v1', 'PodDisruptionBudget', 'other', { spec: { selector: { matchLabels: { app: 'x' } } } }),
      ],
      { budgets: [{ name: 'web', minAvailable: 1 }] },
    ],
    ['the host', [deployment({ hostNetwork: true })], { level: 'privileged', because: ['Host Namespaces'] }],
    ['spread', [deployment({ affinity: { podAntiAffinity: {} } })], { spread: true }],
    [
      'nodes',
      [deployment({ nodeSelector: { a: 'b' }, tolerations: [{ key: 'x', operator: 'Exists' }] })],
      { nodeSelector: { a: 'b' }, tolerations: [{ key: 'x', operator: 'Exists' }] },
    ],
  ])('%s', (_, objects, found) => {
    expect(facts(...objects).workloads).toMatchObject([found])
  })
  it('is what the Prometheus operator makes of a Prometheus, and no test of helm', () => {
    const test = { ...deployment(), metadata: { name: 'test', annotations: { 'helm.sh/hook': 'test-success' } } }
    const prometheus = object('monitoring.coreos.com/v1', 'Prometheus', 'main', { spec: { replicas: 2 } })
    const budget = object('policy/v1', 'PodDisruptionBudget', 'main', {
      spec: { minAvailable: 1, selector: { matchLabels: { 'operator.prometheus.io/name': 'main' } } },
    })
    expect(facts(test, prometheus, budget).workloads).toMatchObject([
      { kind: 'StatefulSet', name: 'prometheus-main', replicas: 2, budgets: [{ name: 'main' }] },
    ])
  })
})

describe('who reads every Secret', () => {
  const role = (rule: object) => object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'r', { rules: [rule] })
  const binding = (name: string) =>
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'b', {
      roleRef: { kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', namespace: 'web', name: 'web' }],
    })
  const secrets = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] }
  it.each<[string, readonly KubeObject[], string[]]>([
    ['by a role', [role(secrets), binding('r')], ['web/web']],
    ['by watching', [role({ ...secrets, verbs: ['watch'] }), binding('r')], ['web/web']],
    ['by stars', [role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }), binding('r')], ['web/web']],
    ["by Kubernetes' own role", [binding('cluster-admin')], ['web/web']],
    ['not by name', [role({ ...secrets, resourceNames: ['mine'] }), binding('r')], []],
    ['not by writing', [role({ ...secrets, verbs: ['create'] }), binding('r')], []],
    ['not of another group', [role({ ...secrets, apiGroups: ['apps'] }), binding('r')], []],
    ['not without a binding', [role(secrets)], []],
  ])('%s', (_, objects, accounts) => {
    expect(facts(...objects).secretReaders).toEqual(accounts)
  })
})

describe('the rest', () => {
  it('names objects by group and kind, with the namespace of the release where they say none', () => {
    const service = object('v1', 'Service', 'web', { spec: { ports: [{ port: 80, name: 'http' }, { port: 443 }] } })
    const elsewhere = { ...object('v1', 'ConfigMap', 'c'), metadata: { name: 'c', namespace: 'kube-system' } }
    const found = facts(
      service,
      elsewhere,
      object('x.test/v1', 'ClusterThing', 't'),
      object('v1', 'ServiceAccount', 's'),
    )
    expect(found.objects).toEqual([
      { kind: '/ConfigMap', names: ['kube-system/c'] },
      { kind: '/Service', names: ['web/web'] },
      { kind: '/ServiceAccount', names: ['web/s'] },
      { kind: 'x.test/ClusterThing', names: ['t'] },
    ])
    expect([found.ports, found.accounts]).toEqual([['web/web: 443', 'web/web: 80 http'], ['web/s']])
  })
  it('knows kinds of the whole cluster by their CRDs', () => {
    const crd = (scope: string) =>
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'x', {
        spec: { scope, group: 'x.test', names: { kind: 'X' } },
      })
    expect([clusterKindsOf([crd('Cluster')]), clusterKindsOf([crd('Namespaced')])]).toEqual([['x.test/X'], []])
  })
})
