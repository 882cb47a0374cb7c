import { compareBy, type AppName } from '@slipway/core'
import { bucketName, tableName, topicArn, type Cluster } from '@slipway/fleet'
import { needVariable, queuesOf, queueVariable, urlVariable, type PodSpec, type ReleaseFile } from '@slipway/spec'
import { queueUrl } from './resolve-scale.ts'
import { storeValues, type Store } from './resolve-stores.ts'
import { usedVariables, type UsedThing } from './resolve-uses.ts'
import type { CalledApp, EnvVar } from './resolved-app.ts'

/** Where the things are that it needs, without databases and caches; its queues are among all that it uses. */
export function neededVariables({ needs, team }: Pick<PodSpec, 'needs' | 'team'>, cluster: Cluster): readonly EnvVar[] {
  const of = (kind: 'bucket' | 'table' | 'topic', valueOf: (name: string) => string): readonly EnvVar[] =>
    Object.keys(needs?.[kind] ?? {}).map((name) => ({ name: needVariable(kind, name), value: valueOf(name) }))
  return [
    ...of('bucket', (name) => bucketName(name, team, cluster)),
    ...of('table', (name) => tableName(name, team, cluster)),
    ...of('topic', (name) => topicArn(name, cluster)),
  ]
}

/** The sources of a container's variables. */
interface EnvironmentInput {
  readonly name: AppName
  readonly spec: PodSpec
  readonly release: ReleaseFile
  readonly cluster: Cluster
  readonly calls: readonly CalledApp[]
  /** Seconds. */
  readonly drain: number
  readonly used: readonly UsedThing[]
  readonly stores: readonly Store[]
}

/** The platform's and the app's own, which win; sorted. */
export function resolveEnvironment({
  name,
  spec,
  release,
  cluster,
  calls,
  drain,
  used,
  stores,
}: EnvironmentInput): readonly EnvVar[] {
  const queues = queuesOf(spec)
  const needed = [
    ...neededVariables(spec, cluster),
    ...stores.flatMap((store) => storeValues(store, cluster)),
    ...usedVariables(used),
  ]
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

/** Port 80, or bytes on the port's own number. */
function addressOf({ name, team, ports: [main] }: CalledApp): string {
  const isPlain = main === undefined || main.name === 'http'
  return isPlain ? `http://${name}.${team}` : `${main.protocol}://${name}.${team}:${main.number}`
}
