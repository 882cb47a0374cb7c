import { argo, type Ground, istio, makers, monitoring, rbac, type Row, security, type SoundRow } from './ground.ts'
import { becomes, type Place } from './reason.ts'

/** A kind is refused as such: what it says may stand in one that a team may make. */
const allowedKind = [
  ['apiVersion', 'v1'],
  ['kind', 'ConfigMap'],
] as const

const hook = 'argocd.argoproj.io/hook'

/** Objects that act as somebody else's. */
export function triesOfMetadata(ground: Ground): readonly Row[] {
  const { team, other } = ground
  const { make, service } = makers(ground)
  const config = (metadata: object) => make('v1', 'ConfigMap', { data: { a: 'b' } }, metadata)
  const syncOptions = 'metadata.annotations."argocd.argoproj.io/sync-options"'
  const guarded = {
    'app.kubernetes.io/managed-by': 'slipway',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'istio-injection': 'enabled',
  }
  return [
    ['a finalizer', config({ finalizers: ['example.com/hold'] }), 'metadata.finalizers[0]'],
    ['an object whose pods stay when it goes', config({ finalizers: ['orphan'] }), 'metadata.finalizers[0]'],
    [
      'a template of pods that nobody has judged',
      make('apps/v1', 'ControllerRevision', { revision: 1, data: { spec: { template: {} } } }),
      'data',
    ],
    [
      'the roots of certificates of a namespace',
      config({ name: 'istio-ca-root-cert' }),
      becomes('metadata.name', 'roots'),
    ],
    [
      'an owner',
      config({ ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' }] }),
      'metadata.ownerReferences',
    ],
    [
      "an object in another team's namespace",
      config({
        namespace: other,
        annotations: { 'argocd.argoproj.io/tracking-id': `${team}-web:/ConfigMap:${other}/try` },
      }),
      [
        { code: 'object-namespace', at: 'metadata.namespace' },
        [['metadata.namespace', team], ['metadata.annotations']],
      ],
    ],
    [
      "an object of another team's app",
      config({ labels: { 'app.kubernetes.io/part-of': other } }),
      becomes('metadata.labels."app.kubernetes.io/part-of"', team),
    ],
    [
      "an object of another team's Application",
      config({ annotations: { 'argocd.argoproj.io/tracking-id': `${other}-ledger:/ConfigMap:${other}/a` } }),
      'metadata.annotations."argocd.argoproj.io/tracking-id"',
    ],
    [
      'what stays when its app goes',
      service({}, { annotations: { 'argocd.argoproj.io/sync-options': 'PruneLast=true,Delete=false' } }),
      becomes(syncOptions, 'PruneLast=true'),
    ],
    [
      'what a person has to let go',
      service({}, { annotations: { 'argocd.argoproj.io/sync-options': 'Prune = confirm' } }),
      syncOptions,
    ],
    ['a data source of Grafana', config({ labels: { grafana_datasource: '1' } }), 'metadata.labels.grafana_datasource'],
    [
      'a DNS name',
      service({}, { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'a.example.com' } }),
      'metadata.annotations."external-dns.alpha.kubernetes.io/hostname"',
    ],
    [
      'a balancer',
      service({}, { annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' } }),
      'metadata.annotations."service.beta.kubernetes.io/aws-load-balancer-scheme"',
    ],
    [
      'an AWS role',
      make('v1', 'ServiceAccount', {}, { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/admin' } }),
      'metadata.annotations."eks.amazonaws.com/role-arn"',
    ],
    [
      'a guard that Argo CD passes over',
      make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['./*'] }] } }, { annotations: { [hook]: 'Skip' } }),
      'metadata.annotations."argocd.argoproj.io/hook"',
    ],
    [
      'a guard that goes when it has been applied',
      make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['./*'] }] } }, { annotations: { [hook]: 'Sync' } }),
      'metadata.annotations."argocd.argoproj.io/hook"',
    ],
    [
      'a volume by its name, such as one that another team left',
      make('v1', 'PersistentVolumeClaim', {
        spec: {
          accessModes: ['ReadWriteOnce'],
          volumeName: 'pvc-ledger',
          storageClassName: '',
          resources: { requests: { storage: '1Gi' } },
        },
      }),
      'spec.volumeName',
    ],
    [
      'a namespace without guards',
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: team, labels: { 'app.kubernetes.io/managed-by': 'slipway' } },
      },
      becomes('metadata.labels', guarded),
    ],
  ]
}

/** Kinds of namespaces that are the platform's. */
export function triesOfKinds(ground: Ground): readonly Row[] {
  const { make } = makers(ground)
  const rows: readonly (readonly [...SoundRow, place?: Place])[] = [
    ['a Secret', make('v1', 'Secret', { stringData: { a: 'b' } }), { code: 'secret-literal', at: 'kind' }],
    ['a Role over secrets', make(rbac, 'Role', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['*'] }] })],
    [
      'a RoleBinding',
      make(rbac, 'RoleBinding', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
        subjects: [],
      }),
    ],
    [
      'an Ingress',
      make('networking.k8s.io/v1', 'Ingress', {
        spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
      }),
    ],
    [
      'an EndpointSlice',
      make('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [{ addresses: ['10.1.2.3'] }] }),
    ],
    [
      'an Application',
      make(argo, 'Application', {
        spec: {
          project: 'default',
          destination: { namespace: 'kube-system' },
          source: { repoURL: 'https://a.example' },
        },
      }),
    ],
    ['a Gateway', make(istio, 'Gateway', { spec: { servers: [] } })],
    ['an EnvoyFilter', make('networking.istio.io/v1alpha3', 'EnvoyFilter', { spec: { configPatches: [] } })],
    ['no mTLS', make(security, 'PeerAuthentication', { spec: { mtls: { mode: 'DISABLE' } } })],
    [
      'no telemetry',
      make('telemetry.istio.io/v1', 'Telemetry', { spec: { metrics: [{ overrides: [{ disabled: true }] }] } }),
    ],
    [
      'a store of its own',
      make('external-secrets.io/v1', 'SecretStore', {
        spec: { provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } } },
      }),
    ],
    ['a ServiceMonitor', make(monitoring, 'ServiceMonitor', { spec: { selector: {}, endpoints: [] } })],
  ]
  return rows.map(([name, object, place = 'kind']) => [name, object, [place, allowedKind]])
}

/** Cluster-wide objects. */
export function triesOfCluster(ground: Ground): readonly Row[] {
  const { team } = ground
  const ofCluster = (name: string, apiVersion: string, kind: string, rest: object): Row => [
    name,
    {
      apiVersion,
      kind,
      // As Argo CD marks what it makes for an app of the team.
      metadata: { name: 'try', annotations: { 'argocd.argoproj.io/tracking-id': `${team}-web:/${kind}:/try` } },
      ...rest,
    },
    ['kind', [...allowedKind, ['metadata.name', 'try'], ['metadata.namespace', team]]],
  ]
  const account = { kind: 'ServiceAccount', name: 'web', namespace: team }
  return [
    ofCluster('rights for its pods', rbac, 'ClusterRoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [account],
    }),
    ofCluster('a ClusterRole', rbac, 'ClusterRole', { rules: [] }),
    ofCluster('a store of all', 'external-secrets.io/v1', 'ClusterSecretStore', {
      spec: { provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } } },
    }),
    ofCluster('a priority', 'scheduling.k8s.io/v1', 'PriorityClass', { value: 1_000_000 }),
    ofCluster('a namespace', 'v1', 'Namespace', {}),
  ]
}
