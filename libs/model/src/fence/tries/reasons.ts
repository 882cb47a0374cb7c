import { appScrape, scrapeLimits, scrapeTimes } from '../watch.ts'
import { labelsOf, type Reasons, type ReasonsOf } from './reason.ts'
import { reasonsOfPods } from './reasons-of-pods.ts'

const reasonsOfTraffic: ReasonsOf = (ground) => {
  const own = `try.${ground.team}.svc.cluster.local`
  const principal = `cluster.local/ns/${ground.team}/sa/till`
  return {
    'an external address': 'spec.externalIPs',
    'a load balancer': ['spec.type', [['spec.type', 'ClusterIP']]],
    'a port on every node': ['spec.type', [['spec.type', 'ClusterIP']]],
    'a name for another host': ['spec.type', [['spec.type'], ['spec.externalName']]],
    'egress to everywhere': [
      'network-peer spec.egress[0].to',
      [['spec.egress[0].to', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    'egress to every address': [
      'spec.egress[0].to[0]',
      [['spec.egress[0].to', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    "the node's metadata": [
      'spec.egress[0].to[0]',
      [['spec.egress[0].to', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    'every namespace': [
      'spec.egress[0].to[0]',
      [['spec.egress[0].to', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    "the platform's pods": [
      'spec.egress[0].to[0]',
      [['spec.egress[0].to', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    'ingress from everywhere': [
      'network-peer spec.ingress[0].from',
      [['spec.ingress[0].from', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    'everybody may call': ['spec', [['spec.rules[0]', { from: [{ source: { principals: [principal] } }] }]]],
    'everybody may call, by a star': ['spec', [['spec.rules[0]', { from: [{ source: { principals: [principal] } }] }]]],
    'whole namespaces may call': ['spec', [['spec.rules[0]', { from: [{ source: { principals: [principal] } }] }]]],
    'somebody else decides who may call': [
      'spec.action',
      [['spec.action'], ['spec.provider'], ['spec.rules[0]', { from: [{ source: { principals: [principal] } }] }]],
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
    'ingress from every namespace': [
      'spec.ingress[0].from[0]',
      [['spec.ingress[0].from', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    'ingress from every address': [
      'spec.ingress[0].from[0]',
      [['spec.ingress[0].from', [{ podSelector: { matchLabels: labelsOf('till') } }]]],
    ],
    "the platform's namespaces in the mesh": ['spec.egress[0].hosts[0]', [['spec.egress[0].hosts[0]', './*']]],
    'calls to any host': 'spec.outboundTrafficPolicy',
    'all of the mesh': ['spec.egress[0].hosts[0]', [['spec.egress[0].hosts[0]', './*']]],
  }
}

const reasonsOfWatch: ReasonsOf = (ground) => {
  const { team, queues } = ground
  const address = 'http://prometheus-operated.monitoring.svc.cluster.local:9090'
  const asked = { type: 'prometheus', metadata: { serverAddress: address, query: 'up', threshold: '1' } }
  const limits = Object.entries(scrapeLimits).map(([field, value]) => [`spec.${field}`, value] as const)
  return {
    "a record under others' name": [
      'spec.groups[0].rules[0].record',
      [['spec.groups[0].rules[0].record', `${team}:requests:rate5m`]],
    ],
    'a record that replaces one of the platform': [
      'spec.groups[0].rules[0].record',
      [['spec.groups[0].rules[0].record', `${team}:cpu:sum`]],
    ],
    'an alert that wakes another team': [
      'spec.groups[0].rules[0].labels.team',
      [['spec.groups[0].rules[0].labels.team', team]],
    ],
    'as many series as it likes': ['spec', limits],
    'more series than others': ['spec', [['spec.sampleLimit', scrapeLimits.sampleLimit]]],
    'a scrape each millisecond': [
      'spec.podMetricsEndpoints[0]',
      [['spec.podMetricsEndpoints[0].interval', scrapeTimes.interval]],
    ],
    'an alert that says in its query whom it wakes': [
      'spec.groups[0].rules[0]',
      [['spec.groups[0].rules[0].labels.team', team]],
    ],
    'an alert that mutes a namespace': 'spec.groups[0].rules[0].labels.namespace',
    "an alert under the platform's name": ['spec.groups[0].rules[0].alert', [['spec.groups[0].rules[0].alert', 'Try']]],
    'an alert that nobody hears': ['spec.groups[0].rules[0].alert', [['spec.groups[0].rules[0].alert', 'Try']]],
    'a question to Prometheus each millisecond': ['spec.groups[0].interval', [['spec.groups[0].interval', '1m']]],
    'series of nobody': [
      'spec.podMetricsEndpoints[0]',
      [['spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings]],
    ],
    'all namespaces': 'spec.namespaceSelector',
    'series that decide, of its own': [
      'spec.podMetricsEndpoints[0]',
      [['spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings]],
    ],
    'labels as the pod says': 'spec.podMetricsEndpoints[0].honorLabels',
    'another address': ['spec.podMetricsEndpoints[0]', [['spec.podMetricsEndpoints[0].relabelings']]],
    'a namespace by a label of the pod': 'spec.podTargetLabels[0]',
    'an address that KEDA asks': ['spec.triggers[0]', [['spec.triggers[0]', asked]]],
    'a Prometheus of its own for KEDA': ['spec.triggers[0]', [['spec.triggers[0].metadata.serverAddress', address]]],
    'an address that KEDA asks as the platform': ['spec.triggers[0]', [['spec.triggers[0].metadata.awsEndpoint']]],
    'an address as a queue': ['spec.triggers[0]', [['spec.triggers[0].metadata.queueURL', `${queues}try`]]],
    "another account's queue": ['spec.triggers[0]', [['spec.triggers[0].metadata.queueURL', `${queues}try`]]],
    'a queue behind dots': ['spec.triggers[0]', [['spec.triggers[0].metadata.queueURL', `${queues}try`]]],
    "the platform's identity for a question to Prometheus": [
      'spec.triggers[0]',
      [['spec.triggers[0].authenticationRef'], ['spec.triggers[0].metadata.customHeaders']],
    ],
    'a token from any address': [
      'spec.metrics[0].provider.prometheus',
      [['spec.metrics[0].provider.prometheus.authentication']],
    ],
    'a role of AWS': ['spec.metrics[0].provider.prometheus', [['spec.metrics[0].provider.prometheus.authentication']]],
    'headers of its own': ['spec.metrics[0].provider.prometheus', [['spec.metrics[0].provider.prometheus.headers']]],
    'a question each millisecond': [
      'spec.metrics[0].interval',
      [
        ['spec.metrics[0].interval', '30s'],
        ['spec.metrics[0].count', 5],
      ],
    ],
    'a run that asks an address': [
      'spec.metrics[0].provider.web',
      [['spec.metrics[0].provider', { prometheus: { address, query: 'up' } }]],
    ],
    'a run that is a job': [
      'spec.metrics[0].provider.job',
      [['spec.metrics[0].provider', { prometheus: { address, query: 'up' } }]],
    ],
    'an address that Rollouts asks': [
      'spec.metrics[0].provider.web',
      [['spec.metrics[0].provider', { prometheus: { address, query: 'up' } }]],
    ],
    'a job of Rollouts': [
      'spec.metrics[0].provider.job',
      [['spec.metrics[0].provider', { prometheus: { address, query: 'up' } }]],
    ],
  }
}

const reasonsOfSecrets: ReasonsOf = (ground) => {
  const { team, environment } = ground
  return {
    "another team's secret": [
      'spec.data[0].remoteRef.key',
      [['spec.data[0].remoteRef.key', `${environment}/${team}/web/db`]],
    ],
    "the platform's secret": [
      'spec.data[0].remoteRef.key',
      [['spec.data[0].remoteRef.key', `${environment}/${team}/web/db`]],
    ],
    "another environment's secret": [
      'spec.data[0].remoteRef.key',
      [['spec.data[0].remoteRef.key', `${environment}/${team}/web/db`]],
    ],
    'a secret whose name only begins alike': [
      'spec.data[0].remoteRef.key',
      [['spec.data[0].remoteRef.key', `${environment}/${team}/web/db`]],
    ],
    'all secrets': 'spec.dataFrom[0]',
    "another team's secret as a whole": [
      'spec.dataFrom[0]',
      [['spec.dataFrom[0].extract.key', `${environment}/${team}/web/db`]],
    ],
    "the platform's store": ['spec.secretStoreRef', [['spec.secretStoreRef.name', `team-${team}`]]],
    'a question to Secrets Manager each millisecond': ['spec.refreshInterval', [['spec.refreshInterval', '1h0m0s']]],
    'a secret behind dots': [
      'spec.data[0].remoteRef.key',
      [['spec.data[0].remoteRef.key', `${environment}/${team}/web/db`]],
    ],
    'a data source of Grafana as a Secret': 'spec.target.template.metadata.labels.grafana_datasource',
    'a Secret that nobody can delete': 'spec.target.template.metadata.finalizers',
    'metadata from elsewhere': 'spec.target.template.templateFrom',
    "somebody else's Secret": ['spec.target.creationPolicy', [['spec.target.creationPolicy', 'Owner']]],
    'a token of the API server as a Secret': ['spec.target.template.type', [['spec.target.template.type', 'Opaque']]],
  }
}

const reasonsOfMetadata: ReasonsOf = (ground) => {
  const { team } = ground
  const guarded = {
    'app.kubernetes.io/managed-by': 'slipway',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'istio-injection': 'enabled',
  }
  return {
    'a finalizer': 'metadata.finalizers[0]',
    'an owner': 'metadata.ownerReferences',
    "an object in another team's namespace": [
      'object-namespace metadata.namespace',
      [['metadata.namespace', team], ['metadata.annotations']],
    ],
    "an object of another team's app": [
      'metadata.labels."app.kubernetes.io/part-of"',
      [['metadata.labels."app.kubernetes.io/part-of"', team]],
    ],
    "an object of another team's Application": 'metadata.annotations."argocd.argoproj.io/tracking-id"',
    'a data source of Grafana': 'metadata.labels.grafana_datasource',
    'a DNS name': 'metadata.annotations."external-dns.alpha.kubernetes.io/hostname"',
    'a balancer': 'metadata.annotations."service.beta.kubernetes.io/aws-load-balancer-scheme"',
    'an AWS role': 'metadata.annotations."eks.amazonaws.com/role-arn"',
    'a volume by its name, such as one that another team left': 'spec.volumeName',
    'a namespace without guards': ['metadata.labels', [['metadata.labels', guarded]]],
  }
}

/** A kind is refused as such: what it says may stand in one that a team may make. */
const allowedKind = [
  ['apiVersion', 'v1'],
  ['kind', 'ConfigMap'],
] as const

export const reasonsOf = {
  pods: reasonsOfPods,
  traffic: reasonsOfTraffic,
  watch: reasonsOfWatch,
  secrets: reasonsOfSecrets,
  metadata: reasonsOfMetadata,
  kinds: (): Reasons => ({ 'a Secret': ['secret-literal kind', allowedKind] }),
  cluster: (): Reasons => ({}),
}

/** Of every try of the parts `kinds` and `cluster` that has no other. */
export const ofKind = ({ team }: { readonly team: string }, isOfCluster: boolean): Reasons[string] => [
  'kind',
  isOfCluster ? [...allowedKind, ['metadata.name', 'try'], ['metadata.namespace', team]] : allowedKind,
]
