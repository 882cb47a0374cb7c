import type { EffectKind } from './row.ts'

/** What an object of a kind is when it is added, what it then brings, and what it takes along when it is removed. */
export const lifecycleRows = {
  Deployment: ['create', 'pods-start', 'pods-stop'],
  Rollout: ['create', 'pods-start-uncanaried', 'pods-stop'],
  StatefulSet: ['create', 'pods-start-one-by-one', 'pods-stop-volumes-stay'],
  DaemonSet: ['create', 'pod-on-each-node', 'pods-stop'],
  CronJob: ['create', 'runs-scheduled', 'runs-end'],
  Job: ['create', 'runs-once', 'pods-stop'],
  Service: ['traffic', 'name-callable', 'calls-fail'],
  VirtualService: ['traffic', 'routes-hold', 'routes-gone'],
  DestinationRule: ['traffic', 'settings-hold', 'settings-gone'],
  Gateway: ['traffic', 'ports-open', 'ports-closed'],
  Ingress: ['traffic', 'paths-open', 'paths-closed'],
  HorizontalPodAutoscaler: ['scale', 'scaler-owns-replicas', 'replicas-stay'],
  ScaledObject: ['scale', 'keda-makes-scaler', 'keda-removes-scaler'],
  PodDisruptionBudget: ['later', 'drains-limited', 'drains-unlimited'],
  NetworkPolicy: ['security', 'connections-limited', 'connections-cut'],
  AuthorizationPolicy: ['security', 'answers-change', 'answers-change'],
  PeerAuthentication: ['security', 'call-encryption', 'encryption-optional'],
  ServiceEntry: ['security', 'outside-callable', 'outside-calls-fail'],
  Sidecar: ['traffic', 'proxies-limited', 'proxies-know-all'],
  ServiceAccount: ['identity', 'account-usable', 'account-missing'],
  Role: ['security', 'rights-grantable', 'rights-refused'],
  ClusterRole: ['security', 'rights-grantable', 'rights-refused'],
  RoleBinding: ['security', 'grant-allowed', 'grant-refused'],
  ClusterRoleBinding: ['security', 'grant-allowed', 'grant-refused'],
  ExternalSecret: ['security', 'secret-made', 'secret-removed'],
  Secret: ['security', 'pods-can-have-it', 'pods-cannot-start'],
  ConfigMap: ['config', 'pods-can-have-it', 'pods-cannot-start'],
  Namespace: ['create', 'namespace-made', 'namespace-emptied'],
  PersistentVolumeClaim: ['create', 'volume-made', 'volume-deleted'],
  CustomResourceDefinition: ['create', 'kind-served', 'kind-emptied'],
  NodePool: ['nodes', 'nodes-possible', 'nodes-drained'],
  Application: ['create', 'app-synced', 'app-unsynced'],
} as const satisfies Readonly<Record<string, readonly [EffectKind, added: string, removed: string]>>

export type LifecycleCode = (typeof lifecycleRows)[keyof typeof lifecycleRows][1 | 2]
