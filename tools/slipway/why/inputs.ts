import { isWithin } from '@slipway/core'
import { editions, type Cluster } from '@slipway/fleet'
import {
  calledApp,
  defaultsFile,
  imageApp,
  usedStores,
  type AppSource,
  type Estate,
  type Inherited,
} from '@slipway/spec'
import { key as named } from '@slipway/kube'
import { leaves, other, withLeaf, type Leaf } from './leaves.ts'

/** A leaf value in an input file, and the estate with another value there. */
export interface Input extends Leaf {
  readonly file: string
  readonly changed: () => Estate
}

/** The next number is no edition. */
const otherAt = (path: string) =>
  path === 'edition' ? (given: unknown) => editions.find((one) => one !== given) : other

const replaced = (apps: readonly AppSource[], app: AppSource, by: AppSource): readonly AppSource[] =>
  apps.map((one) => (one === app ? by : one))

/** The source of a leaf of a spec: the app, or the fleet's defaults. */
function written(app: AppSource, path: string, inherited: Inherited | undefined): { file: string; path: string } {
  for (const [field, at] of inherited ?? [])
    if (isWithin(path, field)) return { file: defaultsFile, path: `${at}${path.slice(field.length)}` }
  return { file: app.file, path }
}

function ofApp(estate: Estate, app: AppSource, cluster: Cluster): readonly Input[] {
  const spec = app.specs.get(cluster.environment)
  const release = app.releases.get(cluster.name)
  const inSpec = leaves(spec).map(
    ({ path, value }): Input => ({
      ...written(app, path, app.inherited?.get(cluster.environment)),
      value,
      changed: () => {
        const specs = new Map(app.specs).set(cluster.environment, withLeaf(spec, path, otherAt(path)) as never)
        return { ...estate, apps: replaced(estate.apps, app, { ...app, specs }) }
      },
    }),
  )
  const inRelease = leaves(release).map(
    ({ path, value }): Input => ({
      file: `apps/${app.name}/releases/${cluster.name}.json`,
      path,
      value,
      changed: () => {
        const releases = new Map(app.releases).set(cluster.name, withLeaf(release, path, otherAt(path)) as never)
        return { ...estate, apps: replaced(estate.apps, app, { ...app, releases }) }
      },
    }),
  )
  return [...inSpec, ...inRelease]
}

function ofCluster(estate: Estate, cluster: Cluster): readonly Input[] {
  const { name, ...data } = cluster
  return leaves(data).map(({ path, value }) => ({
    file: `fleet/clusters/${name}.ts`,
    path,
    value,
    changed: () => {
      const next = { ...(withLeaf(data, path, otherAt(path)) as Omit<Cluster, 'name'>), name }
      const clusters = estate.fleet.clusters.map((one) => (one === cluster ? next : one))
      return { ...estate, fleet: { ...estate.fleet, clusters } }
    },
  }))
}

function ofFleet(estate: Estate): readonly Input[] {
  // Specs hold the defaults already.
  const { clusters, teams, defaults: _, ...data } = estate.fleet
  const whole = { ...data, teams: Object.fromEntries(teams) }
  return leaves(whole).map(({ path, value }) => ({
    file: 'fleet/fleet.ts',
    path,
    value,
    changed: () => {
      const { teams: next, ...rest } = withLeaf(whole, path, otherAt(path)) as typeof whole
      return {
        ...estate,
        fleet: { ...estate.fleet, ...rest, clusters, teams: new Map(Object.entries(next)) as unknown as typeof teams },
      }
    },
  }))
}

/** Domains are named by their keys, which are no leaves. */
function ofDomains(estate: Estate): readonly Input[] {
  const { domains = {} } = estate.fleet
  return Object.keys(domains).map((name) => ({
    file: 'fleet/fleet.ts',
    path: named('domains', name),
    value: name,
    changed: () => {
      const renamed = Object.entries(domains).map(([key, inner]) => [key === name ? String(other(key)) : key, inner])
      return { ...estate, fleet: { ...estate.fleet, domains: Object.fromEntries(renamed) as typeof domains } }
    },
  }))
}

/** Apps that an app calls, is called by, or uses the stores or the image of: its files depend on them, too. */
function neighbours(estate: Estate, app: AppSource, { environment }: Cluster): readonly AppSource[] {
  const calls = (one: AppSource): readonly (string | undefined)[] =>
    (one.specs.get(environment)?.calls ?? []).map((call) => calledApp(call))
  const own = app.specs.get(environment)
  const used = usedStores(own?.uses)
  const hasUsed = ({ specs }: AppSource): boolean => {
    const { team, needs } = specs.get(environment) ?? {}
    return used.some((one) => one.team === team && needs?.[one.kind]?.[one.name] !== undefined)
  }
  return estate.apps.filter(
    (one) =>
      one !== app &&
      (calls(app).includes(one.name) || calls(one).includes(app.name) || hasUsed(one) || imageApp(own) === one.name),
  )
}

/** The inputs that may decide a file of a cluster. @param app the one that it is rendered for, with its neighbours */
export const inputsOf = (estate: Estate, cluster: Cluster, app: AppSource | undefined): readonly Input[] => [
  ...(app === undefined ? estate.apps : [app, ...neighbours(estate, app, cluster)]).flatMap((one) =>
    ofApp(estate, one, cluster),
  ),
  ...ofCluster(estate, cluster),
  ...ofFleet(estate),
  ...ofDomains(estate),
]
