import { casesOf, object, type RiskCase } from '../risk-case.ts'

const sidecar = casesOf('networking.istio.io/v1 Sidecar')
const route = casesOf('networking.istio.io/v1 VirtualService')
const entry = casesOf('networking.istio.io/v1 ServiceEntry')
const redirect = casesOf('cilium.io/v2 CiliumLocalRedirectPolicy')
const api = casesOf('apiregistration.k8s.io/v1 APIService')
const limits = casesOf('v1 LimitRange')
const policy = casesOf('policy.networking.k8s.io/v1alpha1 AdminNetworkPolicy')
const secret = casesOf('external-secrets.io/v1 ClusterExternalSecret')
const grant = casesOf('gateway.networking.k8s.io/v1beta1 ReferenceGrant')
const telemetry = casesOf('telemetry.istio.io/v1 Telemetry')

const classOf = (kind: string, isDefault: string): string =>
  object(
    kind,
    'provisioner: a',
    `, annotations: {${kind.split(' ')[1]?.toLowerCase()}.kubernetes.io/is-default-class: "${isDefault}"}`,
  )
const slice = (address: string): string =>
  object(
    'discovery.k8s.io/v1 EndpointSlice',
    `addressType: IPv4\nendpoints: [{addresses: [${address}]}]`,
    ', labels: {kubernetes.io/service-name: web}',
  )
const service = object('v1 Service', 'spec: {ports: [{port: 80}]}')
const from = (...names: readonly string[]) =>
  `from: [${names.map((name) => `{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ${name}}`).join(', ')}]`
const deny = (subject: string, ports = '') =>
  `spec: {priority: 1, subject: {${subject}}, ingress: [{action: Deny, from: [{namespaces: {}}]${ports}}]}`

/** Objects that act on all of their namespace or cluster without naming anything there. */
export const wideObjectRiskCases: readonly RiskCase[] = [
  sidecar('of all pods, known calls alone', '', 'spec: {egress: [{hosts: ["./*"]}]}', 'medium outside-closed'),
  sidecar('of all pods, everything', '', 'spec: {egress: [{hosts: ["*/*"]}]}'),
  sidecar(
    'of some pods',
    '',
    'spec: {workloadSelector: {labels: {a: b}}, egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
  ),
  route(
    'every host of the mesh',
    '',
    'spec: {hosts: ["*"], http: [{route: [{destination: {host: a}}]}]}',
    'high calls-led-elsewhere',
  ),
  route('its own host', '', 'spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}'),
  entry(
    'a name of the world at an address of ours',
    '',
    'spec: {hosts: [api.example.com], resolution: STATIC, endpoints: [{address: 10.0.0.1}]}',
    'low outside-address',
    'medium calls-led-elsewhere',
  ),
  entry(
    'a name of ours',
    '',
    'spec: {hosts: [db.internal], resolution: STATIC, endpoints: [{address: 10.0.0.1}]}',
    'low outside-address',
  ),
  redirect(
    'comes',
    '',
    'spec: {redirectFrontend: {addressMatcher: {ip: 169.254.169.254}}}',
    'medium calls-led-elsewhere',
  ),
  [
    'addresses of a Service that is there',
    { 'a.yaml': service },
    { 'a.yaml': service, 'b.yaml': slice('6.6.6.6') },
    'medium calls-led-elsewhere',
  ],
  ['addresses of a Service that comes along', {}, { 'a.yaml': service, 'b.yaml': slice('6.6.6.6') }],
  ['other addresses', { 'b.yaml': slice('10.0.0.1') }, { 'b.yaml': slice('6.6.6.6') }, 'medium calls-led-elsewhere'],
  api(
    'a group of Kubernetes itself',
    '',
    'spec: {group: apps, version: v1, service: {name: a, namespace: b}}',
    'high api-elsewhere',
  ),
  api('metrics', '', 'spec: {group: metrics.k8s.io, version: v1beta1, service: {name: a, namespace: b}}'),
  api(
    'another Service',
    'spec: {group: metrics.k8s.io, service: {name: a, namespace: b}}',
    'spec: {group: metrics.k8s.io, service: {name: c, namespace: b}}',
    'high api-elsewhere',
  ),
  [
    'a second default class of volumes',
    {},
    { 'a.yaml': classOf('storage.k8s.io/v1 StorageClass', 'true') },
    'medium default-class',
  ],
  ['a class of volumes', {}, { 'a.yaml': classOf('storage.k8s.io/v1 StorageClass', 'false') }],
  [
    'a default class of the edge',
    {},
    { 'a.yaml': classOf('networking.k8s.io/v1 IngressClass', 'true') },
    'medium default-class',
  ],
  limits(
    'what each pod gets',
    '',
    'spec: {limits: [{type: Container, default: {memory: 16Mi}}]}',
    'medium limit-added',
  ),
  limits(
    'what a claim may ask for',
    '',
    'spec: {limits: [{type: PersistentVolumeClaim, min: {storage: 1Gi}}]}',
    'low limit-added',
  ),
  policy('nothing to any pod', '', deny('namespaces: {}'), 'high pods-closed'),
  policy('nothing to pods of some namespaces', '', deny('namespaces: {matchLabels: {a: b}}')),
  policy('nothing to each pod', '', deny('pods: {namespaceSelector: {}, podSelector: {}}'), 'high pods-closed'),
  policy('nothing to pods of a label', '', deny('pods: {namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}')),
  policy('nothing to a port of any pod', '', deny('namespaces: {}', ', ports: [{portRange: {start: 22, end: 22}}]')),
  secret('in every namespace', '', 'spec: {namespaceSelectors: [{matchLabels: {}}]}', 'high secret-everywhere'),
  secret('in some', '', 'spec: {namespaceSelectors: [{matchLabels: {a: b}}]}', 'low not-known'),
  secret(
    'in some, by an expression',
    '',
    'spec: {namespaceSelectors: [{matchExpressions: [{key: a, operator: Exists}]}]}',
    'low not-known',
  ),
  grant(
    'who may name it is fewer',
    `spec: {${from('a', 'b')}, to: [{group: "", kind: Service}]}`,
    `spec: {${from('a')}, to: [{group: "", kind: Service}]}`,
    'high reference-gone',
  ),
  grant(
    'what may be named is less',
    `spec: {${from('a')}, to: [{group: "", kind: Service}]}`,
    `spec: {${from('a')}, to: [{group: "", kind: Service, name: web}]}`,
    'medium reference-gone',
  ),
  grant(
    'what may be named is more',
    `spec: {${from('a')}, to: [{group: "", kind: Service, name: web}]}`,
    `spec: {${from('a')}, to: [{group: "", kind: Service}]}`,
    'medium reference-granted',
  ),
  telemetry('logs of nobody', '', 'spec: {accessLogging: [{disabled: true}]}', 'medium measured-otherwise'),
]
