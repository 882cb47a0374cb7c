import type { Construct } from 'constructs'
import type { Cluster, Fleet } from '@slipway/fleet'
import { argoNamespace } from '@slipway/platform'
import { Application, labels, retry, serverOf, source, stays } from './argo.ts'
import { rootProjectName } from './project.ts'

/** Syncs its own folder. No finalizer: its end deletes nothing. */
export const root = (scope: Construct, cluster: Cluster, fleet: Fleet) =>
  new Application(scope, 'application', {
    metadata: { name: 'root', labels: labels(rootProjectName), annotations: stays },
    spec: {
      project: rootProjectName,
      // No `directory: { recurse: false }`: Argo CD drops zero values from what it stores (util/argo/argo.go,
      // NormalizeSource), so root would be out of sync with itself for ever (FIELD-NOTES R1).
      source: { ...source(fleet), path: `argocd/${cluster.name}` },
      destination: { server: serverOf(cluster, fleet), namespace: argoNamespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        syncOptions: [
          // An ill add-on does not hold up a new team. A commit to add-ons of several waves still waits for each;
          // `argocd app terminate-op root` lets the next in.
          'ApplyOutOfSyncOnly=true',
          // `foreground`, the default, would delete Applications before their ApplicationSet lets go
          // (application-set.ts).
          'PrunePropagationPolicy=background',
        ],
        retry,
      },
      revisionHistoryLimit: 5,
    },
  })
