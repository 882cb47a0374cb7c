import type { KubernetesVersion } from '@slipway/fleet'
import { modules, type Module } from './modules.ts'

interface CrdSource {
  readonly module: Module
  readonly files: string
  readonly group: string
  readonly kinds: Readonly<Record<string, readonly string[]>>
}

/** Their OpenAPI document is `api/openapi-spec/swagger.json`. */
export const kubernetesSources: Readonly<Record<KubernetesVersion, Module>> = {
  '1.34': modules.kubernetes134,
  '1.35': modules.kubernetes135,
  '1.36': modules.kubernetes136,
}

/** By apiVersion. An object of another kind is an error. */
export const kubernetesKinds: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'ConfigMap',
    'LimitRange',
    'Namespace',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'admissionregistration.k8s.io/v1': ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'flowcontrol.apiserver.k8s.io/v1': ['FlowSchema'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass'],
}

const v1 = ['v1'] as const
const v1alpha1 = ['v1alpha1'] as const
const istioFile = 'kubernetes/customresourcedefinitions.gen.yaml'

export const crdSources: readonly CrdSource[] = [
  {
    module: modules.argoCd,
    files: 'manifests/crds',
    group: 'argoproj.io',
    kinds: { Application: v1alpha1, ApplicationSet: v1alpha1, AppProject: v1alpha1 },
  },
  {
    module: modules.argoRollouts,
    files: 'manifests/crds',
    group: 'argoproj.io',
    kinds: { AnalysisTemplate: v1alpha1, ClusterAnalysisTemplate: v1alpha1, Rollout: v1alpha1 },
  },
  {
    module: modules.istio,
    files: istioFile,
    group: 'networking.istio.io',
    kinds: {
      DestinationRule: v1,
      EnvoyFilter: ['v1alpha3'],
      Gateway: v1,
      ServiceEntry: v1,
      Sidecar: v1,
      VirtualService: v1,
    },
  },
  {
    module: modules.istio,
    files: istioFile,
    group: 'security.istio.io',
    kinds: { AuthorizationPolicy: v1, PeerAuthentication: v1, RequestAuthentication: v1 },
  },
  { module: modules.istio, files: istioFile, group: 'telemetry.istio.io', kinds: { Telemetry: v1 } },
  {
    module: modules.prometheusOperator,
    files: 'example/prometheus-operator-crd-full',
    group: 'monitoring.coreos.com',
    kinds: {
      AlertmanagerConfig: ['v1alpha1', 'v1beta1'],
      PodMonitor: v1,
      Probe: v1,
      PrometheusRule: v1,
      ServiceMonitor: v1,
    },
  },
  {
    module: modules.keda,
    files: 'config/crd/bases',
    group: 'keda.sh',
    kinds: {
      ClusterTriggerAuthentication: v1alpha1,
      ScaledJob: v1alpha1,
      ScaledObject: v1alpha1,
      TriggerAuthentication: v1alpha1,
    },
  },
  { module: modules.karpenter, files: 'pkg/apis/crds', group: 'karpenter.sh', kinds: { NodeClaim: v1, NodePool: v1 } },
  { module: modules.karpenter, files: 'pkg/apis/crds', group: 'karpenter.k8s.aws', kinds: { EC2NodeClass: v1 } },
  {
    module: modules.externalSecrets,
    files: 'config/crds/bases',
    group: 'external-secrets.io',
    kinds: { ClusterSecretStore: v1, ExternalSecret: v1, SecretStore: v1 },
  },
  {
    module: modules.verticalPodAutoscaler,
    files: 'deploy/vpa-v1-crd-gen.yaml',
    group: 'autoscaling.k8s.io',
    kinds: { VerticalPodAutoscaler: v1 },
  },
  {
    module: modules.certManager,
    files: 'deploy/crds',
    group: 'cert-manager.io',
    kinds: { Certificate: v1, ClusterIssuer: v1, Issuer: v1 },
  },
]
