import { type Ground, istio, makers, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

/** Routes, hosts and proxies of the mesh. */
export function triesOfMesh(ground: Ground): readonly Row[] {
  const { team, other } = ground
  const { make, labels } = makers(ground)
  const sidecar = (more: object) =>
    make(istio, 'Sidecar', {
      spec: {
        workloadSelector: { labels },
        ingress: [{ port: { number: 9000, name: 'grpc', protocol: 'GRPC' }, ...more }],
        egress: [{ hosts: ['./*'] }],
      },
    })
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
  const outside = becomes('spec.hosts[0]', 'api.example.com')
  return [
    [
      'an answer of half a megabyte',
      route({ hosts: [own], http: [{ directResponse: { status: 200, body: { string: 'x'.repeat(500_000) } } }] }),
      becomes('spec.http[0].directResponse.body.string', 'closed'),
    ],
    [
      'a name of a header with a line break, for browsers',
      route({ hosts: [own], http: [{ ...to(own)[0], corsPolicy: { allowHeaders: ['x\r\ny'] } }] }),
      within('spec.http[0].corsPolicy', '.allowHeaders', ['x-y', '*']),
    ],
    ['a route of TCP that nobody has judged', route({ hosts: [own], tcp: to(own) }), 'spec.tcp'],
    [
      "the socket where the proxy's key is",
      sidecar({ defaultEndpoint: 'unix:///var/run/secrets/workload-spiffe-uds/socket' }),
      within('spec.ingress[0]', '.defaultEndpoint', '[::1]:8080'),
    ],
    [
      "a certificate in the place of the mesh's",
      sidecar({ defaultEndpoint: '127.0.0.1:8080', tls: { mode: 'SIMPLE', credentialName: 'x' } }),
      within('spec.ingress[0]', '.tls'),
    ],
    [
      'a host at the gateway',
      route({ hosts: [own], gateways: ['istio-ingress/public'], http: to(own) }),
      'spec.gateways',
    ],
    [
      'a host outside, for the mesh',
      route({ hosts: ['login.example.com'], http: to(own) }),
      becomes('spec.hosts[0]', own),
    ],
    ["another team's name in the mesh", route({ hosts: [foreign], http: to(own) }), becomes('spec.hosts[0]', own)],
    [
      "a route to another's app",
      route({ hosts: [own], http: to(foreign) }),
      becomes('spec.http[0].route[0].destination.host', own),
    ],
    [
      "a copy of requests to another's app",
      route({ hosts: [own], http: [{ ...to(own)[0], mirror: { host: foreign } }] }),
      becomes('spec.http[0].mirror.host', own),
    ],
    [
      "settings for another's host",
      make(istio, 'DestinationRule', { spec: { host: foreign } }),
      within('spec', '.host', own),
    ],
    [
      'settings for a host outside, for everybody',
      make(istio, 'DestinationRule', { spec: { host: 'api.example.com' } }),
      within('spec', '.exportTo', ['.']),
    ],
    ["another team's host, from outside", entry({ hosts: [foreign] }), outside],
    ['a host for everybody', entry({ exportTo: ['*'] }), becomes('spec.exportTo', ['.'])],
    ['every host', entry({ hosts: ['*.com'] }), outside],
    [
      'an address under a name',
      entry({ resolution: 'STATIC', endpoints: [{ address: '169.254.169.254' }] }),
      ['spec.resolution', [['spec.resolution', 'DNS'], ['spec.endpoints']]],
    ],
    ['a Service of the platform as a host outside', entry({ hosts: ['argocd-redis.argocd'] }), outside],
    ["another team's Service as a host outside", entry({ hosts: [`ledger.${other}`] }), outside],
    ["the cluster's Prometheus as a host outside", entry({ hosts: ['prometheus-operated.monitoring'] }), outside],
    ['a name for any address', entry({ resolution: 'NONE' }), becomes('spec.resolution', 'DNS')],
    ['a name for any address, by silence', entry({ resolution: undefined }), becomes('spec.resolution', 'DNS')],
    [
      'a ring of eight million',
      rule({ loadBalancer: ring({ ringHash: { minimumRingSize: 8_388_608 } }) }),
      within('spec.trafficPolicy.loadBalancer.consistentHash', '.ringHash.minimumRingSize', 1024),
    ],
    [
      'a ring of eight million, as it was written once',
      rule({ loadBalancer: ring({ minimumRingSize: 8_388_608 }) }),
      within('spec.trafficPolicy.loadBalancer.consistentHash', '.minimumRingSize', 1024),
    ],
    [
      'a table of five million',
      rule({ loadBalancer: ring({ maglev: { tableSize: 5_000_011 } }) }),
      within('spec.trafficPolicy.loadBalancer.consistentHash', '.maglev.tableSize', 65_537),
    ],
    [
      'a ring of eight million, in a subset',
      rule({}, [{ name: 'a', trafficPolicy: { loadBalancer: ring({ ringHash: { minimumRingSize: 8_388_608 } }) } }]),
      within('spec.subsets[0].trafficPolicy.loadBalancer.consistentHash', '.ringHash.minimumRingSize', 1024),
    ],
    [
      'two hundred subsets',
      rule(
        {},
        Array.from({ length: 200 }, (_, i) => ({ name: `s${i}`, labels })),
      ),
      becomes('spec.subsets', [{ name: 'a', labels: labels }]),
    ],
    [
      'a look at every pod each millisecond',
      rule({ outlierDetection: { interval: '1ms' } }),
      becomes('spec.trafficPolicy.outlierDetection.interval', '10s'),
    ],
    [
      'no TLS, in a subset',
      rule({}, [{ name: 'a', trafficPolicy: { tls: { mode: 'DISABLE' } } }]),
      becomes('spec.subsets[0].trafficPolicy.tls.mode', 'ISTIO_MUTUAL'),
    ],
    [
      'no TLS, at a port',
      rule({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }] }),
      becomes('spec.trafficPolicy.portLevelSettings', undefined),
    ],
    [
      'a certificate for which the gateway would wait',
      rule({ tls: { mode: 'SIMPLE', caCertificates: '/etc/nowhere.pem' } }),
      within('spec', '.trafficPolicy.tls', { mode: 'ISTIO_MUTUAL' }),
    ],
    [
      "the platform's namespaces in the mesh",
      make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['argocd/*'] }] } }),
      becomes('spec.egress[0].hosts[0]', './*'),
    ],
    ['a Service of the platform under its own name', entry({ hosts: ['queue.platform'] }), outside],
    [
      'calls to any host',
      make(istio, 'Sidecar', { spec: { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } }),
      'spec.outboundTrafficPolicy',
    ],
    [
      'all of the mesh',
      make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['*/*'] }] } }),
      becomes('spec.egress[0].hosts[0]', './*'),
    ],
  ]
}
