import {
  both,
  type Constraint,
  each,
  eachValue,
  few,
  having,
  matching,
  not,
  nothing,
  short,
  where,
} from '@slipway/kube'
import { mostTexts, plainText } from './filled-texts.ts'
import { on } from './on.ts'

/**
 * Prometheus fills the texts of all teams' alerts in one process, and bounds neither time nor memory of it: 23
 * templates, each of which names the one before twice, take half a gigabyte. So a text has sixteen fields at most, and
 * nothing that repeats or asks.
 */
const shown = 'humanize|humanize1024|humanizeDuration|humanizePercentage|humanizeTimestamp|title|toUpper|toLower'
const format = String.raw`(?:printf\s"%[.]?[0-9]{0,2}[a-z]")`
const asked = '[$]labels[.][A-Za-z0-9_]+|[.]Labels[.][A-Za-z0-9_]+|[$]value|[.]Value'
const field = `[{][{]-? *(?:${asked}) *(?:[|] *(?:${shown}|${format}) *){0,2}-?[}][}]`
const fieldsAlone = matching(`^${plainText}(?:${field}${plainText}){0,16}$`)

/**
 * Argo Rollouts evaluates the conditions of all teams in one process. Its evaluator bounds memory and not time: a loop
 * in a loop in a loop over what Prometheus answers takes as long as it likes.
 */
const word = 'result|len|isNaN|isInf|asFloat|asInt|default|nil|true|false|and|or|not'
const withoutLoops = matching(String.raw`^(?:[ ()<>=!&|,?:+*/0-9\[\]-]|[.][0-9]|${word}){1,400}$`)
const mostMetrics = 50
/** So are the ends of a range, by the same evaluator. */
const clock = matching(String.raw`^now[(][)]( *- *duration[(]"[0-9]{1,6}[smh]"[)])?$`)

/** Rollouts compiles a name in `dryRun` as a regex, again and again: 3 KB of one take 800 MB. */
const dryNames = each(where({ metricName: matching('^[A-Za-z0-9_*.-]{1,100}$') }))
const analysed: readonly (readonly [kind: string, path: string])[] = [
  ...['AnalysisTemplate', 'AnalysisRun'].map((kind) => [kind, 'spec'] as const),
  ...[
    'canary.analysis',
    'canary.steps.*.analysis',
    'blueGreen.prePromotionAnalysis',
    'blueGreen.postPromotionAnalysis',
  ].map((path) => ['Rollout', `spec.strategy.${path}`] as const),
]
const dryRuns: readonly Constraint[] = analysed.map(([kind, path]) =>
  on(kind, `${path}.dryRun`, {
    test: dryNames,
    want: 'plain names of metrics, or ".*": one process compiles those of all teams as regexes',
    hint: 'name the metric',
  }),
)

/**
 * A regex in a question is compiled when it is asked, or for good where a rule has it: `(?:abab...){1000}` of 3 KB
 * takes 126 MB of the Prometheus of all. So it repeats nine times at most, and no group. PromQL itself has neither
 * braces with a number nor `){`.
 */
const mostQuery = 4096
/**
 * A string of PromQL may hide a brace as `\x7b`, and arguments may put a repetition together: `{{args.a}}{{args.b}}`,
 * `{1{{args.zeros}}}`.
 */
const repeated = String.raw`[)}][{]|[{][0-9,]*([0-9]{2}|[0-9,][{]|$)|\\([xuU0-7]|[{][{]|$)`
const query = both(short(mostQuery), not(matching(repeated)))
const queries: readonly Constraint[] = (
  [
    ['PrometheusRule', 'spec.groups.*.rules.*.expr'],
    ['ScaledObject', 'spec.triggers.*.metadata.query'],
    ['AnalysisTemplate', 'spec.metrics.*.provider.prometheus.query'],
    ['AnalysisRun', 'spec.metrics.*.provider.prometheus.query'],
  ] as const
).map(([kind, path]) =>
  on(kind, path, {
    test: query,
    want: `at most ${mostQuery} characters, and a regex that repeats a digit of times and no group, such as "5[0-9]{2}": one Prometheus asks those of all teams`,
    hint: 'make it shorter, or write the repetition out',
  }),
)

/**
 * They stand in a question as `{{args.name}}`, wherever their values come from: of a Secret or an annotation nobody
 * here knows the text.
 */
const argument = where({
  value: query,
  valueFrom: where({
    secretKeyRef: nothing,
    fieldRef: having({ fieldPath: matching('^metadata[.](name|namespace|labels[^ ]*)$') }),
  }),
})
const given: readonly Constraint[] = analysed.map(([kind, path]) =>
  on(kind, `${path}.args`, {
    test: each(argument),
    want: 'values as questions have them, or names and labels: they become a part of the question',
    hint: 'write the value, or the question',
  }),
)

const analyses: readonly Constraint[] = (['AnalysisTemplate', 'AnalysisRun'] as const).flatMap((kind) => [
  ...['successCondition', 'failureCondition'].map((condition) =>
    on(kind, `spec.metrics.*.${condition}`, {
      test: withoutLoops,
      want: 'a comparison of result[0] with numbers, and of functions len, isNaN, isInf, asFloat, asInt and default: one process evaluates those of all teams',
      hint: 'let the query give one number',
    }),
  ),
  on(kind, 'spec.metrics.*.provider.prometheus.rangeQuery', {
    test: where({ start: clock, end: clock }),
    want: 'ends such as now() - duration("1h"): one process works out those of all teams',
    hint: 'correct it, or write the range into the query',
  }),
  on(kind, 'spec.metrics', {
    test: few(mostMetrics),
    want: `${mostMetrics} at most: each is a question every few seconds, to what all teams ask`,
    hint: 'take some out',
  }),
])

/** Limits on queries and rules of a team that one controller evaluates for all teams. */
export const evaluatorConstraints: readonly Constraint[] = [
  ...['labels', 'annotations'].map((where) =>
    on('PrometheusRule', `spec.groups.*.rules.*.${where}`, {
      test: both(few(mostTexts), eachValue(fieldsAlone)),
      want: 'texts of sixteen fields each, as "{{ $labels.pod }}" or "{{ $value | humanize }}": one Prometheus fills those of all teams',
      hint: 'take the rest of the template out',
    }),
  ),
  ...analyses,
  ...dryRuns,
  ...queries,
  ...given,
]
