import { appScrape, scrapeLimits, scrapeTimes } from '../scrapes.ts'
import { argo, type Ground, makers, monitoring, prometheusUrl as address, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

const series = (team: string): string => team.replaceAll('-', '_')

/** Series and alerts of others, and controllers that ask where a team says. */
export function triesOfWatch(ground: Ground): readonly Row[] {
  const { team, other, image } = ground
  const { make, labels } = makers(ground)
  const rules = (rule: object) =>
    make(monitoring, 'PrometheusRule', { spec: { groups: [{ name: 'try', limit: 100, rules: [rule] }] } })
  const monitor = (endpoint: object, limits: object = scrapeLimits) =>
    make(monitoring, 'PodMonitor', {
      spec: {
        selector: { matchLabels: labels },
        podMetricsEndpoints: [{ port: 'http', ...scrapeTimes, ...appScrape, ...endpoint }],
        ...limits,
      },
    })
  const scaler = (trigger: object) =>
    make('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'try' }, triggers: [trigger] } })
  const cpu = { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }
  const asked = scaler(cpu)
  const analysis = (provider: object) =>
    make(argo, 'AnalysisTemplate', { spec: { metrics: [{ name: 'try', provider }] } })
  const run = (provider: object) => make(argo, 'AnalysisRun', { spec: { metrics: [{ name: 'try', provider }] } })
  const asks = (more: object) => analysis({ prometheus: { address, query: 'up', ...more } })
  const aws = { kind: 'ClusterTriggerAuthentication', name: 'aws' }
  const queue = (more: object) =>
    scaler({
      type: 'aws-sqs-queue',
      metadata: { queueURL: `${ground.queues}try`, awsRegion: 'eu-west-1', queueLength: '5', ...more },
      authenticationRef: aws,
    })
  const question = { serverAddress: address, query: 'up', threshold: '1' }
  const asksUp = { prometheus: { address, query: 'up' } }
  const endpointWith = (field: string, value: unknown) => becomes(`spec.podMetricsEndpoints[0].${field}`, value)
  const relabelings = appScrape.metricRelabelings
  const few = [...relabelings, { action: 'drop', sourceLabels: ['le'], regex: '0.005|go_.*|http_requests:total' }]
  const queueRight = within('spec.triggers[0]', '.metadata.queueURL', `${ground.queues}try`)
  const relabeled = within('spec.podMetricsEndpoints[0]', '.metricRelabelings', relabelings)
  const expr = 'vector(1)'
  const foreign = `label_replace(${expr},"team","${other}","","")`
  const decides = { ...relabelings[0] }

  return [
    [
      "a record under others' name",
      rules({ record: 'istio_requests_total', expr: 'vector(0)' }),
      becomes('spec.groups[0].rules[0].record', `${team}:requests:rate5m`),
    ],
    [
      "a record under others' name, by a label",
      rules({
        record: `${series(team)}:x`,
        expr: 'vector(0)',
        labels: { __name__: 'istio_requests_total' },
      }),
      'spec.groups[0].rules[0].labels.__name__',
    ],
    [
      'a record that replaces one of the platform',
      rules({ record: 'namespace:cpu:sum', expr: 'vector(0)' }),
      becomes('spec.groups[0].rules[0].record', `${team}:cpu:sum`),
    ],
    [
      'an alert that wakes another team',
      rules({ alert: 'Try', expr: 'vector(1)', labels: { team: other } }),
      becomes('spec.groups[0].rules[0].labels.team', team),
    ],
    [
      'as many series as it likes',
      monitor({}, {}),
      ['spec', Object.entries(scrapeLimits).map(([field, value]) => [`spec.${field}`, value] as const)],
    ],
    [
      'more series than others',
      monitor({}, { ...scrapeLimits, sampleLimit: 1e6 }),
      within('spec', '.sampleLimit', scrapeLimits.sampleLimit),
    ],
    [
      'a scrape each millisecond',
      monitor({ interval: '1ms' }),
      within('spec.podMetricsEndpoints[0]', '.interval', scrapeTimes.interval),
    ],
    [
      'an alert that says in its query whom it wakes',
      rules({ alert: 'Try', expr: foreign, labels: {} }),
      within('spec.groups[0].rules[0]', '.labels.team', team),
    ],
    [
      'an alert that mutes a namespace',
      rules({ alert: 'Try', expr, labels: { team, namespace: 'kube-system' } }),
      'spec.groups[0].rules[0].labels.namespace',
    ],
    [
      "an alert under the platform's name",
      rules({ alert: 'KubePodCrashLooping', expr, labels: { team } }),
      becomes('spec.groups[0].rules[0].alert', 'Try'),
    ],
    [
      "an alert under the cluster's name",
      rules({ alert: 'GatewayDown', expr, labels: { team } }),
      becomes('spec.groups[0].rules[0].alert', 'CheckoutGatewayDown'),
    ],
    [
      'an alert that nobody hears',
      rules({ alert: 'Watchdog', expr, labels: { team } }),
      becomes('spec.groups[0].rules[0].alert', 'Try'),
    ],
    [
      'a question to Prometheus each millisecond',
      make(monitoring, 'PrometheusRule', {
        spec: { groups: [{ name: 'try', interval: '1ms', limit: 100, rules: [] }] },
      }),
      becomes('spec.groups[0].interval', '1m'),
    ],
    [
      'series of nobody',
      monitor({ metricRelabelings: [decides, { action: 'labeldrop', regex: 'namespace|job' }] }),
      relabeled,
    ],
    [
      'a selector that fills the Secret of all scrapes',
      monitor(
        {},
        {
          ...scrapeLimits,
          selector: {
            matchExpressions: [{ key: 'a', operator: 'In', values: Array.from({ length: 11 }, (_, i) => `a${i}`) }],
          },
        },
      ),
      becomes('spec.selector.matchExpressions[0].values', ['web']),
    ],
    ['all namespaces', monitor({}, { ...scrapeLimits, namespaceSelector: { any: true } }), 'spec.namespaceSelector'],
    ['series that decide, of its own', monitor({ metricRelabelings: [] }), relabeled],
    [
      'series that only rules record',
      monitor({ metricRelabelings: [{ ...decides, regex: decides.regex?.replace('|.*:.*', '') }] }),
      relabeled,
    ],
    [
      'more questions than anybody has',
      { ...asked, spec: { ...(asked['spec'] as object), triggers: Array.from({ length: 101 }, () => cpu) } },
      within('spec.triggers', '[100]'),
    ],
    [
      'a hundred pages of a pod',
      make(monitoring, 'PodMonitor', {
        spec: {
          ...scrapeLimits,
          selector: { matchLabels: labels },
          podMetricsEndpoints: Array.from({ length: 100 }, () => ({ port: 'http', ...scrapeTimes, ...appScrape })),
        },
      }),
      becomes('spec.podMetricsEndpoints', [{ port: 'http', ...scrapeTimes, ...appScrape }]),
    ],
    [
      'a hundred questions to every series',
      monitor({
        metricRelabelings: [decides, ...Array.from({ length: 100 }, () => ({ action: 'keep', regex: '.*' }))],
      }),
      becomes('spec.podMetricsEndpoints[0].metricRelabelings', appScrape.metricRelabelings),
    ],
    ['a port that is no regex', monitor({ port: '(' }), endpointWith('port', 'http-admin')],
    ['a port of half a megabyte', monitor({ port: 'ab'.repeat(250_000) }), endpointWith('port', 'http')],
    [
      'a label without a name',
      monitor({ metricRelabelings: [decides, { action: 'drop', sourceLabels: [''], regex: 'x' }] }),
      endpointWith('metricRelabelings', few),
    ],
    [
      'a regex that takes 21 seconds for a series',
      monitor({
        metricRelabelings: [decides, { action: 'drop', sourceLabels: ['a'], regex: `(?:${'a?'.repeat(190)}){1000}` }],
      }),
      endpointWith('metricRelabelings', few),
    ],
    ['labels as the pod says', monitor({ honorLabels: true }), 'spec.podMetricsEndpoints[0].honorLabels'],
    [
      'another address',
      monitor({ relabelings: [{ targetLabel: '__address__', replacement: '169.254.169.254:80' }] }),
      within('spec.podMetricsEndpoints[0]', '.relabelings'),
    ],
    [
      'a namespace by a label of the pod',
      monitor({}, { ...scrapeLimits, podTargetLabels: ['namespace'] }),
      'spec.podTargetLabels[0]',
    ],
    [
      'an address that KEDA asks',
      scaler({
        type: 'metrics-api',
        metadata: { url: 'http://169.254.169.254/', valueLocation: 'a', targetValue: '1' },
      }),
      becomes('spec.triggers[0]', { type: 'prometheus', metadata: question }),
    ],
    [
      'a Prometheus of its own for KEDA',
      scaler({ type: 'prometheus', metadata: { serverAddress: 'http://evil.example', query: 'up', threshold: '1' } }),
      within('spec.triggers[0]', '.metadata.serverAddress', address),
    ],
    [
      'an address that KEDA asks as the platform',
      queue({ awsEndpoint: 'http://10.0.0.9:8080' }),
      within('spec.triggers[0]', '.metadata.awsEndpoint'),
    ],
    ['an address as a queue', queue({ queueURL: 'http://169.254.169.254/1/x' }), queueRight],
    [
      "another account's queue",
      queue({ queueURL: 'https://sqs.eu-west-1.amazonaws.com/999900001111/finance' }),
      queueRight,
    ],
    ['a queue behind dots', queue({ queueURL: `${ground.queues}../x` }), queueRight],
    [
      "the platform's identity for a question to Prometheus",
      scaler({
        type: 'prometheus',
        metadata: { ...question, customHeaders: 'a=b' },
        authenticationRef: aws,
      }),
      ['spec.triggers[0]', [['spec.triggers[0].authenticationRef'], ['spec.triggers[0].metadata.customHeaders']]],
    ],
    [
      'a token from any address',
      asks({ authentication: { oauth2: { tokenUrl: 'http://169.254.169.254/' } } }),
      'spec.metrics[0].provider.prometheus.authentication',
    ],
    [
      'a role of AWS',
      asks({ authentication: { sigv4: { roleArn: 'arn:aws:iam::1:role/admin' } } }),
      'spec.metrics[0].provider.prometheus.authentication',
    ],
    [
      'headers of its own',
      asks({ headers: [{ key: 'a', value: 'b' }] }),
      'spec.metrics[0].provider.prometheus.headers',
    ],
    [
      'a question each millisecond',
      make(argo, 'AnalysisTemplate', {
        spec: {
          metrics: [{ name: 'try', interval: '1ms', count: 1_000_000, provider: asksUp }],
        },
      }),
      [
        'spec.metrics[0].interval',
        [
          ['spec.metrics[0].interval', '30s'],
          ['spec.metrics[0].count', 5],
        ],
      ],
    ],
    [
      'a run that asks an address',
      run({ web: { url: 'http://169.254.169.254/', jsonPath: '{$.a}' } }),
      ['spec.metrics[0].provider.web', [['spec.metrics[0].provider', asksUp]]],
    ],
    [
      'a run that is a job',
      run({
        job: {
          spec: {
            template: { spec: { containers: [{ name: 'a', image: 'docker.io/evil/x' }], restartPolicy: 'Never' } },
          },
        },
      }),
      ['spec.metrics[0].provider.job', [['spec.metrics[0].provider', asksUp]]],
    ],
    [
      'an address that Rollouts asks',
      analysis({ web: { url: 'http://169.254.169.254/', jsonPath: '{$.a}' } }),
      ['spec.metrics[0].provider.web', [['spec.metrics[0].provider', asksUp]]],
    ],
    [
      'a job of Rollouts',
      analysis({
        job: { spec: { template: { spec: { containers: [{ name: 'a', image }], restartPolicy: 'Never' } } } },
      }),
      ['spec.metrics[0].provider.job', [['spec.metrics[0].provider', asksUp]]],
    ],
  ]
}
