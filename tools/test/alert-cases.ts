import { level, levels, page, rising, slope, ticket, usual, type AlertCase } from './alert-series.ts'
import { storeCases } from './store-alert-cases.ts'
import { signalCases, silentSignals } from './signal-alert-cases.ts'

const own = { app: 'web' }
const callers =
  'reporter="source",destination_service_namespace="shop",destination_service_name="web-stable",namespace="shop"'
const requests = (code: string) => `istio_requests_total{${callers},response_code="${code}"}`
const latency = (le: string) => `istio_request_duration_milliseconds_bucket{${callers},response_code="200",le="${le}"}`
const pod = (app: string) =>
  app === 'store' ? 'store-0' : app === 'work' ? 'work-6d4f9c7b58-x2k7q' : 'web-6d4f9c7b58-x2k7q'
const ready = (app: string) => `kube_pod_status_ready{namespace="shop",pod="${pod(app)}",condition="true"}`
const ofPod = `namespace="shop",pod="${pod('web')}",container="app"`
const cron = (metric: string) => `kube_cronjob_${metric}{job="kube-state-metrics",namespace="shop",cronjob="report"}`
const queue =
  'keda_scaler_metrics_value{namespace="keda",exported_namespace="shop",scaledObject="work",metric="s0-aws-sqs-work"}'
const rollout = (phase: string) =>
  `rollout_info{namespace="argo-rollouts",exported_namespace="shop",name="web",phase="${phase}"}`
const volume = (metric: string, claim: string) =>
  `kubelet_volume_stats_${metric}_bytes{namespace="shop",persistentvolumeclaim="${claim}"}`
const quota = (type: 'used' | 'hard') =>
  `kube_resourcequota{job="kube-state-metrics",namespace="shop",resourcequota="team",resource="count/configmaps",type="${type}"}`
const deployment = (namespace: string, name: string) =>
  `kube_deployment_status_replicas_available{job="kube-state-metrics",namespace="${namespace}",deployment="${name}"}`
const away = (alert: string, severity: 'page' | 'ticket', namespace: string, name: string) =>
  level(alert, severity === 'page' ? page('platform') : ticket('platform'), {
    [deployment(namespace, name)]: [2, 0, 1],
  })
const far = 1e9

