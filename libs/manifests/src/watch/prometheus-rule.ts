import type { Chart } from 'cdk8s'
import type { ResolvedApp, ResolvedScale } from '@slipway/model'
import { PrometheusRule } from '../chart/kinds.ts'
import { alertsOf, type Alert } from './alert.ts'
import { errorRatio, ownPods, p95, seenByCallers, spoken } from './promql.ts'

const fewestPods = (scale: ResolvedScale): number => (scale.by === 'nobody' ? scale.pods : scale.min)

type MakeAlert = ReturnType<typeof alertsOf>

/**
 * Burn rates over two windows: a 30-day budget gone in two days pages, in five makes a ticket
 * (https://sre.google/workbook/alerting-on-slos/, table 5-2: 14.4 and 6).
 */
function sloAlerts(app: ResolvedApp, alert: MakeAlert): readonly Alert[] {
  const { name, slo, workload } = app
  if (slo === null) return []
  const { errors, p95: latency } = slo
  // `~`: all three Services of a canary, whichever way a request came.
  const selector = seenByCallers(app, workload.kind === 'canary' ? `~${name}(-stable|-canary)?` : name)
  const burn = (factor: number, long: string, short: string) => {
    const limit = Math.round(Math.min(factor * errors, 0.99) * 1e6) / 1e6
    return `(${errorRatio(selector, long, spoken(app))}) > ${limit} and (${errorRatio(selector, short, spoken(app))}) > ${limit}`
  }
  const failing = `${name} fails more than ${Math.round(errors * 1e6) / 1e4}% of its requests`
  const alerts = [
    alert('page', 'ErrorBudgetBurnsFast', '2m', burn(14.4, '1h', '5m'), `${failing}, fast`),
    alert('ticket', 'ErrorBudgetBurnsSlowly', '15m', burn(6, '6h', '30m'), `${failing}, slowly`),
  ]
  if (latency === null) return alerts
  const limit = Math.round(latency * 1000)
  const slow = `${name}: the 95th percentile is over ${limit} ms`
  return [...alerts, alert('ticket', 'LatencyOverObjective', '10m', `${p95(selector, '10m')} > ${limit}`, slow)]
}

function podAlerts(app: ResolvedApp, alert: MakeAlert): readonly Alert[] {
  const { name, team } = app
  if (app.workload.kind === 'cron') {
    // The job, not its pods: a run that succeeded on retry has not failed.
    const failed = `max(kube_job_failed{namespace="${team}",job_name=~"${name}-[0-9]+",condition="true"}) > 0`
    return [alert('ticket', 'RunFailed', '1m', failed, `a run of ${name} failed`)]
  }
  const pods = ownPods(app)
  // Without any pod there is no series, which must not be silence.
  const none = `(sum(kube_pod_status_ready{${pods},condition="true"}) or vector(0)) < 1`
  const restarts = `increase(kube_pod_container_status_restarts_total{${pods}}[15m])`
  // The reason stays for the pod's life; only a recent restart is news.
  const killed = `kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"}`
  const recently = `sum(${killed} and on (namespace, pod, container) (${restarts} > 0)) > 0`
  return [
    // A worker may rest at 0.
    ...(fewestPods(app.scale) === 0
      ? []
      : [alert('page', 'NoPodReady', '2m', none, `${name} has no pod that is ready`)]),
    alert('ticket', 'PodRestarts', '5m', `sum(${restarts}) > 3`, `pods of ${name} restart again and again`),
    alert('ticket', 'OutOfMemory', '1m', recently, `a pod of ${name} was killed for its memory`),
  ]
}

/** SYSTEM.md S4-54. */
const volumeAlerts = ({ name, team, volumes }: ResolvedApp, alert: MakeAlert): readonly Alert[] =>
  volumes
    .filter((v) => v.persistent)
    .map((v) => {
      const claim = `namespace="${team}",persistentvolumeclaim=~"${v.name}-${name}-[0-9]+"`
      const free = `kubelet_volume_stats_available_bytes{${claim}} / kubelet_volume_stats_capacity_bytes{${claim}}`
      return alert(
        'page',
        'VolumeNearlyFull',
        '10m',
        `min(${free}) < 0.15`,
        `the volume ${v.mount} of ${name} is 85% full`,
      )
    })

/** The same SLO judges canaries. None where nobody is paged. */
export function prometheusRule(chart: Chart, app: ResolvedApp): void {
  const { name, team, cluster } = app
  if (cluster.quiet) return
  const alert = alertsOf({ team, app: name })
  const rules = [sloAlerts, podAlerts, volumeAlerts].flatMap((make) => make(app, alert))
  new PrometheusRule(chart, 'prometheus-rule', {
    spec: { groups: [{ name: `${team}.${name}`, rules }] },
  })
}
