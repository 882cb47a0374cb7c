import { appScrape, scrapeLimits, scrapeTimes } from '../scrapes.ts'
import { type Ground, makers, monitoring, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

const series = (team: string): string => team.replaceAll('-', '_')

/** Series and alerts of others. */
export function triesOfWatch(ground: Ground): readonly Row[] {
  const { team, other } = ground
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
  const endpointWith = (field: string, value: unknown) => becomes(`spec.podMetricsEndpoints[0].${field}`, value)
  const relabelings = appScrape.metricRelabelings
  const few = [...relabelings, { action: 'drop', sourceLabels: ['le'], regex: '0.005|go_.*|http_requests:total' }]
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
  ]
}
