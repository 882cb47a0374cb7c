import { defineCommand, root } from '@slipway/cli'

const common = { root, json: 'print the result as JSON' } as const
const python = 'It asks Python 3.10 or newer with pip for pinned tools once; then it needs no network.'

export default defineCommand({
  name: 'aws',
  summary: 'judges and plays the stacks of aws/, without an account',
  about: `lint: cfn-lint judges every template. try: moto makes, changes and deletes every stack in its order, and decides what roles may.\n${python}`,
  options: {},
  examples: ['lint', 'try'],
  exits: ['nothing is wrong', 'something is'],
  commands: {
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
