import type { IApplication, ISyncPolicy } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { Addon } from '@slipway/platform'
import { applicationName } from './application-name.ts'
import { argoNamespace, inCluster, labels, mayDelete, retry, waveAnnotation } from './argo.ts'
import { addonProject } from './project.ts'

function syncOptions({ createNamespace, serverSideApply }: Addon): string[] {
  return [...(createNamespace ? ['CreateNamespace=true'] : []), ...(serverSideApply ? ['ServerSideApply=true'] : [])]
}

function syncPolicy(addon: Addon, prune: boolean): ISyncPolicy {
  const options = syncOptions(addon)
  // Not `managed-by`: namespaces with that label are teams', which secrets are given to.
  const labels = { 'app.kubernetes.io/part-of': addonProject, ...addon.namespaceLabels }
  return {
    automated: { prune, selfHeal: true, allowEmpty: false },
    ...(options.length > 0 ? { syncOptions: options } : {}),
    ...(addon.createNamespace ? { managedNamespaceMetadata: { labels } } : {}),
    retry,
  }
}

/**
 * A chart as an Application: pinned, with all its values written out. It has no finalizer: an add-on that leaves the list leaves its
 * objects behind for a person to remove, because with a chart's kinds everything of those kinds would go, in all namespaces. For the same
 * reason a new version of a chart prunes by itself only where deletion needs nobody; elsewhere what it dropped shows as out of sync.
 */
export function addonApplication(addon: Addon, cluster: Cluster, fleet: Fleet): IApplication {
  const { name, repository: repoURL, chart, version: targetRevision, namespace, values } = addon
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: applicationName(addonProject, name),
      namespace: argoNamespace,
      labels: labels(addonProject),
      annotations: { [waveAnnotation]: String(addon.wave) },
    },
    spec: {
      project: addonProject,
      source: { repoURL, chart, targetRevision, helm: { releaseName: name, valuesObject: values } },
      destination: { server: inCluster, namespace },
      ...(addon.ignoreDifferences.length > 0
        ? {
            ignoreDifferences: addon.ignoreDifferences.map((d) => ({
              ...d,
              jqPathExpressions: [...d.jqPathExpressions],
            })),
          }
        : {}),
      syncPolicy: syncPolicy(addon, mayDelete(cluster, fleet)),
      revisionHistoryLimit: 5,
    },
  }
}
