import { at, fields, table } from '@slipway/kube'
import type { Effect, EffectKind } from './effect.ts'
import type { Entity } from '../changes/entity.ts'
import { unhashed, type Change } from '../compare/match.ts'
import { hasOption } from '../compare/sync-option.ts'
import type { Trees } from '../changes/trees.ts'

const sync = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/'
const sets =
  'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/'

/** What an object of a kind brings when it comes, and takes along when it goes. */
const means = table<readonly [EffectKind, string, string]>({
  Deployment: ['create', 'its pods start', 'its pods stop'],
  Rollout: ['create', 'its pods start, at once and without canary steps: there is nothing stable yet', 'its pods stop'],
  StatefulSet: [
    'create',
    'its pods start one by one',
    'its pods stop; the volumes of its claims stay, unless its retention policy says otherwise',
  ],
  DaemonSet: ['create', 'a pod starts on each node', 'its pods stop'],
  CronJob: ['create', 'it runs by its schedule', 'it runs no more, and its Jobs go with it'],
  Job: ['create', 'it runs once', 'its pods stop'],
  Service: ['traffic', 'a name that can be called', 'calls of its name fail'],
  VirtualService: [
    'traffic',
    'its routes hold within seconds',
    'its routes are gone within seconds: requests go the default way, or nowhere',
  ],
  DestinationRule: ['traffic', 'its settings hold within seconds', 'its settings are gone within seconds'],
  Gateway: ['traffic', 'hosts and ports are open at the edge', 'hosts and ports are closed at the edge'],
  Ingress: ['traffic', 'hosts and paths are open at the edge', 'hosts and paths are closed at the edge'],
  HorizontalPodAutoscaler: [
    'scale',
    'it owns the number of pods from now on',
    'the number of pods stays what it is, and nobody changes it',
  ],
  ScaledObject: [
    'scale',
    'KEDA makes an HPA that owns the number of pods',
    'KEDA takes its HPA away; the number of pods stays what it is',
  ],
  PodDisruptionBudget: ['later', 'node drains keep to it', 'a node drain may take all pods at once'],
  NetworkPolicy: [
    'security',
    'pods that it selects take and make only the connections that some policy names',
    'connections that it alone let through are cut; pods that no other policy selects are open',
  ],
  AuthorizationPolicy: [
    'security',
    'whose requests are answered changes within seconds',
    'whose requests are answered changes within seconds',
  ],
  PeerAuthentication: [
    'security',
    'whether calls must be encrypted',
    'calls need no longer be encrypted, where nothing else says so',
  ],
  ServiceEntry: [
    'security',
    'addresses outside can be called',
    'calls of these addresses fail where unknown ones are refused',
  ],
  Sidecar: ['traffic', 'its proxies know only what it names', 'its proxies know every service'],
  ServiceAccount: ['identity', 'pods can be it', 'pods that are it cannot start any more'],
  Role: ['security', 'what it allows can be given', 'what it allowed is refused'],
  ClusterRole: ['security', 'what it allows can be given', 'what it allowed is refused'],
  RoleBinding: ['security', 'what it gives is allowed at once', 'what it gave is refused at once'],
  ClusterRoleBinding: ['security', 'what it gives is allowed at once', 'what it gave is refused at once'],
  ExternalSecret: ['security', 'a Secret is fetched', 'its Secret goes too, when it is the owner'],
  Secret: ['security', 'pods can have it', 'pods that need it cannot start any more'],
  ConfigMap: ['config', 'pods can have it', 'pods that need it cannot start any more'],
  Namespace: ['create', 'a place for objects', 'everything in it is deleted'],
  PersistentVolumeClaim: ['create', 'a volume is made', 'its data is deleted, where the class says Delete'],
  CustomResourceDefinition: ['create', 'objects of this kind are taken', 'every object of this kind is deleted'],
  NodePool: ['nodes', 'nodes can come from it', 'its nodes are drained and go'],
  Application: [
    'create',
    'Argo CD syncs it',
    'Argo CD stops syncing it; its objects go along when it has the finalizer',
  ],
})

const isKept = (entity: Entity): boolean => hasOption(entity, 'Prune=false')

/** Whether the ApplicationSet of a team leaves Applications alone whose folder went: then nothing of it is pruned. */
function abandons(entity: Entity, trees: Trees): boolean {
  const { cluster, team, folder } = entity.place
  if (cluster === '' || !entity.path.startsWith('clusters/') || trees.folders.has(folder)) return false
  const set =
    trees.after.find(cluster, 'ApplicationSet', 'argocd', team) ??
    trees.before.find(cluster, 'ApplicationSet', 'argocd', team)
  const policy = fields(at(set?.value, 'spec', 'syncPolicy'))
  return policy.applicationsSync === 'create-update' || policy.applicationsSync === 'create-only'
}

function went(entity: Entity, trees: Trees): readonly Effect[] {
  if (trees.unread.has(entity.path)) {
    const text = 'its file cannot be read any more: what becomes of it is not known'
    return [{ kind: 'unknown', text, source: '' }]
  }
  if (isKept(entity)) return [{ kind: 'kept', text: 'it stays in the cluster: Prune=false', source: sync }]
  if (abandons(entity, trees)) {
    return [
      {
        kind: 'kept',
        text: 'its whole folder is gone, and the ApplicationSet deletes no Application: it runs on, unwatched, until somebody deletes that',
        source: sets,
      },
    ]
  }
  const what = means[entity.kind]?.[2] ?? 'gone at the next sync'
  const asks = hasOption(entity, 'Prune=confirm') ? ', once somebody confirms it (Prune=confirm)' : ''
  return [{ kind: 'delete', text: `${what}${asks}`, source: sync }]
}

/** Whether a new name is only a new hash of the content. */
export const rehashed = ({ before, after }: Change): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.name !== after.name &&
  unhashed(before.name) === unhashed(after.name) &&
  unhashed(after.name) !== after.name

/** What it makes the controllers do that an object came, went, has another name or stands in another file. */
export function objectEffects(change: Change, trees: Trees): readonly Effect[] {
  const { before, after } = change
  if (before === undefined && after === undefined) return []
  if (before === undefined) {
    const [kind, text] = means[(after as Entity).kind] ?? [
      (after as Entity).kind === '' ? 'unknown' : 'create',
      (after as Entity).kind === '' ? 'a document that is no Kubernetes object' : 'made at the next sync',
    ]
    return [{ kind: kind as EffectKind, text: text as string, source: sync }]
  }
  if (after === undefined) return went(before, trees)
  const effects: Effect[] = []
  if (change.renamed && rehashed(change)) {
    effects.push({
      kind: 'config',
      text: isKept(before)
        ? 'a new object beside the old one, which stays (Prune=false)'
        : 'a new object; the old one is pruned at the same sync, while old pods may still want it',
      source: sync,
    })
  } else if (change.renamed)
    effects.push(
      { kind: 'create', text: 'to Kubernetes a new name is a new object', source: sync },
      ...went(before, trees),
    )
  if (change.moved) {
    const same = before.place.folder === after.place.folder || before.place.cluster === ''
    effects.push(
      same
        ? { kind: 'nothing', text: 'the same object in another file', source: '' }
        : {
            kind: 'unknown',
            text: 'another Application has it now: whichever syncs last wins, and the old one may prune it',
            source: sync,
          },
    )
  }
  return effects
}
