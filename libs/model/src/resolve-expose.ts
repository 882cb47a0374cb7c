import type { Cluster } from '@slipway/fleet'
import {
  hostsOf,
  isHostRedirect,
  isWholeHost,
  mainPort,
  seconds,
  withoutQuery,
  type Expose,
  type SpecOf,
} from '@slipway/spec'
import type { Defaults } from './defaults.ts'
import type { CorsRules, Edge, Exposure, HeaderChanges } from './exposure.ts'
import type { Port } from './port.ts'
import { portNamed, resolveMetrics } from './resolve-ports.ts'
import { wholeSeconds } from './whole-seconds.ts'

function resolveCors({ cors }: Expose, d: Defaults['expose']): CorsRules | null {
  if (cors === undefined) return null
  return {
    origins: cors.origins.includes('*') ? null : cors.origins,
    methods: cors.methods ?? d.corsMethods,
    headers: cors.headers ?? [],
    exposes: cors.exposes ?? [],
    credentials: cors.credentials ?? false,
    maxAge: wholeSeconds(cors.maxAge, d.corsMaxAge),
  }
}

function changes(given: Readonly<Record<string, string | false>> = {}): HeaderChanges {
  const all = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    set: Object.fromEntries(all.flatMap(([name, value]) => (value === false ? [] : [[name, value]]))),
    remove: all.flatMap(([name, value]) => (value === false ? [name] : [])),
  }
}

function resolveMaintenance({ maintenance = false }: Expose, d: Defaults['expose']): Edge['maintenance'] {
  if (maintenance === false) return null
  const { text, retryAfter } =
    maintenance === true ? {} : typeof maintenance === 'string' ? { text: maintenance } : maintenance
  return {
    text: text ?? d.maintenanceText,
    retryAfter: retryAfter === undefined ? d.retryAfter : Math.ceil(seconds(retryAfter)),
  }
}

/** A host in full: it is whole, or below the cluster's domain of its gateway. */
export function fullHost(host: string, gateway: Exposure['gateway'], cluster: Cluster): string {
  if (isWholeHost(host)) return host
  return `${host}.${gateway === 'internal' ? (cluster.internalDomain ?? cluster.domain) : cluster.domain}`
}

/** The port that answers; that there is one has been checked. */
function portOfExpose(spec: SpecOf<'http' | 'stateful'>, { port = mainPort }: Expose): Port {
  const found = portNamed(spec, port)
  if (found === undefined) throw new Error(`no port ${port}`)
  return found
}

/** People reach the app's pages, not its metrics and probes, unless such a path is a page that was promised. */
export function resolveExpose(
  spec: SpecOf<'http' | 'stateful'>,
  expose: Expose,
  cluster: Cluster,
  d: Defaults['expose'],
): Exposure {
  const { path, rewrite, gateway = 'public', redirects = {}, headers = {} } = expose
  const full = (host: string) => fullHost(host, gateway, cluster)
  const paths = [path].flat()
  const arrives = rewrite === undefined ? paths : [rewrite]
  const { ready, live } = spec.health
  const asked = [ready, live]
    .flatMap((one) => (typeof one === 'string' ? one : 'path' in one ? one.path : []))
    .map(withoutQuery)
  const closed = [...new Set([resolveMetrics(spec)?.path ?? [], asked].flat())].filter((p) => !arrives.includes(p))
  const all = Object.entries(redirects)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, given]) => {
      const { to, code = d.redirectCode } = typeof given === 'string' ? { to: given } : given
      return { from, to, code }
    })
  return {
    port: portOfExpose(spec, expose),
    hosts: hostsOf(expose).map(full),
    gateway,
    paths,
    arrives,
    closed,
    redirects: all.filter(({ from }) => !isHostRedirect(from)),
    moved: all
      .filter(({ from }) => isHostRedirect(from))
      .map(({ from, to, code }) => ({ host: full(from), to: full(to), code })),
    edge: {
      rewrite: rewrite ?? null,
      cors: resolveCors(expose, d),
      headers: { request: changes(headers.request), response: changes(headers.response) },
      maintenance: resolveMaintenance(expose, d),
    },
  }
}
