import { changed, marked, object, type RiskCase } from '../../risk-case.ts'

const service = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'v1 Service', `spec: {${before}}`, `spec: {${after}}`, ...risks)
const ranges = (...cidrs: readonly string[]) => `type: LoadBalancer, loadBalancerSourceRanges: [${cidrs.join(', ')}]`
const host = (name: string, path = '/', type = 'Prefix') =>
  `{host: ${name}, http: {paths: [{path: ${path}, pathType: ${type}}]}}`
const ingress = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'networking.k8s.io/v1 Ingress', `spec: {${before}}`, `spec: {${after}}`, ...risks)
const note = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  marked(what, 'networking.k8s.io/v1 Ingress', 'annotations', before, after, ...risks)
const secured = 'tls: [{hosts: [a.example], secretName: t}], '
const server = (port: string, tls = '') => `{port: ${port}, hosts: [a.example]${tls === '' ? '' : `, tls: {${tls}}`}}`
const https = '{number: 443, name: s, protocol: HTTPS}'
const http = '{number: 80, name: p, protocol: HTTP}'
const gateway = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(
    what,
    'networking.istio.io/v1 Gateway',
    `spec: {servers: [${before}]}`,
    `spec: {servers: [${after}]}`,
    ...risks,
  )
const route = (name: string, match = '') =>
  `{name: ${name}, ${match === '' ? '' : `match: [${match}], `}route: [{destination: {host: ${name}}}]}`
const api = '{uri: {prefix: /api}}'
const routes = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(
    what,
    'networking.istio.io/v1 VirtualService',
    `spec: {hosts: [v], http: [${before}]}`,
    `spec: {hosts: [v], http: [${after}]}`,
    ...risks,
  )
const httpRoute = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  changed(what, 'gateway.networking.k8s.io/v1 HTTPRoute', `spec: {${before}}`, `spec: {${after}}`, ...risks)
const vs = (name: string, host: string, team: string, gateway = 'x/public', first = '') =>
  object(
    'networking.istio.io/v1 VirtualService',
    `spec: {hosts: [${host}], gateways: [${gateway}], http: [${first}{delegate: {name: ${name}, namespace: ${team}}}]}`,
  ).replace('name: web', `name: ${name}`)
const keep = { 'a.yaml': vs('a', 'a.example', 'shop') }
const cm = object('v1 ConfigMap', 'data: {a: b}')
const owned = '/shop/ @acme/shop\n/finance/ @acme/finance\n'
const whitelist = 'nginx.ingress.kubernetes.io/whitelist-source-range'

