import { casesOf, object, renamed, type RiskCase } from '../../risk-case.ts'

const flux = casesOf('kustomize.toolkit.fluxcd.io/v1 Kustomization')
const release = casesOf('helm.toolkit.fluxcd.io/v2 HelmRelease')
const repository = casesOf('source.toolkit.fluxcd.io/v1 GitRepository')
const unknown = 'low not-known'
const kustomization = casesOf('kustomize.config.k8s.io/v1beta1 Kustomization')
const patch = (word: string) =>
  `resources: [a.yaml]\npatches:\n  - patch: |-\n      ${word}\n      apiVersion: v1\n      kind: Secret\n      metadata: {name: b}`
const replicas = (n: number) => object('apps/v1 Deployment', `spec: {replicas: ${n}}`)

const laidOver = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {a: b}\n'
const plain = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../../base]\n'
const patched = `${plain}patches: [{path: a.yaml}]\n`
/** Flux: what it applies, deletes and leaves alone; and what kustomize and charts are given. */
export const deliveryRiskCases: readonly RiskCase[] = [
  flux('prunes', 'spec: {prune: false}', 'spec: {prune: true}', 'medium flux-prunes'),
  flux('prunes no more', 'spec: {prune: true}', 'spec: {prune: false}'),
  flux('from another folder', 'spec: {path: ./a}', 'spec: {path: ./b}', 'high flux-elsewhere'),
  flux('from another source', 'spec: {sourceRef: {name: a}}', 'spec: {sourceRef: {name: b}}', 'high flux-elsewhere'),
  flux('to another namespace', 'spec: {a: b}', 'spec: {a: b, targetNamespace: c}', 'high flux-elsewhere'),
  flux('stops', 'spec: {prune: true}', 'spec: {prune: true, suspend: true}', 'medium flux-stops'),
  flux('goes on', 'spec: {suspend: true}', 'spec: {suspend: false}', 'medium flux-resumes'),
  flux('off, said as a word', 'spec: {prune: true}', 'spec: {prune: true, suspend: false}'),
  flux('deletes to change', 'spec: {a: b}', 'spec: {a: b, force: true}', 'high flux-forces'),
  flux('decrypts no more', 'spec: {a: b, decryption: {provider: sops}}', 'spec: {a: b}', 'high flux-undecrypted'),
  flux('goes, and prunes', 'spec: {prune: true}', '', 'high flux-end-takes-objects'),
  flux('goes, and does not prune', 'spec: {prune: false}', '', 'medium flux-end-leaves-objects'),
  flux('goes, and rests', 'spec: {prune: true, suspend: true}', '', 'medium flux-end-leaves-objects'),
  flux('goes, and keeps', 'spec: {prune: true, deletionPolicy: Orphan}', '', 'medium flux-end-leaves-objects'),
  flux('another interval', 'spec: {interval: 1m}', 'spec: {interval: 2m}'),
  kustomization('one of kustomize goes', 'resources: [a.yaml]', ''),

  release('another name', 'spec: {releaseName: a}', 'spec: {releaseName: b}', 'high release-anew'),
  release('another namespace', 'spec: {targetNamespace: a}', 'spec: {targetNamespace: b}', 'high release-anew'),
  release(
    'another chart',
    'spec: {chart: {spec: {chart: a}}}',
    'spec: {chart: {spec: {chart: b}}}',
    'high chart-other',
  ),
  release(
    'another version',
    'spec: {chart: {spec: {version: 1.0.0}}}',
    'spec: {chart: {spec: {version: 1.0.1}}}',
    unknown,
  ),
  release('by force', 'spec: {upgrade: {force: false}}', 'spec: {upgrade: {force: true}}', 'high flux-forces'),
  release('other values', 'spec: {values: {a: 1}}', 'spec: {values: {a: 2}}', unknown),
  release(
    'an image of others',
    'spec: {values: {image: {repository: a.example/x, tag: "1"}}}',
    'spec: {values: {image: {repository: b.example/x, tag: "1"}}}',
    'high image-source',
  ),
  release('goes', 'spec: {releaseName: a}', '', 'high release-uninstalled'),
  release('goes, and rests', 'spec: {suspend: true}', '', 'medium flux-end-leaves-objects'),
  repository('another place', 'spec: {url: a}', 'spec: {url: b}', 'high source-other'),
  repository('another branch', 'spec: {ref: {branch: a}}', 'spec: {ref: {branch: b}}', 'medium source-revision'),
  repository('unverified', 'spec: {url: a, verify: {mode: HEAD}}', 'spec: {url: a}', 'high source-unverified'),
  repository('verified', 'spec: {url: a}', 'spec: {url: a, verify: {mode: HEAD}}'),
  repository('rests', 'spec: {url: a}', 'spec: {url: a, suspend: true}', 'medium flux-stops'),
  repository('goes', 'spec: {url: a}', '', 'medium source-gone'),
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
  [
    'a patch goes to another environment',
    {
      'web/overlays/dev/kustomization.yaml': patched,
      'web/overlays/dev/a.yaml': laidOver,
      'web/overlays/prod/kustomization.yaml': plain,
    },
    {
      'web/overlays/dev/kustomization.yaml': plain,
      'web/overlays/prod/kustomization.yaml': patched,
      'web/overlays/prod/a.yaml': laidOver,
    },
    'low read-by-tools',
  ],
]
