import { gateway } from '@slipway/manifests'
import type { Variable } from './dashboard.ts'

/** Parts of questions that several dashboards ask. */

export const rate = '$__rate_interval'
/** Each team has a quota, and nobody else. */
export const team: Variable = {
  name: 'team',
  values: 'label_values(kube_resourcequota, namespace)',
}
/** By the label that its PodMonitor adds (libs/manifests, pod-monitor.ts). */
export const app: Variable = {
  name: 'app',
  values: 'label_values(up{namespace="$team"}, app_kubernetes_io_name)',
}

/** As callers saw them, on whichever Service of the app. */
export const asked =
  'reporter="source",destination_service_namespace="$team",destination_service_name=~"$app(-stable|-canary)?"'
export const side = (which: string) =>
  `reporter="source",destination_service_namespace="$team",destination_service_name="$app-${which}"`
export const ofTeam = 'reporter="source",destination_service_namespace="$team"'
export const atGateway = `reporter="source",namespace="${gateway.namespace}"`

export const requests = (selector: string, by = '') => `sum${by}(rate(istio_requests_total{${selector}}[${rate}]))`
export const failed = (selector: string, by = '') =>
  `(${requests(`${selector},response_code=~"5.."`, by)} or ${requests(selector, by)} * 0) / (${requests(selector, by)} > 0)`
export const quantile = (q: number, selector: string, by = 'le') =>
  `histogram_quantile(${q}, sum by (${by}) (rate(istio_request_duration_milliseconds_bucket{${selector}}[${rate}])))`

export const pods = 'namespace="$team",pod=~"$app-.+"'
export const byTeam = 'namespace!~"kube-.+"'

/** Finished pods keep their series as long as their Job is kept, and no place on a node. */
const placed =
  '* on (namespace, pod) group_left () (max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"}) == 1)'
export const requested = (resource: 'cpu' | 'memory', selector = '') =>
  `kube_pod_container_resource_requests{resource="${resource}"${selector === '' ? '' : `,${selector}`}} ${placed}`
