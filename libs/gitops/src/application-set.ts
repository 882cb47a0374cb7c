import type { Chart } from 'cdk8s'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import type { SpecOf } from '@slipway/manifests'
import { dispatchSubscription, tellsGitHub } from '@slipway/platform'
import { applicationName } from './application-name.ts'
import type { Application } from './argo.ts'
import { ApplicationSet, finalizer, labels, mayDelete, retry, serverOf, source, waveAnnotation } from './argo.ts'

/**
 * Fields that Rollouts writes during a canary: weights, and the route of that name (FIELD-NOTES A2). The `?` passes
 * routes without destinations: a failing expression ignores nothing. `RespectIgnoreDifferences` would freeze the list
 * of routes (M1).
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
 * - Elsewhere the Application stays, its sync status becomes Unknown (alerts.ts), and a person ends it with
 *   `argocd app delete <name>`.
 * `create-update` never deletes, Applications get no finalizer, and the ApplicationSet's own finalizer makes that hold
 * for its end, too
 *   (docs/operator-manual/applicationset/Controlling-Resource-Modification.md).
 * - The platform's objects stay everywhere: with its NodePools every node of the cluster would go.
 */
function deletion(project: string, cluster: Cluster, fleet: Fleet) {
  const allowed = project !== platformTeam && mayDelete(cluster, fleet)
  return { applicationsSync: allowed ? 'sync' : 'create-update', preserveResourcesOnDeletion: !allowed }
}

/**
 * Where Applications are deleted with their folders, an emptied tree would delete all (rehearsal
 * `decommission-at-once`). The guard is the Namespace's file, which a team always has: with it the selector drops the
 * guard's element; without, the template fails (`missingkey=error`) and nothing is deleted. A push may lie between
 * two generators, so it stands on both sides.
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
 * An Application per folder: a new app touches no shared file. The project is written out, or who names a folder
 * chooses the fence (FIELD-NOTES A8). No `CreateNamespace`: pods before its labels have no sidecar. No `PruneLast`,
 * which holds a sync open for a whole canary (M2).
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
      // On-call may stop one Application's syncing. The price: `automated` below reaches new ones only.
      ignoreApplicationDifferences: [{ jsonPointers: ['/spec/syncPolicy/automated'] }],
      template: {
        metadata: {
          name: applicationName(project, '{{.path.basenameNormalized}}'),
          labels: labels(project),
          annotations: {
            // Commits elsewhere leave it alone (FIELD-NOTES A10).
            'argocd.argoproj.io/manifest-generate-paths': '.',
            // The platform releases nothing.
            ...(project !== platformTeam && tellsGitHub(cluster, fleet) ? dispatchSubscription : {}),
          },
        },
        spec: {
          project,
          source: { ...source(fleet), path: '{{.path.path}}' },
          destination: { server: serverOf(cluster, fleet), namespace: project },
          ignoreDifferences,
          syncPolicy: {
            // A folder without objects is a mistake, no order to delete all.
            automated: { prune: true, selfHeal: true, allowEmpty: false },
            // Leaves VirtualServices alone in a canary while only the image changes.
            syncOptions: ['ApplyOutOfSyncOnly=true'],
            retry,
          },
          revisionHistoryLimit: 5,
        },
      },
    },
  })
