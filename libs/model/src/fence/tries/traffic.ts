import { type Ground, makers, type Row, security } from './ground.ts'
import { becomes, within } from './reason.ts'

/** Addresses, ports and callers of others. */
export function triesOfTraffic(ground: Ground): readonly Row[] {
  const { team, other } = ground
  const { make, labels, service } = makers(ground)
  const policy = (spec: object) =>
    make('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: { matchLabels: labels }, ...spec } })
  const egress = (...to: readonly object[]) => policy({ policyTypes: ['Egress'], egress: [{ to }] })
  const mesh = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }
  const gateway = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-ingress' } } }
  const authorize = (spec: object) => make(security, 'AuthorizationPolicy', { spec })
  const foreign = `ledger.${other}.svc.cluster.local`
  const ingress = (...from: readonly object[]) => policy({ policyTypes: ['Ingress'], ingress: [{ from }] })
  const till = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'till' } } }]
  const byTill = { from: [{ source: { principals: [`cluster.local/ns/${team}/sa/till`] } }] }
  return [
    ['an external address', service({ externalIPs: ['10.0.0.1'] }), 'spec.externalIPs'],
    [
      'as many ports as it likes',
      service({ ports: Array.from({ length: 51 }, (_, i) => ({ name: `p${i}`, port: 1000 + i })) }),
      within('spec.ports', '[50]'),
    ],
    [
      'callers of what is not in its namespace',
      authorize({ targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'x' }], rules: [] }),
      'spec.targetRefs',
    ],
    ['a load balancer', service({ type: 'LoadBalancer' }), becomes('spec.type', 'ClusterIP')],
    ['a port on every node', service({ type: 'NodePort' }), becomes('spec.type', 'ClusterIP')],
    [
      'a name for another host',
      make('v1', 'Service', { spec: { type: 'ExternalName', externalName: foreign } }),
      ['spec.type', [['spec.type'], ['spec.externalName']]],
    ],
    [
      'egress to everywhere',
      policy({ policyTypes: ['Egress'], egress: [{}] }),
      becomes({ code: 'network-peer', at: 'spec.egress[0].to' }, till),
    ],
    [
      'egress to every address',
      egress({ ipBlock: { cidr: '0.0.0.0/0' } }),
      ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    ],
    [
      "the node's metadata",
      egress({ ipBlock: { cidr: '169.254.169.254/32' } }),
      ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    ],
    ['every namespace', egress({ namespaceSelector: {} }), ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]]],
    [
      "the platform's pods",
      egress({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'argocd' } } }),
      ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    ],
    ['all that istiod answers', egress(mesh), within('spec.egress[0]', '.ports', [{ port: 15_012, protocol: 'TCP' }])],
    [
      'all that istiod answers, by a last port',
      policy({ policyTypes: ['Egress'], egress: [{ to: [mesh], ports: [{ port: 15_012, endPort: 15_014 }] }] }),
      within('spec.egress[0]', '.ports[0].endPort'),
    ],
    [
      'all that the gateway tells',
      egress(gateway),
      within('spec.egress[0]', '.ports', [{ port: 8443, protocol: 'TCP' }]),
    ],
    [
      "the gateway's counts of requests, by the name of a port",
      policy({ policyTypes: ['Egress'], egress: [{ to: [gateway], ports: [{ port: 'http-envoy-prom' }] }] }),
      within('spec.egress[0]', '.ports[0].port', 8443),
    ],
    [
      "the gateway's counts of requests, by a last port",
      policy({ policyTypes: ['Egress'], egress: [{ to: [gateway], ports: [{ port: 8443, endPort: 15_090 }] }] }),
      within('spec.egress[0]', '.ports[0].endPort'),
    ],
    [
      'ingress from everywhere',
      policy({ policyTypes: ['Ingress'], ingress: [{}] }),
      becomes({ code: 'network-peer', at: 'spec.ingress[0].from' }, till),
    ],
    ['everybody may call', authorize({ rules: [{}] }), within('spec', '.rules[0]', byTill)],
    [
      'everybody may call, by a star',
      authorize({ rules: [{ from: [{ source: { principals: ['*'] } }] }] }),
      within('spec', '.rules[0]', byTill),
    ],
    [
      'whole namespaces may call',
      authorize({ rules: [{ from: [{ source: { namespaces: ['*'] } }] }] }),
      within('spec', '.rules[0]', byTill),
    ],
    [
      'somebody else decides who may call',
      authorize({ action: 'CUSTOM', provider: { name: 'x' }, rules: [{}] }),
      ['spec.action', [['spec.action'], ['spec.provider'], ['spec.rules[0]', byTill]]],
    ],
    [
      'ingress from every namespace',
      ingress({ namespaceSelector: {} }),
      ['spec.ingress[0].from[0]', [['spec.ingress[0].from', till]]],
    ],
    [
      'ingress from every address',
      ingress({ ipBlock: { cidr: '0.0.0.0/0' } }),
      ['spec.ingress[0].from[0]', [['spec.ingress[0].from', till]]],
    ],
  ]
}
