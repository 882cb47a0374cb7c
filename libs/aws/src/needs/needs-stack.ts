import type { Cluster, Fleet } from '@slipway/fleet'
import type { Needs } from '@slipway/spec'
import { alertTopicsOf } from '../alert-topic.ts'
import type { AwsApp } from '../aws-app.ts'
import { stack, stackId, type AwsResource, type AwsStack } from '../model/stack.ts'
import { bucket } from './bucket.ts'
import { cache } from './cache.ts'
import { database } from './database.ts'
import { together, type Owned } from './need.ts'
import { queue } from './queue.ts'
import { table } from './table.ts'
import { topic } from './topic.ts'

type Resources = Readonly<Record<string, AwsResource>>

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

/** Clusters of one environment in one account and region have their resources in common. */
const placeOf = ({ account, region, environment }: Cluster): string => [account, region, environment].join('/')

const of = ({ account, region, environment }: Cluster, what: 'needs' | 'topics', app: string) => ({
  account,
  region,
  name: `${environment}-${what}-${app}`,
})

/** The stack of what an app owns beside its topics. */
export const needsId = (cluster: Cluster, app: string): string => stackId(of(cluster, 'needs', app))

const topicsOf = (app: AwsApp, { environment }: Cluster): readonly string[] =>
  Object.keys(app.uses[environment]?.needs.topic ?? {})

/**
 * What an app owns: a stack for each account, region and environment that it is or will be in. Its topics have one of their own, so
 * that two apps may listen to each other.
 */
export const needsStacks = (app: AwsApp, fleet: Fleet, apps: readonly AwsApp[]): readonly AwsStack[] =>
  [...Map.groupBy(fleet.clusters, placeOf).values()].flatMap((clusters) => {
    const [cluster] = clusters
    const use = cluster === undefined ? undefined : app.uses[cluster.environment]
    if (cluster === undefined || use === undefined) return []
    const owned = {
      app: app.name,
      team: use.team,
      place: cluster,
      tells: alertTopicsOf(clusters, fleet),
      clusters,
      isLast: cluster.environment === fleet.environments.at(-1),
    }
    const { topic: topics, ...others } = makers
    const listened = new Set(Object.values(use.needs.queue ?? {}).flatMap(({ from }) => from ?? []))
    const heard =
      listened.size === 0 ? [] : apps.filter((other) => topicsOf(other, cluster).some((one) => listened.has(one)))
    const made = (what: 'needs' | 'topics', resources: Resources, after: readonly string[]): readonly AwsStack[] =>
      Object.keys(resources).length === 0
        ? []
        : [
            stack({
              ...of(cluster, what, app.name),
              clusters: clusters.map(({ name }) => name),
              source: app.file,
              description: `What ${app.name} owns in AWS in ${cluster.environment}`,
              resources,
              after,
            }),
          ]
    return [
      ...made('topics', topics(use.needs, owned), []),
      ...made(
        'needs',
        together(Object.values(others).flatMap((make) => Object.entries(make(use.needs, owned)))),
        heard.map((owner) => stackId(of(cluster, 'topics', owner.name))),
      ),
    ]
  })
