// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, object, type RiskCase } from '../../risk-case.ts'

const release = 'helm.toolkit.fluxcd.io/v2 HelmRelease'
const kustomization = casesOf('kustomize.toolkit.fluxcd.io/v1 Kustomization')
const gitRepository = casesOf('source.toolkit.fluxcd.io/v1 GitRepository')
const oCIRepository = casesOf('source.toolkit.fluxcd.io/v1 OCIRepository')
const helmRepository = casesOf('source.toolkit.fluxcd.io/v1 HelmRepository')
const imagePolicy = casesOf('image.toolkit.fluxcd.io/v1beta2 ImagePolicy')
const imageRepository = casesOf('image.toolkit.fluxcd.io/v1beta2 ImageRepository')
const imageUpdateAutomation = casesOf('image.toolkit.fluxcd.io/v1beta2 ImageUpdateAutomation')
const alert = casesOf('notification.toolkit.fluxcd.io/v1beta3 Alert')
const provider = casesOf('notification.toolkit.fluxcd.io/v1beta3 Provider')
const receiver = casesOf('notification.toolkit.fluxcd.io/v1 Receiver')

const applies =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: k, namespace: flux-system}\n' +
  'spec: {path: ./, prune: true}\n'
const claim = (metadata: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d${metadata}}\nspec: {}\n`
const fleet = casesOf('fleet.cattle.io/v1alpha1 GitRepo')
/** With a word of Flux in an annotation, or without. */
const web = (kind: string, spec: string, word?: string) =>
  object(kind, `spec: ${spec}`, word === undefined ? '' : `, annotations: {kustomize.toolkit.fluxcd.io/${word}}`)

/** What Flux applies, whence, with whose rights, and which images it picks. */
export const fluxRiskCases: readonly RiskCase[] = [
  kustomization(
    'no health checks',
    'spec: {sourceRef: {}, wait: true}',
    'spec: {sourceRef: {}}',
    'medium flux-unchecked',
  ),
  kustomization(
    'dependsOn removed',
    'spec: {sourceRef: {}, dependsOn: [{name: crds}]}',
    'spec: {sourceRef: {}}',
    'low flux-unchecked',
  ),
  kustomization(
    'postBuild substitution cluster name',
    'spec: {postBuild: {substitute: {cluster: prod}}}',
    'spec: {postBuild: {substitute: {cluster: dev}}}',
    'medium flux-variables',
  ),
  fleet('a folder less', 'spec: {repo: r, paths: [a, b]}', 'spec: {repo: r, paths: [a]}', 'high bundles-gone'),
  fleet('a folder more', 'spec: {repo: r, paths: [a]}', 'spec: {repo: r, paths: [a, b]}', 'low not-known'),
  fleet(
    'another cluster',
    'spec: {repo: r, targets: [{name: a, clusterName: c-1}]}',
    'spec: {repo: r, targets: [{name: a, clusterName: a}]}',
    'high bundles-gone',
  ),
  fleet('another repository', 'spec: {repo: r}', 'spec: {repo: s}', 'high source-other'),
  fleet('another branch', 'spec: {branch: a}', 'spec: {branch: b}', 'medium source-revision'),
  fleet('goes', 'spec: {repo: r}', '', 'high bundles-gone'),
  fleet('goes, and keeps what it made', 'spec: {repo: r, keepResources: true}', '', 'medium flux-end-leaves-objects'),
  kustomization(
    'substituteFrom another',
    'spec: {postBuild: {substituteFrom: [{name: prod-vars}]}}',
    'spec: {postBuild: {substituteFrom: [{name: dev-vars}]}}',
    'medium flux-alters',
  ),
  kustomization(
    'patch added which deletes',
    'spec: {sourceRef: {}}',
    'spec: {sourceRef: {}, patches: [{patch: "- op: remove\\n  path: /spec/template/spec/securityContext", target: {kind: Deployment}}]}',
    'medium flux-alters',
  ),
  kustomization(
    'images overridden',
    'spec: {images: [{name: ghcr.io/a/app}]}',
    'spec: {images: [{name: ghcr.io/a/app, newName: evil.io/app}]}',
    'high image-source',
    'medium flux-alters',
  ),
  [
    'HelmRelease: a patch says an image of where its release has one',
    {
      'base.yaml': object(release, 'spec: {chart: {}, values: {java: {image: "a.example/api:1"}}}'),
      'prod.yaml': object(release, 'spec: {values: {java: {host: a}}}'),
    },
    {
      'base.yaml': object(release, 'spec: {chart: {}, values: {java: {image: "a.example/api:1"}}}'),
      'prod.yaml': object(release, 'spec: {values: {java: {host: a, image: "a.example/api:2"}}}'),
    },
    'low not-known',
  ],
  [
    'HelmRelease: a patch says an image of somebody else',
    {
      'base.yaml': object(release, 'spec: {chart: {}, values: {java: {image: "a.example/api:1"}}}'),
      'prod.yaml': object(release, 'spec: {values: {java: {host: a}}}'),
    },
    {
      'base.yaml': object(release, 'spec: {chart: {}, values: {java: {image: "a.example/api:1"}}}'),
      'prod.yaml': object(release, 'spec: {values: {java: {host: a, image: "b.example/api:2"}}}'),
    },
    'high image-source',
  ],
  kustomization(
    'images of the same registry',
    'spec: {images: [{name: ghcr.io/a/app, newTag: v1}]}',
    'spec: {images: [{name: ghcr.io/a/app, newName: ghcr.io/a/app-arm, newTag: v2}]}',
    'medium flux-alters',
  ),
  kustomization(
    'service account removed (now cluster-admin)',
    'spec: {sourceRef: {}, serviceAccountName: team}',
    'spec: {sourceRef: {}}',
    'high flux-rights',
  ),
  kustomization(
    'service account other',
    'spec: {serviceAccountName: team}',
    'spec: {serviceAccountName: admin}',
    'medium flux-rights',
  ),
  kustomization(
    'deletionPolicy from Orphan to Delete',
    'spec: {deletionPolicy: Orphan}',
    'spec: {deletionPolicy: Delete}',
    'medium deletes-at-end',
  ),
  [
    'flux-kustomization: object with kustomize prune disabled goes',
    {
      'k.yaml': applies,
      'a.yaml': claim(', annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}'),
    },
    {
      'k.yaml': applies,
    },
  ],
  [
    'flux-kustomization: the same where nothing of Flux is in the tree',
    {
      'a.yaml': claim(', annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}'),
    },
    {},
    'high content-deleted',
  ],
  [
    'flux-kustomization: prune disabled annotation removed from pvc',
    {
      'a.yaml': claim(', annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}'),
    },
    { 'a.yaml': claim('') },
    'medium annotation',
  ],
  [
    'flux-kustomization: reconcile disabled annotation',
    web('apps/v1 Deployment', '{replicas: 2, selector: {}}'),
    {
      'a.yaml': web('apps/v1 Deployment', '{replicas: 2, selector: {}}', 'reconcile: disabled'),
    },
    'medium annotation',
  ],
  [
    'flux-kustomization: force annotation',
    { 'a.yaml': web('batch/v1 Job', '{}') },
    {
      'a.yaml': web('batch/v1 Job', '{}', 'force: enabled'),
    },
    'high annotation',
  ],
  gitRepository('tag to branch', 'spec: {ref: {tag: v1}}', 'spec: {ref: {branch: main}}', 'medium source-revision'),
  gitRepository(
    'secret removed',
    'spec: {url: "https://github.com/a/b", secretRef: {name: deploy}}',
    'spec: {url: "https://github.com/a/b"}',
    'medium source-signers',
  ),
  gitRepository(
    'ignore',
    'spec: {url: "https://github.com/a/b"}',
    'spec: {url: "https://github.com/a/b", ignore: "/clusters/prod"}',
    'medium flux-leaves-out',
  ),
  gitRepository(
    'verify mode',
    'spec: {verify: {mode: TagAndHEAD, secretRef: {name: k}}}',
    'spec: {verify: {mode: HEAD, secretRef: {name: other}}}',
    'medium source-signers',
  ),
  oCIRepository(
    'verify removed',
    'spec: {ref: {}, verify: {provider: cosign}}',
    'spec: {ref: {}}',
    'high source-unverified',
  ),
  oCIRepository(
    'digest to latest',
    'spec: {ref: {digest: "sha256:aa"}}',
    'spec: {ref: {tag: latest}}',
    'medium source-revision',
  ),
  helmRepository(
    'passCredentials',
    'spec: {url: "https://charts.example"}',
    'spec: {url: "https://charts.example", passCredentials: true}',
    'medium source-signers',
  ),
  imagePolicy(
    'widened range',
    'spec: {policy: {semver: {range: "1.2.x"}}}',
    'spec: {policy: {semver: {range: ">=0.0.0-0"}}}',
    'medium images-by-itself',
  ),
  imageRepository(
    'other image',
    'spec: {image: ghcr.io/a/b}',
    'spec: {image: docker.io/x/b}',
    'high image-source',
    'medium images-by-itself',
  ),
  imageUpdateAutomation(
    'push to main',
    'spec: {git: {push: {branch: updates}}}',
    'spec: {git: {push: {branch: main}}}',
    'medium images-by-itself',
  ),
  alert(
    'alert suspended',
    'spec: {eventSeverity: error}',
    'spec: {eventSeverity: error, suspend: true}',
    'medium controller-off',
  ),
  provider('goes', 'spec: {type: slack}', '', 'medium alerts-gone'),
  receiver('receiver without type check', 'spec: {type: github}', 'spec: {type: generic}', 'medium events-changed'),
]
