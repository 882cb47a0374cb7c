import { table } from './value.ts'

/** The kinds that the tree may hold: the versions that are served and not deprecated, and whether a kind lives in a namespace. */
export interface KnownKind {
  readonly versions: readonly string[]
  readonly namespaced: boolean
}

const inNamespace = (...versions: readonly string[]): KnownKind => ({ versions, namespaced: true })
const ofCluster = (...versions: readonly string[]): KnownKind => ({ versions, namespaced: false })

/**
 * Kubernetes 1.34 to 1.36: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the reference of each kind; the others
 * from
 * the CRDs of the releases that libs/checks/schemas is made from.
 */
export const knownKinds = table<KnownKind>({
  ConfigMap: inNamespace('v1'),
  LimitRange: inNamespace('v1'),
  Namespace: ofCluster('v1'),
  PersistentVolume: ofCluster('v1'),
  PersistentVolumeClaim: inNamespace('v1'),
  Pod: inNamespace('v1'),
  ResourceQuota: inNamespace('v1'),
  Secret: inNamespace('v1'),
  Service: inNamespace('v1'),
  ServiceAccount: inNamespace('v1'),
  DaemonSet: inNamespace('apps/v1'),
  Deployment: inNamespace('apps/v1'),
  ReplicaSet: inNamespace('apps/v1'),
  StatefulSet: inNamespace('apps/v1'),
  HorizontalPodAutoscaler: inNamespace('autoscaling/v2'),
  CronJob: inNamespace('batch/v1'),
  Job: inNamespace('batch/v1'),
  Ingress: inNamespace('networking.k8s.io/v1'),
  IngressClass: ofCluster('networking.k8s.io/v1'),
  NetworkPolicy: inNamespace('networking.k8s.io/v1'),
  PodDisruptionBudget: inNamespace('policy/v1'),
  PriorityClass: ofCluster('scheduling.k8s.io/v1'),
  StorageClass: ofCluster('storage.k8s.io/v1'),
  ClusterRole: ofCluster('rbac.authorization.k8s.io/v1'),
  ClusterRoleBinding: ofCluster('rbac.authorization.k8s.io/v1'),
  Role: inNamespace('rbac.authorization.k8s.io/v1'),
  RoleBinding: inNamespace('rbac.authorization.k8s.io/v1'),
  CustomResourceDefinition: ofCluster('apiextensions.k8s.io/v1'),
  APIService: ofCluster('apiregistration.k8s.io/v1'),
  MutatingWebhookConfiguration: ofCluster('admissionregistration.k8s.io/v1'),
  ValidatingWebhookConfiguration: ofCluster('admissionregistration.k8s.io/v1'),
  ValidatingAdmissionPolicy: ofCluster('admissionregistration.k8s.io/v1'),
  ValidatingAdmissionPolicyBinding: ofCluster('admissionregistration.k8s.io/v1'),
  Application: inNamespace('argoproj.io/v1alpha1'),
  ApplicationSet: inNamespace('argoproj.io/v1alpha1'),
  AppProject: inNamespace('argoproj.io/v1alpha1'),
  Rollout: inNamespace('argoproj.io/v1alpha1'),
  AnalysisTemplate: inNamespace('argoproj.io/v1alpha1'),
  ClusterAnalysisTemplate: ofCluster('argoproj.io/v1alpha1'),
  VerticalPodAutoscaler: inNamespace('autoscaling.k8s.io/v1'),
  Certificate: inNamespace('cert-manager.io/v1'),
  ClusterIssuer: ofCluster('cert-manager.io/v1'),
  Issuer: inNamespace('cert-manager.io/v1'),
  ClusterSecretStore: ofCluster('external-secrets.io/v1'),
  ExternalSecret: inNamespace('external-secrets.io/v1'),
  SecretStore: inNamespace('external-secrets.io/v1'),
  EC2NodeClass: ofCluster('karpenter.k8s.aws/v1'),
  NodeClaim: ofCluster('karpenter.sh/v1'),
  NodePool: ofCluster('karpenter.sh/v1'),
  ClusterTriggerAuthentication: ofCluster('keda.sh/v1alpha1'),
  ScaledJob: inNamespace('keda.sh/v1alpha1'),
  ScaledObject: inNamespace('keda.sh/v1alpha1'),
  TriggerAuthentication: inNamespace('keda.sh/v1alpha1'),
  AlertmanagerConfig: inNamespace('monitoring.coreos.com/v1beta1', 'monitoring.coreos.com/v1alpha1'),
  Alertmanager: inNamespace('monitoring.coreos.com/v1'),
  Prometheus: inNamespace('monitoring.coreos.com/v1'),
  PodMonitor: inNamespace('monitoring.coreos.com/v1'),
  Probe: inNamespace('monitoring.coreos.com/v1'),
  PrometheusRule: inNamespace('monitoring.coreos.com/v1'),
  ServiceMonitor: inNamespace('monitoring.coreos.com/v1'),
  DestinationRule: inNamespace('networking.istio.io/v1'),
  EnvoyFilter: inNamespace('networking.istio.io/v1alpha3'),
  Gateway: inNamespace('networking.istio.io/v1', 'gateway.networking.k8s.io/v1'),
  ServiceEntry: inNamespace('networking.istio.io/v1'),
  Sidecar: inNamespace('networking.istio.io/v1'),
  VirtualService: inNamespace('networking.istio.io/v1'),
  AuthorizationPolicy: inNamespace('security.istio.io/v1'),
  PeerAuthentication: inNamespace('security.istio.io/v1'),
  RequestAuthentication: inNamespace('security.istio.io/v1'),
  Telemetry: inNamespace('telemetry.istio.io/v1'),
  Beat: inNamespace('beat.k8s.elastic.co/v1beta1'),
  Elasticsearch: inNamespace('elasticsearch.k8s.elastic.co/v1'),
  Kibana: inNamespace('kibana.k8s.elastic.co/v1'),
  Logstash: inNamespace('logstash.k8s.elastic.co/v1alpha1'),
})
