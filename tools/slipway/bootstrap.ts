import { defineCommand, root } from '@slipway/cli'
import { clusters } from './bin/offers.ts'

export default defineCommand({
  name: 'bootstrap',
  summary: 'the first day of a cluster: all that has to exist, by its exact name, and the two commands',
  about:
    'Prints what has to exist outside of git before a cluster can follow it, from fleet data and what is rendered for it, and the two commands that ' +
    'start Argo CD. Writes nothing. With --check it asks `aws` and `kubectl`, with the rights that you have; every question only reads.',
  words: [{ name: 'CLUSTER', offer: clusters }],
  options: {
    root,
    check: 'ask which of it exists',
    values: "print the values of Argo CD's chart, those that its Application has, for `helm install -f -`",
    'network-test':
      'print a manifest that shows whether the cluster enforces NetworkPolicies, for `kubectl apply -f -`',
    json: 'print { cluster, install, prerequisites } or { issues } as JSON',
  },
  examples: ['prod-eu --check', 'prod-eu --values', 'prod-eu --network-test'],
  exits: [
    'printed; with --check: nothing is missing',
    'with --check: something is missing; or the estate cannot be read',
  ],
  async run(values, [cluster = ''], output) {
    const { runBootstrap } = await import('./bootstrap/run.ts')
    return runBootstrap({ ...values, networkTest: values['network-test'], cluster }, output)
  },
})
