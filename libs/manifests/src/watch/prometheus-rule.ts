import type { Chart } from 'cdk8s'
import { repositoryPage } from '@slipway/fleet'
import { type ResolvedApp, type ResolvedScale, ruleLimit } from '@slipway/model'
import { PrometheusRule } from '../chart/kinds.ts'
import { alertsOf, type AlertRule, type AppAlertName } from './alert.ts'
import { ownPods, p95 } from './promql.ts'
import { burns, evaluation, sloRecords, sloSelector } from './slo-records.ts'

const fewestPods = (scale: ResolvedScale): number => (scale.by === 'nobody' ? scale.pods : scale.min)

type MakeAlert = ReturnType<typeof alertsOf<AppAlertName>>

/** Recorded, then judged at two windows each (slo-records.ts). */
function sloAlerts(app: ResolvedApp, alert: MakeAlert): readonly AlertRule[] {
  const { name, slo } = app
  if (slo === null) return []
  const { errors, p95: latency } = slo
  const failing = `${name} fails more than ${Math.round(errors * 1e6) / 1e4}% of its requests`
  const rules = [
    ...sloRecords(app),
    alert('page', 'ErrorBudgetBurnsFast', '2m', burns(app, slo, 'page'), `${failing}, fast`),
    alert('ticket', 'ErrorBudgetBurnsSlowly', '15m', burns(app, slo, 'ticket'), `${failing}, slowly`),
  ]
  if (latency === null) return rules
  const limit = Math.round(latency * 1000)
  const slow = `${name}: the 95th percentile is over ${limit} ms`
  return [...rules, alert('ticket', 'LatencyOverObjective', '10m', `${p95(sloSelector(app), '10m')} > ${limit}`, slow)]
}

/** A job ends by its deadline; then the controller, kube-state-metrics and a scrape have their turn. */
const grace = 600

function runAlerts(
  app: ResolvedApp,
  { deadline }: { readonly deadline: number },
  alert: MakeAlert,
): readonly AlertRule[] {
  const { name, team } = app
  // The job, not its pods: a run that succeeded on retry has not failed.
  const failed = `max(kube_job_failed{namespace="${team}",job_name=~"${name}-[0-9]+",condition="true"}) > 0`
  const cron = (metric: string) =>
    `max(kube_cronjob_${metric}{job="kube-state-metrics",namespace="${team}",cronjob="${name}"})`
  const last = cron('status_last_schedule_time')
  // A run that begins while the one before is not done waits with `overlap: 'forbid'`: that is late, too.
  const late = `time() - ${cron('next_schedule_time')} > ${grace}`
  const undone = `${last} > (${cron('status_last_successful_time')} or vector(0)) and time() - ${last} > ${deadline + grace}`
  return [
    alert('ticket', 'RunFailed', '1m', failed, `a run of ${name} failed`),
    alert('ticket', 'RunNotStarted', '5m', late, `${name} was due and no run began`),
    alert('ticket', 'RunOverdue', '5m', undone, `the last run of ${name} has not succeeded in its time`),
  ]
}

function queueAlerts(app: ResolvedApp, alert: MakeAlert): readonly AlertRule[] {
  const { name, team, scale } = app
  if (scale.by !== 'keda' || scale.queueUrl === null || scale.signals.queue === undefined) return []
  // Prometheus knows KEDA's own namespace by `namespace`, and the app's by `exported_namespace`.
  const length = `keda_scaler_metrics_value{namespace="keda",exported_namespace="${team}",scaledObject="${name}",metric=~"s[0-9]+-aws-sqs-.+"}`
  const most = scale.max * scale.signals.queue
  const idle = `min(min_over_time(${length}[10m])) > 0 and (${readyPods(app)}) < 1`
  return [
    alert(
      'ticket',
      'QueueBacklog',
      '15m',
      `max(${length}) > ${most}`,
      `the queue of ${name} is longer than its ${scale.max} pods are meant for`,
    ),
    ...(fewestPods(scale) > 0
      ? []
      : [alert('page', 'QueueNotServed', '5m', idle, `messages wait for ${name}, and it has no pod`)]),
  ]
}

/** Twice as long as its steps ask for, and half an hour for pods to start. */
function canaryAlerts(app: ResolvedApp, alert: MakeAlert): readonly AlertRule[] {
  const { name, team, workload } = app
  if (workload.kind !== 'canary') return []
  const { steps, hold } = workload.canary
  const minutes = Math.ceil((2 * steps.length * hold) / 60) + 30
  const phase = (phases: string) =>
    `max(rollout_info{namespace="argo-rollouts",exported_namespace="${team}",name="${name}",phase=~"${phases}"}) == 1`
  return [
    alert(
      'ticket',
      'CanaryStuck',
      `${minutes}m`,
      phase('Paused|Progressing|Timeout|Error|InvalidSpec'),
      `a release of ${name} has not ended for ${minutes} minutes`,
    ),
    alert('ticket', 'CanaryAborted', '5m', phase('Abort'), `a release of ${name} was taken back`),
  ]
}

/** Without any pod there is no series, which must not be silence. */
const readyPods = (app: ResolvedApp) => `sum(kube_pod_status_ready{${ownPods(app)},condition="true"}) or vector(0)`

function podAlerts(app: ResolvedApp, alert: MakeAlert): readonly AlertRule[] {
  const { name, workload } = app
  if (workload.kind === 'cron') return runAlerts(app, workload, alert)
  const pods = ownPods(app)
  const restarts = `increase(kube_pod_container_status_restarts_total{${pods}}[15m])`
  // The reason stays for the pod's life; only a recent restart is news.
  const killed = `kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"}`
  const recently = `sum(${killed} and on (namespace, pod, container) (${restarts} > 0)) > 0`
  return [
    // A worker may rest at 0.
    ...(fewestPods(app.scale) === 0
      ? []
      : [alert('page', 'NoPodReady', '2m', `(${readyPods(app)}) < 1`, `${name} has no pod that is ready`)]),
    alert('ticket', 'PodRestarts', '5m', `sum(${restarts}) > 3`, `pods of ${name} restart again and again`),
    alert('ticket', 'OutOfMemory', '1m', recently, `a pod of ${name} was killed for its memory`),
  ]
}

/** SYSTEM.md S4-54. */
const volumeAlerts = ({ name, team, volumes }: ResolvedApp, alert: MakeAlert): readonly AlertRule[] =>
  volumes
    .filter((v) => v.medium === 'claim')
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

/** The same SLO judges canaries. */
export function alertRules(app: ResolvedApp): readonly AlertRule[] {
  const { name, team } = app
  const alert = alertsOf<AppAlertName>({ team, app: name }, (file) => repositoryPage(app.repository, file))
  return [sloAlerts, podAlerts, queueAlerts, canaryAlerts, volumeAlerts].flatMap((make) => make(app, alert))
}

/** Omitted in quiet clusters. */
export function prometheusRule(chart: Chart, app: ResolvedApp): void {
  const { name, team, cluster } = app
  if (cluster.quiet) return
  const rules = [...alertRules(app)]
  new PrometheusRule(chart, 'prometheus-rule', {
    spec: { groups: [{ name: `${team}.${name}`, interval: `${evaluation}s`, limit: ruleLimit, rules }] },
  })
}
