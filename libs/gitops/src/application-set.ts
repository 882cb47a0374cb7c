import type { IApplicationSet, IApplicationSpec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import { dispatchSubscription, tellsGitHub } from '@slipway/platform'
import { argoNamespace, finalizer, inCluster, labels, mayDelete, retry, source, waveAnnotation } from './argo.ts'
import { applicationName } from './application-name.ts'

/**
 * What Argo Rollouts writes into VirtualServices during a canary: the weights, and the one route of that name. Both expressions mean the
 * same in git and in the cluster, whatever the canary is doing (FIELD-NOTES A2), and the `?` lets routes without destinations (a
 * redirect) pass: an expression that fails ignores nothing. Never with `RespectIgnoreDifferences`, which freezes the whole list of routes
 * (measured, M1). Nothing else is ignored: HPA and KEDA own `replicas`, which we then do not write; defaults of operators we write out.
 */
const ignoreDifferences: NonNullable<IApplicationSpec['ignoreDifferences']> = [
  {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[]?.route[]?.weight', '.spec.http[]? | select(.name == "canary-buckets")'],
  },
]

/**
 * What happens to an app's objects when its folder leaves git.
 * - Where deletion needs nobody (`mayDelete`): the Application goes, and its finalizer takes the objects along.
 * - Everywhere else: nothing. The Application stays and says that its path is gone (sync status Unknown, which alerts.ts tells), and a
 *   person ends it with `argocd app delete <name>`. So an emptied tree, a generator that sees nothing, or the deletion of the
 *   ApplicationSet itself deletes nothing: `create-update` never deletes, the finalizer below makes it hold for the ApplicationSet's own
 *   end, too (docs/operator-manual/applicationset/Controlling-Resource-Modification.md), and Applications get no finalizer that would
 *   take objects along.
 * - The platform's own objects stay everywhere: with its NodePools every node of the cluster would go.
 */
function deletion(project: string, cluster: Cluster, fleet: Fleet) {
  const allowed = project !== platformTeam && mayDelete(cluster, fleet)
  return { applicationsSync: allowed ? 'sync' : 'create-update', preserveResourcesOnDeletion: !allowed }
}

/**
 * One Application per folder of a team: adding an app is adding a folder and touches no file that others share. The project is written
 * out, not made from a path, or whoever can name a folder could choose the fence (FIELD-NOTES A8).
 *
 * Client-side apply, as measured (M1, M5): nothing here is larger than its limit. No `CreateNamespace`: the folder `namespace` makes it
 * with its labels, and a pod that came before them would have no sidecar; until then the others try again. No `PruneLast`, which holds a
 * sync open for a whole canary (M2).
 * @param project the AppProject, the namespace and the folder `clusters/<cluster>/<project>`
 */
export function applicationSet(project: string, wave: number, cluster: Cluster, fleet: Fleet): IApplicationSet {
  const { repoURL, targetRevision } = source(fleet)
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: project, namespace: argoNamespace, labels: labels(project),
      annotations: { [waveAnnotation]: String(wave) }, finalizers: [finalizer],
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ git: { repoURL, revision: targetRevision, directories: [{ path: `clusters/${cluster.name}/${project}/*` }] } }],
      syncPolicy: deletion(project, cluster, fleet),
      // Somebody on call may stop the syncing of one Application. The price: `automated` below reaches new Applications only.
      ignoreApplicationDifferences: [{ jsonPointers: ['/spec/syncPolicy/automated'] }],
      template: {
        metadata: {
          name: applicationName(project, '{{.path.basenameNormalized}}'),
          labels: labels(project),
          annotations: {
            // A commit elsewhere in the repository leaves this Application alone (FIELD-NOTES A10).
            'argocd.argoproj.io/manifest-generate-paths': '.',
            // A healthy release opens the next step (libs/platform, addons/notifications.ts). The platform releases nothing.
            ...(project !== platformTeam && tellsGitHub(cluster, fleet) ? dispatchSubscription : {}),
          },
        },
        spec: {
          project,
          source: { repoURL, targetRevision, path: '{{.path.path}}' },
          destination: { server: inCluster, namespace: project },
          ignoreDifferences,
          syncPolicy: {
            // `allowEmpty`: a folder without objects is a mistake, not an order to delete all of them.
            automated: { prune: true, selfHeal: true, allowEmpty: false },
            // A VirtualService in the middle of a canary is left alone while only the image changes.
            syncOptions: ['ApplyOutOfSyncOnly=true'],
            retry,
          },
          revisionHistoryLimit: 5,
        },
      },
    },
  }
}
