import {
  any,
  both,
  type Constraint,
  each,
  having,
  keys,
  type Literal,
  few,
  matching,
  not,
  nothing,
  one,
  short,
  startingInList,
  where,
  within,
  without,
  mapValues,
} from '@slipway/kube'
import { closed, plain } from './closed.ts'
import { tenSeconds } from './durations.ts'
import { mayField } from './keys-of-team.ts'
import { ruleLimit } from './object-counts.ts'
import { atMost, inSpec, on } from './on.ts'
import { questions } from './questions.ts'
import { appScrape, proxyScrape, scrapeLimits, scrapeTimes } from './scrapes.ts'
import { evaluatorConstraints } from './shared-evaluators.ts'

const podMonitor = inSpec('PodMonitor')
const prometheusRule = inSpec('PrometheusRule')

const literal = (value: unknown): Literal => JSON.parse(JSON.stringify(value)) as Literal
/**
 * It is a regex to Prometheus, and the operator looks at none: by one that is wrong Prometheus refuses the scrapes of
 * all teams.
 */
const portName = matching('^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$')
/**
 * Prometheus asks a regex of every series, of whatever length, before it looks at its limits: `(?:a?a?...){1000}` of
 * 390 characters takes 21 s for a value of 1,000. So it is names, or their beginnings.
 */
const [mostEndpoints, mostRelabelings, mostRegex] = [4, 10, 400]
const name = '[A-Za-z0-9_:.-]*([.][*+])?'
const namesAlone = any(
  one(...[appScrape, proxyScrape].flatMap(({ metricRelabelings }) => metricRelabelings.map(({ regex }) => regex))),
  both(short(mostRegex), matching(`^${name}([|]${name})*$`)),
)
const labelNames = both(few(10), each(matching('^[A-Za-z_][A-Za-z0-9_]{0,99}$')))
/** Without `namespace` and the like nobody could say whose series they are. */
const narrowing = each(
  any(
    having({ action: one('drop', 'keep') }),
    having({
      action: one('labeldrop'),
      regex: both(
        matching('^[A-Za-z_][A-Za-z0-9_]*([|][A-Za-z_][A-Za-z0-9_]*)*$'),
        not(matching('(^|[|])(namespace|job|pod|container|endpoint|instance)([|]|$)')),
      ),
    }),
  ),
)

/**
 * The operator writes the scrapes of all teams into one Secret, of which the API server takes 1 MiB: two monitors of
 * half a megabyte that compresses badly would keep Prometheus from all changes of anybody's. Slipway writes two
 * endpoints, with two relabelings and 300 characters.
 */
const fewWords = both(few(10), each(short(100)))
const [mostGroups, mostRules] = [10, 100]
const relabelFields = plain('sourceLabels', 'separator', 'targetLabel', 'regex', 'modulus', 'replacement', 'action')

