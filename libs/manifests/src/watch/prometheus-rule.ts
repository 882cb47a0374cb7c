import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { PlainObject } from '../chart/plain-object.ts'
import { fewestPods } from '../scale/pod-disruption-budget.ts'
import { errorRatio, ownPods, p95, seenByCallers } from './promql.ts'

type Alert = NonNullable<NonNullable<IPrometheusRule['spec']['groups']>[number]['rules']>[number]

const alert = (
  app: ResolvedApp,
  name: string,
  expr: string,
  duration: string,
  severity: 'page' | 'ticket',
  summary: string,
): Alert => ({
  alert: name,
  expr,
  for: duration,
  labels: { severity, team: app.team, app: app.name },
  annotations: { summary },
})

/**
 * Burn-rate alerts over two windows: a budget of 30 days gone in two days pages, in five days makes a ticket
 * (https://sre.google/workbook/alerting-on-slos/, table 5-2: 14.4 and 6).
 */
function sloAlerts(app: ResolvedApp): readonly Alert[] {
  if (app.workload.kind !== 'canary') return []
  const { errors, p95: latency } = app.workload.canary.slo
  // `~`: all three Services of the app, whichever way a request came.
  const selector = seenByCallers(`~${app.name}(-stable|-canary)?`, app.team)
  const share = `${Math.round(errors * 1e6) / 1e4}%`
  const burn = (factor: number, long: string, short: string) => {
    const limit = Math.round(Math.min(factor * errors, 0.99) * 1e6) / 1e6
    return `(${errorRatio(selector, long)}) > ${limit} and (${errorRatio(selector, short)}) > ${limit}`
  }
  return [
    alert(
      app,
      'ErrorBudgetBurnsFast',
      burn(14.4, '1h', '5m'),
      '2m',
      'page',
      `${app.name} fails more than ${share} of its requests, fast`,
    ),
    alert(
      app,
      'ErrorBudgetBurnsSlowly',
      burn(6, '6h', '30m'),
      '15m',
      'ticket',
      `${app.name} fails more than ${share} of its requests, slowly`,
    ),
    ...(latency === null
      ? []
      : [
          alert(
            app,
            'LatencyOverObjective',
            `${p95(selector, '10m')} > ${Math.round(latency * 1000)}`,
            '10m',
            'ticket',
            `${app.name}: the 95th percentile is over ${Math.round(latency * 1000)} ms`,
          ),
        ]),
  ]
}

function podAlerts(app: ResolvedApp): readonly Alert[] {
  const pods = ownPods(app)
  // A container's last end is told as long as its pod lives; only a recent restart makes it news.
  const recent = `increase(kube_pod_container_status_restarts_total{${pods}}[15m]) > 0`
  const killed = `kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"}`
  if (app.workload.kind === 'cron') {
    // The job, not its pods: a run that was tried again and did well has not failed.
    const jobs = `namespace="${app.team}",job_name=~"${app.name}-[0-9]+"`
    return [
      alert(
        app,
        'RunFailed',
        `max(kube_job_failed{${jobs},condition="true"}) > 0`,
        '1m',
        'ticket',
        `a run of ${app.name} failed`,
      ),
    ]
  }
  return [
    // With no pod at all there is no series either, and that must not be silence. A worker may rest at 0.
    ...(fewestPods(app) === 0
      ? []
      : [
          alert(
            app,
            'NoPodReady',
            `(sum(kube_pod_status_ready{${pods},condition="true"}) or vector(0)) < 1`,
            '2m',
            'page',
            `${app.name} has no pod that is ready`,
          ),
        ]),
    alert(
      app,
      'PodRestarts',
      `sum(increase(kube_pod_container_status_restarts_total{${pods}}[15m])) > 3`,
      '5m',
      'ticket',
      `pods of ${app.name} restart again and again`,
    ),
    alert(
      app,
      'OutOfMemory',
      `sum(${killed} and on (namespace, pod, container) (${recent})) > 0`,
      '1m',
      'ticket',
      `a pod of ${app.name} was killed for its memory`,
    ),
  ]
}

/** A full disk is the gap that nobody watches (SYSTEM.md S4-54). */
function volumeAlerts(app: ResolvedApp): readonly Alert[] {
  return app.volumes
    .filter((v) => v.persistent)
    .map((v) => {
      const claim = `namespace="${app.team}",persistentvolumeclaim=~"${v.name}-${app.name}-[0-9]+"`
      return alert(
        app,
        'VolumeNearlyFull',
        `min(kubelet_volume_stats_available_bytes{${claim}} / kubelet_volume_stats_capacity_bytes{${claim}}) < 0.15`,
        '10m',
        'page',
        `the volume ${v.mount} of ${app.name} is 85% full`,
      )
    })
}

/** The app's alerts; the same SLO numbers judge its canaries. None where nobody is paged. */
export function prometheusRule(chart: Chart, app: ResolvedApp): void {
  if (app.cluster.quiet) return
  new PlainObject<IPrometheusRule>(chart, 'prometheus-rule', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    spec: {
      groups: [
        { name: `${app.team}.${app.name}`, rules: [...sloAlerts(app), ...podAlerts(app), ...volumeAlerts(app)] },
      ],
    },
  })
}
