import type { ResolvedApp } from '@slipway/model'

const matchers = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => (value.startsWith('~') ? `${name}=~"${value.slice(1)}"` : `${name}="${value}"`))
    .join(',')

/** Counts requests that no pod answered, too. One Service is one side of a canary, because traffic is split between Services (FIELD-NOTES 0.5). */
export const seenByCallers = (service: string, namespace: string): string =>
  matchers({ reporter: 'source', destination_service_namespace: namespace, destination_service_name: service })

/** Both versions of a canary together: the workload's name is the Rollout's (istio#49256). */
export const seenByPods = (app: ResolvedApp): string =>
  matchers({ reporter: 'destination', destination_workload_namespace: app.team, destination_workload: app.name })

/** The app's pods, and its own container, for the kubelet's and kube-state-metrics' series. */
export const ownPods = (app: ResolvedApp): string => matchers({ namespace: app.team, pod: `~${podPattern(app)}` })
export const ownContainer = (app: ResolvedApp): string => `${ownPods(app)},container="app"`

/** Kubernetes' random characters (k8s.io/apimachinery/pkg/util/rand) have no vowels, so pods of a daemon `log-agent` are not those of an app `log`. */
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

/** The rate of one counter, or of several added up. */
export const rate = (selector: string, window: string, ...counters: readonly string[]): string =>
  counters.map((counter) => `sum(rate(${counter}{${selector}}[${window}]))`).join(' + ')

/**
 * Failed requests over all, 0 to 1; empty when there were none. `or vector(0)`: the numerator has no series until the first failure. A share of
 * successes would have none when all fail (FIELD-NOTES A14).
 */
export const errorRatio = (selector: string, window: string): string =>
  `(${requestRate(`${selector},response_code=~"5.."`, window)} or vector(0)) / (${requestRate(selector, window)} > 0)`

export const requestRate = (selector: string, window: string): string => rate(selector, window, 'istio_requests_total')

/** In milliseconds. */
export const p95 = (selector: string, window: string): string =>
  `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${selector}}[${window}])))`
