import { expect, it } from 'vitest'
import { stateMetricsOptions } from './exporters.ts'

const application = (values: object) =>
  JSON.stringify({ spec: { source: { helm: { valuesObject: { 'kube-state-metrics': values } } } } })

it.each([
  [
    'labels that the tree allows',
    application({ metricLabelsAllowlist: ['nodes=[a/b]', 'pods=[c]'] }),
    { 'metric-labels-allowlist': 'nodes=[a/b],pods=[c]' },
  ],
  ['no word of labels', application({ collectorsExclude: ['secrets'] }), {}],
  ['no such values', application({}), {}],
  ['no add-on', undefined, {}],
])('kube-state-metrics is told what the chart would tell it: %s', (_, text, expected) => {
  expect(stateMetricsOptions(text)).toEqual(expected)
})
