import { appName, failed, issue, ok, type KubeObject } from '@slipway/core'
import { exampleCluster, exampleFleet, examplePool } from '@slipway/fleet/example'
import { resolveEstate, type ClusterModel, type ResolvedApp } from '@slipway/model'
import type { AppSource, Estate, Extra, ExtraCode, Kind, MergedSpec, ReleaseFile, SpecOf } from '@slipway/spec'
import type { IPodTemplateSpec } from 'kubernetes-models/v1'
import { appManifests } from '../src/app-chart.ts'
import type { ExtraInput } from '../src/extra/answer.ts'
import answer from '../src/extra/answer-with-build.ts'

/** Test support: apps and their objects, made from specs by the way that real ones take. */

export type Given = { [K in Kind]: { readonly kind: K } & Partial<SpecOf<K>> }[Kind]
export type Clusters = 'dev' | 'prod-eu'

export interface Around {
  readonly name?: string
  readonly cluster?: Clusters
  /** Other apps of the estate, by name. */
  readonly neighbours?: Readonly<Record<string, Given>>
  readonly release?: Partial<ReleaseFile>
  readonly files?: Readonly<Record<string, string>>
  readonly extra?: Extra
}

const cluster = (name: Clusters, environment: string, quiet: boolean) =>
  exampleCluster(name, environment, {
    domain: `${environment}.acme.example`,
    quiet,
    gatewayPorts: { mqtts: { port: 8883, tls: 'terminate' } },
    network: { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
    nodes: { scaler: 'karpenter', role: 'node', pools: [examplePool('on-demand')] },
  })

export const fleet = exampleFleet(['shop', 'finance'], [cluster('dev', 'dev', true), cluster('prod-eu', 'prod', false)])

const common = { team: 'shop', cpu: '250m', memory: '256Mi' } as const
const served = { port: 8080, health: { ready: '/readyz', live: '/healthz' } } as const

function complete(given: Given): MergedSpec {
  switch (given.kind) {
    case 'cron':
      return { ...common, schedule: '30 2 * * *', ...given }
    default:
      return { ...common, ...served, ...given }
  }
}

export const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`

/** An extra.ts in this process; in an estate it runs in the sandbox. */
const codeOf = (extra: Extra, name: string): ExtraCode => ({
  fields: Object.keys(extra),
  run(_, input) {
    try {
      return ok(answer(extra, input as ExtraInput))
    } catch (error) {
      return failed(
        issue(
          `apps/${name}/extra.ts`,
          '',
          'does-not-run',
          (error as Error).message,
          '',
          'correct what the message names',
        ),
      )
    }
  },
})

function source(name: string, given: Given, { release, files, extra }: Around): AppSource {
  const spec = complete(given)
  const image: ReleaseFile = { digest: digestOf('a'), version: '1.4.0', ...release }
  return {
    name: appName(name),
    file: `apps/${name}/app.ts`,
    specs: new Map(fleet.environments.map((e) => [e, spec])),
    releases: new Map(fleet.clusters.map((c) => [c.name, image])),
    files: new Map(Object.entries(files ?? {})),
    ...(extra === undefined ? {} : { extra: codeOf(extra, name) }),
  }
}

/** The model of one cluster with these apps in it. */
export function modelOf(apps: Readonly<Record<string, Given>>, around: Around = {}): ClusterModel {
  const names = Object.keys(apps).sort()
  const estate: Estate = {
    fleet,
    apps: names.flatMap((n) => (apps[n] === undefined ? [] : [source(n, apps[n], around)])),
  }
  const found = resolveEstate(estate).clusters.find((c) => c.cluster.name === (around.cluster ?? 'prod-eu'))
  if (found === undefined) throw new Error(`no cluster ${around.cluster}`)
  return found
}

/** One app by the name `web`, resolved in `prod-eu`. What a spec must say and this one does not is filled in. */
export function sample(given: Given, around: Around = {}): ResolvedApp {
  const name = around.name ?? 'web'
  const app = modelOf({ ...around.neighbours, [name]: given }, around).apps.find((a) => a.name === name)
  if (app === undefined) throw new Error(`no app ${name}`)
  return app
}

/** A canary as the sample estate's storefront has it. */
export const canary = { canary: [5, 25, 50], hold: '2m', slo: { errors: '1%', p95: '300ms' } }
export const exposed = { host: 'shop', path: '/' }

/** Every object of an app. */
export function objects(app: ResolvedApp): readonly KubeObject[] {
  const files = appManifests(app)
  if (!files.ok) throw new Error(JSON.stringify(files.issues))
  return files.value.flatMap((f) => f.objects)
}

/** The texts of an app's files by path, as JSON. */
export function filesOf(app: ResolvedApp): ReadonlyMap<string, string> {
  const files = appManifests(app)
  if (!files.ok) throw new Error(JSON.stringify(files.issues))
  return new Map(files.value.map((f) => [f.path, JSON.stringify(f.objects)]))
}

export const namesOf = (app: ResolvedApp, kind: string): readonly string[] =>
  objects(app)
    .filter((o) => o.kind === kind)
    .map((o) => o.metadata.name)

/** The object of a kind and name, read as its own type. */
export function object<T = KubeObject>(app: ResolvedApp, kind: string, name: string = app.name): T {
  const found = objects(app).filter((o) => o.kind === kind && o.metadata.name === name)
  if (found.length !== 1)
    throw new Error(
      `${found.length} objects ${kind} ${name}; there are: ${objects(app)
        .map((o) => `${o.kind} ${o.metadata.name}`)
        .join(', ')}`,
    )
  return found[0] as unknown as T
}

const workloads = ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', 'CronJob']

interface Carrier {
  readonly kind: string
  readonly spec: {
    readonly template?: IPodTemplateSpec
    readonly jobTemplate?: { readonly spec: { readonly template: IPodTemplateSpec } }
  }
}

/** The pods of an app's one workload. */
export function podOf(app: ResolvedApp): {
  readonly metadata: NonNullable<IPodTemplateSpec['metadata']>
  readonly spec: NonNullable<IPodTemplateSpec['spec']>
} {
  const [carrier, ...more] = objects(app).filter((o) => workloads.includes(o.kind)) as unknown as readonly Carrier[]
  const template = carrier?.spec.template ?? carrier?.spec.jobTemplate?.spec.template
  if (template?.metadata === undefined || template.spec === undefined || more.length > 0)
    throw new Error(`${app.name} has no pods, or several workloads`)
  return { metadata: template.metadata, spec: template.spec }
}

/** The app's own container. */
export function containerOf(app: ResolvedApp) {
  const [main, ...more] = podOf(app).spec.containers
  if (main === undefined || more.length > 0) throw new Error(`${app.name} has not one container`)
  return main
}

const image = `registry.example/tool@${digestOf('b')}`
const sidecar = { name: 'php-fpm', image, port: 9000, cpu: '100m', memory: '64Mi' }
const allSignals = {
  cpu: 70,
  memory: 80,
  requestsPerSecond: 50,
  p95: '300ms',
  errors: '1%',
  threads: 40,
  heap: '200Mi',
  diskIops: 100,
  network: '5Mi',
  times: [{ from: '0 7 * * 1-5', to: '0 19 * * 1-5', zone: 'Europe/Berlin', pods: 6 }],
  queries: [{ name: 'carts', query: 'sum(carts_open)', perPod: 100 }],
}

/** An app of every shape there is, for what has to hold for all of them. */
export const everyShape = {
  rolling: { kind: 'http' },
  canary: { kind: 'http', release: canary, scale: { min: 2, max: 9, on: { cpu: 70, memory: 80 } } },
  stickyCanary: {
    kind: 'http',
    release: canary,
    expose: exposed,
    sticky: { cookie: '1h' },
    scale: { min: 1, max: 9, on: { cpu: 70 } },
  },
  stickyRolling: { kind: 'http', expose: { host: 'shop', path: ['/', '/help'] }, sticky: { cookie: '1h' }, retries: 0 },
  clientIP: { kind: 'http', sticky: { clientIP: '60s' }, ports: { grpc: 9000, 'http-admin': 9001, plain: 9002 } },
  signals: { kind: 'http', scale: { min: 2, max: 10, on: allSignals } },
  worker: { kind: 'worker', queue: 'orders', sends: ['mails'], scale: { min: 0, max: 10, on: { queue: 20 } } },
  cron: { kind: 'cron', calls: ['catalog'] },
  stateful: { kind: 'stateful', scale: 3, volumes: { '/data': '10Gi' }, health: { ...served.health, start: '2m' } },
  peers: {
    kind: 'stateful',
    scale: 3,
    peers: true,
    apart: 'host',
    protocol: 'tcp',
    health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
    volumes: { '/data': { size: '10Gi', grown: '20Gi' } },
    retention: { scaled: 'delete' },
    expose: { host: 'broker', on: 'mqtts' },
  },
  migrating: {
    kind: 'http',
    release: canary,
    migrate: { command: ['node', 'migrate.js'], timeout: '30m' },
    calls: ['catalog', { host: 'db.example.com', port: 5432, private: true }],
    files: { '/etc/web/rules.json': 'config/rules.json' },
    secrets: { DB_URL: 'web/db#url' },
  },
  daemon: {
    kind: 'daemon',
    calls: [
      { host: 'api.example.com', port: 443, private: false },
      { host: 'www.example.com', port: 80, private: false },
    ],
  },
  loaded: {
    kind: 'http',
    calls: ['catalog'],
    files: { '/etc/web/rules.json': 'config/rules.json', '/etc/web/tls.key': { secret: 'web/tls#key@7' } },
    secrets: { DB_URL: 'shop/web/db#url', API_KEY: 'web/api#key@7' },
    volumes: { '/cache': '1Gi' },
    sidecars: [
      { ...sidecar, ready: '/ping' },
      { name: 'statsd', image, cpu: '50m', memory: '32Mi' },
    ],
    limits: { cpu: '1' },
    command: ['node', 'main.js'],
    expose: exposed,
  },
} as const satisfies Readonly<Record<string, Given>>

/** The shapes, resolved, each beside a `catalog` that some call. */
export const everySample = (cluster: Clusters = 'prod-eu'): readonly (readonly [string, ResolvedApp])[] =>
  Object.entries(everyShape as Readonly<Record<string, Given>>).map(([shape, given]) => [
    shape,
    sample(given, {
      cluster,
      neighbours: {
        catalog: { kind: 'http' },
        caller: { kind: 'worker', calls: given.kind === 'http' || given.kind === 'stateful' ? ['web'] : [] },
      },
      files: { 'config/rules.json': '{}' },
    }),
  ])
