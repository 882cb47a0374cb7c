import { both, type Constraint, eachValue, few, matching } from '@slipway/kube'
import { mostTexts, plainText } from './filled-texts.ts'
import { on } from './on.ts'

/**
 * Prometheus fills the texts of all teams' alerts in one process, and bounds neither time nor memory of it: 23 templates, each of which
 * names the one before twice, take half a gigabyte. So a text has sixteen fields at most, and nothing that repeats or asks.
 */
const shown = 'humanize|humanize1024|humanizeDuration|humanizePercentage|humanizeTimestamp|title|toUpper|toLower'
const format = String.raw`(?:printf\s"%[.]?[0-9]{0,2}[a-z]")`
const asked = '[$]labels[.][A-Za-z0-9_]+|[.]Labels[.][A-Za-z0-9_]+|[$]value|[.]Value'
const field = `[{][{]-? *(?:${asked}) *(?:[|] *(?:${shown}|${format}) *){0,2}-?[}][}]`
const fieldsAlone = matching(`^${plainText}(?:${field}${plainText}){0,16}$`)

/**
 * Argo Rollouts evaluates the conditions of all teams in one process. Its evaluator bounds memory and not time: a loop in a loop in a loop
 * over what Prometheus answers takes as long as it likes.
 */
const word = 'result|len|isNaN|isInf|asFloat|asInt|default|nil|true|false|and|or|not'
const withoutLoops = matching(String.raw`^(?:[ ()<>=!&|,?:+*/0-9\[\]-]|[.][0-9]|${word}){1,400}$`)
const mostMetrics = 50

const analyses: readonly Constraint[] = (['AnalysisTemplate', 'AnalysisRun'] as const).flatMap((kind) => [
  ...['successCondition', 'failureCondition'].map((condition) =>
    on(kind, `spec.metrics.*.${condition}`, {
      test: withoutLoops,
      want: 'a comparison of result[0] with numbers, and of functions len, isNaN, isInf, asFloat, asInt and default: one process evaluates those of all teams',
      hint: 'let the query give one number',
    }),
  ),
  on(kind, 'spec.metrics', {
    test: few(mostMetrics),
    want: `${mostMetrics} at most: each is a question every few seconds, to what all teams ask`,
    hint: 'take some out',
  }),
])

/** What a team has a controller work out, which does so for all teams. */
export const evaluatorConstraints: readonly Constraint[] = [
  ...['labels', 'annotations'].map((where) =>
    on('PrometheusRule', `spec.groups.*.rules.*.${where}`, {
      test: both(few(mostTexts), eachValue(fieldsAlone)),
      want: 'texts of sixteen fields each, as "{{ $labels.pod }}" or "{{ $value | humanize }}": one Prometheus fills those of all teams',
      hint: 'take the rest of the template out',
    }),
  ),
  ...analyses,
]
