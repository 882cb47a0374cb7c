import {
  askedPort,
  bytes,
  hasRequests,
  mainPort,
  mainProtocol,
  millicores,
  portOf,
  needVariable,
  queuesOf,
  queueVariable,
  secretParts,
  seconds,
  urlVariable,
  userOf,
  type PodSpec,
  type Question,
  type ReleaseFile,
  type VolumeSize,
} from '@slipway/spec'
import { compareBy, type AppName } from '@slipway/core'
import { bucketName, tableName, topicArn, type Cluster, type Edition } from '@slipway/fleet'
import { defaults } from './defaults.ts'
import type { Port } from './port.ts'
import { secretKeyOf } from './secret-key.ts'
import { queueUrl } from './resolve-scale.ts'
import { storeSecrets, storesOf, storeValues } from './resolve-stores.ts'
import { usedVariables, type UsedThing } from './resolve-uses.ts'
import type {
  CalledApp,
  ConfigFile,
  Container,
  EnvVar,
  Probe,
  Probes,
  ResolvedApp,
  SecretRef,
  SidecarContainer,
  Start,
  Volume,
} from './resolved-app.ts'

/** Where the things are that it needs; its queues are among all that it uses. */
export function neededVariables({ needs, team }: Pick<PodSpec, 'needs' | 'team'>, cluster: Cluster): readonly EnvVar[] {
  const of = (kind: 'bucket' | 'table' | 'topic', valueOf: (name: string) => string): readonly EnvVar[] =>
    Object.keys(needs?.[kind] ?? {}).map((name) => ({ name: needVariable(kind, name), value: valueOf(name) }))
  return [
    ...of('bucket', (name) => bucketName(name, team, cluster)),
    ...of('table', (name) => tableName(name, team, cluster)),
    ...of('topic', (name) => topicArn(name, cluster)),
    ...storesOf(needs).flatMap((store) => storeValues(store, team, cluster)),
  ]
}

/** What a container is made of. */
interface ContainerInput {
  readonly name: AppName
  readonly spec: PodSpec
  readonly release: ReleaseFile
  readonly cluster: Cluster
  readonly calls: readonly CalledApp[]
  /** Seconds. */
  readonly drain: number
  readonly edition: Edition
  /** What it has of other apps. */
  readonly used: readonly UsedThing[]
}

/** The platform's and the app's own, which win; sorted. */
function environment({ name, spec, release, cluster, calls, drain, used }: ContainerInput): readonly EnvVar[] {
  const queues = queuesOf(spec)
  const needed = [...neededVariables(spec, cluster), ...usedVariables(used)]
  const vars: EnvVar[] = [
    { name: 'APP_ENV', value: cluster.environment },
    { name: 'APP_NAME', value: name },
    { name: 'APP_VERSION', value: release.version },
    { name: 'DRAIN_SECONDS', value: String(drain) },
    { name: 'POD_IP', field: 'status.podIP' },
    { name: 'POD_NAME', field: 'metadata.name' },
    ...('port' in spec && spec.port !== undefined ? [{ name: 'PORT', value: String(spec.port) }] : []),
    ...calls.map((c) => ({ name: urlVariable(c.name), value: addressOf(c) })),
    ...queues.map((q) => ({ name: queueVariable(q), value: queueUrl(q, cluster) })),
    ...(spec.kind === 'stateful' && spec.peers === true
      ? [{ name: 'PEERS_HOST', value: `${name}-pods.${spec.team}.svc.cluster.local` }]
      : []),
    ...needed,
    ...(queues.length > 0 || needed.length > 0 ? [{ name: 'AWS_REGION', value: cluster.region }] : []),
  ]
  const own = spec.env ?? {}
  const taken = new Set([...Object.keys(own), ...Object.keys(spec.secrets ?? {})])
  return [
    ...vars.filter((v) => !taken.has(v.name)),
    ...Object.entries(own).map(([name, given]) => variable(name, given, spec, cluster)),
  ].sort(compareBy((v) => v.name))
}

function variable(name: string, given: NonNullable<PodSpec['env']>[string], spec: PodSpec, cluster: Cluster): EnvVar {
  if (typeof given === 'string') return { name, value: given }
  if ('field' in given) return { name, field: given.field }
  switch (given.from) {
    case 'cpu':
      return { name, resource: spec.limits?.cpu === undefined ? 'requests.cpu' : 'limits.cpu' }
    case 'memory':
      return { name, resource: 'limits.memory' }
    case 'cluster':
      return { name, value: cluster.name }
    case 'domain':
    case 'region':
      return { name, value: cluster[given.from] }
  }
}

export const resolveStart = ({ command, args }: Pick<PodSpec, 'command' | 'args'>): Start => ({
  command: command ?? null,
  args: args ?? null,
})

const variables = (env: Readonly<Record<string, string>> = {}) =>
  Object.entries(env).map(([name, value]) => ({ name, value }))

export function resolveContainer(input: ContainerInput): Container {
  const { spec, edition } = input
  const memory = bytes(spec.memory)
  const disk = spec.disk === undefined ? defaults[edition].disk : bytes(spec.disk)
  return {
    ...resolveStart(spec),
    env: environment(input),
    requests: { cpu: millicores(spec.cpu), memory, disk },
    limits: {
      cpu: spec.limits?.cpu === undefined ? null : millicores(spec.limits.cpu),
      memory: spec.limits?.memory === undefined ? memory : bytes(spec.limits.memory),
      disk,
    },
    gpu: spec.gpu ?? 0,
    user: userOf(spec) ?? defaults[edition].user,
    userReason: typeof spec.user === 'object' ? spec.user.reason.trim() : null,
  }
}

