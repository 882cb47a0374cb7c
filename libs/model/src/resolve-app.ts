import { compareBy, teamName, type AppName, type TeamName } from '@slipway/core'
import { awsDomain, bucketName, type Cluster, type Fleet, type Edition } from '@slipway/fleet'
import {
  mainPort,
  calledApp,
  isBytes,
  queuesOf,
  ratio,
  repositoryOf,
  seconds,
  type AppSource,
  type PodSpec,
  type ReleaseFile,
  type SpecOf,
} from '@slipway/spec'
import { defaults } from './defaults.ts'
import { editionOf } from './edition-of.ts'
import { resolveContainer, resolveSidecars, resolveStart } from './resolve-container.ts'
import { resolveEnvironment } from './resolve-environment.ts'
import { resolveExpose } from './resolve-expose.ts'
import { resolveMachines } from './resolve-machines.ts'
import { resolveFiles, resolveVolumes } from './resolve-mounts.ts'
import { portNamed, resolveMetrics, resolvePorts } from './resolve-ports.ts'
import { resolveProbes } from './resolve-probes.ts'
import { resolveScale } from './resolve-scale.ts'
import { resolveSecrets } from './resolve-secrets.ts'
import { storePorts, storesOf, type Engines } from './resolve-stores.ts'
import { resolveUses, usedHosts, type UsedThing } from './resolve-uses.ts'
import type { CalledApp, OutsideHost, ResolvedApp, Slo, Stream, Traffic, Workload } from './resolved-app.ts'
import { wholeSeconds } from './whole-seconds.ts'

export const resolveSlo = ({ errors, p95 }: NonNullable<SpecOf<'http'>['slo']>): Slo => ({
  errors: ratio(errors),
  p95: p95 === undefined ? null : seconds(p95),
})

function resolveWorkload(spec: PodSpec, edition: Edition): Workload {
  const d = defaults[edition]
  switch (spec.kind) {
    case 'http': {
      if (spec.release === undefined || spec.release === 'rolling') return { kind: 'rolling' }
      const { canary, hold, slo } = spec.release
      return {
        kind: 'canary',
        canary: {
          steps: canary,
          hold: seconds(hold),
          slo: resolveSlo(slo),
        },
      }
    }
    case 'worker':
      return { kind: 'rolling' }
    case 'stateful':
      return {
        kind: 'stateful',
        // A member that is ready only with others would wait for them forever.
        start: spec.start ?? (spec.peers === true ? 'together' : 'in-order'),
        retention: { scaled: spec.retention?.scaled ?? 'keep', deleted: spec.retention?.deleted ?? 'keep' },
      }
    case 'daemon':
      return { kind: 'daemon' }
    case 'cron':
      return {
        kind: 'cron',
        schedule: spec.schedule,
        zone: spec.zone ?? d.cron.zone,
        deadline: wholeSeconds(spec.deadline, d.cron.deadline),
        attempts: spec.attempts ?? d.cron.attempts,
        overlap: spec.overlap ?? d.cron.overlap,
      }
  }
}

function resolveTraffic(spec: PodSpec, cluster: Cluster, edition: Edition): Traffic | null {
  if ((spec.kind !== 'http' && spec.kind !== 'stateful') || spec.port === undefined) return null
  const d = defaults[edition]
  const timeout = spec.timeout === undefined ? d.timeout : seconds(spec.timeout)
  // A stateful app may act twice on a retried request.
  const balance = spec.balance ?? d.balance
  const { expose } = spec
  const pages = expose === undefined || isBytes(expose) ? null : resolveExpose(spec, expose, cluster, d.expose)
  if (spec.kind === 'stateful') return { timeout, balance, retries: 0, sticky: { by: 'nothing' }, expose: pages }
  const { sticky = 'none' } = spec
  return {
    timeout,
    balance,
    retries: spec.retries ?? d.retries,
    sticky:
      sticky === 'none'
        ? { by: 'nothing' }
        : 'cookie' in sticky
          ? { by: 'cookie', seconds: Math.ceil(seconds(sticky.cookie)) }
          : { by: 'clientIP', seconds: Math.ceil(seconds(sticky.clientIP)) },
    expose: pages,
  }
}

const resolveMigration = (spec: PodSpec, { restored }: ReleaseFile, edition: Edition): ResolvedApp['migration'] =>
  !('migrate' in spec) || spec.migrate === undefined
    ? null
    : {
        ...resolveStart(spec.migrate),
        timeout: wholeSeconds(spec.migrate.timeout, defaults[edition].migration),
        runs: restored !== true,
      }

function resolveStream(spec: PodSpec, cluster: Cluster): Stream | null {
  if (spec.kind !== 'stateful' || spec.expose === undefined || !isBytes(spec.expose)) return null
  const { host, on, port = mainPort } = spec.expose
  const offered = cluster.gatewayPorts?.[on]
  const own = portNamed(spec, port)
  if (offered === undefined || own === undefined) return null
  return { host: `${host}.${cluster.domain}`, gatewayPort: { number: offered.port, tls: offered.tls }, port: own }
}

const minReadyOf = (spec: PodSpec, edition: Edition): number =>
  wholeSeconds(spec.kind === 'stateful' ? spec.readyFor : undefined, defaults[edition].minReady)

/** A pod that may take long to start makes no progress until then. */
function progressDeadlineOf(spec: PodSpec, edition: Edition): number {
  const { progressDeadline, firstPull } = defaults[edition]
  const start = 'health' in spec && spec.health.start !== undefined ? seconds(spec.health.start) : 0
  return Math.max(progressDeadline, Math.ceil(start) + minReadyOf(spec, edition) + firstPull)
}

