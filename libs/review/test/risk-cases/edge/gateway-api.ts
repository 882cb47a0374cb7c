// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../../risk-case.ts'

const gateway = casesOf('gateway.networking.k8s.io/v1 Gateway')
const hTTPRoute = casesOf('gateway.networking.k8s.io/v1 HTTPRoute')
const backendTLSPolicy = casesOf('gateway.networking.k8s.io/v1 BackendTLSPolicy')
const referenceGrant = casesOf('gateway.networking.k8s.io/v1beta1 ReferenceGrant')
const securityPolicy = casesOf('gateway.envoyproxy.io/v1alpha1 SecurityPolicy')
const backendTrafficPolicy = casesOf('gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy')
const clientTrafficPolicy = casesOf('gateway.envoyproxy.io/v1alpha1 ClientTrafficPolicy')
const gatewayClass = casesOf('gateway.networking.k8s.io/v1 GatewayClass')
const tCPRoute = casesOf('gateway.networking.k8s.io/v1alpha2 TCPRoute')

/** Gateways, routes and the policies that hang on them. */
export const gatewayApiRiskCases: readonly RiskCase[] = [
  gateway(
    'allowedRoutes All',
    'spec: {listeners: [{allowedRoutes: {namespaces: {from: Same}}}]}',
    'spec: {listeners: [{allowedRoutes: {namespaces: {from: All}}}]}',
    'high hosts-opened',
  ),
  gateway(
    'allowedRoutes Same cuts',
    'spec: {listeners: [{allowedRoutes: {namespaces: {from: All}}}]}',
    'spec: {listeners: [{allowedRoutes: {namespaces: {from: Same}}}]}',
    'high routes-dropped',
  ),
  gateway(
    'listener gone',
    'spec: {listeners: [{name: b, port: 8443, protocol: HTTPS, hostname: "*.example.com", tls: {mode: Terminate, certificateRefs: [{name: cert}]}}]}',
    'spec: {listeners: []}',
    'high hosts-closed',
  ),
  gateway(
    'hostname narrower',
    'spec: {listeners: [{hostname: "*.example.com"}]}',
    'spec: {listeners: [{hostname: a.example.com}]}',
    'high hosts-closed',
  ),
  gateway(
    'certificate other',
    'spec: {listeners: [{tls: {certificateRefs: [{name: cert}]}}]}',
    'spec: {listeners: [{tls: {certificateRefs: [{name: other}]}}]}',
    'medium certificate-served',
  ),
  gateway(
    'passthrough',
    'spec: {listeners: [{tls: {mode: Terminate, certificateRefs: [{name: cert}]}}]}',
    'spec: {listeners: [{tls: {mode: Passthrough}}]}',
    'medium certificate-served',
  ),
  gateway(
    'https to http',
    'spec: {listeners: [{protocol: HTTPS, tls: {mode: Terminate, certificateRefs: [{name: cert}]}}]}',
    'spec: {listeners: [{protocol: HTTP}]}',
    'high served-plain',
    'medium certificate-served',
  ),
  gateway('gateway gone', 'spec: {listeners: []}', '', 'high needed-object-deleted'),
  gateway(
    'port changed',
    'spec: {listeners: [{port: 443}]}',
    'spec: {listeners: [{port: 8443}]}',
    'high hosts-closed',
    'medium hosts-opened',
  ),
  gateway(
    'frontend validation gone (mTLS)',
    'spec: {listeners: [{tls: {frontendValidation: {caCertificateRefs: [{name: ca, kind: ConfigMap, group: ""}]}}}]}',
    'spec: {listeners: [{tls: {}}]}',
    'high tls-weaker',
  ),
  hTTPRoute(
    'at another gateway, too',
    'spec: {parentRefs: [{name: inside}], hostnames: [a.example.com]}',
    'spec: {parentRefs: [{name: inside}, {name: public, namespace: edge}], hostnames: [a.example.com]}',
    'medium hosts-opened',
  ),
  hTTPRoute(
    'its gateway in other words',
    'spec: {parentRefs: [{name: a}], hostnames: [a.example.com]}',
    'spec: {parentRefs: [{name: a, kind: Gateway}], hostnames: [a.example.com]}',
  ),
  hTTPRoute('hostnames gone: takes all', 'spec: {hostnames: [a.example.com]}', 'spec: {}', 'medium hosts-opened'),
  hTTPRoute('hostnames come: takes one', 'spec: {}', 'spec: {hostnames: [a.example.com]}', 'high hosts-closed'),
  hTTPRoute(
    'hostname gone from list',
    'spec: {hostnames: [a.example.com, b.example.com]}',
    'spec: {hostnames: [a.example.com]}',
    'high hosts-closed',
  ),
  hTTPRoute(
    'backend other',
    'spec: {rules: [{backendRefs: [{name: a}]}]}',
    'spec: {rules: [{backendRefs: [{name: b}]}]}',
    'medium other-backend',
  ),
  hTTPRoute(
    'weights all to canary',
    'spec: {rules: [{backendRefs: [{weight: 100}, {name: b, weight: 0}]}]}',
    'spec: {rules: [{backendRefs: [{weight: 0}, {name: b, weight: 100}]}]}',
    'medium other-backend',
  ),
  hTTPRoute(
    'backend in another namespace',
    'spec: {rules: [{backendRefs: [{}]}]}',
    'spec: {rules: [{backendRefs: [{namespace: other}]}]}',
    'medium other-backend',
  ),
  hTTPRoute(
    'rule removed',
    'spec: {rules: [{matches: [{path: {type: PathPrefix, value: "/api"}}], backendRefs: [{name: a, port: 80}]}, {backendRefs: [{name: b, port: 80}]}]}',
    'spec: {rules: [{backendRefs: [{name: b, port: 80}]}]}',
    'medium other-backend',
  ),
  hTTPRoute(
    'match broader',
    'spec: {rules: [{matches: [{path: {value: "/api"}}]}]}',
    'spec: {rules: [{matches: [{path: {value: "/"}}]}]}',
    'medium route-takes-more',
  ),
  hTTPRoute(
    'match narrower',
    'spec: {rules: [{matches: [{path: {value: "/"}}]}]}',
    'spec: {rules: [{matches: [{path: {value: "/api"}}]}]}',
    'high requests-unanswered',
  ),
  hTTPRoute(
    'header match dropped',
    'spec: {rules: [{matches: [{headers: [{name: x-admin, value: "1"}]}]}]}',
    'spec: {rules: [{}]}',
    'medium route-takes-more',
  ),
  hTTPRoute(
    'redirect to other host',
    'spec: {rules: [{backendRefs: [{name: a, port: 80}]}]}',
    'spec: {rules: [{filters: [{type: RequestRedirect, requestRedirect: {hostname: evil.example}}]}]}',
    'medium other-backend',
    'medium requests-rewritten',
  ),
  hTTPRoute(
    'mirror added',
    'spec: {rules: [{}]}',
    'spec: {rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: evil, port: 80}}}]}]}',
    'high requests-copied',
  ),
  hTTPRoute(
    'timeout shorter',
    'spec: {rules: [{timeouts: {request: "30s"}}]}',
    'spec: {rules: [{timeouts: {request: "1s"}}]}',
    'medium timeout-shorter',
  ),
  hTTPRoute(
    'auth extension filter removed',
    'spec: {rules: [{filters: [{type: ExtensionRef, extensionRef: {group: gateway.envoyproxy.io, kind: SecurityPolicy, name: jwt}}]}]}',
    'spec: {rules: [{}]}',
    'high filter-gone',
  ),
  hTTPRoute(
    'request header modifier removed',
    'spec: {rules: [{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x-user]}}]}]}',
    'spec: {rules: [{}]}',
    'medium requests-rewritten',
  ),
  hTTPRoute(
    'url rewrite',
    'spec: {rules: [{}]}',
    'spec: {rules: [{filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: "/"}}}]}]}',
    'medium requests-rewritten',
  ),
  hTTPRoute(
    'sectionName: from https to http',
    'spec: {parentRefs: [{sectionName: https}]}',
    'spec: {parentRefs: [{sectionName: http}]}',
    'high other-edge',
    'medium hosts-opened',
  ),
  backendTLSPolicy('goes', 'spec: {validation: {}}', '', 'high checks-off'),
  backendTLSPolicy(
    'another hostname',
    'spec: {validation: {hostname: a}}',
    'spec: {validation: {hostname: evil}}',
    'high trusts-other',
  ),
  referenceGrant(
    'to Secrets, beside Services',
    'spec: {from: [{kind: Gateway, namespace: a}], to: [{kind: Service, name: x}]}',
    'spec: {from: [{kind: Gateway, namespace: a}], to: [{kind: Service, name: x}, {kind: Secret}]}',
    'high reference-granted',
  ),
  referenceGrant(
    'to one Secret',
    '',
    'spec: {from: [{kind: Gateway, namespace: a}], to: [{kind: Secret, name: x}]}',
    'high reference-granted',
  ),
  referenceGrant(
    'from one more',
    'spec: {from: [{kind: HTTPRoute, namespace: a}], to: [{kind: Service}]}',
    'spec: {from: [{kind: HTTPRoute, namespace: a}, {kind: HTTPRoute, namespace: b}], to: [{kind: Service}]}',
    'medium reference-granted',
  ),
  referenceGrant(
    'from one less',
    'spec: {from: [{kind: HTTPRoute, namespace: a}, {kind: HTTPRoute, namespace: b}], to: [{kind: Service}]}',
    'spec: {from: [{kind: HTTPRoute, namespace: a}], to: [{kind: Service}]}',
    'high reference-gone',
  ),
  referenceGrant('goes', 'spec: {to: []}', '', 'high reference-gone'),
  securityPolicy('goes', 'spec: {jwt: {}}', '', 'high checks-off'),
  securityPolicy(
    'jwt removed',
    'spec: {targetRefs: [], jwt: {providers: [{name: a}]}}',
    'spec: {targetRefs: []}',
    'high checks-off',
  ),
  backendTrafficPolicy(
    'rate limit removed',
    'spec: {targetRefs: [], rateLimit: {type: Local}}',
    'spec: {targetRefs: []}',
    'medium limits-off',
  ),
  clientTrafficPolicy(
    'tls minimum down',
    'spec: {tls: {minVersion: "1.2"}}',
    'spec: {tls: {minVersion: "1.0"}}',
    'high checks-off',
  ),
  gatewayClass('controller', 'spec: {controllerName: a/x}', 'spec: {controllerName: b/x}', 'high refused'),
  tCPRoute(
    'backend',
    'spec: {rules: [{backendRefs: [{name: a}]}]}',
    'spec: {rules: [{backendRefs: [{name: b}]}]}',
    'medium other-backend',
  ),
]
