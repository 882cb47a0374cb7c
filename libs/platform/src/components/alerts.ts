import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { platformTeam } from '@slipway/fleet'
import { place, type Component } from '../component.ts'

type Alert = NonNullable<NonNullable<IPrometheusRule['spec']['groups']>[number]['rules']>[number]

/** @param team who gets it; a team is a namespace and an Argo CD project, so the series' own label names it where it has one */
const alert = (
  name: string,
  expr: string,
  duration: string,
  severity: 'page' | 'ticket',
  team: string,
  summary: string,
): Alert => ({
  alert: name,
  expr,
  for: duration,
  labels: { severity, team },
  annotations: { summary },
})

const ofNamespace = '{{ $labels.namespace }}'
const ofProject = '{{ $labels.project }}'

/**
 * What goes wrong beneath apps; what goes wrong with an app is in its own rules (libs/manifests). Metrics: kube-state-metrics, kubelet,
 * cert-manager, Argo CD.
 */
export const clusterAlerts: readonly Alert[] = [
  // No node can be had for them: limits of the pools, no capacity, or a wish that nothing fulfils (SYSTEM.md S1-17).
  alert(
    'PodPending',
    'max by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) == 1',
    '15m',
    'ticket',
    ofNamespace,
    'the pod {{ $labels.namespace }}/{{ $labels.pod }} has not started for 15 minutes',
  ),
  alert(
    'NodeNotReady',
    'max by (node) (kube_node_status_condition{condition="Ready",status="true"}) == 0',
    '10m',
    'ticket',
    platformTeam,
    'the node {{ $labels.node }} has not been ready for 10 minutes',
  ),
  // cert-manager renews at two thirds of 90 days; at 14 days it has failed for a fortnight.
  alert(
    'CertificateExpires',
    'certmanager_certificate_expiration_timestamp_seconds - time() < 14 * 86400',
    '1h',
    'page',
    platformTeam,
    'the certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
  ),
  alert(
    'ApplicationDegraded',
    'max by (name, project) (argocd_app_info{health_status=~"Degraded|Missing"}) == 1',
    '30m',
    'ticket',
    ofProject,
    'Argo CD has found {{ $labels.name }} degraded for half an hour',
  ),
  // Unknown is what an Application becomes whose folder is gone: the first step of taking an app away for good.
  alert(
    'ApplicationOutOfSync',
    'max by (name, project) (argocd_app_info{sync_status=~"OutOfSync|Unknown"}) == 1',
    '1h',
    'ticket',
    ofProject,
    '{{ $labels.name }} has not been what git says for an hour',
  ),
  // Full within four days at the pace of the last six hours; small volumes breathe, so they must be half full, too.
  alert(
    'VolumeFills',
    'predict_linear(kubelet_volume_stats_available_bytes[6h], 4 * 86400) < 0' +
      ' and kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.5',
    '1h',
    'ticket',
    ofNamespace,
    'the volume {{ $labels.persistentvolumeclaim }} of {{ $labels.namespace }} will be full within four days',
  ),
]

/** Alerts on what all apps of a cluster stand on. None where nobody is paged. */
export const alerts: Component = ({ cluster }) => {
  if (cluster.quiet) return []
  const rule: IPrometheusRule = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'cluster', namespace: platformTeam },
    spec: { groups: [{ name: `${platformTeam}.cluster`, rules: [...clusterAlerts] }] },
  }
  return [place(cluster, 'alerts', rule)]
}
