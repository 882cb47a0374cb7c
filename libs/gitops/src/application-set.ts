import type { Chart } from 'cdk8s'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import type { SpecOf } from '@slipway/manifests'
import { dispatchSubscription, tellsGitHub } from '@slipway/platform'
import { applicationName } from './application-name.ts'
import type { Application } from './argo.ts'
import { ApplicationSet, finalizer, inCluster, labels, mayDelete, retry, source, waveAnnotation } from './argo.ts'

/**
 * What Argo Rollouts writes into VirtualServices during a canary: the weights, and the route of that name (FIELD-NOTES A2). The `?` lets routes
 * without destinations pass: an expression that fails ignores nothing. `RespectIgnoreDifferences` would freeze the whole list of routes (M1).
 */
const ignoreDifferences: SpecOf<typeof Application>['ignoreDifferences'] = [
  {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[]?.route[]?.weight', '.spec.http[]? | select(.name == "canary-buckets")'],
  },
]

/**
 * When an app's folder leaves git:
 * - `mayDelete`: the Application goes, and its finalizer takes the objects along; but see `generators`.
 * - Elsewhere the Application stays, its sync status becomes Unknown (alerts.ts), and a person ends it with `argocd app delete <name>`.
 *   `create-update` never deletes, Applications get no finalizer, and the ApplicationSet's own finalizer makes that hold for its end, too
 *   (docs/operator-manual/applicationset/Controlling-Resource-Modification.md).
 * - The platform's objects stay everywhere: with its NodePools every node of the cluster would go.
 */
function deletion(project: string, cluster: Cluster, fleet: Fleet) {
  const allowed = project !== platformTeam && mayDelete(cluster, fleet)
  return { applicationsSync: allowed ? 'sync' : 'create-update', preserveResourcesOnDeletion: !allowed }
}

/**
 * The folders of a team. Where Applications are deleted with their folders, an emptied tree would delete all of them: a folder without
 * subfolders is no error (seen, rehearsal `decommission-at-once`). So a guard looks at the Namespace's file, which a team always has: with it
 * the selector drops the guard's element; without, the element has no path, the template fails (`missingkey=error`), and the set deletes
 * nothing. A push may lie between two generators (seen), so the guard stands on both sides.
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
 * One Application per folder of a team: a new app touches no file that others share. The project is written out, or whoever can name a folder
 * could choose the fence (FIELD-NOTES A8). No `CreateNamespace`: a pod that came before the labels of the folder `namespace` would have no
 * sidecar. No `PruneLast`, which holds a sync open for a whole canary (M2).
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
            // A healthy release opens the next step. The platform releases nothing.
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
