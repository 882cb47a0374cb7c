import path from 'node:path'
import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'prices',
  summary: 'prints the lines of fleet/prices.ts by a table of list prices',
  about:
    "TABLE is zz_generated.pricing_aws.go of Karpenter's AWS provider (docs/nodes.md says where it is).\n" +
    'Writes nothing.',
  words: [{ name: 'TABLE', offer: 'file' }],
  options: { root },
  exits: ['printed', 'the table or fleet/prices.ts cannot be read'],
  async run({ root }, [file = ''], output) {
    const [{ pricesText }, { answer }] = await Promise.all([
      import('./capacity/prices.ts'),
      import('@slipway/cli/answer'),
    ])
    return answer(output, await pricesText(root, path.resolve(output.cwd, file)), false, (text) => text)
  },
})
