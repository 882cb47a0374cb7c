import { appName, clusterName } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { exampleCluster, exampleFleet } from '@slipway/fleet/example'
import type { AppSource, Estate, MergedSpec, ReleaseFile, SpecOf } from '@slipway/spec'

/** For tests: an estate in memory, with two environments and three clusters. */
const cluster = (name: string, environment: string, region: string) =>
  exampleCluster(name, environment, {
    account: '222233334444',
    region,
    zones: [`${region}a`],
    registry: `registry.${region}.acme.example`,
  })

export const fleet = exampleFleet(
  ['shop', 'finance', 'idle'],
  [cluster('dev', 'dev', 'eu-west-1'), cluster('eu', 'prod', 'eu-west-1'), cluster('us', 'prod', 'us-east-1')],
)

export const release: ReleaseFile = { digest: `sha256:${'a'.repeat(64)}`, version: '1.4.0' }

const pod = { team: 'shop', cpu: '100m', memory: '128Mi' }
const health = { ready: '/readyz', live: '/healthz' }
export const http: SpecOf<'http'> = { kind: 'http', ...pod, port: 8080, health }
export const worker: SpecOf<'worker'> = { kind: 'worker', ...pod, port: 8080, health }
export const cron: SpecOf<'cron'> = { kind: 'cron', ...pod, schedule: '0 3 * * *' }
export const stateful: SpecOf<'stateful'> = { kind: 'stateful', ...pod, port: 8080, health }
export const daemon: SpecOf<'daemon'> = { kind: 'daemon', ...pod, port: 8080, health }

interface Given {
  readonly spec: MergedSpec
  /** What the spec is in prod, where it is another one. */
  readonly prod?: MergedSpec
  /** The clusters that it has a release in; all by default. */
  readonly clusters?: readonly string[]
  readonly release?: ReleaseFile
  readonly files?: ReadonlyMap<string, string>
}

function source(
  name: string,
  { spec, prod = spec, clusters = ['dev', 'eu', 'us'], release: of = release, files = new Map() }: Given,
): AppSource {
  return {
    name: appName(name),
    file: `apps/${name}/app.ts`,
    files,
    specs: new Map([
      ['dev', spec],
      ['prod', prod],
    ]),
    releases: new Map(clusters.map((c) => [clusterName(c), of])),
  }
}

/** An estate of the given apps; the same that loadEstate would return for them. */
export const estateOf = (apps: Readonly<Record<string, Given>>, of: Fleet = fleet): Estate => ({
  fleet: of,
  apps: Object.entries(apps)
    .map(([name, given]) => source(name, given))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
})
