import { casesOf, gone, marked, object, type RiskCase } from '../risk-case.ts'

const unknown = 'low not-known'
const added = (kind: string, body: string, ...risks: readonly string[]): RiskCase =>
  casesOf(kind)('comes', '', body, ...risks)
const volume = casesOf('v1 PersistentVolume')
const set = casesOf('apps/v1 StatefulSet')
const priority = casesOf('scheduling.k8s.io/v1 PriorityClass')
const envoy = casesOf('networking.istio.io/v1alpha3 EnvoyFilter')
const hooks = casesOf('admissionregistration.k8s.io/v1 MutatingWebhookConfiguration')
const hook = (client: string): string =>
  `webhooks: [{name: a.example, failurePolicy: Ignore, clientConfig: {${client}}, rules: [{operations: [CREATE], apiGroups: [""], resources: [configmaps]}]}]`
const sealed = casesOf('bitnami.com/v1alpha1 SealedSecret')
const composition = casesOf('apiextensions.crossplane.io/v1 Composition')
const step = (...names: readonly string[]): string =>
  `spec: {mode: Pipeline, pipeline: [{step: a, functionRef: {name: f}, input: {resources: [${names.map((name) => `{name: ${name}}`).join(', ')}]}}]}`
const pods =
  (kind: string) =>
  (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
    const side = (words: string) =>
      `spec: {replicas: 3, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${words}}}}`
    return casesOf(kind)(what, side(before), side(after), ...risks)
  }
const app = (more = '', image = 'r.example/web:1'): string => `containers: [{name: app, image: "${image}"${more}}]`
const probe = ', readinessProbe: {httpGet: {path: /ready, port: 80}}'
const alive = ', livenessProbe: {httpGet: {path: /live, port: 80}}'
const digest = `r.example/web@sha256:${'a'.repeat(64)}`
const keep = (kind: string, key: string, option: string, ...risks: readonly string[]): RiskCase =>
  marked(`${option} of a ${kind}`, kind, 'annotations', `${key}: "${option}"`, '', ...risks)
const options = 'argocd.argoproj.io/sync-options'
const deployment = pods('apps/v1 Deployment')
const rollout = pods('argoproj.io/v1alpha1 Rollout')
const daemon = pods('apps/v1 DaemonSet')
const stateful = pods('apps/v1 StatefulSet')
const each = [deployment, rollout, daemon, stateful] as const
const sops = (file: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  `${file}: ${before} to ${after}`,
  { [file]: `creation_rules: [{age: ${before}}]\n` },
  { [file]: `creation_rules: [{age: ${after}}]\n` },
  ...risks,
]

