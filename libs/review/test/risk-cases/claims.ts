import { object, renamed, type RiskCase } from '../risk-case.ts'

const twice = (what: string, first: string, second: string, ...risks: readonly string[]): RiskCase => [
  what,
  { 'clusters/prod/a/a.yaml': first },
  { 'clusters/prod/a/a.yaml': first, 'clusters/prod/b/b.yaml': second },
  ...risks,
]
const elsewhere = (text: string): string => text.replace('namespace: shop', 'namespace: pay')

const nodePort = (port: number) =>
  object('v1 Service', `spec: {type: NodePort, selector: {a: b}, ports: [{port: 80, nodePort: ${port}}]}`)
const edge = (path: string, gateway = 'istio-system/edge', host = 'a.example') =>
  object(
    'networking.istio.io/v1 VirtualService',
    `spec: {hosts: [${host}], gateways: [${gateway}], http: [{match: [{uri: {prefix: ${path}}}], route: [{destination: {host: web}}]}]}`,
  )
const ingress = (path: string, metadata = '') =>
  object(
    'networking.k8s.io/v1 Ingress',
    `spec: {ingressClassName: a, rules: [{host: a.example, http: {paths: [{path: ${path}, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}`,
    metadata,
  )
const secret = (target: string) =>
  object('external-secrets.io/v1 ExternalSecret', `spec: {secretStoreRef: {name: s}, target: {${target}}}`)
const certificate = object('cert-manager.io/v1 Certificate', 'spec: {secretName: made, dnsNames: [a.example]}')
const scaler = object(
  'autoscaling/v2 HorizontalPodAutoscaler',
  'spec: {scaleTargetRef: {kind: Deployment, name: run}, minReplicas: 2, maxReplicas: 4}',
)
const keda = (metadata = '') =>
  object('keda.sh/v1alpha1 ScaledObject', 'spec: {scaleTargetRef: {name: run}, triggers: []}', metadata)
const budget = (app: string) =>
  object('policy/v1 PodDisruptionBudget', `spec: {maxUnavailable: 1, selector: {matchLabels: {app: ${app}}}}`)
const workload = renamed('run', object('apps/v1 Deployment', 'spec: {template: {metadata: {labels: {app: web}}}}'))
const both = (...texts: readonly string[]) => texts.join('---\n')
const open = 'high reachable'
const claimed = 'medium host-claimed'

/** A host and, in the order of a gateway, whose its paths are. */
const shared = (...paths: readonly (readonly [uri: string, team: string])[]) =>
  object(
    'networking.istio.io/v1 VirtualService',
    `spec: {hosts: [a.example], gateways: [x/public], http: [${paths
      .map(([uri, team]) => `{match: [{uri: {${uri}}}], delegate: {name: ${team}, namespace: ${team}}}`)
      .join(', ')}]}`,
  )
const all = ['prefix: /', 'finance'] as const
const help = ['prefix: /help', 'shop'] as const
const comes = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  what,
  { 'a.yaml': before },
  { 'a.yaml': after },
  ...risks,
]

