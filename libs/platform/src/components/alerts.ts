import { platformTeam, repositoryPage, type AddonName, type Cluster, type Fleet } from '@slipway/fleet'
import { alertsOf, gateway, PrometheusRule, type AlertRule } from '@slipway/manifests'
import { addons } from '../addons/addons.ts'
import type { Component } from './component.ts'
import { storeAlertNames, storeAlerts } from '../elastic/store-alerts.ts'
import { signalAlertNames, signalAlerts } from './signal-alerts.ts'
import { controllerAlertNames, controllers, isAway } from './controllers.ts'

/** Alerts of a cluster; each has a page in docs/runbooks. */
export const clusterAlertNames = [
  ...controllerAlertNames,
  ...signalAlertNames,
  ...storeAlertNames,
  'PodPending',
  'NodeNotReady',
  'NodeCpuSaturated',
  'NodeMemoryLow',
  'NodeDiskFull',
  'DnsErrors',
  'ProxyConfigRejected',
  'GatewayErrors',
  'ScalerBlind',
  'KarpenterErrors',
  'ApplicationDegraded',
  'ApplicationOutOfSync',
  'SyncFails',
  'SecretNotRefreshed',
  'CertificateExpires',
  'VolumeFills',
  'QuotaFills',
] as const
export type ClusterAlertName = (typeof clusterAlertNames)[number]

