import type { KubeObject } from '@slipway/core'
import { teamKinds } from '@slipway/model'
import { object, type Placed } from './fixture-app.ts'

const namespace = (team: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: team,
    labels: {
      'app.kubernetes.io/managed-by': 'slipway',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'istio-injection': 'enabled',
    },
    annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
  },
})

/** What each team's namespace holds beside its apps. */
export const namespaces = (): readonly Placed[] =>
  ['shop', 'finance'].flatMap((team): Placed[] => [
    [`${team}/namespace`, namespace(team)],
    [`${team}/namespace`, object('security.istio.io/v1', 'AuthorizationPolicy', team, `${team}-deny`, { spec: {} })],
    [
      `${team}/namespace`,
      object('networking.k8s.io/v1', 'NetworkPolicy', team, `${team}-deny`, {
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      }),
    ],
    [`${team}/namespace`, object('v1', 'ResourceQuota', team, team, { spec: { hard: { pods: '50' } } })],
  ])

export const platform = (): readonly Placed[] => [
  [
    'platform/gateway',
    object('networking.istio.io/v1', 'Gateway', 'istio-ingress', 'public', {
      spec: {
        selector: { istio: 'gateway' },
        servers: [
          {
            hosts: ['*/*.prod.example.com'],
            port: { number: 443, name: 'https', protocol: 'HTTPS' },
            tls: { mode: 'SIMPLE', credentialName: 'public' },
          },
        ],
      },
    }),
  ],
  [
    'platform/gateway',
    object('cert-manager.io/v1', 'Certificate', 'istio-ingress', 'public', {
      spec: {
        secretName: 'public',
        dnsNames: ['*.prod.example.com'],
        issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' },
      },
    }),
  ],
  ['platform/gateway', object('cert-manager.io/v1', 'ClusterIssuer', '', 'letsencrypt', { spec: { acme: {} } })],
  [
    'platform/hosts',
    object('networking.istio.io/v1', 'VirtualService', 'istio-ingress', 'shop', {
      spec: {
        hosts: ['shop.prod.example.com'],
        gateways: ['istio-ingress/public'],
        http: [
          {
            name: 'web',
            match: [{ uri: { exact: '/web' } }, { uri: { prefix: '/web/' } }],
            delegate: { name: 'web', namespace: 'shop' },
          },
        ],
      },
    }),
  ],
  [
    'platform/secrets',
    object('external-secrets.io/v1', 'ClusterSecretStore', '', 'team-shop', { spec: { provider: {} } }),
  ],
  ['platform/storage', object('storage.k8s.io/v1', 'StorageClass', '', 'gp3', { provisioner: 'ebs.csi.aws.com' })],
  ['platform/nodes', object('scheduling.k8s.io/v1', 'PriorityClass', '', 'standard', { value: 1000 })],
]

const source = (path: string) => ({
  repoURL: 'https://git.example/acme/slipway.git',
  targetRevision: 'refs/heads/main',
  path,
})
const ignore = [
  {
    group: 'networking.istio.io',
    kind: 'VirtualService',
    jqPathExpressions: ['.spec.http[].route[].weight', '.spec.http[] | select(.name == "header")'],
  },
]

export const argocd = (cluster: string): readonly Placed[] => [
  [
    'argocd',
    object('argoproj.io/v1alpha1', 'Application', 'argocd', 'root', {
      spec: {
        project: 'platform',
        source: source(`argocd/${cluster}`),
        destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
      },
    }),
    'root',
  ],
  ...['platform', 'shop', 'finance'].flatMap((team): Placed[] => [
    [
      'argocd',
      object('argoproj.io/v1alpha1', 'AppProject', 'argocd', team, {
        spec: {
          sourceRepos: ['https://git.example/acme/slipway.git'],
          destinations: [{ server: 'https://kubernetes.default.svc', namespace: team === 'platform' ? '*' : team }],
          clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: team }],
          namespaceResourceWhitelist: [...teamKinds],
        },
      }),
    ],
    [
      'argocd',
      object('argoproj.io/v1alpha1', 'ApplicationSet', 'argocd', team, {
        spec: {
          goTemplate: true,
          goTemplateOptions: ['missingkey=error'],
          generators: [
            {
              git: {
                repoURL: source('').repoURL,
                revision: 'refs/heads/main',
                directories: [{ path: `clusters/${cluster}/${team}/*` }],
              },
            },
          ],
          template: {
            metadata: { name: `${team}-{{.path.basename}}` },
            spec: {
              project: team,
              source: source('{{.path.path}}'),
              destination: { server: 'https://kubernetes.default.svc', namespace: team },
              ignoreDifferences: ignore,
              syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ApplyOutOfSyncOnly=true'] },
            },
          },
        },
      }),
    ],
  ]),
]