export const resolveSidecars = (spec: PodSpec): readonly SidecarContainer[] =>
  (spec.sidecars ?? []).map((s) => ({
    name: s.name,
    image: s.image,
    ...resolveStart(s),
    port: s.port ?? null,
    ready: s.ready ?? null,
    env: variables(s.env).sort(compareBy((v) => v.name)),
    cpu: millicores(s.cpu),
    memory: bytes(s.memory),
  }))

const portName = (name: string, spec: PodSpec): string =>
  name === mainPort && hasRequests(mainProtocol(spec)) ? 'http' : name

/** Port 80, or bytes on the port's own number. */
function addressOf({ name, team, ports: [main] }: CalledApp): string {
  const isPlain = main === undefined || main.name === 'http'
  return isPlain ? `http://${name}.${team}` : `${main.protocol}://${name}.${team}:${main.number}`
}

export const resolvePorts = (spec: PodSpec): readonly Port[] => [
  ...('port' in spec && spec.port !== undefined
    ? [{ name: portName(mainPort, spec), number: spec.port, protocol: mainProtocol(spec) }]
    : []),
  ...Object.entries(spec.ports ?? {})
    .map(([name, given]) => ({ name, ...portOf(name, given) }))
    .sort(compareBy((p) => p.name)),
]

export const wholeSeconds = (text: string | undefined, fallback: number): number =>
  text === undefined ? fallback : Math.ceil(seconds(text))

function resolveQuestion(asked: Question, spec: PodSpec): Probe {
  if (typeof asked === 'string') return { by: 'path', path: asked, port: portName(mainPort, spec) }
  if ('command' in asked) return { by: 'command', command: asked.command }
  const port = portName(askedPort(asked) ?? mainPort, spec)
  if ('path' in asked) return { by: 'path', path: asked.path, port }
  if ('tcp' in asked) return { by: 'tcp', port }
  const number = resolvePorts(spec).find(({ name }) => name === port)?.number ?? 0
  return { by: 'grpc', port: number, service: asked.service ?? null }
}

export function resolveMetrics(spec: PodSpec): ResolvedApp['metrics'] {
  if (!('metrics' in spec || 'port' in spec) || spec.metrics === false) return null
  const { port = mainPort, path = '/metrics' } = spec.metrics ?? {}
  if (port === mainPort && !hasRequests(mainProtocol(spec))) return null
  const found = resolvePorts(spec).find(({ name }) => name === portName(port, spec))
  return found === undefined ? null : { port: found.number, path }
}

export function resolveProbes(spec: PodSpec, edition: Edition): Probes | null {
  if (!('health' in spec)) return null
  const { delay, period, timeout, failures, startPeriod } = defaults[edition].probe
  const { health } = spec
  return {
    ready: resolveQuestion(health.ready, spec),
    live: resolveQuestion(health.live, spec),
    delay: wholeSeconds(health.delay, delay),
    period: wholeSeconds(health.period, period),
    timeout: wholeSeconds(health.timeout, timeout),
    failures: health.failures ?? failures,
    start:
      health.start === undefined
        ? null
        : { period: startPeriod, failures: Math.max(1, Math.ceil(seconds(health.start) / startPeriod)) },
  }
}

/** `/var/lib/data` -> `var-lib-data`, at most 50 characters. */
export const volumeName = (mount: string): string =>
  mount
    .slice(1)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')

export const resolveVolumes = (spec: PodSpec): readonly Volume[] =>
  Object.entries<VolumeSize>(spec.volumes ?? {})
    .map(([mount, given]) => ({
      name: volumeName(mount),
      mount,
      size: bytes(typeof given === 'string' ? given : given.size),
      grown: typeof given === 'string' || given.grown === undefined ? null : bytes(given.grown),
      persistent: spec.kind === 'stateful',
    }))
    .sort(compareBy((v) => v.mount))

/** `/etc/web/rules.json` -> `etc_web_rules.json`. */
const keyOfMount = (mount: string): string => mount.slice(1).replaceAll('/', '_')

export const resolveFiles = (spec: PodSpec, contents: ReadonlyMap<string, string>): readonly ConfigFile[] =>
  Object.entries(spec.files ?? {})
    .flatMap(([mount, own]) =>
      typeof own === 'string' ? [{ key: keyOfMount(mount), mount, content: contents.get(own) ?? '' }] : [],
    )
    .sort(compareBy((f) => f.mount))

/** No variable's name begins like that (libs/spec, envName). */
const fileEntry = (mount: string): string => `file.${keyOfMount(mount)}`

/** @param given beginnings of names that the fleet gives the team */
export function resolveSecrets(spec: PodSpec, environment: string, given?: readonly string[]): readonly SecretRef[] {
  const refer = (
    entry: string,
    { mount = null, variable = null }: Partial<Pick<SecretRef, 'mount' | 'variable'>>,
    reference: string,
  ): SecretRef => {
    const { secret, key, version } = secretParts(reference)
    return {
      entry,
      mount,
      variable,
      written: secret,
      secret: secretKeyOf(secret, environment, spec.team, given),
      key,
      version,
    }
  }
  return [
    ...Object.entries(spec.secrets ?? {}).map(([name, reference]) =>
      refer(name, { variable: { name, sidecar: null } }, reference),
    ),
    ...(spec.sidecars ?? []).flatMap((s) =>
      Object.entries(s.secrets ?? {}).map(([name, reference]) =>
        refer(`sidecar.${s.name}.${name}`, { variable: { name, sidecar: s.name } }, reference),
      ),
    ),
    ...Object.entries(spec.files ?? {}).flatMap(([mount, own]) =>
      typeof own === 'string' ? [] : [refer(fileEntry(mount), { mount }, own.secret)],
    ),
    ...storeSecrets(spec, environment),
  ].sort(compareBy((s) => s.entry))
}
