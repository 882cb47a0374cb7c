import type { ResolvedApp } from '@slipway/model'
import type { Protocol } from '@slipway/spec'
import { gateway } from '../platform-names.ts'

export const matchers = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => (value.startsWith('~') ? `${name}=~"${value.slice(1)}"` : `${name}="${value}"`))
    .join(',')

/**
 * Counts requests that no pod answered, too. One Service is one side of a canary, because traffic is split between
 * Services (FIELD-NOTES 0.5). Only what proxies of its own callers count: `namespace` is what Prometheus knows of the
 * pod that it scraped, and no pod can say another.
 */
export const seenByCallers = ({ team, callers, traffic }: ResolvedApp, service: string): string => {
  const exposed = traffic?.expose == null ? [] : [gateway.namespace]
  const namespaces = [...new Set([team, ...callers.map((caller) => caller.team), ...exposed])].sort()
  return matchers({
    reporter: 'source',
    destination_service_namespace: team,
    destination_service_name: service,
    namespace: namespaces.length === 1 ? (namespaces[0] ?? '') : `~${namespaces.join('|')}`,
  })
}

/** Both versions of a canary together: the workload's name is the Rollout's (istio#49256). */
export const seenByPods = ({ team, name }: ResolvedApp): string =>
  matchers({
    reporter: 'destination',
    destination_workload_namespace: team,
    destination_workload: name,
    namespace: team,
  })

export const ownPods = (app: ResolvedApp): string => matchers({ namespace: app.team, pod: `~${podPattern(app)}` })
export const ownContainer = (app: ResolvedApp): string => `${ownPods(app)},container="app"`

/**
 * Kubernetes' random characters (k8s.io/apimachinery/pkg/util/rand) have no vowels, so pods of a daemon `log-agent`
 * are not those of `log`.
 */
const random = '[bcdfghjklmnpqrstvwxz2456789]'

const hashed = `${random}+-${random}{5}`
const endings = {
  canary: hashed,
  rolling: hashed,
  stateful: '[0-9]+',
  daemon: `${random}{5}`,
  cron: `[0-9]+-${random}{5}`,
} as const
const podPattern = (app: ResolvedApp): string => `${app.name}-${endings[app.workload.kind]}`

export const rate = (selector: string, window: string, ...counters: readonly string[]): string =>
  counters.map((counter) => `sum(rate(${counter}{${selector}}[${window}]))`).join(' + ')

export const spoken = ({ ports: [main] }: ResolvedApp): Protocol => main?.protocol ?? 'http'

/**
 * The faults of a server: UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS
 * (https://opentelemetry.io/docs/specs/semconv/rpc/grpc/). Their answers have the status 200 of HTTP.
 */
const grpcFaults = '2|4|12|13|14|15'

/** A second; 0 without requests. `or vector(0)`: there is no series until the first failure (FIELD-NOTES A14). */
export function failureRate(selector: string, window: string, protocol: Protocol): string {
  const failed = `(${requestRate(`${selector},response_code=~"5.."`, window)} or vector(0))`
  const faulty = `(${requestRate(`${selector},response_code!~"5..",grpc_response_status=~"${grpcFaults}"`, window)} or vector(0))`
  return protocol === 'grpc' ? `(${failed} + ${faulty})` : failed
}

/** 0 to 1; empty without requests. */
export const errorRatio = (selector: string, window: string, protocol: Protocol): string =>
  `${failureRate(selector, window, protocol)} / (${requestRate(selector, window)} > 0)`

export const requestRate = (selector: string, window: string): string => rate(selector, window, 'istio_requests_total')

export const p95 = (selector: string, window: string): string =>
  `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${selector}}[${window}])))`
