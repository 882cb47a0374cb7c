import { labelsOf, type ReasonsOf } from './reason.ts'

/** Reasons for the tries of the part `traffic`, by name. */
export const reasonsOfTraffic: ReasonsOf = (ground) => {
  const own = `try.${ground.team}.svc.cluster.local`
  const till = [{ podSelector: { matchLabels: labelsOf('till') } }]
  const byTill = { from: [{ source: { principals: [`cluster.local/ns/${ground.team}/sa/till`] } }] }
  return {
    'an external address': 'spec.externalIPs',
    'as many ports as it likes': ['spec.ports', [['spec.ports[50]']]],
    'an answer of half a megabyte': [
      'spec.http[0].directResponse.body.string',
      [['spec.http[0].directResponse.body.string', 'closed']],
    ],
    'a name of a header with a line break, for browsers': [
      'spec.http[0].corsPolicy',
      [['spec.http[0].corsPolicy.allowHeaders', ['x-y', '*']]],
    ],
    'a route of TCP that nobody has judged': 'spec.tcp',
    'callers of what is not in its namespace': 'spec.targetRefs',
    'a load balancer': ['spec.type', [['spec.type', 'ClusterIP']]],
    'a port on every node': ['spec.type', [['spec.type', 'ClusterIP']]],
    'a name for another host': ['spec.type', [['spec.type'], ['spec.externalName']]],
    'egress to everywhere': [{ code: 'network-peer', at: 'spec.egress[0].to' }, [['spec.egress[0].to', till]]],
    'egress to every address': ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    "the node's metadata": ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    'every namespace': ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    "the platform's pods": ['spec.egress[0].to[0]', [['spec.egress[0].to', till]]],
    'all that istiod answers': ['spec.egress[0]', [['spec.egress[0].ports', [{ port: 15_012, protocol: 'TCP' }]]]],
    'all that istiod answers, by a last port': ['spec.egress[0]', [['spec.egress[0].ports[0].endPort']]],
    'a Service of the platform under its own name': ['spec.hosts[0]', [['spec.hosts[0]', 'api.example.com']]],
    'ingress from everywhere': [{ code: 'network-peer', at: 'spec.ingress[0].from' }, [['spec.ingress[0].from', till]]],
    'everybody may call': ['spec', [['spec.rules[0]', byTill]]],
    'everybody may call, by a star': ['spec', [['spec.rules[0]', byTill]]],
    'whole namespaces may call': ['spec', [['spec.rules[0]', byTill]]],
    'somebody else decides who may call': [
      'spec.action',
      [['spec.action'], ['spec.provider'], ['spec.rules[0]', byTill]],
    ],
    'a host at the gateway': 'spec.gateways',
    'a host outside, for the mesh': ['spec.hosts[0]', [['spec.hosts[0]', own]]],
    "another team's name in the mesh": ['spec.hosts[0]', [['spec.hosts[0]', own]]],
    "a route to another's app": [
      'spec.http[0].route[0].destination.host',
      [['spec.http[0].route[0].destination.host', own]],
    ],
    "a copy of requests to another's app": ['spec.http[0].mirror.host', [['spec.http[0].mirror.host', own]]],
    "settings for another's host": ['spec', [['spec.host', own]]],
    'settings for a host outside, for everybody': ['spec', [['spec.exportTo', ['.']]]],
    "another team's host, from outside": ['spec.hosts[0]', [['spec.hosts[0]', 'api.example.com']]],
    'a host for everybody': ['spec.exportTo', [['spec.exportTo', ['.']]]],
    'every host': ['spec.hosts[0]', [['spec.hosts[0]', 'api.example.com']]],
    'an address under a name': ['spec.resolution', [['spec.resolution', 'DNS'], ['spec.endpoints']]],
    'a Service of the platform as a host outside': ['spec.hosts[0]', [['spec.hosts[0]', 'api.example.com']]],
    "another team's Service as a host outside": ['spec.hosts[0]', [['spec.hosts[0]', 'api.example.com']]],
    "the cluster's Prometheus as a host outside": ['spec.hosts[0]', [['spec.hosts[0]', 'api.example.com']]],
    'a name for any address': ['spec.resolution', [['spec.resolution', 'DNS']]],
    'a name for any address, by silence': ['spec.resolution', [['spec.resolution', 'DNS']]],
    'a ring of eight million': [
      'spec.trafficPolicy.loadBalancer.consistentHash',
      [['spec.trafficPolicy.loadBalancer.consistentHash.ringHash.minimumRingSize', 1024]],
    ],
    'a ring of eight million, as it was written once': [
      'spec.trafficPolicy.loadBalancer.consistentHash',
      [['spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize', 1024]],
    ],
    'a table of five million': [
      'spec.trafficPolicy.loadBalancer.consistentHash',
      [['spec.trafficPolicy.loadBalancer.consistentHash.maglev.tableSize', 65_537]],
    ],
    'a ring of eight million, in a subset': [
      'spec.subsets[0].trafficPolicy.loadBalancer.consistentHash',
      [['spec.subsets[0].trafficPolicy.loadBalancer.consistentHash.ringHash.minimumRingSize', 1024]],
    ],
    'two hundred subsets': ['spec.subsets', [['spec.subsets', [{ name: 'a', labels: labelsOf('try') }]]]],
    'a look at every pod each millisecond': [
      'spec.trafficPolicy.outlierDetection.interval',
      [['spec.trafficPolicy.outlierDetection.interval', '10s']],
    ],
    'no TLS, in a subset': [
      'spec.subsets[0].trafficPolicy.tls.mode',
      [['spec.subsets[0].trafficPolicy.tls.mode', 'ISTIO_MUTUAL']],
    ],
    'no TLS, at a port': ['spec.trafficPolicy.portLevelSettings', [['spec.trafficPolicy.portLevelSettings']]],
    'a certificate for which the gateway would wait': ['spec', [['spec.trafficPolicy.tls', { mode: 'ISTIO_MUTUAL' }]]],
    'ingress from every namespace': ['spec.ingress[0].from[0]', [['spec.ingress[0].from', till]]],
    'ingress from every address': ['spec.ingress[0].from[0]', [['spec.ingress[0].from', till]]],
    "the platform's namespaces in the mesh": ['spec.egress[0].hosts[0]', [['spec.egress[0].hosts[0]', './*']]],
    'calls to any host': 'spec.outboundTrafficPolicy',
    'all of the mesh': ['spec.egress[0].hosts[0]', [['spec.egress[0].hosts[0]', './*']]],
  }
}
