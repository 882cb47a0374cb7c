import { folderOf, pathPattern } from '@slipway/core'
import { at, text } from '@slipway/kube'
import type { ClusterSetting } from '../risks/settings.ts'
import { conventionalFacts } from './conventions.ts'
import type { Entity } from './entity.ts'
import type { ClusterFacts, FleetFacts } from './fleet-facts.ts'
import { locationOf, type Locate, type PathLocation } from './path-location.ts'

/** Globs of folders, `*` within a name and `**` through any: a folder, and all below it. */
const folderGlob = (pattern: string) => pathPattern(`${pattern.replace(/\/(?:\*\*)?$/, '')}/**`)

const here = 'https://kubernetes.default.svc'

/** The name or address of another cluster, as Argo CD has it. */
function destinationName(destination: unknown): string | undefined {
  const name = text(at(destination, 'name'))
  if (name !== undefined && name !== '' && name !== 'in-cluster') return name
  const server = text(at(destination, 'server'))
  return server === undefined || server === '' || server === here ? undefined : server
}

/** The host of a server, or the name that an ARN of EKS ends with: both read better than the address. */
const hostOf = (server: string): string =>
  /^(?:https?:\/\/([^/:]+)|arn:[^:]*:eks:[^:]*:\d+:cluster\/(.+)$)/.exec(server)?.slice(1).find(Boolean) ?? server

/** The same folder in a cluster that somebody names: not by a word for an environment any more. */
const inCluster = ({ team, folder, ...by }: PathLocation, cluster: string, app = by.app): PathLocation => ({
  cluster,
  team,
  app,
  folder,
})

interface Known {
  readonly path: string
  readonly name: string
  readonly destination: unknown
}

/** The places to which Applications of the tree put its folders; a folder with several places is in none of them. */
function placesOf(applications: readonly Entity[]): readonly Known[] {
  const all = applications.flatMap(({ kind, group, name, value }): readonly Known[] => {
    const path = text(at(value, 'spec', 'source', 'path'))
    const destination = at(value, 'spec', 'destination')
    return kind !== 'Application' ||
      group !== 'argoproj.io' ||
      path === undefined ||
      destinationName(destination) === undefined
      ? []
      : [{ path: path.replace(/^\.\/|\/+$/g, ''), name, destination }]
  })
  return [...Map.groupBy(all, ({ path }) => path).values()].flatMap((same) => (same.length === 1 ? same : []))
}

/**
 * Where objects of a tree go: by the clusters that its settings name, by its Applications' destinations, then by how
 * its folders are called.
 * @param clusters of .slipway-review.yaml
 */
export function locator(clusters: readonly ClusterSetting[], applications: readonly Entity[] = []): Locate {
  const rows = clusters.map((cluster) => ({ cluster, globs: (cluster.paths ?? []).map(folderGlob) }))
  const named = (destination: string) =>
    clusters.find(({ name, destinations = [] }) => name === destination || destinations.includes(destination))?.name ??
    hostOf(destination)
  const places = placesOf(applications)
  const known = new Map<string, PathLocation>()
  const folderLocation = (path: string): PathLocation => {
    const conventional = locationOf(path)
    const { folder } = conventional
    const place = places
      .filter(({ path: root }) => root !== '' && (folder === root || folder.startsWith(`${root}/`)))
      .toSorted((a, b) => b.path.length - a.path.length)[0]
    const row = rows.find(({ globs }) => globs.some((isIn) => isIn(folder)))
    const app = place?.name ?? conventional.app
    if (row !== undefined) return inCluster(conventional, row.cluster.name, app)
    if (place === undefined) return conventional
    return inCluster(conventional, named(destinationName(place.destination) ?? ''), app)
  }
  return (path, destination) => {
    const folder = folderOf(path)
    const location = known.get(folder) ?? folderLocation(path)
    known.set(folder, location)
    const elsewhere = destinationName(destination)
    return elsewhere === undefined ? location : inCluster(location, named(elsewhere))
  }
}

/** The clusters of the settings, in the order in which a change goes through them. */
export const factsOfSettings = (clusters: readonly ClusterSetting[]): FleetFacts =>
  new Map(
    clusters.map(({ name, environment, region, prod }): [string, ClusterFacts] => {
      const conventional = conventionalFacts(environment ?? name)
      return [
        name,
        {
          environment: environment ?? conventional.environment,
          region: region ?? name,
          prod: prod ?? conventional.prod,
        },
      ]
    }),
  )
