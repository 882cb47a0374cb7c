import { at, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { unhashed } from '../../compare/match.ts'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'
import { loses } from './parts.ts'
import { versionLevel } from './word-points.ts'

const kustomization = 'Kustomization.kustomize.toolkit.fluxcd.io'
const release = 'HelmRelease.helm.toolkit.fluxcd.io'
const sources =
  'GitRepository.source.toolkit.fluxcd.io OCIRepository.source.toolkit.fluxcd.io HelmRepository.source.toolkit.fluxcd.io Bucket.source.toolkit.fluxcd.io HelmChart.source.toolkit.fluxcd.io ExternalArtifact.source.toolkit.fluxcd.io'
const both = `${kustomization} ${release}`
/**
 * https://fleet.rancher.io/ref-gitrepo: what a repository no longer names is deleted, unless it keeps its resources.
 */
const bundles = 'GitRepo.fleet.cattle.io'
const clusters = (targets: unknown) => list(targets).map(({ name: _, ...one }) => canonical(one))
const images =
  'ImagePolicy.image.toolkit.fluxcd.io ImageRepository.image.toolkit.fluxcd.io ImageUpdateAutomation.image.toolkit.fluxcd.io'
/** The chart that a release refers to, by its address where this tree has that: two objects may name one chart. */
function artifactOf(entity: Entity | undefined, tree: Index): string {
  const ref = at(entity?.value, 'spec', 'chartRef')
  const [kind = '', name = '', namespace = entity?.namespace ?? ''] = ['kind', 'name', 'namespace'].map((part) =>
    text(at(ref, part)),
  )
  const exact = tree.find(entity?.location.cluster ?? '', kind, namespace, name)
  // A release without a namespace gets one where it is applied, as its source does.
  const named = exact === undefined ? tree.all.filter((one) => one.kind === kind && one.name === name) : [exact]
  const [url, ...more] = new Set(named.map(({ value }) => at(value, 'spec', 'url')))
  return canonical(url === undefined || more.length > 0 ? [ref ?? null] : [url])
}
/** Whether it is a range of versions, or absent, so that each new version is installed as it comes. */
const floats = (version: unknown): boolean => version === undefined || /[*x^~<>|]/.test(String(version))
const upgradeOptions = [
  'remediation',
  'crds',
  'disableHooks',
  'cleanupOnFail',
  'disableWait',
  'disableWaitForJobs',
  'disableOpenAPIValidation',
  'disableSchemaValidation',
]
/** Objects that patches take away (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/). */
const deletions = (kustomization: unknown): number =>
  JSON.stringify(kustomization ?? null).split(/\$patch["\\]*:\s*["\\]*delete/).length - 1
/** Of a ConfigMap that kustomize makes only the hash of its content differs: its content is compared itself. */
const plain = (from: unknown) => list(from).map((one) => ({ ...one, name: unhashed(String(one['name'])) }))
const steps = (strategy: unknown): number => list(at(strategy, 'rollingSync', 'steps')).length
const slow = (strategy: unknown): number =>
  list(at(strategy, 'rollingSync', 'steps')).filter(({ maxUpdate }) => maxUpdate !== undefined && maxUpdate !== '100%')
    .length

/** The scope, sources and pruning of Flux (https://fluxcd.io/flux/components/). */
export const deliveryRisks = [
  fieldRule('flux', 'data', 'what Flux applies, deletes and leaves alone', [
    field('flux-elsewhere', 'high', kustomization, 'spec.path'),
    field('flux-elsewhere', 'high', kustomization, 'spec.sourceRef'),
    field('flux-elsewhere', 'high', kustomization, 'spec.targetNamespace'),
    field('flux-elsewhere', 'high', kustomization, 'spec.namePrefix'),
    field('flux-elsewhere', 'high', kustomization, 'spec.nameSuffix'),
    field('flux-elsewhere', 'high', both, 'spec.kubeConfig'),
    field('flux-prunes', 'medium', kustomization, 'spec.prune', (_, is) => is === true),
    field('flux-forces', 'high', kustomization, 'spec.force', (_, is) => is === true),
    field('flux-forces', 'high', release, 'spec.upgrade.force', (_, is) => is === true),
    field('flux-undecrypted', 'high', kustomization, 'spec.decryption', (_, is) => is === undefined),
    field('flux-stops', 'medium', `${both} ${sources}`, 'spec.suspend', (_, is) => is === true),
    field('flux-resumes', 'medium', `${both} ${sources}`, 'spec.suspend', (was) => was === true),
    field('release-anew', 'high', release, 'spec.releaseName'),
    field('release-anew', 'high', release, 'spec.targetNamespace'),
    field('release-anew', 'high', release, 'spec.storageNamespace'),
    field('chart-other', 'high', release, 'spec.chart.spec.chart'),
    field('chart-other', 'high', release, 'spec.chart.spec.sourceRef'),
    field(
      'chart-other',
      'high',
      release,
      'spec.chartRef',
      (_, __, { change: { before, after }, trees }) =>
        artifactOf(before, trees.before) !== artifactOf(after, trees.after),
    ),
    field('flux-rights', 'high', both, 'spec.serviceAccountName', unsaid),
    field('flux-rights', 'medium', both, 'spec.serviceAccountName'),
    field('flux-unchecked', 'medium', kustomization, 'spec.wait', (was, is) => was === true && is !== true),
    field('flux-unchecked', 'medium', kustomization, 'spec.healthChecks', unsaid),
    field('flux-unchecked', 'medium', kustomization, 'spec.healthCheckExprs', unsaid),
    field('flux-unchecked', 'low', both, 'spec.dependsOn', (was, is) => list(is).length < list(was).length),
    field(
      'deletes-at-end',
      'medium',
      kustomization,
      'spec.deletionPolicy',
      (_, is) => is === 'Delete' || is === 'WaitForTermination',
    ),
    field('flux-variables', 'medium', kustomization, 'spec.postBuild.substitute', (was) => was !== undefined),
    ...[
      'postBuild',
      'patches',
      'patchesStrategicMerge',
      'patchesJson6902',
      'images',
      'components',
      'commonMetadata',
    ].map((name) => field('flux-alters', 'medium', kustomization, `spec.${name}`)),
    field('flux-alters', 'medium', release, 'spec.postRenderers'),
    field(
      'values-from',
      'medium',
      release,
      'spec.valuesFrom',
      (was, is) => canonical(plain(was)) !== canonical(plain(is)),
    ),
    field(
      'version-moves',
      'medium',
      release,
      'spec.chart.spec.version',
      (was, is) => !floats(was) && !floats(is) && versionLevel({ was, is }) === 'high',
    ),
    field('version-floats', 'medium', release, 'spec.chart.spec.version', (was, is) => floats(is) && !floats(was)),
    ...upgradeOptions.map((name) => field('release-options', 'medium', release, `spec.upgrade.${name}`)),
    field('release-options', 'medium', release, 'spec.install.crds'),
    field('release-options', 'medium', release, 'spec.driftDetection'),
    field('release-options', 'medium', release, 'spec.rollback'),
  ]),
  fieldRule('kustomized', 'data', 'what a kustomization leaves out', [
    ...['patches', 'patchesStrategicMerge'].map((name) =>
      field('patched-away', 'high', '*.kustomize.config.k8s.io', name, (was, is) => deletions(is) > deletions(was)),
    ),
  ]),
  fieldRule('flux-images', 'exposure', 'images that Flux writes to git by itself', [
    field('images-by-itself', 'medium', images, 'spec', () => true, true),
  ]),
  fieldRule('set-template', 'outage', 'how a set makes its Applications', [
    field('set-overrides', 'high', 'ApplicationSet', 'spec.templatePatch', (_, is) =>
      /\b(?:prune|allowEmpty|finalizers|destination|sources?|project|syncOptions)\b/.test(String(is ?? '')),
    ),
    field('set-overrides', 'medium', 'ApplicationSet', 'spec.templatePatch'),
    // Settings that people changed by hand, such as automated sync, return to the template's at once.
    field(
      'set-overrides',
      'medium',
      'ApplicationSet',
      'spec.ignoreApplicationDifferences',
      (was, is) => list(is).length < list(was).length,
    ),
    ...['goTemplateOptions', 'ignoreApplicationDifferences'].map((name) =>
      field('set-overrides', 'low', 'ApplicationSet', `spec.${name}`),
    ),
    field(
      'deletes-at-end',
      'medium',
      'ApplicationSet',
      'spec.template.metadata.finalizers',
      (was) => was === undefined,
    ),
    field(
      'set-all-at-once',
      'medium',
      'ApplicationSet',
      'spec.strategy',
      (was, is) =>
        steps(is) < steps(was) ||
        slow(is) < slow(was) ||
        (at(was, 'type') === 'RollingSync' && at(is, 'type') !== 'RollingSync'),
    ),
  ]),
  fieldRule('flux-source', 'exposure', 'where Flux gets what it applies', [
    field('source-other', 'high', sources, 'spec.url', (was) => was !== undefined),
    field('source-other', 'high', sources, 'spec.endpoint'),
    field('source-other', 'high', sources, 'spec.bucketName'),
    field('source-unverified', 'high', sources, 'spec.verify', unsaid),
    field('source-unverified', 'high', sources, 'spec.insecure', (_, is) => is === true),
    field('source-revision', 'medium', sources, 'spec.ref'),
    ...['verify', 'secretRef', 'certSecretRef', 'passCredentials', 'serviceAccountName', 'provider'].map((name) =>
      field(
        'source-signers',
        'medium',
        sources,
        `spec.${name}`,
        (was) => was !== undefined || name === 'passCredentials',
      ),
    ),
    field('flux-leaves-out', 'medium', sources, 'spec.ignore'),
    field('source-other', 'high', bundles, 'spec.repo', (was) => was !== undefined),
    field('source-revision', 'medium', bundles, 'spec.branch'),
    field('source-revision', 'medium', bundles, 'spec.revision'),
    ...(
      [
        ['Application.argoproj.io', 'spec'],
        ['ApplicationSet', 'spec.template.spec'],
      ] as const
    ).map(([kind, where]) =>
      field(
        'source-revision',
        'medium',
        kind,
        `${where}.source.targetRevision`,
        (was, _, { change }) =>
          was !== undefined && at(change.after?.value, ...where.split('.'), 'source', 'chart') === undefined,
      ),
    ),
  ]),
  fieldRule('fleet', 'data', "what Rancher's Fleet applies, and to which clusters", [
    field('bundles-gone', 'high', bundles, 'spec.paths', (was, is) => loses(texts(was), texts(is))),
    field('bundles-gone', 'high', bundles, 'spec.targets', (was, is) => loses(clusters(was), clusters(is))),
  ]),
  endRule('flux-end', 'data', 'what goes with an object of Flux', [
    end('flux-end-leaves-objects', 'medium', bundles, ({ value }) => at(value, 'spec', 'keepResources') === true),
    end('bundles-gone', 'high', bundles),
    end(
      'flux-end-leaves-objects',
      'medium',
      kustomization,
      ({ value }) =>
        at(value, 'spec', 'suspend') === true ||
        at(value, 'spec', 'deletionPolicy') === 'Orphan' ||
        (at(value, 'spec', 'prune') !== true &&
          !/^(?:Delete|WaitForTermination)$/.test(String(at(value, 'spec', 'deletionPolicy')))),
    ),
    end('flux-end-takes-objects', 'high', kustomization),
    end('flux-end-leaves-objects', 'medium', release, ({ value }) => at(value, 'spec', 'suspend') === true),
    end('release-uninstalled', 'high', release),
    end('source-gone', 'medium', sources),
  ]),
]
