import { type Ground, istio, makers, type Row, security } from './ground.ts'

/** Addresses, ports, hosts and callers of others. */
export function triesOfTraffic(ground: Ground): readonly Row[] {
  const { team, other } = ground
  const { make, labels, service } = makers(ground)
  const policy = (spec: object) =>
    make('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: { matchLabels: labels }, ...spec } })
  const egress = (...to: readonly object[]) => policy({ policyTypes: ['Egress'], egress: [{ to }] })
  const mesh = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }
  const authorize = (spec: object) => make(security, 'AuthorizationPolicy', { spec })
  const route = (spec: object) => make(istio, 'VirtualService', { spec })
  const to = (host: string) => [{ route: [{ destination: { host } }] }]
  const own = `try.${team}.svc.cluster.local`
  const foreign = `ledger.${other}.svc.cluster.local`
  const entry = (spec: object) =>
    make(istio, 'ServiceEntry', {
      spec: {
        hosts: ['api.example.com'],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        ...spec,
      },
    })
  const rule = (trafficPolicy: object, subsets: readonly object[] = []) =>
    make(istio, 'DestinationRule', { spec: { host: own, trafficPolicy, subsets } })
  const ring = (size: object) => ({ consistentHash: { httpHeaderName: 'x', ...size } })
  const ingress = (...from: readonly object[]) => policy({ policyTypes: ['Ingress'], ingress: [{ from }] })
  return [
    ['an external address', service({ externalIPs: ['10.0.0.1'] })],
    [
      'as many ports as it likes',
      service({ ports: Array.from({ length: 51 }, (_, i) => ({ name: `p${i}`, port: 1000 + i })) }),
    ],
    [
      'an answer of half a megabyte',
      route({ hosts: [own], http: [{ directResponse: { status: 200, body: { string: 'x'.repeat(500_000) } } }] }),
    ],
    [
      'a name of a header with a line break, for browsers',
      route({ hosts: [own], http: [{ ...to(own)[0], corsPolicy: { allowHeaders: ['x\r\ny'] } }] }),
    ],
    ['a route of TCP that nobody has judged', route({ hosts: [own], tcp: to(own) })],
    [
      'callers of what is not in its namespace',
      authorize({ targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'x' }], rules: [] }),
    ],
    ['a load balancer', service({ type: 'LoadBalancer' })],
    ['a port on every node', service({ type: 'NodePort' })],
    ['a name for another host', make('v1', 'Service', { spec: { type: 'ExternalName', externalName: foreign } })],
    ['egress to everywhere', policy({ policyTypes: ['Egress'], egress: [{}] })],
    ['egress to every address', egress({ ipBlock: { cidr: '0.0.0.0/0' } })],
    ["the node's metadata", egress({ ipBlock: { cidr: '169.254.169.254/32' } })],
    ['every namespace', egress({ namespaceSelector: {} })],
    [
      "the platform's pods",
      egress({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'argocd' } } }),
    ],
    ['all that istiod answers', egress(mesh)],
    [
      'all that istiod answers, by a last port',
      policy({ policyTypes: ['Egress'], egress: [{ to: [mesh], ports: [{ port: 15_012, endPort: 15_014 }] }] }),
    ],
    ['ingress from everywhere', policy({ policyTypes: ['Ingress'], ingress: [{}] })],
    ['everybody may call', authorize({ rules: [{}] })],
    ['everybody may call, by a star', authorize({ rules: [{ from: [{ source: { principals: ['*'] } }] }] })],
    ['whole namespaces may call', authorize({ rules: [{ from: [{ source: { namespaces: ['*'] } }] }] })],
    ['somebody else decides who may call', authorize({ action: 'CUSTOM', provider: { name: 'x' }, rules: [{}] })],
    ['a host at the gateway', route({ hosts: [own], gateways: ['istio-ingress/public'], http: to(own) })],
    ['a host outside, for the mesh', route({ hosts: ['login.example.com'], http: to(own) })],
    ["another team's name in the mesh", route({ hosts: [foreign], http: to(own) })],
    ["a route to another's app", route({ hosts: [own], http: to(foreign) })],
    [
      "a copy of requests to another's app",
      route({ hosts: [own], http: [{ ...to(own)[0], mirror: { host: foreign } }] }),
    ],
    ["settings for another's host", make(istio, 'DestinationRule', { spec: { host: foreign } })],
    [
      'settings for a host outside, for everybody',
      make(istio, 'DestinationRule', { spec: { host: 'api.example.com' } }),
    ],
    ["another team's host, from outside", entry({ hosts: [foreign] })],
    ['a host for everybody', entry({ exportTo: ['*'] })],
    ['every host', entry({ hosts: ['*.com'] })],
    ['an address under a name', entry({ resolution: 'STATIC', endpoints: [{ address: '169.254.169.254' }] })],
    ['a Service of the platform as a host outside', entry({ hosts: ['argocd-redis.argocd'] })],
    ["another team's Service as a host outside", entry({ hosts: [`ledger.${other}`] })],
    ["the cluster's Prometheus as a host outside", entry({ hosts: ['prometheus-operated.monitoring'] })],
    ['a name for any address', entry({ resolution: 'NONE' })],
    ['a name for any address, by silence', entry({ resolution: undefined })],
    ['a ring of eight million', rule({ loadBalancer: ring({ ringHash: { minimumRingSize: 8_388_608 } }) })],
    ['a ring of eight million, as it was written once', rule({ loadBalancer: ring({ minimumRingSize: 8_388_608 }) })],
    ['a table of five million', rule({ loadBalancer: ring({ maglev: { tableSize: 5_000_011 } }) })],
    [
      'a ring of eight million, in a subset',
      rule({}, [{ name: 'a', trafficPolicy: { loadBalancer: ring({ ringHash: { minimumRingSize: 8_388_608 } }) } }]),
    ],
    [
      'two hundred subsets',
      rule(
        {},
        Array.from({ length: 200 }, (_, i) => ({ name: `s${i}`, labels })),
      ),
    ],
    ['a look at every pod each millisecond', rule({ outlierDetection: { interval: '1ms' } })],
    ['no TLS, in a subset', rule({}, [{ name: 'a', trafficPolicy: { tls: { mode: 'DISABLE' } } }])],
    ['no TLS, at a port', rule({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] })],
    [
      'a certificate for which the gateway would wait',
      rule({ tls: { mode: 'SIMPLE', caCertificates: '/etc/nowhere.pem' } }),
    ],
    ['ingress from every namespace', ingress({ namespaceSelector: {} })],
    ['ingress from every address', ingress({ ipBlock: { cidr: '0.0.0.0/0' } })],
    ["the platform's namespaces in the mesh", make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['argocd/*'] }] } })],
    ['a Service of the platform under its own name', entry({ hosts: ['queue.platform'] })],
    ['calls to any host', make(istio, 'Sidecar', { spec: { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } })],
    ['all of the mesh', make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['*/*'] }] } })],
  ]
}
