import { ackGroupKinds } from '@slipway/platform'
import { type GroupKind, groupKinds as of } from '@slipway/model'

export const platformKinds: readonly GroupKind[] = [
  ...of('', 'ConfigMap'),
  ...of('cert-manager.io', 'Certificate', 'CertificateRequest'),
  ...of('external-secrets.io', 'ExternalSecret'),
  ...of('monitoring.coreos.com', 'PodMonitor', 'PrometheusRule'),
  ...of('networking.istio.io', 'Gateway', 'VirtualService'),
  ...of('networking.k8s.io', 'NetworkPolicy'),
  ...of('security.istio.io', 'PeerAuthentication'),
  ...of('telemetry.istio.io', 'Telemetry'),
]
/** The kinds of a collector of traces. */
export const traceKinds: readonly GroupKind[] = [...of('', 'ServiceAccount', 'Service'), ...of('apps', 'Deployment')]
/** The kind that a store of traces needs beside them. */
export const traceStoreKinds: readonly GroupKind[] = of('', 'PersistentVolumeClaim')
/** The kinds of controllers that make what apps need of AWS. */
export const needsKinds: readonly GroupKind[] = ackGroupKinds.flatMap(([group, kind]) => of(group, kind))
/** The kinds of a collector of logs. */
export const collectorKinds: readonly GroupKind[] = [...of('', 'ServiceAccount'), ...of('apps', 'DaemonSet')]
/** The kinds of a cluster's own Elasticsearch. */
export const elasticKinds: readonly GroupKind[] = [
  ...of('', 'ServiceAccount'),
  ...of('apps', 'Deployment'),
  ...of('batch', 'CronJob'),
  ...of('beat.k8s.elastic.co', 'Beat'),
  ...of('cert-manager.io', 'Issuer'),
  ...of('elasticsearch.k8s.elastic.co', 'Elasticsearch'),
  ...of('kibana.k8s.elastic.co', 'Kibana'),
  ...of('logstash.k8s.elastic.co', 'Logstash'),
]
export const collectorClusterKinds: readonly GroupKind[] = of(
  'rbac.authorization.k8s.io',
  'ClusterRole',
  'ClusterRoleBinding',
)

export const platformClusterKinds: readonly GroupKind[] = [
  ...of('admissionregistration.k8s.io', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'),
  ...of('cert-manager.io', 'ClusterIssuer'),
  ...of('external-secrets.io', 'ClusterSecretStore'),
  ...of('flowcontrol.apiserver.k8s.io', 'FlowSchema'),
  ...of('karpenter.k8s.aws', 'EC2NodeClass'),
  ...of('karpenter.sh', 'NodeClaim', 'NodePool'),
  ...of('keda.sh', 'ClusterTriggerAuthentication'),
  ...of('storage.k8s.io', 'StorageClass'),
]

export const rootKinds: readonly GroupKind[] = of('argoproj.io', 'AppProject', 'Application', 'ApplicationSet')

/** The EKS Capability reads its settings from these in the cluster. */
export const settingsKinds: readonly GroupKind[] = of('', 'ConfigMap')

export const addonClusterKinds: readonly GroupKind[] = [
  ...of('admissionregistration.k8s.io', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'),
  ...of('admissionregistration.k8s.io', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'),
  ...of('apiextensions.k8s.io', 'CustomResourceDefinition'),
  ...of('apiregistration.k8s.io', 'APIService'),
  ...of('elbv2.k8s.aws', 'IngressClassParams'),
  ...of('networking.k8s.io', 'IngressClass'),
  ...of('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
  ...of('scheduling.k8s.io', 'PriorityClass'),
]
