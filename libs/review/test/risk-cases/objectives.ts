import { casesOf, type RiskCase } from '../risk-case.ts'

const analysis = casesOf('argoproj.io/v1alpha1 AnalysisTemplate')
const alerts = casesOf('monitoring.coreos.com/v1 PrometheusRule')
const metric = (more: string, name = 'errors') =>
  `{name: ${name}, ${more}, provider: {prometheus: {query: 'a{b="x > 1"}'}}}`
const spec = (...metrics: readonly string[]) => `spec: {metrics: [${metrics.join(', ')}]}`
const passes = (condition: string, more = '') =>
  spec(metric(`successCondition: 'len(result) == 0 || result[0] ${condition}'${more}`))
const stops = (condition: string) => spec(metric(`failureCondition: 'result[0] ${condition}'`))
const alert = (expr: string, more = '', name = 'X') => `{alert: ${name}, expr: '${expr}'${more}}`
const group = (...rules: readonly string[]) => `spec: {groups: [{name: a, rules: [${rules.join(', ')}]}]}`
const loosened = 'medium slo-loosened'

/** The measures of a canary, and the thresholds of alerts. */
export const objectiveRiskCases: readonly RiskCase[] = [
  analysis('more may fail', passes('<= 0.01'), passes('<= 0.05'), loosened),
  analysis('all may fail', passes('<= 0.01'), passes('<= 0.99'), 'high slo-loosened'),
  analysis('less may fail', passes('<= 0.05'), passes('<= 0.01')),
  analysis('a year is quick enough', passes('<= 300'), passes('<= 31536000000'), 'high slo-loosened'),
  analysis('fewer have to work', passes('>= 0.99'), passes('>= 0.5'), loosened),
  analysis('more have to work', passes('>= 0.5'), passes('>= 0.99')),
  analysis('another condition', passes('<= 0.01'), passes('<= 0.01 || true'), 'medium slo-other'),
  analysis('always passes', passes('<= 0.01'), spec(metric('successCondition: "true"')), 'high slo-removed'),
  analysis('no condition', passes('<= 0.01'), spec(metric('interval: 1m')), 'high slo-removed'),
  analysis('stops later', stops('> 5'), stops('> 20'), loosened),
  analysis('stops earlier', stops('> 20'), stops('> 5')),
  analysis('stops from now on', spec(metric('interval: 1m')), stops('> 20')),
  analysis('may be bad more often', passes('< 1', ', failureLimit: 1'), passes('< 1', ', failureLimit: 9'), loosened),
  analysis(
    'measured longer, as strictly',
    passes('< 1', ', count: 3, failureLimit: 2'),
    passes('< 1', ', count: 9, failureLimit: 8'),
  ),
  analysis('asked half as often', passes('< 1', ', interval: 30s'), passes('< 1', ', interval: 60s')),
  analysis(
    'asked about 5 minutes',
    spec(metric('count: 1').replace('a{', 'rate(c[2m]) + a{')),
    spec(metric('count: 1').replace('a{', 'rate(c[5m]) + a{')),
  ),
  analysis(
    'asked about a year',
    spec(metric('count: 1').replace('a{', 'rate(c[2m]) + a{')),
    spec(metric('count: 1').replace('a{', 'rate(c[365d]) + a{')),
    loosened,
  ),
  analysis('asked once a year', passes('< 1', ', interval: 30s'), passes('< 1', ', interval: 365d'), loosened),
  analysis(
    'one measure less',
    spec(metric('count: 1'), metric('count: 1', 'b')),
    spec(metric('count: 1', 'b')),
    'high slo-removed',
  ),
  analysis('one measure more', spec(metric('count: 1')), spec(metric('count: 1'), metric('count: 1', 'b'))),
  analysis('another question', passes('< 1'), passes('< 1').replace('a{', 'c{'), 'medium slo-other'),
  analysis(
    'only looked at',
    passes('< 1'),
    `${passes('< 1').slice(0, -1)}, dryRun: [{metricName: errors}]}`,
    'high slo-removed',
  ),
  analysis(
    'other words',
    'spec: {args: [{name: a, value: "1"}]}',
    'spec: {args: [{name: a, value: "2"}]}',
    'medium slo-other',
  ),

  alerts('raised later', group(alert('a{b="> 9"} > 0.1')), group(alert('a{b="> 9"} > 0.2')), loosened),
  alerts('never raised', group(alert('a > 0.1')), group(alert('a > 99')), 'high slo-loosened'),
  alerts('raised earlier', group(alert('a > 0.2')), group(alert('a > 0.1'))),
  alerts('fewer pods are enough', group(alert('pods < 3')), group(alert('pods < 1')), loosened),
  alerts('of two numbers, one', group(alert('a > 1 and b > 1')), group(alert('a > 1 and b > 2')), loosened),
  alerts('another measure', group(alert('a > 1')), group(alert('b > 1')), 'medium slo-other'),
  alerts('waits longer', group(alert('a > 1', ', for: 2m')), group(alert('a > 1', ', for: 1h30m')), loosened),
  alerts(
    'a page waits a day',
    group(alert('a > 1', ', for: 5m, labels: {severity: page}')),
    group(alert('a > 1', ', for: 24h, labels: {severity: page}')),
    'high slo-loosened',
  ),
  alerts(
    'a page looks back a month',
    group(alert('rate(a[5m]) > 1', ', labels: {severity: page}')),
    group(alert('rate(a[30d]) > 1', ', labels: {severity: page}')),
    'high slo-loosened',
  ),
  alerts('waits a little longer', group(alert('a > 1', ', for: 42m')), group(alert('a > 1', ', for: 1h30m'))),
  alerts('waits less', group(alert('a > 1', ', for: 90s')), group(alert('a > 1', ', for: 1m'))),
  alerts(
    'wakes nobody',
    group(alert('a > 1', ', labels: {severity: page}')),
    group(alert('a > 1', ', labels: {severity: ticket}')),
    loosened,
  ),
  alerts('other words for people', group(alert('a > 1')), group(alert('a > 1', ', annotations: {summary: b}'))),
  alerts('one alert more', group(alert('a > 1')), group(alert('a > 1'), alert('b > 1', '', 'Y'))),
  alerts(
    'a recorded series goes',
    group(alert('r > 1'), "{record: r, expr: 'a'}"),
    group(alert('r > 1')),
    'high slo-removed',
  ),
]