export const alertCases: readonly AlertCase[] = [
  rising(
    'ErrorBudgetBurnsFast',
    page('shop', own),
    { [requests('200')]: [600, 0, 600], [requests('503')]: [0, 600, 0] },
    [60, 15, 60],
  ),
  rising(
    'ErrorBudgetBurnsSlowly',
    ticket('shop', own),
    { [requests('200')]: [600, 570, 600], [requests('503')]: [0, 30, 0] },
    [60, 60, 420],
  ),
  rising('LatencyOverObjective', ticket('shop', own), {
    [latency('250')]: [60, 0, 60],
    [latency('500')]: [60, 60, 60],
    [latency('+Inf')]: [60, 60, 60],
  }),
  level('NoPodReady', page('shop', own), { [ready('web')]: [1, 0, 1] }),
  rising('PodRestarts', ticket('shop', own), { [`kube_pod_container_status_restarts_total{${ofPod}}`]: [0, 1, 0] }),
  {
    ...level('OutOfMemory', ticket('shop', own), {}),
    series: {
      [`kube_pod_container_status_last_terminated_reason{${ofPod},reason="OOMKilled"}`]: levels([1, 1, 1], usual),
      [`kube_pod_container_status_restarts_total{${ofPod}}`]: slope(0, [0, 1, 0], usual),
    },
  },
  level('QueueBacklog', ticket('shop', { app: 'work' }), { [queue]: [150, 900, 20] }),
  level('QueueNotServed', page('shop', { app: 'work' }), { [queue]: [0, 7, 7], [ready('work')]: [0, 0, 1] }),
  level('RunFailed', ticket('shop', { app: 'report' }), {
    'kube_job_failed{namespace="shop",job_name="report-29384760",condition="true"}': [0, 1, 0],
  }),
  level('RunNotStarted', ticket('shop', { app: 'report' }), { [cron('next_schedule_time')]: [far, 1200, far] }),
  level(
    'RunOverdue',
    ticket('shop', { app: 'report' }),
    { [cron('status_last_schedule_time')]: [0, 1200, 1200], [cron('status_last_successful_time')]: [60, 60, 9000] },
    [20, 180, 20],
  ),
  level('CanaryStuck', ticket('shop', own), { [rollout('Paused')]: [0, 1, 0] }, [20, 90, 20]),
  level('CanaryAborted', ticket('shop', own), { [rollout('Abort')]: [0, 1, 0] }),
  level('VolumeNearlyFull', page('shop', { app: 'store' }), {
    [volume('available', 'data-store-0')]: [40, 10, 60],
    [volume('capacity', 'data-store-0')]: [100, 100, 100],
  }),
  away('DnsDown', 'page', 'kube-system', 'coredns'),
  away('IstiodDown', 'page', 'istio-system', 'istiod'),
  away('GatewayDown', 'page', 'istio-ingress', 'istio-ingress'),
  away('KarpenterDown', 'page', 'karpenter', 'karpenter'),
  away('KedaDown', 'ticket', 'keda', 'keda-operator'),
  level('ArgoCdDown', ticket('platform'), {
    'kube_statefulset_status_replicas_ready{job="kube-state-metrics",namespace="argocd",statefulset="argocd-application-controller"}':
      [1, 0, 1],
  }),
  away('RolloutsDown', 'ticket', 'argo-rollouts', 'argo-rollouts'),
  away('ExternalSecretsDown', 'ticket', 'external-secrets', 'external-secrets'),
  away('CertManagerDown', 'ticket', 'cert-manager', 'cert-manager'),
  ...signalCases,
  ...storeCases,
  level('PodPending', ticket('finance'), {
    'kube_pod_status_phase{job="kube-state-metrics",namespace="finance",pod="ledger-0",phase="Pending"}': [0, 1, 0],
  }),
  level('NodeNotReady', ticket('platform', { node: 'n1' }), {
    'kube_node_status_condition{job="kube-state-metrics",node="n1",condition="Ready",status="true"}': [1, 0, 1],
  }),
  rising('NodeCpuSaturated', ticket('platform', { instance: 'n1' }), {
    'node_cpu_seconds_total{job="node-exporter",instance="n1",mode="idle"}': [50, 1, 50],
  }),
  level('NodeMemoryLow', ticket('platform', { instance: 'n1' }), {
    'node_memory_MemAvailable_bytes{job="node-exporter",instance="n1"}': [30, 4, 30],
    'node_memory_MemTotal_bytes{job="node-exporter",instance="n1"}': [100, 100, 100],
  }),
  level('NodeDiskFull', ticket('platform', { instance: 'n1' }), {
    'node_filesystem_avail_bytes{job="node-exporter",instance="n1",mountpoint="/"}': [30, 11, 30],
    'node_filesystem_size_bytes{job="node-exporter",instance="n1",mountpoint="/"}': [100, 100, 100],
  }),
  rising('DnsErrors', page('platform'), {
    'coredns_dns_responses_total{namespace="kube-system",rcode="NOERROR"}': [600, 600, 600],
    'coredns_dns_responses_total{namespace="kube-system",rcode="SERVFAIL"}': [0, 60, 0],
  }),
  rising('ProxyConfigRejected', ticket('platform'), { 'pilot_total_xds_rejects{namespace="istio-system"}': [0, 1, 0] }),
  rising('GatewayErrors', page('platform'), {
    // An app's own 503 has no flag: it is the app's matter.
    'istio_requests_total{reporter="source",namespace="istio-ingress",response_code="503",response_flags="-"}': [
      300, 0, 300,
    ],
    'istio_requests_total{reporter="source",namespace="istio-ingress",response_code="200",response_flags="-"}': [
      300, 600, 300,
    ],
    'istio_requests_total{reporter="source",namespace="istio-ingress",response_code="503",response_flags="UH"}': [
      0, 60, 0,
    ],
  }),
  rising('ScalerBlind', ticket('shop', { scaledObject: 'work' }), {
    'keda_scaled_object_errors_total{namespace="keda",exported_namespace="shop",scaledObject="work"}': [0, 2, 0],
  }),
  rising('KarpenterErrors', ticket('platform', { error: 'unknown' }), {
    // Usual on spot.
    'karpenter_cloudprovider_errors_total{namespace="karpenter",error="InsufficientCapacityError"}': [5, 5, 5],
    'karpenter_cloudprovider_errors_total{namespace="karpenter",error="unknown"}': [0, 1, 0],
  }),
  level(
    'CertificateExpires',
    page('platform', { name: 'shop' }),
    {
      'certmanager_certificate_expiration_timestamp_seconds{namespace="cert-manager",exported_namespace="istio-ingress",name="shop"}':
        [far, 864_000, far],
    },
    [20, 90, 20],
  ),
  level(
    'ApplicationDegraded',
    ticket('shop', { name: 'prod-web' }),
    {
      'argocd_app_info{namespace="argocd",name="prod-web",project="shop",health_status="Degraded"}': [0, 1, 0],
    },
    [20, 60, 20],
  ),
  level(
    'ApplicationOutOfSync',
    ticket('shop', { name: 'prod-web' }),
    {
      'argocd_app_info{namespace="argocd",name="prod-web",project="shop",sync_status="OutOfSync"}': [0, 1, 0],
    },
    [20, 90, 20],
  ),
  rising('SyncFails', ticket('shop', { name: 'prod-web' }), {
    'argocd_app_sync_total{namespace="argocd",name="prod-web",project="shop",phase="Failed"}': [0, 0.2, 0],
  }),
  level(
    'SecretNotRefreshed',
    ticket('shop', { name: 'db' }),
    {
      'externalsecret_status_condition{namespace="external-secrets",exported_namespace="shop",name="db",condition="Ready",status="False"}':
        [0, 1, 0],
    },
    [20, 60, 20],
  ),
  {
    alert: 'VolumeFills',
    labels: ticket('shop'),
    phases: [60, 180, 420],
    series: {
      [volume('available', 'data-store-0')]: slope(40, [0, -0.1, 0], [60, 180, 420]),
      [volume('capacity', 'data-store-0')]: levels([100, 100, 100], [60, 180, 420]),
    },
  },
  {
    alert: 'QuotaFills',
    labels: ticket('shop'),
    phases: [60, 120, 60],
    series: {
      [quota('used')]: levels([7000, 8500, 300], [60, 120, 60]),
      [quota('hard')]: levels([10000, 10000, 10000], [60, 120, 60]),
    },
  },
]