/** Kinds of danger that other tables have few of: each in the places where it can stand. */
export const variantsRiskCases: readonly RiskCase[] = [
  volume(
    'deleted with its claim',
    'spec: {persistentVolumeReclaimPolicy: Retain}',
    'spec: {persistentVolumeReclaimPolicy: Delete}',
    'high volume-not-kept',
  ),
  volume(
    'wiped with its claim',
    'spec: {persistentVolumeReclaimPolicy: Retain}',
    'spec: {persistentVolumeReclaimPolicy: Recycle}',
    'high volume-not-kept',
  ),
  volume(
    'kept from now on',
    'spec: {persistentVolumeReclaimPolicy: Delete}',
    'spec: {persistentVolumeReclaimPolicy: Retain}',
  ),
  casesOf('snapshot.storage.k8s.io/v1 VolumeSnapshotClass')(
    'deleted with its snapshot',
    'deletionPolicy: Retain',
    'deletionPolicy: Delete',
    'high volume-not-kept',
  ),
  casesOf('snapshot.storage.k8s.io/v1 VolumeSnapshotClass')(
    'kept from now on',
    'deletionPolicy: Delete',
    'deletionPolicy: Retain',
    unknown,
  ),
  set(
    'volumes go with it',
    'spec: {replicas: 1}',
    'spec: {replicas: 1, persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}}',
    'high volumes-deleted',
  ),
  set(
    'volumes go when it shrinks',
    'spec: {replicas: 1}',
    'spec: {replicas: 1, persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}}',
    'high volumes-deleted',
  ),
  set(
    'volumes go from now on',
    'spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain}}',
    'spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}}',
    'high volumes-deleted',
  ),
  set(
    'volumes stay from now on',
    'spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}}',
    'spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain}}',
  ),
  ...['v1 ConfigMap', 'v1 PersistentVolumeClaim', 'v1 Namespace', 'apps/v1 StatefulSet'].flatMap((kind) => [
    keep(kind, options, 'Prune=false', 'medium options-lost'),
    keep(kind, options, 'Delete=false', 'medium options-lost'),
  ]),
  priority('by default', 'value: 10', 'value: 10\nglobalDefault: true', 'medium default-priority'),
  priority(
    'by default no more',
    'value: 10\nglobalDefault: true',
    'value: 10\nglobalDefault: false',
    'medium default-priority',
  ),
  priority('said as it was', 'value: 10', 'value: 10\nglobalDefault: false'),
  added('scheduling.k8s.io/v1 PriorityClass', 'value: 10\nglobalDefault: true', 'medium default-priority'),
  envoy(
    'another patch',
    'spec: {configPatches: [{applyTo: LISTENER}]}',
    'spec: {configPatches: [{applyTo: CLUSTER}]}',
    'medium raw-envoy',
  ),
  envoy(
    'other pods',
    'spec: {workloadSelector: {labels: {a: b}}}',
    'spec: {workloadSelector: {labels: {a: c}}}',
    'medium raw-envoy',
  ),
  envoy(
    'every pod',
    'spec: {workloadSelector: {labels: {a: b}}, configPatches: []}',
    'spec: {configPatches: []}',
    'medium raw-envoy',
  ),
  envoy(
    'one patch less',
    'spec: {configPatches: [{applyTo: LISTENER}, {applyTo: CLUSTER}]}',
    'spec: {configPatches: [{applyTo: CLUSTER}]}',
    'medium raw-envoy',
  ),
  added('networking.istio.io/v1alpha3 EnvoyFilter', 'spec: {configPatches: [{applyTo: LISTENER}]}', 'medium raw-envoy'),
  hooks(
    'another service',
    hook('service: {name: a, namespace: x}'),
    hook('service: {name: b, namespace: x}'),
    'high webhook-elsewhere',
  ),
  hooks(
    'another namespace',
    hook('service: {name: a, namespace: x}'),
    hook('service: {name: a, namespace: y}'),
    'high webhook-elsewhere',
  ),
  hooks(
    'another path',
    hook('service: {name: a, namespace: x, path: /a}'),
    hook('service: {name: a, namespace: x, path: /b}'),
    'high webhook-elsewhere',
  ),
  hooks(
    'an address outside',
    hook('service: {name: a, namespace: x}'),
    hook('url: "https://a.example"'),
    'high webhook-elsewhere',
  ),
  hooks(
    'another certificate of it',
    hook('service: {name: a, namespace: x}, caBundle: a'),
    hook('service: {name: a, namespace: x}, caBundle: b'),
  ),
  sealed(
    'a plain value',
    'spec: {encryptedData: {a: AgBy}}',
    'spec: {encryptedData: {a: plain}}',
    'high secret-readable',
  ),
  sealed(
    'a plain value beside it',
    'spec: {encryptedData: {a: AgBy}}',
    'spec: {encryptedData: {a: AgBy, b: plain}}',
    'high secret-readable',
  ),
  sealed(
    'a plain value in its template',
    'spec: {encryptedData: {a: AgBy}}',
    'spec: {encryptedData: {a: AgBy}, template: {stringData: {b: plain}}}',
    'high secret-readable',
  ),
  sealed('plain as before', 'spec: {encryptedData: {a: plain, b: AgBy}}', 'spec: {encryptedData: {a: plain, b: AgBz}}'),
  sealed('sealed anew', 'spec: {encryptedData: {a: AgBy}}', 'spec: {encryptedData: {a: AgCz}}'),
  composition('one resource less', step('a', 'b'), step('a'), 'high composed-otherwise'),
  composition('another resource', step('a'), step('b'), 'high composed-otherwise'),
  composition('no resources', step('a'), step(), 'high composed-otherwise'),
  composition('one resource more', step('a'), step('a', 'b'), 'medium composed-otherwise'),
  composition('another function', step('a'), step('a').replace('name: f', 'name: g'), 'medium composed-otherwise'),
  ...[...each].map((of) => of('no readiness probe', app(probe), app(), 'high no-readiness-probe')),
  ...[...each].map((of) => of('no liveness probe', app(alive), app(), 'medium no-liveness-probe')),
  ...[...each].map((of) =>
    of(
      'another account',
      `serviceAccountName: a, ${app()}`,
      `serviceAccountName: b, ${app()}`,
      'medium other-identity',
    ),
  ),
  ...[...each].map((of) =>
    of('a token', `automountServiceAccountToken: false, ${app()}`, app(), 'medium token-mounted'),
  ),
  ...[...each].map((of) => of('by its tag', app('', digest), app(), 'medium image-by-tag')),
  ...[...each].map((of) =>
    of('no pull secret', `imagePullSecrets: [{name: a}], ${app()}`, app(), 'medium pull-secret-gone'),
  ),
  sops('.sops.yaml', 'age1a', 'age1b', 'medium secret-shared'),
  sops('shop/.sops.yaml', 'age1a', '"age1a,age1b"', 'medium secret-shared'),
  sops('shop/.sops.yml', '"age1a,age1b"', 'age1a', 'medium secret-shared'),
  sops('shop/sops.yaml', 'age1a', 'age1b', 'low read-by-tools'),
  gone('networking.istio.io/v1 ServiceEntry', 'medium outside-closed'),
  [
    'one of two doors outside goes',
    `${object('networking.istio.io/v1 ServiceEntry', 'spec: {hosts: [a.example]}')}---\n${object('networking.istio.io/v1 ServiceEntry', 'spec: {hosts: [b.example]}').replace('name: web', 'name: b')}`,
    object('networking.istio.io/v1 ServiceEntry', 'spec: {hosts: [a.example]}'),
    'medium outside-closed',
  ],
  ...['kyverno.io/v2 CleanupPolicy', 'kyverno.io/v2 ClusterCleanupPolicy'].map((kind) =>
    added(kind, 'spec: {schedule: "0 0 * * *"}', 'high deletes-by-itself'),
  ),
]
