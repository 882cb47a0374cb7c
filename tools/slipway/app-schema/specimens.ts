import { appName, orThrow } from '@slipway/core'
import { exampleCluster, exampleFleet } from '@slipway/fleet/example'
import { at, fields, list, text } from '@slipway/kube'
import { appManifests } from '@slipway/manifests'
import { resolveEstate } from '@slipway/model'
import type { AppSource, MergedSpec, PodKind } from '@slipway/spec'

/** The app's own variables; all others are the platform's. */
export const secretVariable = 'API_KEY'
export const ownVariable = 'LEVEL'

const cluster = exampleCluster('live', 'live')
export const fleet = exampleFleet(['team'], [cluster], { edition: 2 })

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