const monitors: readonly Constraint[] = [
  // Pods of the team's own namespace alone, under the names that Prometheus gives them: no `namespaceSelector`, no
  // `jobLabel`.
  ...closed('PodMonitor', {
    ...plain('selector', 'podTargetLabels', 'targetLimit'),
    ...plain(...Object.keys(scrapeLimits)),
    podMetricsEndpoints: [
      {
        ...plain('port', 'portNumber', 'path', 'interval', 'scrapeTimeout', 'scheme', 'honorLabels'),
        relabelings: [relabelFields],
        metricRelabelings: [relabelFields],
      },
    ],
  }),
  ...(
    [
      ['podMetricsEndpoints.*.path', short(200)],
      ['podTargetLabels', fewWords],
      ['selector.matchLabels', few(10)],
      ['selector.matchExpressions', few(10)],
      ['selector.matchExpressions.*.values', fewWords],
    ] as const
  ).map(([path, test]) =>
    podMonitor(path, {
      test,
      want: 'a few words: the monitors of all teams have one megabyte together',
      hint: 'write no PodMonitor: each app has one',
    }),
  ),
  podMonitor('podMetricsEndpoints.*.port', {
    test: portName,
    want: 'the name of a port, such as "http-admin": Prometheus reads it as a regex, and refuses all scrapes by one that is wrong',
    hint: 'correct it',
  }),
  podMonitor(
    'podMetricsEndpoints',
    atMost(
      mostEndpoints,
      '',
      'each is a page of every pod, and Prometheus asks for it again and again',
      'write no PodMonitor: each app has one',
    ),
  ),
  podMonitor('podMetricsEndpoints.*.metricRelabelings', {
    test: both(
      few(mostRelabelings),
      each(both(keys('action', 'sourceLabels', 'regex'), where({ regex: namesAlone, sourceLabels: labelNames }))),
    ),
    want: `at most ${mostRelabelings}, with regexes of ${mostRegex} characters, of names such as "http_requests_total|go_.*" alone: each is asked of every series`,
    hint: 'take some out, or write the names',
  }),
  on('PodMonitor', 'spec', {
    test: having(mapValues(scrapeLimits, (limit) => one(limit))),
    want: `the limits of a scrape: ${Object.entries(scrapeLimits)
      .map(([name, limit]) => `${name} ${limit}`)
      .join(', ')}`,
    hint: 'write no PodMonitor: each app has one',
  }),
  podMonitor('podMetricsEndpoints.*', {
    test: having({ interval: one('15s', '30s', '1m'), scrapeTimeout: one(scrapeTimes.scrapeTimeout) }),
    want: `an interval of 15s, 30s or 1m, and the timeout ${scrapeTimes.scrapeTimeout}`,
    hint: 'write no PodMonitor: each app has one',
  }),
  podMonitor('podMetricsEndpoints.*', {
    test: any(
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
    want: 'the pod itself, without the series that decide (metricRelabelings begins with the drop that Slipway writes)',
    hint: 'write no PodMonitor: each app has one',
  }),
  podMonitor('podMetricsEndpoints.*.honorLabels', {
    test: one(false),
    want: 'false: a pod may not say whose series they are',
  }),
  podMonitor('podTargetLabels.*', {
    test: { is: 'starting', with: ['app.kubernetes.io/'] },
    want: 'labels of app.kubernetes.io: others could take the place of `namespace`',
  }),
]

/**
 * Names of the alerts of a cluster itself (libs/platform), by how they end: on-call reads the name, and not whose it
 * is.
 */
const ofCluster = [
  '(ArgoCd|CertManager|Dns|ExternalSecrets|Gateway|Istiod|Karpenter|Keda|Rollouts)(Down|Errors)',
  'Application(Degraded|OutOfSync)|PodPending|ProxyConfigRejected|ScalerBlind|SyncFails|SecretNotRefreshed|CertificateExpires|(Quota|Volume)Fills',
  'LogStore(Red|Yellow|DiskFills)|LogWritesRejected|LogsStopped|(Logs|Metrics|Traces)NotSent|MetricsLate',
].join('|')
/** And of kube-prometheus-stack; `Watchdog` says that alerting works, and goes to nobody. */
const alertsOfPlatform = `^(Watchdog|InfoInhibitor|TargetDown|CPUThrottlingHigh|ConfigReloader|(Kube|Node|Prometheus|Alertmanager|etcd)[A-Z]|(${ofCluster})$)`

const rules: readonly Constraint[] = [
  ...closed('PrometheusRule', {
    groups: [
      {
        ...plain('name', 'interval', 'limit', 'query_offset'),
        rules: [plain('alert', 'record', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations')],
      },
    ],
  }),
  ...(
    [
      [mostGroups, 'spec.groups', 'put the others into another PrometheusRule'],
      [mostRules, 'spec.groups.*.rules', 'put the others into another group'],
    ] as const
  ).map(([most, path, hint]) =>
    on('PrometheusRule', path, atMost(most, '', 'one Prometheus evaluates those of all teams', hint)),
  ),
  prometheusRule('groups.*', {
    test: having({ limit: within(1, ruleLimit) }),
    want: `a limit of 1 to ${ruleLimit} series or alerts of each rule: without it one rule fills the Prometheus of all teams`,
    hint: `write limit: ${ruleLimit}`,
  }),
  prometheusRule('groups.*.interval', {
    test: matching(tenSeconds),
    want: 'ten seconds or more, such as "30s"',
    hint: 'take it out, or make it longer',
  }),
  prometheusRule('groups.*.rules.*.record', {
    test: startingInList('records'),
    want: "a name that begins with the team's own, such as \"shop:\": others' series are others'",
    hint: `rename it, or add its beginning to ${mayField('records')}`,
  }),
  prometheusRule('groups.*.rules.*', {
    test: any(without('alert'), having({ labels: having({ team: one('{team}') }) })),
    want: 'in each alert labels.team, the own one: without it the query says whom it wakes, and whose alerts it mutes',
    hint: 'write labels: { team: "<team>" }',
  }),
  prometheusRule('groups.*.rules.*.alert', {
    test: not(matching(alertsOfPlatform)),
    want: "no name of the platform's alerts",
    hint: 'rename it',
  }),
  prometheusRule('groups.*.rules.*.labels.__name__', {
    test: nothing,
    want: 'no other name than "record" says',
  }),
  ...['team', 'namespace'].map((label) =>
    prometheusRule(`groups.*.rules.*.labels.${label}`, {
      test: one('{team}'),
      want: "the team's own name",
      hint: 'correct it',
    }),
  ),
]

/** Limits on monitors, recording rules, alerts and queries. */
export const watchConstraints: readonly Constraint[] = [...monitors, ...rules, ...questions, ...evaluatorConstraints]
