import { App } from 'cdk8s'
import type { Construct } from 'constructs'
import type { Outcome, Rendered } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import { authorizationPolicies } from './access/authorization-policy.ts'
import { networkPolicy } from './access/network-policy.ts'
import { serviceAccount } from './access/service-account.ts'
import { FolderChart } from './chart/folder-chart.ts'
import { applyExtra } from './extra.ts'
import { labels } from './labels.ts'
import { destinationRules } from './mesh/destination-rule.ts'
import { serviceEntries } from './mesh/service-entry.ts'
import { services } from './mesh/service.ts'
import { sidecarScope } from './mesh/sidecar.ts'
import { virtualServices } from './mesh/virtual-service.ts'
import { configMap } from './pod/config-map.ts'
import { externalSecret } from './pod/external-secret.ts'
import { horizontalPodAutoscaler } from './scale/horizontal-pod-autoscaler.ts'
import { podDisruptionBudget } from './scale/pod-disruption-budget.ts'
import { scaledObject } from './scale/scaled-object.ts'
import { verticalPodAutoscaler } from './scale/vertical-pod-autoscaler.ts'
import { podMonitor } from './watch/pod-monitor.ts'
import { prometheusRule } from './watch/prometheus-rule.ts'
import { analysisTemplate } from './workload/analysis-template.ts'
import { cronJob } from './workload/cron-job.ts'
import { daemonSet } from './workload/daemon-set.ts'
import { deployment } from './workload/deployment.ts'
import { migration } from './workload/migration.ts'
import { rollout } from './workload/rollout.ts'
import { statefulSet } from './workload/stateful-set.ts'
import { volumeClaims } from './workload/volume-claims.ts'

/** Identity, workload, traffic, scaling, limits and monitoring of an app, in this order. */
const parts = [
  serviceAccount,
  configMap,
  externalSecret,
  migration,
  workload,
  volumeClaims,
  services,
  virtualServices,
  destinationRules,
  horizontalPodAutoscaler,
  scaledObject,
  verticalPodAutoscaler,
  podDisruptionBudget,
  networkPolicy,
  authorizationPolicies,
  sidecarScope,
  serviceEntries,
  podMonitor,
  prometheusRule,
] as const

/** One app in one cluster. An object without a name has the app's. */
export class AppChart extends FolderChart {
  constructor(scope: Construct, app: ResolvedApp) {
    const folder = `clusters/${app.cluster.name}/${app.team}/${app.name}`
    super(scope, app.name, { folder, source: app.source, namespace: app.team, labels: labels(app) })
    for (const add of parts) add(this, app)
  }

  override generateObjectName(): string {
    return this.node.id
  }
}

function workload(chart: AppChart, app: ResolvedApp): void {
  switch (app.workload.kind) {
    case 'rolling':
      return deployment(chart, app)
    case 'canary':
      rollout(chart, app, app.workload.canary)
      return analysisTemplate(chart, app, app.workload.canary)
    case 'stateful':
      return statefulSet(chart, app, app.workload)
    case 'daemon':
      return daemonSet(chart, app)
    case 'cron':
      return cronJob(chart, app, app.workload)
    default:
      app.workload satisfies never
  }
}

/** `clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml`. Only the escape hatch can fail. */
export const appManifests = (app: ResolvedApp): Outcome<readonly Rendered[]> =>
  applyExtra(app, new AppChart(new App(), app))
