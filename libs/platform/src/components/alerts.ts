import { platformTeam } from '@slipway/fleet'
import { type Alert, alertsOf, PrometheusRule } from '@slipway/manifests'
import type { Component } from './component.ts'

/** A team is a namespace and an Argo CD project, so the series' own label names it. */
const ofNamespace = alertsOf({ team: '{{ $labels.namespace }}' })
const ofProject = alertsOf({ team: '{{ $labels.project }}' })
const ofPlatform = alertsOf({ team: platformTeam })

/** Of kube-state-metrics, kubelet, cert-manager, Argo CD. Apps' own: libs/manifests. */
export const clusterAlerts: readonly Alert[] = [
  // Pool limits, no capacity, or a wish that nothing fulfils (SYSTEM.md S1-17).
  ofNamespace(
    'ticket',
    'PodPending',
    '15m',
    'max by (namespace, pod) (kube_pod_status_phase{job="kube-state-metrics",phase="Pending"}) == 1',
    'the pod {{ $labels.namespace }}/{{ $labels.pod }} has not started for 15 minutes',
  ),
  ofPlatform(
    'ticket',
    'NodeNotReady',
    '10m',
    'max by (node) (kube_node_status_condition{job="kube-state-metrics",condition="Ready",status="true"}) == 0',
    'the node {{ $labels.node }} has not been ready for 10 minutes',
  ),
  // Renewal is due at 30 of 90 days: at 14 it has failed for a fortnight.
  ofPlatform(
    'page',
    'CertificateExpires',
    '1h',
    'certmanager_certificate_expiration_timestamp_seconds{namespace="cert-manager"} - time() < 14 * 86400',
    'the certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
  ),
  ofProject(
    'ticket',
    'ApplicationDegraded',
    '30m',
    'max by (name, project) (argocd_app_info{namespace="argocd",health_status=~"Degraded|Missing"}) == 1',
    'Argo CD has found {{ $labels.name }} degraded for half an hour',
  ),
  // Unknown: its folder is gone, the first step of removing an app.
  ofProject(
    'ticket',
    'ApplicationOutOfSync',
    '1h',
    'max by (name, project) (argocd_app_info{namespace="argocd",sync_status=~"OutOfSync|Unknown"}) == 1',
    '{{ $labels.name }} has not been what git says for an hour',
  ),
  // At the pace of six hours; small volumes fluctuate, so they must be half full, too.
  ofNamespace(
    'ticket',
    'VolumeFills',
    '1h',
    'predict_linear(kubelet_volume_stats_available_bytes[6h], 4 * 86400) < 0' +
      ' and kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.5',
    'the volume {{ $labels.persistentvolumeclaim }} of {{ $labels.namespace }} will be full within four days',
  ),
]

/** Cluster-level alerts. Omitted in quiet clusters. */
export const alerts: Component = (chart, { cluster }) => {
  if (cluster.quiet) return
  new PrometheusRule(chart, 'cluster', {
    metadata: { name: 'cluster', namespace: platformTeam },
    spec: { groups: [{ name: `${platformTeam}.cluster`, rules: [...clusterAlerts] }] },
  })
}
