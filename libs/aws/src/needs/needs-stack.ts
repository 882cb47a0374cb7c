import { mapValues } from '@slipway/kube'
import { fileName, type Rendered } from '@slipway/core'
import {
  isHandedOver,
  needsFolder,
  placeOf,
  platformTeam,
  writingCluster,
  type Cluster,
  type Fleet,
} from '@slipway/fleet'
import type { Needs } from '@slipway/spec'
import { ackObjects, isAcks, leftInStack } from '../ack/ack-objects.ts'
import { alertTopicsOf } from '../alert-topic.ts'
import type { AwsApp } from '../aws-app.ts'
import { stack, stackId, type AwsStack, type Resources } from '../model/stack.ts'
import { borrowersOf, type Borrower } from './borrowers.ts'
import { bucket } from './bucket.ts'
import { cache } from './cache.ts'
import { database } from './database.ts'
import { together, type Owned } from './need.ts'
import { queue } from './queue.ts'
import { table } from './table.ts'
import { topic } from './topic.ts'

const each = <N>(
  all: Readonly<Record<string, N>> | undefined,
  make: (need: N, owned: Owned) => Resources,
  owned: Omit<Owned, 'name'>,
): Resources =>
  together(Object.entries(all ?? {}).flatMap(([name, need]) => Object.entries(make(need, { ...owned, name }))))

/** A new kind of need without its resources does not compile. */
const makers: { readonly [K in keyof Needs]-?: (needs: Needs, owned: Omit<Owned, 'name'>) => Resources } = {
  bucket: (needs, owned) => each(needs.bucket, bucket, owned),
  queue: (needs, owned) => each(needs.queue, queue, owned),
  table: (needs, owned) => each(needs.table, table, owned),
  topic: (needs, owned) => each(needs.topic, (_, one) => topic(one), owned),
  database: (needs, owned) => each(needs.database, database, owned),
  cache: (needs, owned) => each(needs.cache, cache, owned),
}

const of = ({ account, region, environment }: Cluster, what: 'needs' | 'topics', app: string) => ({
  account,
  region,
  name: `${environment}-${what}-${app}`,
})

/** The stack of an app's needs except topics. */
export const needsId = (cluster: Cluster, app: string): string => stackId(of(cluster, 'needs', app))

const topicsOf = (app: AwsApp, { environment }: Cluster): readonly string[] =>
  Object.keys(app.uses[environment]?.needs.topic ?? {})

/** The resources that an app owns in one account, region and environment. */
interface OwnedPlace {
  readonly cluster: Cluster
  readonly team: string
  readonly topics: Resources
  readonly others: Resources
}

const placesOf = (fleet: Fleet): readonly (readonly Cluster[])[] => [...Map.groupBy(fleet.clusters, placeOf).values()]

function ownedIn(
  clusters: readonly Cluster[],
  app: AwsApp,
  fleet: Fleet,
  borrowers: readonly Borrower[],
): OwnedPlace | undefined {
  const [cluster] = clusters
  const use = cluster === undefined ? undefined : app.uses[cluster.environment]
  if (cluster === undefined || use === undefined) return undefined
  const owned = {
    app: app.name,
    team: use.team,
    place: cluster,
    tells: alertTopicsOf(clusters, fleet),
    clusters,
    isLast: cluster.environment === fleet.environments.at(-1),
    // Those of the own account need no word of the resource (reference_policies_evaluation-logic-cross-account.html in
    // IAM's guide).
    borrowers: borrowers.filter(({ account }) => account !== cluster.account),
  }
  const { topic: topics, ...others } = makers
  return {
    cluster,
    team: use.team,
    topics: topics(use.needs, owned),
    others: together(Object.values(others).flatMap((make) => Object.entries(make(use.needs, owned)))),
  }
}

/** Its part in a stack: all of it; all of it, retained, during a handover; or only what no controller makes. */
function inStack(resources: Resources, clusters: readonly Cluster[]): Resources {
  if (writingCluster(clusters) !== undefined) return leftInStack(resources)
  if (!isHandedOver(clusters)) return resources
  return mapValues(resources, (one) => (isAcks(one) ? { ...one, retained: true } : one))
}

/**
 * The stacks of an app's resources: one for each account, region and environment that it is or will be in. Its topics
 * have one of their own, so that two apps may listen to each other.
 * @param borrowers of all apps: whoever asks for many apps finds them once
 */
export const needsStacks = (
  app: AwsApp,
  fleet: Fleet,
  apps: readonly AwsApp[],
  borrowers = borrowersOf(apps, fleet),
): readonly AwsStack[] =>
  placesOf(fleet).flatMap((clusters) => {
    const owned = ownedIn(clusters, app, fleet, borrowers)
    if (owned === undefined) return []
    const { cluster, topics, others } = owned
    const queues = app.uses[cluster.environment]?.needs.queue ?? {}
    const listened = new Set(Object.values(queues).flatMap(({ from }) => from ?? []))
    const heard =
      listened.size === 0 ? [] : apps.filter((other) => topicsOf(other, cluster).some((one) => listened.has(one)))
    const made = (what: 'needs' | 'topics', all: Resources, after: readonly string[]): readonly AwsStack[] => {
      const resources = inStack(all, clusters)
      if (Object.keys(resources).length === 0) return []
      return [
        stack({
          ...of(cluster, what, app.name),
          clusters: clusters.map(({ name }) => name),
          source: app.file,
          description: `What ${app.name} owns in AWS in ${cluster.environment}`,
          resources,
          after,
        }),
      ]
    }
    return [
      ...made('topics', topics, []),
      ...made(
        'needs',
        others,
        heard.map((owner) => stackId(of(cluster, 'topics', owner.name))),
      ),
    ]
  })

/** `clusters/<cluster>/platform/needs-<app>/` of the clusters whose controllers make what an app owns. */
export const needsObjects = (app: AwsApp, fleet: Fleet, borrowers: readonly Borrower[]): readonly Rendered[] =>
  placesOf(fleet).flatMap((clusters) => {
    const writer = writingCluster(clusters)
    const owned = writer === undefined ? undefined : ownedIn(clusters, app, fleet, borrowers)
    if (writer === undefined || owned === undefined) return []
    const { cluster, team, topics, others } = owned
    const labels = {
      'app.kubernetes.io/component': `needs-${app.name}`,
      'app.kubernetes.io/managed-by': 'slipway',
      'app.kubernetes.io/part-of': platformTeam,
    }
    const folder = `clusters/${writer.name}/${platformTeam}/${needsFolder(app.name)}`
    return [topics, others]
      .flatMap((made) => ackObjects(made, cluster, { ...labels, team }))
      .map((object) => ({
        path: `${folder}/${fileName(object)}`,
        source: app.file,
        objects: [object],
      }))
  })
