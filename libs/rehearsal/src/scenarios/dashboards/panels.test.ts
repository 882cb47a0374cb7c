import { expect, it } from 'vitest'
import { panelQuestions } from './panels.ts'

const board = JSON.stringify({
  uid: 'slipway-app',
  panels: [
    { title: 'Requests', targets: [{ expr: 'sum(rate(a{team="$team",app=~"$app-.+"}[$__rate_interval]))' }] },
    { title: 'All', targets: [{ expr: 'sum(b)' }, { expr: 'sum(c)' }] },
  ],
})
const file = (cluster: string) => `clusters/${cluster}/platform/dashboards/configmap-dashboard-app.yaml`
const text = JSON.stringify({ data: { 'slipway-app.json': board } })
const files = new Map([
  [file('dev'), text],
  [file('prod'), text],
])

it('questions are of the cluster asked for, for each app, and once where no app is named', () => {
  const apps = [
    { team: 'shop', name: 'web' },
    { team: 'finance', name: 'db' },
  ]
  expect(panelQuestions(files, 'prod', apps)).toEqual([
    {
      dashboard: 'slipway-app',
      panel: 'Requests',
      exprs: ['sum(rate(a{team="shop",app=~"web-.+"}[60s]))', 'sum(rate(a{team="finance",app=~"db-.+"}[60s]))'],
    },
    { dashboard: 'slipway-app', panel: 'All', exprs: ['sum(b)'] },
    { dashboard: 'slipway-app', panel: 'All', exprs: ['sum(c)'] },
  ])
})
