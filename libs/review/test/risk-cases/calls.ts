import { casesOf, gone, type RiskCase } from '../risk-case.ts'

const service = casesOf('v1 Service')
const route = casesOf('networking.istio.io/v1 VirtualService')
const rule = casesOf('networking.istio.io/v1 DestinationRule')
const sidecar = casesOf('networking.istio.io/v1 Sidecar')
const entry = casesOf('networking.istio.io/v1 ServiceEntry')
const tokens = casesOf('security.istio.io/v1 RequestAuthentication')
const telemetry = casesOf('telemetry.istio.io/v1 Telemetry')
const mesh = casesOf('install.istio.io/v1alpha1 IstioOperator')
const gateway = casesOf('gateway.networking.k8s.io/v1 Gateway')
const binding = casesOf('elbv2.k8s.aws/v1beta1 TargetGroupBinding')

const ports = (more = '') => `spec: {selector: {a: b}, ports: [{port: 80}]${more}}`
const http = (more = '', top = '') => `spec: {hosts: [a]${top}, http: [{route: [{destination: {host: web}}]${more}}]}`
const cors = (origin: string, login = true) =>
  http(`, corsPolicy: {allowOrigins: [{${origin}}], allowCredentials: ${login}}`)
const led = (host: string, path = '/') =>
  `spec: {hosts: [a], http: [{match: [{uri: {exact: /login}}], redirect: {authority: ${host}, uri: ${path}}}, {route: [{destination: {host: web}}]}]}`
const hash = (cookie: string) =>
  `spec: {host: web, trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: ${cookie}, ttl: 1h}}}}}`
const even = 'spec: {host: web, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}}'
const outside = (resolution: string) =>
  `spec: {hosts: [a.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: ${resolution}}`
const jwt = (more: string, issuer = 'https://id.example') => `spec: {jwtRules: [{issuer: "${issuer}"${more}}]}`
const keys = (host: string) => jwt(`, jwksUri: "https://${host}/keys"`)
const measured = (more = '') => `spec: {metrics: [{providers: [{name: prometheus}]${more}}]}`
const scheme = (word: string) =>
  `spec: {gatewayClassName: istio, infrastructure: {annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: ${word}}}, listeners: []}`
const group = (name: string, port = 80) =>
  `spec: {serviceRef: {name: web, port: ${port}}, targetGroupARN: "arn:${name}"}`
const canary = 'flagger.app/v1beta1 Canary'

/** Who is called, how often, and by whose word: Services, Istio, the AWS Load Balancer Controller, Flagger. */
export const callsRiskCases: readonly RiskCase[] = [
  service('calls pods that are not ready', ports(), ports(', publishNotReadyAddresses: true'), 'medium unready-called'),
  service('calls its own node alone', ports(), ports(', internalTrafficPolicy: Local'), 'medium local-only'),
  service('calls all, as it did', ports(), ports(', internalTrafficPolicy: Cluster')),
  route('twenty tries', http(', retries: {attempts: 2}'), http(', retries: {attempts: 20}'), 'medium retry-storm'),
  route('three tries', http(), http(', retries: {attempts: 3}')),
  route('50 ms', http(), http(', timeout: 50ms'), 'medium timeout-shorter'),
  route('15 s', http(), http(', timeout: 15s')),
  route('its own namespace alone', http(), http('', ', exportTo: ["."]'), 'medium seen-less'),
  route('all namespaces, as it was', http(), http('', ', exportTo: ["*"]')),
  route('every origin', cors('exact: "https://a.example"'), cors('regex: ".*"'), 'high origins-any'),
  route('every origin without logins', cors('exact: "https://a.example"', false), cors('regex: ".*"', false)),
  route(
    'another origin',
    cors('exact: "https://a.example"'),
    cors('exact: "https://b.example"'),
    'medium origins-added',
  ),
  route('another origin without logins', cors('exact: "https://a.example"'), cors('exact: "https://b.example"', false)),
  route('leads visitors elsewhere', http(), led('evil.example'), 'medium led-elsewhere'),
  route('leads them elsewhere, as it did', led('a.example', '/a'), led('a.example', '/a')),
  route(
    'takes a header out',
    http(),
    http(', headers: {response: {remove: [content-security-policy]}}'),
    'medium requests-rewritten',
  ),
  route('takes it in again', http(', headers: {response: {remove: [content-security-policy]}}'), http()),
  rule('spreads evenly', hash('s'), even, 'medium sticky-ends'),
  rule('another cookie', hash('s'), hash('t'), 'medium sticky-ends'),
  rule('sticks from now on', even, hash('s')),
  sidecar(
    'knows less',
    'spec: {egress: [{hosts: ["./*", "pay/*"]}]}',
    'spec: {egress: [{hosts: ["./*"]}]}',
    'medium outside-closed',
  ),
  sidecar('knows more', 'spec: {egress: [{hosts: ["./*"]}]}', 'spec: {egress: [{hosts: ["./*", "pay/*"]}]}'),
  entry('found in another way', outside('DNS'), outside('NONE'), 'medium outside-otherwise'),
  tokens('keys of somebody else', keys('id.example'), keys('evil.example'), 'high token-keys'),
  tokens('tokens of other apps', jwt(', audiences: [shop]'), jwt(''), 'medium tokens-of-others'),
  tokens('tokens of fewer apps', jwt(''), jwt(', audiences: [shop]')),
  telemetry('measures no more', measured(), measured(', overrides: [{disabled: true}]'), 'medium measured-otherwise'),
  telemetry('has one label less', measured(), measured(', overrides: [{tagOverrides: {a: {operation: REMOVE}}}]')),
  mesh('another profile', 'spec: {profile: default}', 'spec: {profile: demo}', 'medium mesh-otherwise'),
  gone('install.istio.io/v1alpha1 IstioOperator', 'high mesh-otherwise'),
  gateway('goes on the internet', scheme('internal'), scheme('internet-facing'), 'high reached-outside'),
  gateway('stays inside', scheme('internet-facing'), scheme('internal')),
  binding('another group', group('a'), group('b'), 'high targets-other'),
  binding('another port', group('a'), group('a', 81), 'medium other-backend'),
  gone('elbv2.k8s.aws/v1beta1 TargetGroupBinding', 'high targets-gone'),
  gone(canary, 'high canary-end'),
  casesOf(canary)('goes, and gives back', 'spec: {revertOnDeletion: true}', '', 'medium canary-end'),
  gone('route.openshift.io/v1 Route', 'high route-gone'),
]
