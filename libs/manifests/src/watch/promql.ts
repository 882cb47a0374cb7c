import type { ResolvedApp } from '@slipway/model'

/** The Prometheus of libs/platform (kube-prometheus-stack). */
export const prometheus = 'http://prometheus-operated.monitoring.svc.cluster.local:9090'

type Labels = Readonly<Record<string, string>>

const matchers = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => (value.startsWith('~') ? `${name}=~"${value.slice(1)}"` : `${name}="${value}"`))
    .join(',')

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
export const ownContainer = (app: ResolvedApp): string =>
  matchers({ namespace: app.team, pod: `~${podPattern(app)}`, container: 'app' })
export const ownPods = (app: ResolvedApp): string => matchers({ namespace: app.team, pod: `~${podPattern(app)}` })

/**
 * The characters of Kubernetes' random name parts and hashes (k8s.io/apimachinery/pkg/util/rand). No vowels, so that the pods of a daemon `log-agent`
 * are not taken for those of an app `log`.
 */
const random = '[bcdfghjklmnpqrstvwxz2456789]'

const podPattern = (app: ResolvedApp): string => {
  const hashed = `${random}+-${random}{5}`
  const tail = {
    canary: hashed,
    rolling: hashed,
    stateful: '[0-9]+',
    daemon: `${random}{5}`,
    cron: `[0-9]+-${random}{5}`,
  }
  return `${app.name}-${tail[app.workload.kind]}`
}

/**
 * Failed requests over all, 0 to 1; nothing when there were none. `or vector(0)` because the numerator has no series until the first failure, and
 * the share is made of failures because a share of successes has no series when all fail (FIELD-NOTES A14).
 */
export const errorRatio = (selector: string, window: string): string =>
  `(sum(rate(istio_requests_total{${selector},response_code=~"5.."}[${window}])) or vector(0))` +
  ` / (sum(rate(istio_requests_total{${selector}}[${window}])) > 0)`

export const requestRate = (selector: string, window: string): string =>
  `sum(rate(istio_requests_total{${selector}}[${window}]))`

/** In milliseconds. */
export const p95 = (selector: string, window: string): string =>
  `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${selector}}[${window}])))`
