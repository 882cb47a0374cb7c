import { defineCommand, root } from '@slipway/cli'
import { apps, clusters } from './bin/offers.ts'

export default defineCommand({
  name: 'status',
  summary: 'says how an app fares in a cluster: release, canary, pods, error budget, alerts',
  about:
    'Asks git for the release, and the cluster for the rest by kubectl: Argo CD, the workload, pods, events, and Prometheus through the API server. ' +
    "Reads only. The context is the one that `aws eks update-kubeconfig` makes for the cluster (its ARN), or one with the cluster's name.\n" +
    'What cannot be reached says so in its own line.',
  words: [{ name: 'APP', offer: apps }],
  options: {
    cluster: { value: 'NAME', help: 'in which of its clusters (default: its only one)', offer: clusters },
    context: { value: 'NAME', help: 'the context of kubectl, where it has another name' },
    prometheus: { value: 'URL', help: 'ask this Prometheus, not the one behind the API server' },
    root,
    json: 'print the status, each part as { value } or { issues }, or { issues } as JSON',
  },
  examples: ['storefront --cluster prod-eu', 'storefront --cluster dev --prometheus http://127.0.0.1:9090'],
  exits: ['said', 'no such app, or a part is not known'],
  async run(values, [app = ''], output) {
    const { runStatus } = await import('./status/run.ts')
    return runStatus({ ...values, app }, output)
  },
})
