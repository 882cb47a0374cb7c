import { argo, type Ground, makers, monitoring, prometheusUrl as address, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

/** Each names the one before twice: 23 of them have promtool 0.315 take half a gigabyte. */
const doubled = (most: number): string =>
  Array.from({ length: most }, (_, i) => {
    const before = i === 0 ? 'x' : `{{ template "${i - 1}" }}`
    return `{{ define "${i}" }}${before}${before}{{ end }}`
  }).join('') + `{{ template "${most - 1}" }}`

const sound = 'len(result) == 0 || isNaN(result[0]) || result[0] <= 0.01'

/** Go takes 800 MB for 3 KB of it, as it is compiled. */
const counted = `(?:${'ab'.repeat(1500)}){1000}`
/** Two of them take 0.6 s in expr 1.15, and each further one two thousand times that. */
const loops = 'all(1..2000, all(1..2000, all(1..2000, # > 0))) ? now() : now()'
const calm = 'sum(rate(http_requests_total{code=~"5[0-9]{2}",version=~"[0-9]{1,3}[.].*"}[5m])) by (pod)'

/** Objects that make a shared controller run out of time or memory. */
export function triesOfEvaluators(ground: Ground): readonly Row[] {
  const { team } = ground
  const { make, rollout } = makers(ground)
  const alert = (more: object) =>
    make(monitoring, 'PrometheusRule', {
      spec: {
        groups: [{ name: 'try', limit: 1, rules: [{ alert: 'Try', expr: 'vector(1)', labels: { team }, ...more }] }],
      },
    })
  const provider = { prometheus: { address, query: 'up' } }
  const metrics = (...all: readonly object[]) =>
    make(argo, 'AnalysisTemplate', { spec: { metrics: all.map((one) => ({ name: 'try', provider, ...one })) } })
  const rule = 'spec.groups[0].rules[0]'
  const summed = within(
    `${rule}.annotations`,
    '.summary',
    'for {{ $labels.pod }}: {{ $value | printf "%.2f" }}, or {{ $value | humanizePercentage }}',
  )
  const judged = (field: string) => becomes(`spec.metrics[0].${field}`, sound)
  const series = team.replaceAll('-', '_')
  return [
    [
      'thousands of rules',
      make(monitoring, 'PrometheusRule', {
        spec: {
          groups: [
            {
              name: 'try',
              limit: 100,
              rules: Array.from({ length: 1001 }, (_, i) => ({ record: `${series}:${i}`, expr: 'vector(1)' })),
            },
          ],
        },
      }),
      becomes('spec.groups[0].rules', []),
    ],
    [
      'a rule of as many series as it likes',
      make(monitoring, 'PrometheusRule', {
        spec: { groups: [{ name: 'try', limit: 0, rules: [{ record: `${series}:x`, expr: 'vector(1)' }] }] },
      }),
      within('spec.groups[0]', '.limit', 1000),
    ],
    [
      'groups that are all evaluated at once',
      make(monitoring, 'PrometheusRule', {
        spec: { groups: Array.from({ length: 11 }, (_, i) => ({ name: `try-${i}`, limit: 1, rules: [] })) },
      }),
      within('spec.groups', '[10]'),
    ],
    ['a summary that takes all memory', alert({ annotations: { summary: doubled(40) } }), summed],
    [
      'a label that takes all memory',
      alert({ labels: { team, kind: doubled(40) } }),
      becomes(`${rule}.labels`, { team, kind: 'x' }),
    ],
    [
      'a summary that asks Prometheus',
      alert({ annotations: { summary: '{{ range query "up" }}{{ . }}{{ end }}' } }),
      summed,
    ],
    ['a text as wide as it likes', alert({ annotations: { summary: '{{ $value | printf "%900000f" }}' } }), summed],
    [
      'a condition with a loop in a loop',
      metrics({ successCondition: 'all(result, all(result, all(result, true)))' }),
      judged('successCondition'),
    ],
    [
      'a condition of a range',
      metrics({ failureCondition: 'len(filter(1..1000000, true)) > 0' }),
      judged('failureCondition'),
    ],
    [
      'a condition that an argument says',
      metrics({ successCondition: '{{args.condition}}' }),
      judged('successCondition'),
    ],
    [
      'a formula of KEDA with a loop in a loop',
      make('keda.sh/v1alpha1', 'ScaledObject', {
        spec: {
          scaleTargetRef: { name: 'try' },
          triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }],
          advanced: { scalingModifiers: { formula: 'count([1, 2], count([1, 2], true) > 0)', target: '5' } },
        },
      }),
      'spec.advanced.scalingModifiers',
    ],
    [
      'a range with a loop in a loop',
      metrics({
        provider: {
          prometheus: { ...provider.prometheus, rangeQuery: { start: loops, end: 'now()', step: '1m' } },
        },
      }),
      within('spec.metrics[0].provider.prometheus.rangeQuery', '.start', 'now() - duration("1h")'),
    ],
    [
      'a name that takes all memory',
      make(argo, 'AnalysisTemplate', {
        spec: { dryRun: [{ metricName: counted }], metrics: [{ name: 'try', provider }] },
      }),
      within('spec.dryRun', '[0].metricName', '.*'),
    ],
    [
      'a name of a step that takes all memory',
      rollout({
        canary: { steps: [{ analysis: { templates: [{ templateName: 'a' }], dryRun: [{ metricName: counted }] } }] },
      }),
      within('spec.strategy.canary.steps[0].analysis.dryRun', '[0].metricName', 'try'),
    ],
    ['an alert that takes all memory', alert({ expr: `up{pod=~"${counted}"}` }), becomes(`${rule}.expr`, calm)],
    [
      'an alert that counts too far',
      alert({ expr: `up{pod=~"${'a{500}'.repeat(500)}"}` }),
      becomes(`${rule}.expr`, calm),
    ],
    [
      'an alert that hides its braces',
      alert({ expr: String.raw`up{pod=~"(?:${'ab'.repeat(1500)})\x7b1000}"}` }),
      becomes(`${rule}.expr`, calm),
    ],
    [
      'a question that arguments put together',
      metrics({ provider: { prometheus: { address, query: 'up{pod=~"a{{args.group}}{{args.count}}"}' } } }),
      becomes('spec.metrics[0].provider.prometheus.query', calm),
    ],
    [
      'an argument that is half of a repetition',
      make(argo, 'AnalysisTemplate', {
        spec: {
          args: [{ name: 'pods', value: 'b{1' }],
          metrics: [{ name: 'try', provider: { prometheus: { address, query: 'up{pod=~"a{{args.pods}}000}"}' } } }],
        },
      }),
      within('spec.args', '[0].value', 'try-.*'),
    ],
    [
      'a question of an analysis that takes all memory',
      metrics({ provider: { prometheus: { address, query: `up{pod=~"${counted}"}` } } }),
      becomes('spec.metrics[0].provider.prometheus.query', calm),
    ],
    [
      'a question of a scaler that takes all memory',
      make('keda.sh/v1alpha1', 'ScaledObject', {
        spec: {
          scaleTargetRef: { name: 'try' },
          triggers: [
            {
              type: 'prometheus',
              metadata: { serverAddress: address, query: `up{pod=~"${counted}"}`, threshold: '1' },
            },
          ],
        },
      }),
      becomes('spec.triggers[0].metadata.query', calm),
    ],
    [
      'an argument that takes all memory',
      make(argo, 'AnalysisTemplate', {
        spec: {
          args: [{ name: 'pods', value: counted }],
          metrics: [{ name: 'try', provider: { prometheus: { address, query: 'up{pod=~"{{args.pods}}"}' } } }],
        },
      }),
      within('spec.args', '[0].value', 'try-.*'),
    ],
    [
      'an argument that nobody has read',
      rollout({
        canary: {
          analysis: {
            templates: [{ templateName: 'a' }],
            args: [{ name: 'pods', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['pods']" } } }],
          },
        },
      }),
      within('spec.strategy.canary.analysis.args', '[0].valueFrom.fieldRef.fieldPath', "metadata.labels['app']"),
    ],
    [
      'as many questions of one analysis as it likes',
      metrics(...Array.from({ length: 51 }, () => ({}))),
      within('spec.metrics', '[50]'),
    ],
  ]
}
