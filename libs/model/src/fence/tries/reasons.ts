import { appScrape, scrapeLimits, scrapeTimes } from '../scrapes.ts'
import { reasonsOfEvaluators } from './evaluators.ts'
import type { Ground } from './ground.ts'
import { reasonsOfProxyAmounts } from './proxy-amounts.ts'
import { reasonsOfProxyTexts } from './proxy-texts.ts'
import type { Reasons, ReasonsOf } from './reason.ts'
import { reasonsOfPods } from './reasons-of-pods.ts'
import { reasonsOfTraffic } from './reasons-of-traffic.ts'

const reasonsOfWatch: ReasonsOf = (ground) => {
  const { team, queues } = ground
  const address = 'http://prometheus-operated.monitoring.svc.cluster.local:9090'
  const asked = { type: 'prometheus', metadata: { serverAddress: address, query: 'up', threshold: '1' } }
  const endpoint = { port: 'http', ...scrapeTimes, ...appScrape }
  const right = (field: string, value: unknown) => {
    const at = `spec.podMetricsEndpoints[0].${field}`
    return [at, [[at, value]]] as const
  }
  const few = { action: 'drop', sourceLabels: ['le'], regex: '0.005|go_.*|http_requests:total' }
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
    "an alert under the cluster's name": [
      'spec.groups[0].rules[0].alert',
      [['spec.groups[0].rules[0].alert', 'CheckoutGatewayDown']],
    ],
    'an alert that nobody hears': ['spec.groups[0].rules[0].alert', [['spec.groups[0].rules[0].alert', 'Try']]],
    'a question to Prometheus each millisecond': ['spec.groups[0].interval', [['spec.groups[0].interval', '1m']]],
    'series of nobody': [
      'spec.podMetricsEndpoints[0]',
      [['spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings]],
    ],
    'a selector that fills the Secret of all scrapes': [
      'spec.selector.matchExpressions[0].values',
      [['spec.selector.matchExpressions[0].values', ['web']]],
    ],
    'all namespaces': 'spec.namespaceSelector',
    'series that decide, of its own': [
      'spec.podMetricsEndpoints[0]',
      [['spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings]],
    ],
    'series that only rules record': [
      'spec.podMetricsEndpoints[0]',
      [['spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings]],
    ],
    'more questions than anybody has': ['spec.triggers', [['spec.triggers[100]']]],
    'a port that is no regex': right('port', 'http-admin'),
    'a port of half a megabyte': right('port', 'http'),
    'a label without a name': right('metricRelabelings', [...appScrape.metricRelabelings, few]),
    'a regex that takes 21 seconds for a series': right('metricRelabelings', [...appScrape.metricRelabelings, few]),
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
    'a token from any address': 'spec.metrics[0].provider.prometheus.authentication',
    'a role of AWS': 'spec.metrics[0].provider.prometheus.authentication',
    'headers of its own': 'spec.metrics[0].provider.prometheus.headers',
    'a hundred pages of a pod': ['spec.podMetricsEndpoints', [['spec.podMetricsEndpoints', [endpoint]]]],
    'a hundred questions to every series': [
      'spec.podMetricsEndpoints[0].metricRelabelings',
      [['spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings]],
    ],
    'thousands of rules': ['spec.groups[0].rules', [['spec.groups[0].rules', []]]],
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
  const own = `${environment}/${team}/web/db`
  return {
    "another team's secret": ['spec.data[0].remoteRef.key', [['spec.data[0].remoteRef.key', own]]],
    "the platform's secret": ['spec.data[0].remoteRef.key', [['spec.data[0].remoteRef.key', own]]],
    "another environment's secret": ['spec.data[0].remoteRef.key', [['spec.data[0].remoteRef.key', own]]],
    'a secret whose name only begins alike': ['spec.data[0].remoteRef.key', [['spec.data[0].remoteRef.key', own]]],
    'all secrets': 'spec.dataFrom[0]',
    "another team's secret as a whole": ['spec.dataFrom[0]', [['spec.dataFrom[0].extract.key', own]]],
    "the platform's store": ['spec.secretStoreRef', [['spec.secretStoreRef.name', `team-${team}`]]],
    'a question to Secrets Manager each millisecond': ['spec.refreshInterval', [['spec.refreshInterval', '1h0m0s']]],
    'a secret behind dots': ['spec.data[0].remoteRef.key', [['spec.data[0].remoteRef.key', own]]],
    'a data source of Grafana as a Secret': 'spec.target.template.metadata.labels.grafana_datasource',
    'a Secret that nobody can delete': 'spec.target.template.metadata.finalizers',
    'a text that takes all memory': [
      'spec.target.template.data',
      [['spec.target.template.data.a', '{{ .a | b64enc }}']],
    ],
    'a text that asks for addresses': ['spec.target.template.data', [['spec.target.template.data.a', '{{ .a }}']]],
    'a text of thousands of secrets': [
      'spec.target.template.data',
      [['spec.target.template.data.a', '{"{{ .host }}": [{{ index .data "a-b" | toJson | b64enc }}, {{- .c -}}]}\n']],
    ],
    'thousands of texts': ['spec.target.template.data', [['spec.target.template.data.a32']]],
    'an annotation that takes all memory': [
      'spec.target.template.metadata.annotations',
      [['spec.target.template.metadata.annotations.a', 'plain']],
    ],
    'a name of a key that takes all memory': [
      'spec.dataFrom[0].rewrite[0].transform',
      [['spec.dataFrom[0].rewrite[0]', { regexp: { source: 'a', target: 'b' } }]],
    ],
    'a name of a key that is doubled without end': [
      'spec.dataFrom[0].rewrite',
      [['spec.dataFrom[0].rewrite', [{ regexp: { source: '(.+)', target: 'web_$1' } }]]],
    ],
    'a name of a key that is written a thousand times': [
      'spec.dataFrom[0].rewrite[0].regexp.target',
      [['spec.dataFrom[0].rewrite[0].regexp.target', '$1_$2']],
    ],
    'a name of a key by a regex that takes all memory': [
      'spec.dataFrom[0].rewrite[0].regexp.source',
      [['spec.dataFrom[0].rewrite[0].regexp.source', '^db-(.+)$']],
    ],
    'a part of a secret that is doubled without end': [
      'spec.data[0].remoteRef.property',
      [['spec.data[0].remoteRef.property', 'db.hosts.0']],
    ],
    'a part of all of a secret, doubled without end': [
      'spec.dataFrom[0].extract.property',
      [['spec.dataFrom[0].extract.property', 'tls.crt']],
    ],
    'thousands of questions to Secrets Manager': ['spec.data', [['spec.data', []]]],
    'an object that is no Secret': 'spec.target.manifest',
    'metadata from elsewhere': 'spec.target.template.templateFrom',
    "somebody else's Secret": ['spec.target.creationPolicy', [['spec.target.creationPolicy', 'Owner']]],
    'a token of the API server as a Secret': ['spec.target.template.type', [['spec.target.template.type', 'Opaque']]],
  }
}

const reasonsOfMetadata: ReasonsOf = (ground) => {
  const { team } = ground
  const syncOptions = 'metadata.annotations."argocd.argoproj.io/sync-options"'
  const guarded = {
    'app.kubernetes.io/managed-by': 'slipway',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'istio-injection': 'enabled',
  }
  return {
    'a finalizer': 'metadata.finalizers[0]',
    'an object whose pods stay when it goes': 'metadata.finalizers[0]',
    'a template of pods that nobody has judged': 'data',
    'the roots of certificates of a namespace': ['metadata.name', [['metadata.name', 'roots']]],
    'an owner': 'metadata.ownerReferences',
    'a guard that Argo CD passes over': 'metadata.annotations."argocd.argoproj.io/hook"',
    'a guard that goes when it has been applied': 'metadata.annotations."argocd.argoproj.io/hook"',
    "an object in another team's namespace": [
      { code: 'object-namespace', at: 'metadata.namespace' },
      [['metadata.namespace', team], ['metadata.annotations']],
    ],
    "an object of another team's app": [
      'metadata.labels."app.kubernetes.io/part-of"',
      [['metadata.labels."app.kubernetes.io/part-of"', team]],
    ],
    "an object of another team's Application": 'metadata.annotations."argocd.argoproj.io/tracking-id"',
    'what stays when its app goes': [syncOptions, [[syncOptions, 'PruneLast=true']]],
    'what a person has to let go': syncOptions,
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
  traffic: (ground: Ground): Reasons => ({
    ...reasonsOfTraffic(ground),
    ...reasonsOfProxyTexts,
    ...reasonsOfProxyAmounts,
  }),
  watch: (ground: Ground): Reasons => ({ ...reasonsOfWatch(ground), ...reasonsOfEvaluators(ground) }),
  secrets: reasonsOfSecrets,
  metadata: reasonsOfMetadata,
  kinds: (): Reasons => ({ 'a Secret': [{ code: 'secret-literal', at: 'kind' }, allowedKind] }),
  cluster: (): Reasons => ({}),
}

/** The reason of every try of `kinds` and `cluster` that has no reason of its own. */
export const ofKind = ({ team }: { readonly team: string }, isOfCluster: boolean): Reasons[string] => [
  'kind',
  isOfCluster ? [...allowedKind, ['metadata.name', 'try'], ['metadata.namespace', team]] : allowedKind,
]
