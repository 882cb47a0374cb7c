import { defineCommand, root, UsageError } from '@slipway/cli'
import { apps, clusters } from './bin/offers.ts'

export default defineCommand({
  name: 'dashboards',
  summary: "draws an app's dashboards as one page, without Grafana",
  about:
    "Draws the panels of Slipway's dashboards with what a Prometheus answers, or from a recording. The page needs nothing else and asks nothing of " +
    'anybody. With neither --prometheus nor --from it shows a recording of a rehearsal that is kept here, to see what each panel is like.\n' +
    "A cluster's Prometheus comes near by\n  kubectl -n monitoring port-forward svc/prometheus-operated 9090",
  options: {
    preview: { value: 'APP', help: 'the app whose dashboards are drawn', required: true, offer: apps },
    cluster: { value: 'NAME', help: 'in which of its clusters (default: its only one)', offer: clusters },
    prometheus: { value: 'URL', help: 'ask this Prometheus' },
    minutes: { value: 'N', help: 'how far back it is asked', default: '60' },
    from: { value: 'FILE', help: 'draw this recording', offer: 'file' },
    record: { value: 'FILE', help: 'keep what Prometheus answers, for --from', offer: 'file' },
    output: { value: 'FILE', help: 'where the page goes', default: 'dashboards.html', offer: 'file' },
    root,
    json: 'print { page, app, team, cluster, panels, empty } or { issues } as JSON',
  },
  examples: ['--preview storefront', '--preview storefront --cluster prod-eu --prometheus http://127.0.0.1:9090'],
  exits: ['drawn', 'no such app, recording or answer'],
  async run({ minutes, ...values }, _, output) {
    const many = Number(minutes)
    if (!/^\d+$/.test(minutes) || many < 1 || many > 10_080)
      throw new UsageError(`--minutes takes a whole number from 1 to 10080, not ${JSON.stringify(minutes)}`)
    if (values.from !== undefined && values.prometheus !== undefined)
      throw new UsageError('--from and --prometheus are two sources: give one')
    if (values.record !== undefined && values.prometheus === undefined)
      throw new UsageError('--record keeps what --prometheus answers: give both')
    const { runDashboards } = await import('./dashboards/run.ts')
    return runDashboards({ ...values, minutes: many }, output)
  },
})
