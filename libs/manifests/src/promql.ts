import type { ResolvedApp } from '@slipway/model'

/** The Prometheus of libs/platform (kube-prometheus-stack). */
export const prometheus = 'http://prometheus-operated.monitoring.svc.cluster.local:9090'

type Labels = Readonly<Record<string, string>>

const matchers = (labels: Labels): string =>
  Object.entries(labels).map(([name, value]) => (value.startsWith('~') ? `${name}=~"${value.slice(1)}"` : `${name}="${value}"`)).join(',')

/**
 * Requests as their callers saw them (`reporter="source"`), which counts those that no pod answered. One Service is one side of a canary,
 * because traffic is split between Services (FIELD-NOTES 0.5).
 */
export const seenByCallers = (service: string, namespace: string): string =>
  matchers({ reporter: 'source', destination_service_namespace: namespace, destination_service_name: service })

/** Requests as the app's pods saw them, both versions of a canary together: the workload's name is the Rollout's (istio#49256). */
export const seenByPods = (app: ResolvedApp): string =>
  matchers({ reporter: 'destination', destination_workload_namespace: app.team, destination_workload: app.name })

/** The app's own container, by what the kubelet and kube-state-metrics know of it. Pod names end in one hash and a random part. */
export const ownContainer = (app: ResolvedApp): string => matchers({ namespace: app.team, pod: `~${podPattern(app)}`, container: 'app' })
export const ownPods = (app: ResolvedApp): string => matchers({ namespace: app.team, pod: `~${podPattern(app)}` })

const podPattern = (app: ResolvedApp): string => {
  const tail = { canary: '[a-z0-9]+-[a-z0-9]{5}', rolling: '[a-z0-9]+-[a-z0-9]{5}', stateful: '[0-9]+', daemon: '[a-z0-9]{5}', cron: '[0-9]+-[a-z0-9]{5}' }
  return `${app.name}-${tail[app.workload.kind]}`
}

/**
 * Failed requests over all, 0 to 1; nothing when there were none. `or vector(0)` because the numerator has no series until the first failure, and
 * the share is made of failures because a share of successes has no series when all fail (FIELD-NOTES A14).
 */
export const errorRatio = (selector: string, window: string): string =>
  `(sum(rate(istio_requests_total{${selector},response_code=~"5.."}[${window}])) or vector(0))` +
  ` / (sum(rate(istio_requests_total{${selector}}[${window}])) > 0)`

export const requestRate = (selector: string, window: string): string => `sum(rate(istio_requests_total{${selector}}[${window}]))`

/** In milliseconds. */
export const p95 = (selector: string, window: string): string =>
  `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${selector}}[${window}])))`