/** Hosts that SDKs call by themselves: also the bucket's own host, and DynamoDB's of the account. */
function awsHosts(spec: PodSpec, cluster: Cluster): readonly string[] {
  const { account, region } = cluster
  const { bucket = {}, table = {}, topic = {} } = spec.needs ?? {}
  const buckets = Object.keys(bucket)
  const at = (...services: readonly string[]) => services.map((service) => `${service}.${region}.${awsDomain(region)}`)
  return [
    ...(queuesOf(spec).length > 0 ? at('sqs') : []),
    ...(buckets.length > 0 ? at('s3', ...buckets.map((name) => `${bucketName(name, spec.team, cluster)}.s3`)) : []),
    ...(Object.keys(table).length > 0 ? at('dynamodb', `${account}.ddb`) : []),
    ...(Object.keys(topic).length > 0 ? at('sns') : []),
  ]
}

function resolveHosts(spec: PodSpec, cluster: Cluster, used: readonly UsedThing[]): readonly OutsideHost[] {
  const named = (spec.calls ?? []).flatMap((c) =>
    typeof c === 'object' && 'host' in c ? [{ host: c.host, port: c.port, private: c.private }] : [],
  )
  const ofAws = [...awsHosts(spec, cluster), ...usedHosts(used, cluster.region)]
  const all = [...named, ...ofAws.map((host) => ({ host, port: 443, private: 'either' as const }))]
  const unique = new Map(all.map((h) => [`${h.host}:${h.port}`, h]))
  return [...unique.entries()].sort(compareBy(([name]) => name)).map(([, h]) => h)
}

interface Neighbours {
  readonly sources: ReadonlyMap<string, AppSource>
  readonly callers: ReadonlyMap<string, readonly { readonly name: AppName; readonly team: TeamName }[]>
  readonly engines: Engines
}

/** Null without a release there. Cannot fail, as `loadEstate` validates. */
export function resolveApp(
  source: AppSource,
  spec: PodSpec,
  cluster: Cluster,
  fleet: Fleet,
  neighbours: Neighbours,
): ResolvedApp | null {
  const release = source.releases.get(cluster.name)
  if (release === undefined) return null
  const { edition } = editionOf(release, spec, fleet)
  const d = defaults[edition]
  const calls = ('calls' in spec ? (spec.calls ?? []) : [])
    .flatMap((c): CalledApp[] => {
      const target = neighbours.sources.get(calledApp(c) ?? '')
      const targetSpec = target?.specs.get(cluster.environment)
      return target === undefined || targetSpec === undefined || !('port' in targetSpec)
        ? []
        : [{ name: target.name, team: teamName(targetSpec.team), ports: resolvePorts(targetSpec) }]
    })
    .sort(compareBy((c) => c.name))
  const drain = wholeSeconds(spec.drain, d.drain)
  const used = resolveUses(spec.uses, fleet, cluster)
  const stores = storesOf(spec, neighbours.engines)
  const workload = resolveWorkload(spec, edition)
  const placement = spec.placement ?? d.placement[spec.kind]
  const image = repositoryOf(source, cluster, (name) => neighbours.sources.get(name))
  return {
    name: source.name,
    team: teamName(spec.team),
    kind: spec.kind,
    cluster,
    source: source.file,
    organisation: fleet.name,
    repository: { url: fleet.repository.url, branch: fleet.repository.branch },
    image: `${image}@${release.digest}`,
    digest: release.digest,
    version: release.version,
    commit: release.commit ?? null,
    workload,
    container: resolveContainer(
      spec,
      resolveEnvironment({ name: source.name, spec, release, cluster, calls, drain, used, stores }),
      edition,
    ),
    sidecars: resolveSidecars(spec),
    init: (spec.init ?? []).map((one) => ({
      name: one.name,
      image: one.image ?? `${image}@${release.digest}`,
      ...resolveStart(one),
    })),
    ports: resolvePorts(spec),
    metrics: resolveMetrics(spec),
    probes: resolveProbes(spec, edition),
    migration: resolveMigration(spec, release, edition),
    peers: spec.kind === 'stateful' && spec.peers === true,
    apart: 'apart' in spec && spec.apart === 'host',
    spread: 'spread' in spec ? (spec.spread ?? null) : null,
    volumes: resolveVolumes(spec),
    files: resolveFiles(spec, source.files),
    secrets: resolveSecrets(spec, cluster.environment, fleet.teams.get(teamName(spec.team))?.may?.secrets, stores),
    scale: resolveScale(spec, cluster, edition),
    placement,
    machines: resolveMachines(
      spec,
      cluster,
      edition,
      placement,
      fleet.teams.get(teamName(spec.team))?.may?.tolerations,
    ),
    stays: spec.kind === 'cron' || (spec.kind === 'stateful' && d.singleStays && (spec.scale ?? d.statefulScale) < 2),
    advice: spec.advice === true && cluster.advice === true,
    rollout: {
      minReady: minReadyOf(spec, edition),
      progressDeadline: progressDeadlineOf(spec, edition),
      settle: d.settle,
    },
    drain: { preStop: d.preStop, app: drain, grace: d.preStop + drain + 5 },
    stream: resolveStream(spec, cluster),
    slo:
      'slo' in spec && spec.slo !== undefined
        ? resolveSlo(spec.slo)
        : workload.kind === 'canary'
          ? workload.canary.slo
          : null,
    traffic: resolveTraffic(spec, cluster, edition),
    calls,
    hosts: resolveHosts(spec, cluster, used),
    storePorts: storePorts(stores),
    callers: neighbours.callers.get(source.name) ?? [],
    pullsBySecret: fleet.teams.get(teamName(spec.team))?.pullSecret !== undefined,
    extra: source.extra ?? null,
  }
}
