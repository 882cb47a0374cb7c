import type { Construct } from 'constructs'
import type { Cluster, Fleet } from '@slipway/fleet'
import { argoNamespace } from '@slipway/platform'
import { Application, inCluster, labels, retry, source, stays } from './argo.ts'
import { rootProjectName } from './project.ts'

/** The Application that syncs the folder it lies in. No finalizer: without it nothing is synced any more, and nothing is deleted. */
export const root = (scope: Construct, cluster: Cluster, fleet: Fleet) =>
  new Application(scope, 'application', {
    metadata: { name: 'root', labels: labels(rootProjectName), annotations: stays },
    spec: {
      project: rootProjectName,
      // No `directory: { recurse: false }`: Argo CD drops a source's zero values from what it stores (util/argo/argo.go, NormalizeSource), so
      // root, which is in its own tree, would be out of sync with itself for ever (FIELD-NOTES R1).
      source: { ...source(fleet), path: `argocd/${cluster.name}` },
      destination: { server: inCluster, namespace: argoNamespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        syncOptions: [
          // After the first installation an add-on that is ill does not hold up a new team. A commit that changes add-ons of several waves
          // still waits for each; if one never gets well, `argocd app terminate-op root` lets the next commit in.
          'ApplyOutOfSyncOnly=true',
          // With `foreground`, the default, the Applications of an ApplicationSet would go before it can let go of them (application-set.ts).
          'PrunePropagationPolicy=background',
        ],
        retry,
      },
      revisionHistoryLimit: 5,
    },
  })
