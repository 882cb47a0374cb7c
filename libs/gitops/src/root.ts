import type { Construct } from 'constructs'
import type { Cluster, Fleet } from '@slipway/fleet'
import { argoNamespace } from '@slipway/platform'
import { Application, inCluster, labels, retry, source, stays } from './argo.ts'

/** The Application that syncs the folder it lies in. No finalizer: without it nothing is synced any more, and nothing is deleted. */
export const root = (scope: Construct, cluster: Cluster, fleet: Fleet) =>
  new Application(scope, 'application', {
    metadata: { name: 'root', labels: labels('slipway'), annotations: stays },
    spec: {
      project: 'slipway',
      // No `directory: { recurse: false }`, though it is meant: Argo CD takes a source's zero value out of an Application and stores it so
      // (util/argo/argo.go, NormalizeSource). The root, which is in its own tree, was out of sync with itself for ever (FIELD-NOTES R1).
      source: { ...source(fleet), path: `argocd/${cluster.name}` },
      destination: { server: inCluster, namespace: argoNamespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        syncOptions: [
          // Waves order the first installation; afterwards an add-on that is ill does not hold up a new team. One case is left: a commit
          // that changes add-ons of several waves waits for each wave, and until it ends no other is looked at. Should one of them never
          // get well, `argocd app terminate-op root` lets the next commit in.
          'ApplyOutOfSyncOnly=true',
          // With `foreground`, the default, the Applications of an ApplicationSet would go before it can let go of them
          // (application-set.ts).
          'PrunePropagationPolicy=background',
        ],
        retry,
      },
      revisionHistoryLimit: 5,
    },
  })
