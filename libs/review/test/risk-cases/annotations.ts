import { marked, type RiskCase } from '../risk-case.ts'

const on =
  (kind: string) =>
  (what: string, key: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
    const side = (value: string) => (value === '' ? '' : `"${key}": "${value}"`)
    return marked(what, kind, 'annotations', side(before), side(after), ...risks)
  }
const ingress = on('networking.k8s.io/v1 Ingress')
const service = on('v1 Service')
const map = on('v1 ConfigMap')
const unknown = 'low not-known'

/** Annotations that controllers obey, and those that nobody does. */
export const annotationRiskCases: readonly RiskCase[] = [
  service('another name', 'external-dns.alpha.kubernetes.io/hostname', 'a.example', 'b.example', 'medium annotation'),
  service('no names', 'external-dns.alpha.kubernetes.io/exclude', '', 'true', 'high annotation'),
  service('how long a name holds', 'external-dns.alpha.kubernetes.io/ttl', '60', '30'),
  ingress('no firewall', 'alb.ingress.kubernetes.io/wafv2-acl-arn', 'arn', '', 'high annotation'),
  ingress('another firewall', 'alb.ingress.kubernetes.io/wafv2-acl-arn', 'arn', 'other', 'medium annotation'),
  ingress('nobody logs in', 'nginx.ingress.kubernetes.io/auth-url', 'https://a.example', '', 'high annotation'),
  ingress(
    'somebody else says who logs in',
    'nginx.ingress.kubernetes.io/auth-url',
    'https://a.example',
    'https://b.example',
    'high annotation',
  ),
  ingress('the internet by Tailscale', 'tailscale.com/funnel', '', 'true', 'high annotation'),
  ingress('an old version of TLS', 'projectcontour.io/tls-minimum-protocol-version', '1.3', '1.1', 'high annotation'),
  service(
    'in the clear at DigitalOcean',
    'service.beta.kubernetes.io/do-loadbalancer-redirect-http-to-https',
    'true',
    '',
    'high annotation',
  ),
  service(
    "inside no more, of Oracle's cloud",
    'service.beta.kubernetes.io/oci-load-balancer-internal',
    'true',
    '',
    'high annotation',
  ),
  service(
    'inside no more, of Hetzner',
    'load-balancer.hetzner.cloud/disable-public-network',
    'true',
    'false',
    'high annotation',
  ),
  ingress('code of its own', 'nginx.ingress.kubernetes.io/configuration-snippet', '', 'return 200', 'high annotation'),
  ingress('a larger body', 'nginx.ingress.kubernetes.io/proxy-body-size', '1m', '2m', 'low annotation'),
  ingress('another issuer', 'cert-manager.io/cluster-issuer', 'a', 'b', 'medium annotation'),
  ingress('another controller', 'kubernetes.io/ingress.class', 'a', 'b', 'medium annotation'),
  on('v1 ServiceAccount')('another role of the cloud', 'eks.amazonaws.com/role-arn', 'a', 'b', 'medium annotation'),
  on('v1 Secret')(
    'copies of a Secret',
    'reflector.v1.k8s.emberstack.com/reflection-allowed',
    'false',
    'true',
    'high annotation',
  ),
  on('keda.sh/v1alpha1 ScaledObject')('KEDA rests', 'autoscaling.keda.sh/paused', '', 'true', 'medium annotation'),
  on('argoproj.io/v1alpha1 Application')(
    'Argo CD rests',
    'argocd.argoproj.io/skip-reconcile',
    '',
    'true',
    'high annotation',
  ),
  ...(
    [
      ['the agent of Pod Identity', '', '169.254.170.23/32', 'low annotation'],
      ['everything', '169.254.170.23/32', '0.0.0.0/0', 'high annotation'],
      ['more than the agent', '', '169.254.170.23/32,10.0.0.0/8', 'high annotation'],
    ] as const
  ).map(([what, before, after, risk]) =>
    on('v1 Service')(`${what} past the proxy`, 'traffic.sidecar.istio.io/excludeOutboundIPRanges', before, after, risk),
  ),
  map('a later wave', 'argocd.argoproj.io/sync-wave', '1', '2'),
  map('a note', 'kubernetes.io/description', 'a', 'b'),
  map('nobody here knows', 'example.com/a', 'a', 'b', unknown),
  map('nearly a word of Argo CD', 'argocd.argoproj.io.example.com/hook', 'a', 'b', unknown),
]