/** What two objects ask for and one gets. */
export const claimRiskCases: readonly RiskCase[] = [
  twice('a port of each node', nodePort(30080), elsewhere(nodePort(30080)), 'high claimed-twice', open),
  twice('another port', nodePort(30080), elsewhere(nodePort(30081)), open),
  [
    'the same Service under another name',
    nodePort(30080),
    renamed('other', nodePort(30080)),
    'high needed-object-deleted',
  ],

  twice('the requests of another namespace', edge('/a'), elsewhere(edge('/a')), 'high claimed-twice'),
  twice('requests in one namespace', edge('/a'), renamed('other', edge('/a')), 'medium claimed-twice'),
  twice('other requests of the host', edge('/a'), elsewhere(edge('/b')), 'medium host-shared'),
  twice('those of another gateway', edge('/a'), elsewhere(edge('/a', 'istio-system/inside'))),
  twice('those of a gateway of the same name elsewhere', edge('/a', 'edge'), elsewhere(edge('/a', 'edge'))),
  twice('another host', edge('/a'), elsewhere(edge('/a', 'istio-system/edge', 'b.example')), claimed),
  twice('the mesh alone', edge('/a', 'mesh'), elsewhere(edge('/a', 'mesh'))),
  twice(
    'a path that only begins like another',
    ingress('/shop'),
    elsewhere(ingress('/shopping')),
    'medium host-shared',
    'medium hosts-opened',
  ),
  twice(
    'a path below another',
    ingress('/shop'),
    elsewhere(ingress('/shop/pay')),
    'high path-owner',
    'medium hosts-opened',
  ),
  twice('a path of an Ingress', ingress('/a'), elsewhere(ingress('/a')), 'high claimed-twice', 'medium hosts-opened'),
  twice(
    "the same by ingress-nginx's canary",
    ingress('/a'),
    renamed('other', ingress('/a', ', annotations: {nginx.ingress.kubernetes.io/canary: "true"}')),
    'medium hosts-opened',
  ),

  twice('a Secret', secret('name: made'), renamed('other', secret('name: made')), 'medium claimed-twice'),
  twice(
    'a Secret that is added to',
    secret('name: made'),
    renamed('other', secret('name: made, creationPolicy: Merge')),
  ),
  twice('a Secret of a certificate', secret('name: made'), certificate, 'medium claimed-twice'),
  twice('a Secret elsewhere', secret('name: made'), elsewhere(certificate)),

  twice('the number of pods', both(workload, scaler), keda(), 'high claimed-twice'),
  twice(
    'the number of pods, handed over',
    both(workload, scaler),
    keda(', annotations: {scaledobject.keda.sh/transfer-hpa-ownership: "true"}'),
  ),
  twice('the eviction of pods', both(workload, budget('web')), renamed('other', budget('web')), 'medium claimed-twice'),
  twice(
    'the eviction of pods, by another selector',
    both(workload, budget('web')),
    renamed(
      'other',
      object(
        'policy/v1 PodDisruptionBudget',
        'spec: {maxUnavailable: 1, selector: {matchExpressions: [{key: app, operator: Exists}]}}',
      ),
    ),
    'medium claimed-twice',
  ),
  twice('that of other pods', both(workload, budget('web')), renamed('other', budget('run'))),

  // Folders of an environment that hold the same objects are clusters of their own.
  [
    'the same in another cluster of an environment',
    { 'web/production/eu/a.yaml': both(edge('/a'), nodePort(30080)) },
    {
      'web/production/eu/a.yaml': both(edge('/a'), nodePort(30080)),
      'web/production/us/b.yaml': both(edge('/a'), nodePort(30080)),
    },
    open,
  ],
  [
    'one object twice in an environment',
    { 'web/production/eu/a.yaml': both(edge('/a'), nodePort(30080)) },
    {
      'web/production/eu/a.yaml': both(edge('/a'), nodePort(30080)),
      'web/production/us/b.yaml': edge('/a'),
    },
    'high twice',
  ],
  // Two folders of which nobody says that they are of one cluster.
  [
    'the same in another folder',
    { 'one/a.yaml': edge('/a') },
    { 'one/a.yaml': edge('/a'), 'two/a.yaml': elsewhere(edge('/a')) },
  ],
  // It was so before.
  [
    'another field of one of two',
    both(edge('/a'), elsewhere(edge('/a'))),
    both(edge('/a'), elsewhere(edge('/a')).replace('spec: {', 'spec: {exportTo: ["."], ')),
    'medium seen-less',
  ],
  [
    'a route that comes to one of two',
    both(edge('/a'), elsewhere(edge('/b'))),
    both(edge('/a'), elsewhere(edge('/a'))),
    'high claimed-twice',
    'medium route-takes-more',
  ],

  comes(
    'a path of a host that another team takes',
    shared(all),
    shared(['exact: /login', 'shop'], all),
    'high path-owner',
  ),
  comes(
    'one more, by a team that has others',
    shared(help, all),
    shared(help, ['prefix: /login', 'shop'], all),
    'high path-owner',
  ),
  comes('a path within those that it has', shared(help, all), shared(['prefix: /help/a', 'shop'], help, all)),
  comes('a path that goes back to who has all', shared(help, all), shared(all)),
  comes(
    'a path that nobody answered, by another team',
    shared(['prefix: /pay', 'finance']),
    shared(['prefix: /pay', 'finance'], help),
    'medium host-shared',
    'medium route-takes-more',
  ),
]
