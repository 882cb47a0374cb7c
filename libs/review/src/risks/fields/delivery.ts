import { at } from '@slipway/kube'
import { end, endRule, field, fieldRule } from './field-rule.ts'

const kustomization = 'Kustomization.kustomize.toolkit.fluxcd.io'
const release = 'HelmRelease.helm.toolkit.fluxcd.io'
const sources =
  'GitRepository.source.toolkit.fluxcd.io OCIRepository.source.toolkit.fluxcd.io HelmRepository.source.toolkit.fluxcd.io Bucket.source.toolkit.fluxcd.io HelmChart.source.toolkit.fluxcd.io ExternalArtifact.source.toolkit.fluxcd.io'
const both = `${kustomization} ${release}`

/** What Flux applies, from where, and what becomes of it at the end (https://fluxcd.io/flux/components/). */
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
    field('chart-other', 'high', release, 'spec.chartRef'),
  ]),
  fieldRule('flux-source', 'exposure', 'where Flux gets what it applies', [
    field('source-other', 'high', sources, 'spec.url', (was) => was !== undefined),
    field('source-other', 'high', sources, 'spec.endpoint'),
    field('source-other', 'high', sources, 'spec.bucketName'),
    field('source-unverified', 'high', sources, 'spec.verify', (was, is) => was !== undefined && is === undefined),
    field('source-unverified', 'high', sources, 'spec.insecure', (_, is) => is === true),
    field('source-revision', 'medium', sources, 'spec.ref'),
  ]),
  endRule('flux-end', 'data', 'what goes with an object of Flux', [
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
