import { fileName, ok, type Outcome, type Rendered } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import { analysisTemplate } from './workload/analysis-template.ts'
import { authorizationPolicies } from './access/authorization-policy.ts'
import { configFileName, configMap, configName } from './pod/config-map.ts'
import { cronJob } from './workload/cron-job.ts'
import { daemonSet } from './workload/daemon-set.ts'
import { deployment } from './workload/deployment.ts'
import { destinationRules } from './mesh/destination-rule.ts'
import { externalSecret } from './pod/external-secret.ts'
import { applyExtra } from './extra.ts'
import { horizontalPodAutoscaler } from './scale/horizontal-pod-autoscaler.ts'
import { networkPolicy } from './access/network-policy.ts'
import { Chart } from './object.ts'
import { podDisruptionBudget } from './scale/pod-disruption-budget.ts'
import { podMonitor } from './watch/pod-monitor.ts'
import { prometheusRule } from './watch/prometheus-rule.ts'
import { rollout } from './workload/rollout.ts'
import { scaledObject } from './scale/scaled-object.ts'
import { serviceAccount } from './access/service-account.ts'
import { serviceEntries } from './mesh/service-entry.ts'
import { services } from './mesh/service.ts'
import { sidecarScope } from './mesh/sidecar.ts'
import { statefulSet } from './workload/stateful-set.ts'
import { verticalPodAutoscaler } from './scale/vertical-pod-autoscaler.ts'
import { virtualServices } from './mesh/virtual-service.ts'

function workload(chart: Chart, app: ResolvedApp): void {
  switch (app.workload.kind) {
    case 'rolling':
      return deployment(chart, app)
    case 'canary':
      rollout(chart, app, app.workload.canary)
      return analysisTemplate(chart, app, app.workload.canary)
    case 'stateful':
      return statefulSet(chart, app)
    case 'daemon':
      return daemonSet(chart, app)
    case 'cron':
      return cronJob(chart, app, app.workload)
  }
}

/** Who the app is, what it runs, how it is reached, how it scales, what it may reach, how it is watched: in that order. */
const parts = [
  serviceAccount,
  configMap,
  externalSecret,
  workload,
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

/**
 * Every object of one app in one cluster, one file each: `clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml`.
 * @returns the files; only the app's own escape hatch can fail
 */
export function appManifests(app: ResolvedApp): Outcome<readonly Rendered[]> {
  const chart = new Chart()
  for (const add of parts) add(chart, app)
  const objects = applyExtra(app, chart.objects)
  if (!objects.ok) return objects
  const folder = `clusters/${app.cluster.name}/${app.team}/${app.name}`
  return ok(
    objects.value.map((object) => {
      const isConfig = object.kind === 'ConfigMap' && object.metadata.name === configName(app)
      return {
        path: `${folder}/${fileName(object, isConfig ? configFileName(app) : undefined)}`,
        source: app.source,
        objects: [object],
      }
    }),
  )
}
