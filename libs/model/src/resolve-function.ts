import { compareBy, teamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import {
  bytes,
  calledApp,
  hostsOf,
  queuesOf,
  queueVariable,
  secretParts,
  seconds,
  urlVariable,
  worksOn,
  type AppSource,
  type ReleaseFile,
  type SpecOf,
} from '@slipway/spec'
import { defaults } from './defaults.ts'
import { editionOf } from './edition-of.ts'
import { resolveSlo } from './resolve-app.ts'
import { neededVariables } from './resolve-environment.ts'
import { wholeSeconds } from './whole-seconds.ts'
import { fullHost } from './resolve-expose.ts'
import { queueUrl } from './resolve-scale.ts'
import { resolveUses, usedVariables, type UsedThing } from './resolve-uses.ts'
import type { Canary, OutsideHost } from './resolved-app.ts'
import type { FunctionSecret, ResolvedFunction } from './resolved-function.ts'
import { secretKeyOf } from './secret-key.ts'

type Spec = SpecOf<'function'>
type Sources = ReadonlyMap<string, AppSource>

const mebibytes = (size: string): number => bytes(size) / 2 ** 20

interface Called {
  readonly variable: string
  readonly url: string
  readonly host: string
  readonly isInternal: boolean
}

/** Apps of the cluster, by the gateway that they are exposed at. */
function calledApps(spec: Spec, cluster: Cluster, sources: Sources): readonly Called[] {
  return (spec.calls ?? []).flatMap((call): Called[] => {
    const target = sources.get(calledApp(call) ?? '')
    const other = target?.specs.get(cluster.environment)
    if (target === undefined || other?.kind !== 'http' || other.expose === undefined) return []
    const { gateway = 'public' } = other.expose
    const [first = ''] = hostsOf(other.expose)
    const host = fullHost(first, gateway, cluster)
    const [path = '/'] = [other.expose.path].flat()
    const url = `https://${host}${path === '/' ? '' : path}`
    return [{ variable: urlVariable(target.name), url, host, isInternal: gateway === 'internal' }]
  })
}

function variables(
  spec: Spec,
  name: string,
  { version }: ReleaseFile,
  cluster: Cluster,
  called: readonly Called[],
  used: readonly UsedThing[],
) {
  const own = spec.env ?? {}
  return [
    { name: 'APP_ENV', value: cluster.environment },
    { name: 'APP_NAME', value: name },
    { name: 'APP_VERSION', value: version },
    ...called.map((one) => ({ name: one.variable, value: one.url })),
    ...queuesOf(spec).map((queue) => ({ name: queueVariable(queue), value: queueUrl(queue, cluster) })),
    ...neededVariables(spec, cluster).flatMap((one) => ('value' in one ? [one] : [])),
    ...usedVariables(used),
  ]
    .filter((one) => !Object.hasOwn(own, one.name))
    .concat(Object.entries(own).map(([variable, value]) => ({ name: variable, value })))
    .sort(compareBy((one) => one.name))
}

const secretsOf = (spec: Spec, cluster: Cluster, fleet: Fleet): readonly FunctionSecret[] =>
  Object.entries(spec.secrets ?? {})
    .map(([variable, reference]) => {
      const { secret, key, version } = secretParts(reference)
      const given = fleet.teams.get(teamName(spec.team))?.may?.secrets
      return { variable, secret: secretKeyOf(secret, cluster.environment, spec.team, given), key, version }
    })
    .sort(compareBy((one) => one.variable))

/** Hosts outside, and those of the apps that it calls: at a gateway in the VPC, or outside of it. */
function hostsOfCalls(spec: Spec, called: readonly Called[]): readonly OutsideHost[] {
  const named = (spec.calls ?? []).flatMap((call) => (typeof call === 'object' && 'host' in call ? [call] : []))
  const gateways = called.map(({ host, isInternal }) => ({ host, port: 443, private: isInternal }))
  const all = [...named.map(({ host, port, private: inside }) => ({ host, port, private: inside })), ...gateways]
  return all.sort(compareBy(({ host, port }) => `${host}:${port}`))
}

function canaryOf({ release }: Spec): Canary | null {
  if (release === undefined || release === 'rolling') return null
  return { steps: release.canary, hold: seconds(release.hold), slo: resolveSlo(release.slo) }
}

/** Complete, as `resolveApp` makes what runs in pods. Cannot fail, as `loadEstate` validates. */
export function resolveFunction(
  source: AppSource,
  spec: Spec,
  release: ReleaseFile,
  cluster: Cluster,
  fleet: Fleet,
  sources: Sources,
): ResolvedFunction {
  const d = defaults[editionOf(release, spec, fleet).edition].function
  const called = calledApps(spec, cluster, sources)
  const [architecture] = spec.architectures ?? []
  const canary = canaryOf(spec)
  const used = resolveUses(spec.uses, fleet, cluster)
  return {
    name: source.name,
    team: teamName(spec.team),
    cluster,
    source: source.file,
    image: `${spec.image ?? `${cluster.registry}/${source.name}`}@${release.digest}`,
    digest: release.digest,
    version: release.version,
    commit: release.commit ?? null,
    command: spec.command ?? null,
    memory: mebibytes(spec.memory),
    disk: spec.disk === undefined ? d.disk : mebibytes(spec.disk),
    timeout: wholeSeconds(spec.timeout, d.timeout),
    architecture: architecture === 'arm64' ? 'arm64' : 'x86_64',
    concurrency: {
      reserved: spec.concurrency?.reserved ?? null,
      provisioned: spec.concurrency?.provisioned ?? null,
    },
    env: variables(spec, source.name, release, cluster, called, used),
    secrets: secretsOf(spec, cluster, fleet),
    sends: [...(spec.sends ?? [])].sort(),
    works: [...worksOn(spec)].sort(),
    needs: spec.needs ?? {},
    used,
    hosts: hostsOfCalls(spec, called),
    http:
      spec.expose === undefined
        ? null
        : {
            host: `${spec.expose.host}.${cluster.domain}`,
            zone: cluster.domain,
            paths: [spec.expose.path].flat(),
            throttle: spec.throttle ?? d.throttle,
          },
    queue: spec.queue === undefined ? null : { name: spec.queue, batch: d.batch },
    schedule: spec.schedule === undefined ? null : { cron: spec.schedule, zone: spec.zone ?? d.zone },
    slo: spec.slo === undefined ? (canary?.slo ?? null) : resolveSlo(spec.slo),
    canary,
  }
}
