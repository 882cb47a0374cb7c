import {
  any,
  both,
  type Constraint,
  each,
  having,
  type Literal,
  matching,
  nothing,
  one,
  oneOfList,
  without,
} from '@slipway/kube'
import { on } from './on.ts'

/** Beginnings of the names of series that decide: canaries, alerts and scalers ask for them, so no app may serve its own. */
export const reservedSeries = [
  'istio',
  'envoy',
  'pilot',
  'citadel',
  'galley',
  'kube',
  'container',
  'kubelet',
  'machine',
  'node',
  'keda',
  'rollout',
  'argocd',
  'certmanager',
  'karpenter',
  'ALERTS',
  'up',
  'scrape',
] as const

interface Relabel {
  action: 'replace' | 'drop' | 'keep'
  sourceLabels: string[]
  regex: string
  replacement?: string
  targetLabel?: string
}
interface Scrape {
  readonly relabelings: Relabel[]
  readonly metricRelabelings: Relabel[]
}

/** To one port of the pod, and nowhere else. */
const towards = (port: number): Relabel => ({
  action: 'replace',
  sourceLabels: ['__meta_kubernetes_pod_ip'],
  regex: '(.+)',
  replacement: `$1:${port}`,
  targetLabel: '__address__',
})
const byName = (action: 'drop' | 'keep', names: readonly string[]): Relabel => ({
  action,
  sourceLabels: ['__name__'],
  regex: `(${names.join('|')})([_:].*)?`,
})

/** The app's metrics and its proxy's, merged by the mesh's agent: without those that decide, which the app could make up. */
export const appScrape: Scrape = {
  relabelings: [towards(15_020)],
  metricRelabelings: [byName('drop', reservedSeries)],
}
/** The proxy's own, where nobody else answers. */
export const proxyScrape: Scrape = {
  relabelings: [towards(15_090)],
  metricRelabelings: [byName('keep', ['istio', 'envoy'])],
}

/**
 * Of one scrape: past a limit Prometheus takes nothing of it, and says so. Without them the pages of one app could fill the memory of the
 * Prometheus that decides for all. An app and its proxy have some hundreds to some thousands of series a pod.
 */
export const scrapeLimits = {
  sampleLimit: 10_000,
  labelLimit: 64,
  labelValueLengthLimit: 1024,
  bodySizeLimit: '10MB',
} as const
export const scrapeTimes = { interval: '15s', scrapeTimeout: '10s' } as const

const literal = (value: unknown): Literal => JSON.parse(JSON.stringify(value)) as Literal
const narrowing = each(having({ action: one('drop', 'keep', 'labeldrop', 'labelkeep') }))

const monitors: readonly Constraint[] = [
  on('PodMonitor', 'spec', {
    test: {
      is: 'keys',
      of: ['selector', 'podMetricsEndpoints', 'podTargetLabels', 'targetLimit', ...Object.keys(scrapeLimits)],
    },
    want: "pods of the team's own namespace, under the names that Prometheus gives them",
    hint: 'take it out',
  }),
  on('PodMonitor', 'spec', {
    test: having(Object.fromEntries(Object.entries(scrapeLimits).map(([name, limit]) => [name, one(limit)]))),
    want: `the limits of a scrape: ${Object.entries(scrapeLimits)
      .map(([name, limit]) => `${name} ${limit}`)
      .join(', ')}`,
    hint: 'write no PodMonitor: each app has one',
  }),
  on('PodMonitor', 'spec.podMetricsEndpoints.*', {
    test: having({ interval: one('15s', '30s', '1m'), scrapeTimeout: one(scrapeTimes.scrapeTimeout) }),
    want: `an interval of 15s, 30s or 1m, and the timeout ${scrapeTimes.scrapeTimeout}`,
    hint: 'write no PodMonitor: each app has one',
  }),
  on('PodMonitor', 'spec.podMetricsEndpoints.*', {
    test: both(
      {
        is: 'keys',
        of: [
          'port',
          'portNumber',
          'path',
          'interval',
          'scrapeTimeout',
          'scheme',
          'honorLabels',
          'relabelings',
          'metricRelabelings',
        ],
      },
      any(
        both(
          any(without('relabelings'), having({ relabelings: one(literal(appScrape.relabelings)) })),
          having({
            metricRelabelings: both({ is: 'first', test: one(literal(appScrape.metricRelabelings[0])) }, narrowing),
          }),
        ),
        having({
          relabelings: one(literal(proxyScrape.relabelings)),
          metricRelabelings: one(literal(proxyScrape.metricRelabelings)),
        }),
      ),
    ),
    want: 'the pod itself, without the series that decide (metricRelabelings begins with the drop that Slipway writes)',
    hint: 'write no PodMonitor: each app has one',
  }),
  on('PodMonitor', 'spec.podMetricsEndpoints.*.honorLabels', {
    test: one(false),
    want: 'false: a pod may not say whose series they are',
    hint: 'take it out',
  }),
  on('PodMonitor', 'spec.podTargetLabels.*', {
    test: { is: 'starting', with: ['app.kubernetes.io/'] },
    want: 'labels of app.kubernetes.io: others could take the place of `namespace`',
    hint: 'take it out',
  }),
]

