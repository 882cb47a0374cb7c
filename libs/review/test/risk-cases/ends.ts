import { gone, type RiskCase } from '../risk-case.ts'

const ends = (kinds: readonly string[], ...risks: readonly string[]): readonly RiskCase[] =>
  kinds.map((kind) => gone(kind, ...risks))
const of = (group: string, ...kinds: readonly string[]): readonly string[] => kinds.map((kind) => `${group} ${kind}`)

/** What goes with an object of each kind, one by one. */
export const endsRiskCases: readonly RiskCase[] = [
  ...ends(['karpenter.sh/v1 NodePool', 'karpenter.k8s.aws/v1 EC2NodeClass', 'v1 Node'], 'high nodes-gone'),
  ...ends(['cluster.x-k8s.io/v1beta1 MachineDeployment'], 'high nodes-gone', 'high outside-deleted'),
  ...ends(
    [
      ...of('storage.k8s.io/v1', 'StorageClass', 'CSIDriver'),
      'scheduling.k8s.io/v1 PriorityClass',
      'node.k8s.io/v1 RuntimeClass',
      'resource.k8s.io/v1 DeviceClass',
    ],
    'medium class-gone',
  ),
  ...ends(
    of('rbac.authorization.k8s.io/v1', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'),
    'medium rights-gone',
  ),
  ...ends(
    of('argoproj.io/v1alpha1', 'Sensor', 'EventSource', 'CronWorkflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate'),
    'medium jobs-end',
  ),
  ...ends([...of('argoproj.io/v1alpha1', 'EventBus'), ...of('keda.sh/v1alpha1', 'ScaledJob')], 'medium jobs-end'),
  ...ends(of('cert-manager.io/v1', 'Issuer', 'ClusterIssuer'), 'medium signer-gone'),
  ...ends(of('cert-manager.io/v1', 'Certificate'), 'medium certificate-unrenewed'),
  ...ends(of('external-secrets.io/v1', 'SecretStore', 'ClusterSecretStore'), 'high store-gone'),
  ...ends(
    of('monitoring.coreos.com/v1', 'PrometheusRule', 'ServiceMonitor', 'PodMonitor', 'Probe'),
    'medium alerts-gone',
  ),
  ...ends(
    of('monitoring.coreos.com/v1', 'Prometheus', 'Alertmanager', 'ThanosRuler', 'PrometheusAgent'),
    'high alerts-gone',
  ),
  ...ends(
    of('operator.victoriametrics.com/v1beta1', 'VMAlert', 'VMAlertmanager', 'VMSingle', 'VMCluster'),
    'high alerts-gone',
  ),
  ...ends(of('networking.k8s.io/v1', 'IngressClass'), 'high edge-class-gone'),
  ...ends(of('gateway.networking.k8s.io/v1', 'GatewayClass'), 'high edge-class-gone'),
  ...ends(
    of('gateway.networking.k8s.io/v1', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'),
    'high route-gone',
  ),
  ...ends(
    ['traefik.io/v1alpha1 IngressRoute', 'projectcontour.io/v1 HTTPProxy', 'getambassador.io/v2 Mapping'],
    'high route-gone',
  ),
  ...ends(['apiregistration.k8s.io/v1 APIService'], 'high api-gone'),
  ...ends(
    [
      'v1 PersistentVolumeClaim',
      'v1 PersistentVolume',
      'v1 Namespace',
      'apiextensions.k8s.io/v1 CustomResourceDefinition',
    ],
    'high content-deleted',
  ),
  ...ends(['snapshot.storage.k8s.io/v1 VolumeSnapshot'], 'high content-deleted'),
  ...ends(
    [
      'postgresql.cnpg.io/v1 Cluster',
      'acid.zalan.do/v1 postgresql',
      'kafka.strimzi.io/v1beta2 Kafka',
      'elasticsearch.k8s.elastic.co/v1 Elasticsearch',
      'rabbitmq.com/v1beta1 RabbitmqCluster',
      'k8s.mariadb.com/v1alpha1 MariaDB',
      'psmdb.percona.com/v1 PerconaServerMongoDB',
      'ceph.rook.io/v1 CephCluster',
      'minio.min.io/v2 Tenant',
    ],
    'high database-deleted',
  ),
  ...ends(
    [
      'velero.io/v1 Schedule',
      'velero.io/v1 BackupStorageLocation',
      'postgresql.cnpg.io/v1 ScheduledBackup',
      'longhorn.io/v1beta2 RecurringJob',
    ],
    'high backups-end',
  ),
  ...ends(['gateway.networking.k8s.io/v1 BackendTLSPolicy'], 'high checks-off'),
  ...ends(
    [
      ...of('gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy', 'ClientTrafficPolicy'),
      'authorino.kuadrant.io/v1beta3 AuthConfig',
      'traefik.io/v1alpha1 Middleware',
      'configuration.konghq.com/v1 KongPlugin',
    ],
    'high checks-off',
  ),
  ...ends(['gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy'], 'medium limits-off'),
  ...ends(['serving.knative.dev/v1beta1 DomainMapping'], 'high route-gone'),
  ...ends(['eventing.knative.dev/v1 Trigger', 'messaging.knative.dev/v1 Subscription'], 'medium jobs-end'),
  ...ends(['eventing.knative.dev/v1 Broker'], 'high jobs-end'),
  ...ends(of('mutations.gatekeeper.sh/v1', 'Assign', 'AssignMetadata', 'ModifySet'), 'medium policy-acts-no-more'),
  ...ends(['policies.kyverno.io/v1 GeneratingPolicy'], 'medium policy-acts-no-more'),
  ...ends(
    [
      'source.toolkit.fluxcd.io/v1 GitRepository',
      'source.toolkit.fluxcd.io/v1 OCIRepository',
      'source.toolkit.fluxcd.io/v1 HelmRepository',
      'source.toolkit.fluxcd.io/v1 Bucket',
    ],
    'medium source-gone',
  ),
]
