import type { Chart } from 'cdk8s'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { Addon } from '@slipway/platform'
import { applicationName } from './application-name.ts'
import { Application, labels, mayDelete, retry, serverOf, waveAnnotation } from './argo.ts'
import { projectOf } from './project.ts'

/**
 * No finalizer: an add-on that leaves the list leaves its objects for a person to remove, since with its CRDs all
 * objects of those kinds would go; a new version prunes only where deletion needs nobody.
 */
export function addonApplication(chart: Chart, addon: Addon, cluster: Cluster, fleet: Fleet) {
  const { name, props } = addon
  const { repository, version, namespace, createNamespace, namespaceLabels, serverSideApply, ignoreDifferences } = props
  const syncOptions = [
    ...(createNamespace ? ['CreateNamespace=true'] : []),
    ...(serverSideApply ? ['ServerSideApply=true'] : []),
  ]
  const project = projectOf(addon)
  return new Application(chart, `addon-${name}`, {
    metadata: {
      name: applicationName(project, name),
      labels: labels(project),
      annotations: { [waveAnnotation]: String(props.wave) },
    },
    spec: {
      project,
      source: {
        repoURL: repository,
        chart: props.chart,
        targetRevision: version,
        helm: { releaseName: name, valuesObject: props.values },
      },
      destination: { server: serverOf(cluster, fleet), namespace },
      ...(ignoreDifferences.length === 0
        ? {}
        : {
            ignoreDifferences: ignoreDifferences.map((d) => ({ ...d, jqPathExpressions: [...d.jqPathExpressions] })),
          }),
      syncPolicy: {
        automated: { prune: mayDelete(cluster, fleet), selfHeal: true, allowEmpty: false },
        ...(syncOptions.length === 0 ? {} : { syncOptions }),
        // Not `managed-by`: that label marks teams' namespaces, which get secrets.
        ...(createNamespace
          ? { managedNamespaceMetadata: { labels: { 'app.kubernetes.io/part-of': project, ...namespaceLabels } } }
          : {}),
        retry,
      },
      revisionHistoryLimit: 5,
    },
  })
}
