import { appScrape, scrapeLimits, scrapeTimes } from '../watch.ts'
import { argo, type Ground, makers, monitoring, type Row } from './ground.ts'

/** Series and alerts of others, and controllers that ask where a team says. */
export function triesOfWatch(ground: Ground): readonly Row[] {
  const { other, image } = ground
  const { make, labels } = makers(ground)
  const rules = (rule: object) =>
    make(monitoring, 'PrometheusRule', { spec: { groups: [{ name: 'try', rules: [rule] }] } })
  const monitor = (endpoint: object, spec: object = {}) =>
    make(monitoring, 'PodMonitor', {
      spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'http', ...endpoint }], ...spec },
    })
  const scaler = (trigger: object) =>
    make('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'try' }, triggers: [trigger] } })
  const analysis = (provider: object) =>
    make(argo, 'AnalysisTemplate', { spec: { metrics: [{ name: 'try', provider }] } })
  const drop = { sourceLabels: ['__name__'], regex: 'x', action: 'drop' }

  return [
    ["a record under others' name", rules({ record: 'istio_requests_total', expr: 'vector(0)' })],
    ['a record that replaces one of the platform', rules({ record: 'namespace:cpu:sum', expr: 'vector(0)' })],
    ['an alert that wakes another team', rules({ alert: 'Try', expr: 'vector(1)', labels: { team: other } })],
    ['as many series as it likes', monitor({ ...scrapeTimes, ...appScrape }, {})],
    ['more series than others', monitor({ ...scrapeTimes, ...appScrape }, { ...scrapeLimits, sampleLimit: 1e6 })],
    ['a scrape each millisecond', monitor({ ...scrapeTimes, ...appScrape, interval: '1ms' }, scrapeLimits)],
    ['all namespaces', monitor({ metricRelabelings: [drop] }, { namespaceSelector: { any: true } })],
    ['series that decide, of its own', monitor({})],
    ['labels as the pod says', monitor({ honorLabels: true })],
    ['another address', monitor({ relabelings: [{ targetLabel: '__address__', replacement: '169.254.169.254:80' }] })],
    ['a namespace by a label of the pod', monitor({}, { podTargetLabels: ['namespace'] })],
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
  const key = (name: string) => secret({ data: [{ secretKey: 'a', remoteRef: { key: name, property: 'b' } }] })
  return [
    ["another team's secret", key(`${environment}/${other}/ledger/db`)],
    ["the platform's secret", key(`${environment}/platform/alertmanager`)],
    ["another environment's secret", key(`other/${team}/web/db`)],
    ['a secret whose name only begins alike', key(`${environment}/${team}-2/db`)],
    ['all secrets', secret({ dataFrom: [{ find: { name: { regexp: '.*' } } }] })],
    ["another team's secret as a whole", secret({ dataFrom: [{ extract: { key: `${environment}/${other}/db` } }] })],
    ["the platform's store", secret({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'aws' } })],
    [
      'a token of the API server as a Secret',
      secret({ target: { name: 'try', template: { type: 'kubernetes.io/service-account-token' } } }),
    ],
  ]
}