/** Series for which no rule may fire. */
export const silentCases: readonly (AlertCase & { readonly why: string })[] = [
  {
    why: 'one of three requests of an hour failed',
    ...rising(
      'ErrorBudgetBurnsFast',
      {},
      { [requests('200')]: [0, 0.05, 0], [requests('503')]: [0, 0.02, 0] },
      [10, 60, 10],
    ),
  },
  {
    why: 'five percent fail of a budget of one',
    ...rising(
      'ErrorBudgetBurnsFast',
      {},
      { [requests('200')]: [600, 570, 600], [requests('503')]: [0, 30, 0] },
      [60, 60, 20],
    ),
  },
  {
    why: 'a pod serves our recorded series as its own metrics',
    ...level(
      'ErrorBudgetBurnsFast',
      {},
      {
        'shop:slo_errors:ratio_rate1h{team="shop",app="web",pod="evil-1"}': [1, 1, 1],
        'shop:slo_errors:ratio_rate5m{team="shop",app="web",pod="evil-1"}': [1, 1, 1],
        'shop:slo_failures:rate5m{team="shop",app="web",pod="evil-1"}': [9, 9, 9],
      },
    ),
  },
  {
    why: "another app's pod is not ready",
    ...level(
      'NoPodReady',
      {},
      {
        [ready('web')]: [1, 1, 1],
        'kube_pod_status_ready{namespace="shop",pod="web-api-6d4f9c7b58-x2k7q",condition="true"}': [0, 0, 0],
      },
    ),
  },
  {
    why: 'a canary that ends in its time',
    ...level('CanaryStuck', {}, { [rollout('Paused')]: [0, 1, 0] }, [20, 25, 20]),
  },
  ...silentSignals,
]
