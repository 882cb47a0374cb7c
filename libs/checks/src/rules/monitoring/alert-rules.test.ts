import { table } from '../../../test/case.ts'
import { add, type Change } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { alertRules } from './alert-rules.ts'

const alert = {
  alert: 'Down',
  expr: 'up == 0',
  for: '5m',
  labels: { severity: 'page', team: 'shop' },
  annotations: { summary: 'it is down' },
}
const groups = (...all: readonly object[]): Change =>
  add('shop/web', object('monitoring.coreos.com/v1', 'PrometheusRule', 'shop', 'web', { spec: { groups: all } }))
const rules = (...all: readonly object[]) => groups({ name: 'web', limit: 100, rules: all })

table(alertRules, [
  { name: 'a good one', change: rules(alert, { record: 'up:sum', expr: 'sum(up)' }), says: [] },
  {
    name: 'no question',
    change: rules({ ...alert, expr: ' ' }),
    says: ['prometheusrule-web spec.groups[0].rules[0].expr: " "; a PromQL expression'],
    alone: true,
  },
  {
    name: 'no severity',
    change: rules({ ...alert, labels: {} }),
    says: [
      'prometheusrule-web spec.groups[0].rules[0].labels.severity: nothing; a severity, by which alerts find people',
    ],
  },
  {
    name: 'no summary',
    change: rules({ ...alert, annotations: {} }),
    says: ['prometheusrule-web spec.groups[0].rules[0].annotations.summary: nothing; a sentence for whom it wakes'],
  },
  {
    name: 'two groups of one name',
    change: groups({ name: 'a', rules: [] }, { name: 'a', rules: [] }),
    says: ['prometheusrule-web spec.groups[1].name: "a"; a name of its own'],
  },
])
