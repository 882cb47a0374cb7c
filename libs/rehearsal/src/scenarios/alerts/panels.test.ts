import { expect, it } from 'vitest'
import { panelQuestions, whyAbsent } from './panels.ts'

const board = JSON.stringify({
  uid: 'slipway-app',
  panels: [{ title: 'Requests', targets: [{ expr: 'sum(rate(a{team="$team",app=~"$app-.+"}[$__rate_interval]))' }] }],
})

it('questions are of the cluster asked for, with an app in place of the variables', () => {
  const file = (cluster: string) => `clusters/${cluster}/platform/dashboards/configmap-dashboard-app.yaml`
  const text = JSON.stringify({ data: { 'slipway-app.json': board } })
  expect(
    panelQuestions(
      new Map([
        [file('dev'), text],
        [file('prod'), text],
      ]),
      'prod',
      { team: 'shop', name: 'web' },
    ),
  ).toEqual([{ dashboard: 'slipway-app', panel: 'Requests', expr: 'sum(rate(a{team="shop",app=~"web-.+"}[60s]))' }])
})

it.each([
  ['sum(rate(istio_requests_total{a="b"}[1m]))', false],
  ['sum(kube_pod_status_ready{a="b"})', false],
  ['count(ALERTS)', false],
  ['sum(kube_pod_status_phase)', true],
  ['rate(x[1m]) / sum(node_cpu_seconds_total)', true],
])('%s cannot have data: %s', (expr, cannot) => {
  expect(whyAbsent(expr) !== undefined).toBe(cannot)
})
