/** A kind with its group, as AppProjects list them. */
export interface GroupKind {
  readonly group: string
  readonly kind: string
}

export const groupKinds = (group: string, ...kinds: readonly string[]): readonly GroupKind[] =>
  kinds.map((kind) => ({ group, kind }))

export const kindText = ({ group, kind }: GroupKind): string => `${group}/${kind}`

export const kindOfText = (text: string): GroupKind => {
  const [group = '', kind = ''] = text.split('/')
  return { group: group === 'core' ? '' : group, kind }
}

/**
 * Kinds of apps and teams, and what controllers make of them: Argo CD shows a pod and its log only where the project
 * permits the kind (controller/appcontroller.go, getResourceTree). No Secret: git holds references. No Role, Ingress,
 * Gateway: the platform gives those.
 */
export const teamKinds: readonly GroupKind[] = [
  ...groupKinds(
    '',
    'ConfigMap',
    'LimitRange',
    'PersistentVolumeClaim',
    'Pod',
    'ResourceQuota',
    'Service',
    'ServiceAccount',
  ),
  ...groupKinds('apps', 'ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'),
  ...groupKinds('argoproj.io', 'AnalysisRun', 'AnalysisTemplate', 'Rollout'),
  ...groupKinds('autoscaling', 'HorizontalPodAutoscaler'),
  ...groupKinds('autoscaling.k8s.io', 'VerticalPodAutoscaler'),
  ...groupKinds('batch', 'CronJob', 'Job'),
  ...groupKinds('external-secrets.io', 'ExternalSecret'),
  ...groupKinds('keda.sh', 'ScaledObject'),
  ...groupKinds('monitoring.coreos.com', 'PodMonitor', 'PrometheusRule'),
  ...groupKinds('networking.istio.io', 'DestinationRule', 'ServiceEntry', 'Sidecar', 'VirtualService'),
  ...groupKinds('networking.k8s.io', 'NetworkPolicy'),
  ...groupKinds('policy', 'PodDisruptionBudget'),
  ...groupKinds('security.istio.io', 'AuthorizationPolicy'),
]
