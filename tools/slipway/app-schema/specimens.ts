import { appName, clusterName, envName, orThrow, teamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { at, fields, list, text } from '@slipway/kube'
import { appManifests } from '@slipway/manifests'
import { resolveEstate } from '@slipway/model'
import type { AppSource, MergedSpec, PodKind } from '@slipway/spec'

/** The app's own variables; all others are the platform's. */
export const secretVariable = 'API_KEY'
export const ownVariable = 'LEVEL'

const cluster: Cluster = {
  name: clusterName('live'),
  environment: envName('live'),
  wave: 1,
  account: '111122223333',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry: 'registry.example',
  domain: 'example.com',
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [
      {
        name: 'base',
        capacity: 'on-demand',
        families: ['m7i'],
        architectures: ['amd64'],
        cpu: 8,
        memory: '32Gi',
        weight: 1,
        system: false,
      },
    ],
  },
  quiet: false,
}
const quota = { cpu: '10', memory: '10Gi', pods: 10 }
export const fleet: Fleet = {
  name: 'example',
  edition: 2,
  freezes: [],
  promoter: false,
  repository: { url: 'https://git.example/estate.git', branch: 'main' },
  email: 'platform@example.com',
  environments: [envName('live')],
  teams: new Map([[teamName('team'), { owners: ['@example/team'], group: 'team', slack: '#team', quota }]]),
  clusters: [cluster],
}

const common = {
  team: 'team',
  cpu: '100m',
  memory: '128Mi',
  env: { [ownVariable]: 'info' },
  secrets: { [secretVariable]: 'api#key' },
  files: { '/etc/app/rules.json': 'config/rules.json' },
  sends: ['jobs'],
  needs: { bucket: { uploads: {} }, table: { carts: { key: 'id' } }, topic: { 'order-placed': {} } },
} as const
const served = { port: 8080, health: { ready: '/readyz', live: '/healthz' }, calls: ['other'] } as const

/** An app of each kind that says all that a container can be given. */
const specimens: Readonly<Record<PodKind, unknown>> = {
  http: { kind: 'http', ...common, ...served, volumes: { '/var/cache': '1Gi' } },
  worker: { kind: 'worker', ...common, ...served, queue: 'jobs' },
  cron: { kind: 'cron', ...common, schedule: '0 3 * * *', calls: ['other'] },
  stateful: { kind: 'stateful', ...common, ...served, volumes: { '/data': '10Gi' }, peers: true },
  daemon: { kind: 'daemon', ...common, ...served },
}

const sourceOf = (name: string, spec: unknown): AppSource => ({
  name: appName(name),
  file: `apps/${name}/app.ts`,
  specs: new Map([['live', spec as MergedSpec]]),
  releases: new Map([[cluster.name, { digest: `sha256:${'a'.repeat(64)}`, version: '1.4.0' }]]),
  files: new Map([['config/rules.json', '{}']]),
})

export interface Specimen {
  readonly kind: PodKind
  readonly pod: unknown
  readonly container: unknown
}

/** The pod of each kind, as it is rendered. */
export function rendered(): readonly Specimen[] {
  const other = sourceOf('other', { kind: 'http', ...common, needs: {}, ...served, calls: [] })
  return Object.entries(specimens).map(([kind, spec]) => {
    const { clusters } = resolveEstate({ fleet, apps: [other, sourceOf('app', spec)] })
    const app = clusters[0]?.apps.find(({ name }) => name === 'app')
    if (app === undefined) throw new Error(`no app of kind ${kind}`)
    const objects = orThrow(appManifests(app)).flatMap((file) => file.objects)
    const pod = objects
      .flatMap((object) => [
        at(object, 'spec', 'template', 'spec'),
        at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec'),
      ])
      .find((one) => list(fields(one).containers).length > 0)
    const container = list(fields(pod).containers).find((one) => fields(one).name === 'app')
    return { kind: kind as PodKind, pod, container }
  })
}

/** The variables of a container, each with its text, or what fills it in. */
export const variablesOf = (container: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(fields(container).env).map((one): [string, string] => [
      text(fields(one).name) ?? '',
      text(fields(one).value) ?? text(at(one, 'valueFrom', 'fieldRef', 'fieldPath')) ?? '',
    ]),
  )
