import { table } from './value.ts'

/** `apps` of `apps/v1`; of the core group an empty text. */
export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''

/** Versions that are served and not deprecated. */
interface KnownKind {
  readonly versions: readonly string[]
  readonly namespaced: boolean
}

/** @param kinds names by version */
const known = (kinds: Readonly<Record<string, string>>, namespaced: boolean): Readonly<Record<string, KnownKind>> =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([versions, names]) =>
      names.split(' ').map((name) => [name, { versions: versions.split(' '), namespaced }]),
    ),
  )

/**
 * Kubernetes 1.34 to 1.36 (https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and each kind's
 * reference); the others from the CRDs that libs/checks/schemas is made from.
 */
export const knownKinds = table<KnownKind>({
  ...known(
    {
      v1: 'ConfigMap LimitRange PersistentVolumeClaim Pod ResourceQuota Secret Service ServiceAccount',
      'apps/v1': 'DaemonSet Deployment ReplicaSet StatefulSet',
      'autoscaling/v2': 'HorizontalPodAutoscaler',
      'batch/v1': 'CronJob Job',
      'networking.k8s.io/v1': 'Ingress NetworkPolicy',
      'policy/v1': 'PodDisruptionBudget',
      'rbac.authorization.k8s.io/v1': 'Role RoleBinding',
      'argoproj.io/v1alpha1': 'Application ApplicationSet AppProject Rollout AnalysisTemplate',
      'autoscaling.k8s.io/v1': 'VerticalPodAutoscaler',
      'cert-manager.io/v1': 'Certificate Issuer',
      'external-secrets.io/v1': 'ExternalSecret SecretStore',
      'keda.sh/v1alpha1': 'ScaledJob ScaledObject TriggerAuthentication',
      'monitoring.coreos.com/v1beta1 monitoring.coreos.com/v1alpha1': 'AlertmanagerConfig',
      'monitoring.coreos.com/v1': 'Alertmanager Prometheus PodMonitor Probe PrometheusRule ServiceMonitor',
      'networking.istio.io/v1': 'DestinationRule ServiceEntry Sidecar VirtualService',
      'networking.istio.io/v1alpha3': 'EnvoyFilter',
      'networking.istio.io/v1 gateway.networking.k8s.io/v1': 'Gateway',
      'security.istio.io/v1': 'AuthorizationPolicy PeerAuthentication RequestAuthentication',
      'telemetry.istio.io/v1': 'Telemetry',
      'dynamodb.services.k8s.aws/v1alpha1': 'Table',
      's3.services.k8s.aws/v1alpha1': 'Bucket',
      'sns.services.k8s.aws/v1alpha1': 'Subscription Topic',
      'sqs.services.k8s.aws/v1alpha1': 'Queue',
      'beat.k8s.elastic.co/v1beta1': 'Beat',
      'elasticsearch.k8s.elastic.co/v1': 'Elasticsearch',
      'kibana.k8s.elastic.co/v1': 'Kibana',
      'logstash.k8s.elastic.co/v1alpha1': 'Logstash',
    },
    true,
  ),
  ...known(
    {
      v1: 'Namespace PersistentVolume',
      'networking.k8s.io/v1': 'IngressClass',
      'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema',
      'scheduling.k8s.io/v1': 'PriorityClass',
      'storage.k8s.io/v1': 'StorageClass',
      'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding',
      'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
      'apiregistration.k8s.io/v1': 'APIService',
      'admissionregistration.k8s.io/v1':
        'MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
      'argoproj.io/v1alpha1': 'ClusterAnalysisTemplate',
      'cert-manager.io/v1': 'ClusterIssuer',
      'external-secrets.io/v1': 'ClusterSecretStore',
      'karpenter.k8s.aws/v1': 'EC2NodeClass',
      'karpenter.sh/v1': 'NodeClaim NodePool',
      'keda.sh/v1alpha1': 'ClusterTriggerAuthentication',
    },
    false,
  ),
})
