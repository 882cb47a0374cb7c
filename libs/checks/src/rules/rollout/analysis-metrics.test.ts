import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { analysisMetrics } from './analysis-metrics.ts'

const m = 'spec.metrics[0]'
const edit = (field: string, value: unknown) => set('analysistemplate-web-canary', `${m}.${field}`, value)

table(analysisMetrics, [
  {
    name: 'no query',
    change: edit('provider.prometheus.query', '  '),
    says: [`analysistemplate-web-canary ${m}.provider.prometheus.query: "  "; some text`],
    alone: true,
  },
  {
    name: 'nobody to ask',
    change: edit('provider', {}),
    says: [`analysistemplate-web-canary ${m}.provider: {}; one provider`],
  },
  {
    name: 'no condition',
    change: edit('successCondition', undefined),
    says: [`analysistemplate-web-canary ${m}: no condition; successCondition or failureCondition`],
  },
  {
    name: 'two conditions',
    change: edit('failureCondition', 'len(result) > 0 && result[0] > 1'),
    says: [
      `analysistemplate-web-canary ${m}: successCondition and failureCondition; ` +
        `one of them: where neither holds, the canary waits for a human`,
    ],
  },
  {
    name: 'no metrics',
    change: set('analysistemplate-web-canary', 'spec.metrics', []),
    says: ['analysistemplate-web-canary spec.metrics: nothing; at least one metric'],
  },
  {
    name: 'measured twice at once',
    change: all(edit('count', 4), edit('interval', undefined)),
    says: [`analysistemplate-web-canary ${m}.interval: nothing; an interval, as it is measured more than once`],
  },
  {
    name: 'more failures allowed than there can be',
    change: edit('count', 2),
    says: [`analysistemplate-web-canary ${m}.failureLimit: 2; less than count (2), or it can never fail`],
  },
  {
    name: 'no name',
    change: edit('name', undefined),
    says: [`analysistemplate-web-canary ${m}.name: nothing; a name of its own`],
  },
])
