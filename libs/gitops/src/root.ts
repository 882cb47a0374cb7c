import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { Rendered } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { argoNamespace, inCluster, labels, retry, source, whole } from './argo.ts'
import { rootProject } from './project.ts'

/** Neither a sync nor the end of its parent deletes it: root.yaml describes itself, so git could otherwise order its own end. */
const stays = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }

function root(cluster: Cluster, fleet: Fleet): IApplication {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    // No finalizer: without this Application nothing is synced any more, and nothing is deleted.
    metadata: { name: 'root', namespace: argoNamespace, labels: labels('slipway'), annotations: stays },
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
  }
}

/**
 * `kubectl apply -f argocd/<cluster>/root.yaml` starts a cluster; it is the one file that anybody applies by hand. Two objects in it,
 * against the rule of one a file: the Application is refused without its project, and a bootstrap of one command has no second file to
 * forget.
 */
export function rootFile(cluster: Cluster, fleet: Fleet): Rendered {
  const project = rootProject(fleet)
  const kept = {
    ...project,
    metadata: { ...project.metadata, annotations: { ...project.metadata.annotations, ...stays } },
  }
  const objects = [whole(kept), whole(root(cluster, fleet))]
  return { path: `argocd/${cluster.name}/root.yaml`, source: `fleet/clusters/${cluster.name}.ts`, objects }
}
