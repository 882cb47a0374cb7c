interface GroupKind {
  readonly group: string
  readonly kind: string
}

const of = (group: string, ...kinds: readonly string[]): readonly GroupKind[] => kinds.map((kind) => ({ group, kind }))

/**
 * With what controllers make of them: Argo CD shows pods and logs only of permitted kinds
 * (controller/appcontroller.go, getResourceTree). No Secret: git holds references. No Role, Ingress, Gateway: the
 * platform's.
 */
export const teamKinds: readonly GroupKind[] = [
  ...of('', 'ConfigMap', 'LimitRange', 'PersistentVolumeClaim', 'Pod', 'ResourceQuota', 'Service', 'ServiceAccount'),
  ...of('apps', 'ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'),
  ...of('argoproj.io', 'AnalysisRun', 'AnalysisTemplate', 'Rollout'),
  ...of('autoscaling', 'HorizontalPodAutoscaler'),
  ...of('autoscaling.k8s.io', 'VerticalPodAutoscaler'),
  ...of('batch', 'CronJob', 'Job'),
  ...of('external-secrets.io', 'ExternalSecret'),
  ...of('keda.sh', 'ScaledObject'),
  ...of('monitoring.coreos.com', 'PodMonitor', 'PrometheusRule'),
  ...of('networking.istio.io', 'DestinationRule', 'ServiceEntry', 'Sidecar', 'VirtualService'),
  ...of('networking.k8s.io', 'NetworkPolicy'),
  ...of('policy', 'PodDisruptionBudget'),
  ...of('security.istio.io', 'AuthorizationPolicy'),
]

export const platformKinds: readonly GroupKind[] = [
  ...of('cert-manager.io', 'Certificate', 'CertificateRequest'),
  ...of('external-secrets.io', 'ExternalSecret'),
  ...of('monitoring.coreos.com', 'PodMonitor', 'PrometheusRule'),
  ...of('networking.istio.io', 'Gateway', 'VirtualService'),
  ...of('networking.k8s.io', 'NetworkPolicy'),
  ...of('security.istio.io', 'PeerAuthentication'),
  ...of('telemetry.istio.io', 'Telemetry'),
]
export const platformClusterKinds: readonly GroupKind[] = [
  ...of('cert-manager.io', 'ClusterIssuer'),
  ...of('external-secrets.io', 'ClusterSecretStore'),
  ...of('karpenter.k8s.aws', 'EC2NodeClass'),
  ...of('karpenter.sh', 'NodeClaim', 'NodePool'),
  ...of('keda.sh', 'ClusterTriggerAuthentication'),
  ...of('storage.k8s.io', 'StorageClass'),
]

export const rootKinds: readonly GroupKind[] = of('argoproj.io', 'AppProject', 'Application', 'ApplicationSet')

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