const rules: readonly Constraint[] = [
  on('PrometheusRule', 'spec.groups.*.rules.*.record', {
    test: { is: 'starting', with: { list: 'records' } },
    want: "a name that begins with the team's own, such as \"shop:\": others' series are others'",
    hint: 'rename it, or add its beginning to teams.<team>.may.records in fleet/fleet.ts',
  }),
  on('PrometheusRule', 'spec.groups.*.rules.*.labels.team', {
    test: one('{team}'),
    want: "the team's own name: an alert wakes those whose label it has",
    hint: 'correct it',
  }),
  on('PrometheusRule', 'spec.groups.*.labels', { test: nothing, want: 'labels on each rule', hint: 'move them' }),
]

const prometheus = matching('^http://prometheus(-operated)?[.]monitoring([.]svc[.]cluster[.]local)?:9090$')
const ofPrometheus = { want: "the cluster's own Prometheus", hint: 'correct the address' }

const questions: readonly Constraint[] = [
  on('ScaledObject', 'spec.triggers.*.type', {
    test: one('cpu', 'memory', 'cron', 'prometheus', 'aws-sqs-queue'),
    want: 'cpu, memory, cron, prometheus or aws-sqs-queue: others have KEDA call addresses for the team',
    hint: 'write scale.on in app.ts',
  }),
  on('ScaledObject', 'spec.triggers.*.metadata.serverAddress', { test: prometheus, ...ofPrometheus }),
  on('AnalysisTemplate', 'spec.metrics.*.provider', {
    test: { is: 'keys', of: ['prometheus'] },
    want: 'Prometheus alone: others have Argo Rollouts call addresses or run jobs for the team',
    hint: 'write release.slo in app.ts',
  }),
  on('AnalysisTemplate', 'spec.metrics.*.provider.prometheus.address', { test: prometheus, ...ofPrometheus }),
]

const ownKey = { is: 'starting', with: { list: 'secrets' } } as const
const ofSecrets = {
  want: "a secret of the team's own: <environment>/<team>/...",
  hint: 'write `secrets` in app.ts, or add its beginning to teams.<team>.may.secrets in fleet/fleet.ts',
}

/** Secrets: only keys of the team's, through the store that has no others. */
export const secretConstraints: readonly Constraint[] = [
  on('ExternalSecret', 'spec.secretStoreRef', {
    required: true,
    test: having({ kind: one('ClusterSecretStore'), name: oneOfList('stores') }),
    want: "the team's own store, which reads its keys and no others",
    hint: 'write kind: ClusterSecretStore, name: team-<team>',
  }),
  on('ExternalSecret', 'spec.data.*.remoteRef.key', { test: ownKey, ...ofSecrets }),
  on('ExternalSecret', 'spec.data.*.sourceRef', { test: nothing, want: 'no other store', hint: 'take it out' }),
  on('ExternalSecret', 'spec.dataFrom.*', {
    test: both({ is: 'keys', of: ['extract', 'rewrite'] }, having({ extract: having({ key: ownKey }) })),
    ...ofSecrets,
  }),
  on('ExternalSecret', 'spec.target.template.type', {
    test: one('Opaque', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/tls', 'kubernetes.io/basic-auth'),
    want: 'a plain Secret: one of another type has the API server put a token in',
    hint: 'take it out',
  }),
  on('ExternalSecret', 'spec.target.manifest', { test: nothing, want: 'a Secret', hint: 'take it out' }),
]

/** What is measured and asked: series, alerts, and whom controllers call for an answer. */
export const watchConstraints: readonly Constraint[] = [...monitors, ...rules, ...questions]
