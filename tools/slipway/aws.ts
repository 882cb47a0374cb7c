import { defineCommand, root } from '@slipway/cli'
import { clusters } from './bin/offers.ts'

const common = { root, json: 'print the result as JSON' } as const
const python = 'It asks Python 3.10 or newer with pip for pinned tools once; then it needs no network.'

export default defineCommand({
  name: 'aws',
  summary: 'judges and plays the stacks of aws/, without an account, and says their order',
  about: `plan: the order in which a cluster is made, with the commands. lint: cfn-lint judges every template. try: moto makes, changes and deletes every stack in its order, and decides what roles may.\n${python}`,
  options: {},
  examples: ['plan prod-eu', 'lint', 'try'],
  exits: ['nothing is wrong', 'something is'],
  commands: {
    plan: defineCommand({
      name: 'plan',
      summary: 'the stacks of a cluster in the order in which they are made, and the command for each',
      words: [{ name: 'CLUSTER', offer: clusters }],
      options: common,
      examples: ['prod-eu'],
      exits: ['printed', 'there is no such cluster, or the estate cannot be read'],
      async run({ root, json }, [cluster = ''], output) {
        const { plan } = await import('./aws/plan.ts')
        return plan({ root, json, cluster }, output)
      },
    }),
    lint: defineCommand({
      name: 'lint',
      summary: 'cfn-lint judges every template of the estate',
      about: python,
      options: common,
      exits: ['nothing found', 'something found, or cfn-lint cannot be had'],
      async run({ root, json }, _, output) {
        const { lint } = await import('./aws/run.ts')
        return lint({ root, json }, output)
      },
    }),
    try: defineCommand({
      name: 'try',
      summary: 'moto makes, changes and deletes every stack, and decides what roles may',
      about: `What moto does not know is listed as not exercised.\n${python}`,
      options: common,
      exits: ['all that moto knows is right', 'a stack failed, moto decides otherwise, or moto cannot be had'],
      async run({ root, json }, _, output) {
        const { play } = await import('./aws/run.ts')
        return play({ root, json }, output)
      },
    }),
  },
})
