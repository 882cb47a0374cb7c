import { fileName, ok, type Outcome, type Rendered } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import { analysisTemplate } from './analysis-template.ts'
import { authorizationPolicies } from './authorization-policy.ts'
import { configFileName, configMap, configName } from './config-map.ts'
import { cronJob } from './cron-job.ts'
import { daemonSet } from './daemon-set.ts'
import { deployment } from './deployment.ts'
import { destinationRules } from './destination-rule.ts'
import { externalSecret } from './external-secret.ts'
import { applyExtra } from './extra.ts'
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts'
import { networkPolicy } from './network-policy.ts'
import { Chart } from './object.ts'
import { podDisruptionBudget } from './pod-disruption-budget.ts'
import { podMonitor } from './pod-monitor.ts'
import { prometheusRule } from './prometheus-rule.ts'
import { rollout } from './rollout.ts'
import { scaledObject } from './scaled-object.ts'
import { serviceAccount } from './service-account.ts'
import { serviceEntries } from './service-entry.ts'
import { services } from './service.ts'
import { sidecarScope } from './sidecar.ts'
import { statefulSet } from './stateful-set.ts'
import { verticalPodAutoscaler } from './vertical-pod-autoscaler.ts'
import { virtualServices } from './virtual-service.ts'

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
