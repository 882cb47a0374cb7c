import type { Chart } from 'cdk8s'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import type { SpecOf } from '@slipway/manifests'
import { dispatchSubscription, tellsGitHub } from '@slipway/platform'
import { applicationName } from './application-name.ts'
import type { Application } from './argo.ts'
import { ApplicationSet, finalizer, inCluster, labels, mayDelete, retry, source, waveAnnotation } from './argo.ts'

/**
 * What Argo Rollouts writes into VirtualServices during a canary: the weights, and the one route of that name. Both expressions mean the
 * same in git and in the cluster, whatever the canary is doing (FIELD-NOTES A2), and the `?` lets routes without destinations (a
 * redirect) pass: an expression that fails ignores nothing. Never with `RespectIgnoreDifferences`, which freezes the whole list of routes
 * (measured, M1). Nothing else is ignored: HPA and KEDA own `replicas`, which we then do not write; defaults of operators we write out.
 */
const ignoreDifferences: SpecOf<typeof Application>['ignoreDifferences'] = [
  {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[]?.route[]?.weight', '.spec.http[]? | select(.name == "canary-buckets")'],
  },
]

/**
 * What happens to an app's objects when its folder leaves git.
 * - Where deletion needs nobody (`mayDelete`): the Application goes, and its finalizer takes the objects along; but see `generators`.
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
 * The folders of a team. Where Applications are deleted with their folders, an emptied tree would delete all of them: to the generator a
 * folder without subfolders is no error (seen, rehearsal `decommission-at-once`). A team has its Namespace's file as long as it exists, so
 * there a guard asks for that file: an element without a path, with what is in the file merged into it. With the file the selector drops the
 * element; without, the template finds no path and fails (`missingkey=error`), and a set that fails deletes nothing and says why. Each
 * generator asks git anew, and a push may lie between two of them (seen), so the guard stands on both sides.
 */
function generators(project: string, cluster: Cluster, fleet: Fleet): SpecOf<typeof ApplicationSet>['generators'] {
  const { repoURL, targetRevision: revision } = source(fleet)
  const folder = `clusters/${cluster.name}/${project}`
  const directories = { git: { repoURL, revision, directories: [{ path: `${folder}/*` }] } }
  if (deletion(project, cluster, fleet).applicationsSync !== 'sync') return [directories]
  const guard = {
    merge: {
      mergeKeys: ['kind'],
      generators: [
        { list: { elements: [{ kind: 'Namespace' }] } },
        { git: { repoURL, revision, files: [{ path: `${folder}/namespace/namespace-${project}.yaml` }] } },
      ],
    },
    selector: { matchExpressions: [{ key: 'apiVersion', operator: 'DoesNotExist' }] },
  }
  return [guard, directories, guard]
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
export const applicationSet = (chart: Chart, project: string, wave: number, cluster: Cluster, fleet: Fleet) =>
  new ApplicationSet(chart, `application-set-${project}`, {
    metadata: {
      name: project,
      labels: labels(project),
      annotations: { [waveAnnotation]: String(wave) },
      finalizers: [finalizer],
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: generators(project, cluster, fleet),
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
          source: { ...source(fleet), path: '{{.path.path}}' },
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
  })
