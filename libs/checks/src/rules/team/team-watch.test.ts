import { table } from '../../../test/case.ts'
import { add, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { teamWatch } from './team-watch.ts'

const rule = (record: string) =>
  add(
    'shop/web',
    object('monitoring.coreos.com/v1', 'PrometheusRule', 'shop', 'web', {
      spec: { groups: [{ name: 'web', limit: 10, rules: [{ record, expr: 'vector(1)' }] }] },
    }),
  )

table(teamWatch, [
  {
    name: "a record under others' name",
    change: rule('istio_requests_total'),
    says: [
      'prometheusrule-web spec.groups[0].rules[0].record: "istio_requests_total"; a name that begins with the team\'s own, such as "shop:": others\' series are others\'',
    ],
    alone: true,
  },
  { name: 'a record of its own', change: rule('shop:orders:rate5m'), says: [] },
  {
    name: 'labels as the pod says',
    change: set('podmonitor-web', 'spec.podMetricsEndpoints[0].honorLabels', true),
    says: [
      'podmonitor-web spec.podMetricsEndpoints[0].honorLabels: true; false: a pod may not say whose series they are',
    ],
  },
])
