export { inNamespace } from './access/network-policy.ts'
export { appManifests } from './app-chart.ts'
export { FolderChart, setFile } from './chart/folder-chart.ts'
export { namespaceMetadata } from './chart/namespace-metadata.ts'
export {
  AuthorizationPolicy,
  ConfigMap,
  CronJob,
  DaemonSet,
  Deployment,
  ExternalSecret,
  kindOf,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  PodMonitor,
  PrometheusRule,
  Service,
  VirtualService,
  type SpecOf,
} from './chart/kinds.ts'
export {
  gateway,
  internalGateway,
  monitoringNamespace,
  otlp,
  prometheus,
  queueAuthentication,
  secretStore,
  storageClass,
} from './platform-names.ts'
export { gatewayRoutes, serviceHost } from './labels.ts'
export { edgeHeaders } from './mesh/edge.ts'
export { secretSpec, typedSecretSpec } from './pod/external-secret.ts'
export { teamFolder, teamManifests } from './team-chart.ts'
export {
  alertsOf,
  appAlertNames,
  runbookFile,
  type AlertRule,
  type AppAlertName,
  type Severity,
} from './watch/alert.ts'
export { budgetLeft, trafficNow } from './watch/slo-records.ts'
export { alertRules } from './watch/prometheus-rule.ts'
export { servicePort } from './port.ts'