/** What of the cluster can be called, from where, and which requests go where. */
export const edgeRiskCases: readonly RiskCase[] = [
  routes(
    'maintenance',
    `{match: [${api}], delegate: {name: a}}`,
    `{match: [${api}], directResponse: {status: 503}}, {match: [${api}], delegate: {name: a}}`,
    'high answered-by-gateway',
  ),
  routes(
    'maintenance that ends',
    `{match: [${api}], directResponse: {status: 503}}, {match: [${api}], delegate: {name: a}}`,
    `{match: [${api}], delegate: {name: a}}`,
  ),
  routes(
    'a page that is refused in another way',
    `{match: [${api}], directResponse: {status: 404}}`,
    `{match: [${api}], directResponse: {status: 410}}`,
  ),
  service('ranges that go', ranges('10.0.0.0/8'), 'type: LoadBalancer', 'high reachable'),
  service('a range within', ranges('10.0.0.0/8'), ranges('10.1.0.0/16')),
  service('a wider range', ranges('10.1.0.0/16'), ranges('10.0.0.0/8'), 'high reachable'),
  service('all of them by a range', ranges('10.0.0.0/8'), ranges('0.0.0.0/0'), 'high reachable'),
  service('from outside', 'type: ClusterIP', 'type: LoadBalancer', 'high reachable'),
  service('a port of each node', 'type: ClusterIP', 'type: NodePort', 'high reachable'),
  service('inside again', 'type: LoadBalancer', 'type: ClusterIP', 'high load-balancer-gone'),
  service('an address of its own', 'type: ClusterIP', 'type: ClusterIP, externalIPs: [1.2.3.4]', 'high reachable'),
  service('other pods', 'selector: {a: b}', 'selector: {a: c}', 'high other-pods-called'),
  [
    'a load balancer within the network',
    object(
      'v1 Service',
      'spec: {type: ClusterIP}',
      ', annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internal}',
    ),
    object(
      'v1 Service',
      'spec: {type: LoadBalancer}',
      ', annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internal}',
    ),
    'medium reachable',
  ],
  [
    'from the internet, by a word of the cloud that goes',
    object(
      'v1 Service',
      'spec: {type: LoadBalancer}',
      ', annotations: {service.beta.kubernetes.io/azure-load-balancer-internal: "true"}',
    ),
    object('v1 Service', 'spec: {type: LoadBalancer}'),
    'high annotation',
    'high reachable',
  ],
  note('ranges of ingress-nginx that go', `${whitelist}: 10.0.0.0/8`, '', 'high reachable'),
  note(
    'ranges by the newer word',
    `${whitelist}: 10.0.0.0/8`,
    'nginx.ingress.kubernetes.io/allowlist-source-range: 10.0.0.0/8',
  ),
  note('fewer ranges', `${whitelist}: "10.0.0.0/8, 192.168.0.0/16"`, `${whitelist}: 10.0.0.0/8`),
  note(
    'from the internet',
    'alb.ingress.kubernetes.io/scheme: internal',
    'alb.ingress.kubernetes.io/scheme: internet-facing',
    'high annotation',
    'high reachable',
  ),

  ingress('no TLS', `${secured}rules: [${host('a.example')}]`, `rules: [${host('a.example')}]`, 'high served-plain'),
  ingress(
    'TLS of another host',
    `${secured}rules: [${host('a.example')}]`,
    `tls: [{hosts: [b.example]}], rules: [${host('a.example')}]`,
    'high served-plain',
  ),
  ingress(
    'TLS by a star',
    `${secured}rules: [${host('a.example')}]`,
    `tls: [{hosts: ["*.example"]}], rules: [${host('a.example')}]`,
  ),
  ingress('TLS at last', `rules: [${host('a.example')}]`, `${secured}rules: [${host('a.example')}]`),
  ingress(
    'another Secret',
    `${secured}rules: [${host('a.example')}]`,
    `tls: [{hosts: [a.example], secretName: u}], rules: [${host('a.example')}]`,
    'medium certificate-served',
  ),
  ingress(
    'another host',
    `rules: [${host('a.example')}]`,
    `rules: [${host('a.example')}, ${host('b.example')}]`,
    'medium hosts-opened',
  ),
  ingress(
    'a path within',
    `rules: [${host('a.example')}]`,
    `rules: [${host('a.example')}, ${host('a.example', '/api')}]`,
  ),
  ingress('all paths', `rules: [${host('a.example', '/api')}]`, `rules: [${host('a.example')}]`, 'medium hosts-opened'),
  [
    'an Ingress is added',
    '',
    object('networking.k8s.io/v1 Ingress', `spec: {${secured}rules: [${host('a.example')}]}`),
    'medium hosts-opened',
  ],

  gateway(
    'no TLS at a gateway',
    server(https, 'mode: SIMPLE'),
    server(http),
    'high hosts-closed',
    'high served-plain',
    'medium hosts-opened',
  ),
  gateway(
    'a way to TLS beside it',
    server(https, 'mode: SIMPLE'),
    `${server(https, 'mode: SIMPLE')}, ${server(http, 'httpsRedirect: true')}`,
    'medium hosts-opened',
  ),
  gateway('no way to TLS any more', server(http, 'httpsRedirect: true'), server(http), 'high served-plain'),
  gateway(
    'no certificates of callers',
    server(https, 'mode: MUTUAL'),
    server(https, 'mode: SIMPLE'),
    'high tls-weaker',
  ),
  gateway(
    'an older TLS',
    server(https, 'mode: SIMPLE, minProtocolVersion: TLSV1_3'),
    server(https, 'mode: SIMPLE, minProtocolVersion: TLSV1_2'),
    'high tls-weaker',
  ),
  gateway(
    'a newer TLS',
    server(https, 'mode: SIMPLE, minProtocolVersion: TLSV1_2'),
    server(https, 'mode: SIMPLE, minProtocolVersion: TLSV1_3'),
  ),

  routes(
    'a route that takes all from another',
    `${route('a', api)}, ${route('b')}`,
    `${route('a')}, ${route('b')}`,
    'high route-starved',
    'medium route-takes-more',
  ),
  routes('the last one takes all', route('a', api), route('a'), 'medium route-takes-more'),
  routes(
    'all, by a prefix of nothing',
    `${route('a', api)}, ${route('b')}`,
    `${route('a', '{uri: {prefix: /}}')}, ${route('b')}`,
    'high route-starved',
    'medium route-takes-more',
  ),
  routes(
    'a condition that goes',
    route('a', '{uri: {prefix: /api}, headers: {x: {exact: b}}}'),
    route('a', api),
    'medium route-takes-more',
  ),
  routes('a narrower path', route('a', api), route('a', '{uri: {prefix: /api/v1}}')),
  routes(
    'a route of its own',
    route('b', api),
    `${route('c', '{uri: {exact: /c}}')}, ${route('b', api)}`,
    'low route-takes-more',
  ),
  httpRoute(
    'all paths of the Gateway API',
    'rules: [{matches: [{path: {type: PathPrefix, value: /api}}]}]',
    'rules: [{}]',
    'medium route-takes-more',
  ),
  httpRoute(
    'another host of the Gateway API',
    'hostnames: [a.example]',
    'hostnames: [a.example, b.example]',
    'medium hosts-opened',
  ),
  httpRoute(
    'a path within of the Gateway API',
    'rules: [{matches: [{path: {type: PathPrefix, value: /api}}]}]',
    'rules: [{matches: [{path: {type: Exact, value: /api/a}}]}]',
    'high requests-unanswered',
  ),
  ['a first claim of a host', keep, { ...keep, 'b.yaml': vs('b', 'login.example', 'shop') }, 'medium host-claimed'],
  ['a route of the mesh alone', keep, { ...keep, 'b.yaml': vs('b', 'login.example', 'shop', 'mesh') }],
  [
    'the same host by another object',
    keep,
    { ...keep, 'b.yaml': vs('b', 'a.example', 'shop') },
    'medium claimed-twice',
  ],
  [
    'a host that moves to another team',
    { 'a.yaml': vs('a', 'a.example', 'finance') },
    { 'a.yaml': vs('a', 'a.example', 'shop') },
    'high host-owner',
  ],
  [
    'a host that moves to another team, in another object',
    { 'a.yaml': vs('a', 'a.example', 'finance') },
    { 'b.yaml': vs('b', 'a.example', 'shop') },
    'high host-owner',
    'high needed-object-deleted',
  ],
  [
    'the root of a host that another team takes',
    { 'a.yaml': vs('a', 'a.example', 'finance') },
    {
      'a.yaml': vs(
        'a',
        'a.example',
        'shop',
        'x/public',
        '{match: [{uri: {prefix: /old}}], delegate: {name: a, namespace: finance}}, ',
      ),
    },
    'high host-owner',
  ],
  [
    'a file that other owners have',
    { CODEOWNERS: owned, 'shop/a.yaml': cm },
    { CODEOWNERS: owned, 'finance/a.yaml': cm },
    'high moved-owners',
    'low moved-folder',
  ],
  ['a file of the same owners', { CODEOWNERS: owned, 'shop/a.yaml': cm }, { CODEOWNERS: owned, 'shop/b.yaml': cm }],
  ['a file in another folder', { 'a/a.yaml': cm }, { 'b/a.yaml': cm }, 'low moved-folder'],
  [
    'an object that goes to another environment',
    { 'clusters/dev/shop/web/a.yaml': cm },
    { 'clusters/prod/shop/web/a.yaml': cm },
    'high moved-environment',
  ],
  [
    'an object that is in both environments',
    { 'clusters/dev/shop/web/a.yaml': cm },
    { 'clusters/dev/shop/web/a.yaml': cm, 'clusters/prod/shop/web/a.yaml': cm },
  ],
]