/** Of kube-state-metrics, node exporter, kubelet, the mesh and the add-ons. Apps' own: libs/manifests. */
export function clusterAlerts(cluster: Cluster, fleet: Fleet): readonly AlertRule[] {
  const pageOf = (file: string) => repositoryPage(fleet.repository, file)
  /** A team is a namespace and an Argo CD project, so the series' own label names it. */
  const ofNamespace = alertsOf<ClusterAlertName>({ team: '{{ $labels.namespace }}' }, pageOf)
  const ofExported = alertsOf<ClusterAlertName>({ team: '{{ $labels.exported_namespace }}' }, pageOf)
  const ofProject = alertsOf<ClusterAlertName>({ team: '{{ $labels.project }}' }, pageOf)
  const ofPlatform = alertsOf<ClusterAlertName>({ team: platformTeam }, pageOf)
  const brought = new Set(addons(cluster, fleet).map(({ name }) => name))
  const has = (addon: AddonName) => brought.has(addon)
  const when = (addon: AddonName, ...rules: readonly AlertRule[]) => (has(addon) ? rules : [])
  return [
    ...controllers
      .filter(({ addon }) => addon === null || has(addon))
      .map((one) => ofPlatform(one.severity, one.alert, '5m', isAway(one), one.summary)),
    ...signalAlerts(cluster, fleet, ofPlatform),
    ...storeAlerts(cluster, fleet, ofPlatform),
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
    // SYSTEM.md S4-50.
    ofPlatform(
      'ticket',
      'NodeCpuSaturated',
      '15m',
      '1 - avg by (instance) (rate(node_cpu_seconds_total{job="node-exporter",mode="idle"}[5m])) > 0.95',
      'the node {{ $labels.instance }} has been computing at {{ $value | humanizePercentage }} for 15 minutes',
    ),
    ofPlatform(
      'ticket',
      'NodeMemoryLow',
      '10m',
      'node_memory_MemAvailable_bytes{job="node-exporter"} / node_memory_MemTotal_bytes{job="node-exporter"} < 0.05',
      'the node {{ $labels.instance }} has {{ $value | humanizePercentage }} of its memory left',
    ),
    // The kubelet evicts at 15 % of the image file system, 10 % of its own.
    ofPlatform(
      'ticket',
      'NodeDiskFull',
      '10m',
      'node_filesystem_avail_bytes{job="node-exporter",mountpoint="/"} / node_filesystem_size_bytes{job="node-exporter",mountpoint="/"} < 0.12',
      'the disk of the node {{ $labels.instance }} has {{ $value | humanizePercentage }} left: pods are evicted',
    ),
    ofPlatform(
      'page',
      'DnsErrors',
      '10m',
      'sum(rate(coredns_dns_responses_total{namespace="kube-system",rcode="SERVFAIL"}[5m])) / sum(rate(coredns_dns_responses_total{namespace="kube-system"}[5m])) > 0.05',
      '{{ $value | humanizePercentage }} of the answers of CoreDNS are SERVFAIL',
    ),
    ...when(
      'istiod',
      ofPlatform(
        'ticket',
        'ProxyConfigRejected',
        '10m',
        'sum(increase(pilot_total_xds_rejects{namespace="istio-system"}[10m])) > 0',
        'proxies refuse what istiod sends them, and keep what they had',
      ),
      // By the gateway's response flag: an app's own 503 has none.
      ofPlatform(
        'page',
        'GatewayErrors',
        '5m',
        `sum(rate(istio_requests_total{reporter="source",namespace="${gateway.namespace}",response_code=~"5..",response_flags!="-"}[5m])) / sum(rate(istio_requests_total{reporter="source",namespace="${gateway.namespace}"}[5m])) > 0.05`,
        'the gateway answers {{ $value | humanizePercentage }} of all requests itself, with an error',
      ),
    ),
    ...when(
      'keda',
      ofExported(
        'ticket',
        'ScalerBlind',
        '10m',
        'sum by (exported_namespace, scaledObject) (increase(keda_scaled_object_errors_total{namespace="keda"}[10m])) > 0',
        'KEDA cannot ask what {{ $labels.exported_namespace }}/{{ $labels.scaledObject }} scales on',
      ),
    ),
    ...when(
      'karpenter',
      // A lack of spot capacity is usual: it tries another pool.
      ofPlatform(
        'ticket',
        'KarpenterErrors',
        '15m',
        'sum by (error) (increase(karpenter_cloudprovider_errors_total{namespace="karpenter",error!~"InsufficientCapacityError|NodeClaimNotFoundError"}[15m])) > 3',
        'AWS refuses what Karpenter asks for: {{ $labels.error }}',
      ),
    ),
    ...when(
      'cert-manager',
      // Renewal is due at 30 of 90 days: at 14 it has failed for a fortnight.
      ofPlatform(
        'page',
        'CertificateExpires',
        '1h',
        'certmanager_certificate_expiration_timestamp_seconds{namespace="cert-manager"} - time() < 14 * 86400',
        'the certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanizeDuration }}',
      ),
    ),
    ...when(
      'argo-cd',
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
      ofProject(
        'ticket',
        'SyncFails',
        '5m',
        'sum by (name, project) (increase(argocd_app_sync_total{namespace="argocd",phase=~"Error|Failed"}[30m])) > 2',
        'Argo CD tries to bring {{ $labels.name }} to what git says, and fails',
      ),
    ),
    ...when(
      'external-secrets',
      ofExported(
        'ticket',
        'SecretNotRefreshed',
        '30m',
        'max by (exported_namespace, name) (externalsecret_status_condition{namespace="external-secrets",condition="Ready",status="False"}) == 1',
        'the secret {{ $labels.exported_namespace }}/{{ $labels.name }} has not been refreshed for half an hour',
      ),
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
    // Of CPU, memory and pods kube-prometheus-stack tells; numbers of objects only grow, and a full one stops releases.
    ofNamespace(
      'ticket',
      'QuotaFills',
      '1h',
      'max by (namespace, resource) (kube_resourcequota{job="kube-state-metrics",resource=~"count/.*",type="used"})' +
        ' / max by (namespace, resource) (kube_resourcequota{job="kube-state-metrics",resource=~"count/.*",type="hard"}) > 0.8',
      '{{ $labels.namespace }} has four fifths of the objects that its quota takes ({{ $labels.resource }})',
    ),
  ]
}

/** Cluster-level alerts. Omitted in quiet clusters. */
export const alerts: Component = (chart, { cluster }, fleet) => {
  if (cluster.quiet) return
  new PrometheusRule(chart, 'cluster', {
    metadata: { name: 'cluster', namespace: platformTeam },
    spec: { groups: [{ name: `${platformTeam}.cluster`, rules: [...clusterAlerts(cluster, fleet)] }] },
  })
}
