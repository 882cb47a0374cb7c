import path from 'node:path'
import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'prices',
  summary: 'prints the lines of fleet/prices.ts by a table of list prices',
  about:
    "Prints the lines of fleet/prices.ts by a table of prices: zz_generated.pricing_aws.go of Karpenter's AWS provider (docs/nodes.md says where it is).\n" +
    'Writes nothing.',
  words: [{ name: 'TABLE', offer: 'file' }],
  options: { root },
  exits: ['printed', 'the table or fleet/prices.ts cannot be read'],
  async run({ root }, [file = ''], { out, err, cwd }) {
    const [{ pricesText }, { formatIssues }] = await Promise.all([
      import('./capacity/prices.ts'),
      import('@slipway/core'),
    ])
    const text = await pricesText(root, path.resolve(cwd, file))
    if (text.ok) out(text.value)
    else err(`${formatIssues(text.issues)}\n`)
    return text.ok ? 0 : 1
  },
})
