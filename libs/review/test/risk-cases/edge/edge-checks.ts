// Judged by hand on 2026-11-30, from the pages of each product, before the expected level was read.
import { casesOf, marked, type RiskCase } from '../../risk-case.ts'

const ingress = 'networking.k8s.io/v1 Ingress'
const route = casesOf('traefik.io/v1alpha1 IngressRoute')
const routes = (middlewares: string) =>
  `spec: {routes: [{match: "Host(\`a\`)", kind: Rule, ${middlewares}services: [{name: web, port: 80}]}]}`
const gone = (key: string, value: string, ...risks: readonly string[]): RiskCase =>
  marked(`${key} goes`, ingress, 'annotations', `${key}: "${value}"`, '', ...risks)

/** What asks callers who they are, of controllers beside those of AWS and ingress-nginx. */
export const edgeCheckRiskCases: readonly RiskCase[] = [
  gone('traefik.ingress.kubernetes.io/router.middlewares', 'shop-auth@kubernetescrd', 'high annotation'),
  gone('haproxy.org/allow-list', '10.0.0.0/8', 'high annotation'),
  gone('konghq.com/plugins', 'key-auth', 'high annotation'),
  gone('nginx.com/jwt-key', 'a', 'high annotation'),
  gone('appgw.ingress.kubernetes.io/waf-policy-for-path', '/subscriptions/x', 'high annotation'),
  gone('cloud.google.com/backend-config', 'a', 'high annotation'),
  gone('ingress.kubernetes.io/force-ssl-redirect', 'true', 'medium annotation'),
  marked(
    'another middleware',
    ingress,
    'annotations',
    'traefik.ingress.kubernetes.io/router.middlewares: a',
    'traefik.ingress.kubernetes.io/router.middlewares: b',
    'medium annotation',
  ),
  route('no middleware any more', routes('middlewares: [{name: auth}], '), routes(''), 'high filter-gone'),
  casesOf('cloud.google.com/v1 BackendConfig')(
    'no login',
    'spec: {iap: {enabled: true}}',
    'spec: {iap: {enabled: false}}',
    'high checks-off',
    'medium part-off',
  ),
  casesOf('triggers.tekton.dev/v1beta1 EventListener')(
    'anybody starts runs',
    'spec: {triggers: [{name: a, interceptors: [{ref: {name: github}}], template: {ref: b}}]}',
    'spec: {triggers: [{name: a, template: {ref: b}}]}',
    'high checks-off',
  ),
  casesOf('argoproj.io/v1alpha1 EventSource')(
    'anybody sends events',
    'spec: {webhook: {a: {port: "1", authSecret: {name: a, key: b}}}}',
    'spec: {webhook: {a: {port: "1"}}}',
    'high checks-off',
  ),
  casesOf('secrets.hashicorp.com/v1beta1 VaultStaticSecret')(
    'another secret',
    'spec: {mount: kv, path: shop/db}',
    'spec: {mount: kv, path: admin/db}',
    'high other-secret',
  ),
  casesOf('secrets-store.csi.x-k8s.io/v1 SecretProviderClass')(
    'another secret',
    'spec: {provider: aws, parameters: {objects: "- objectName: shop/db"}}',
    'spec: {provider: aws, parameters: {objects: "- objectName: admin/root"}}',
    'high other-secret',
  ),
]
