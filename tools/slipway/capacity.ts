import { defineCommand, root, UsageError } from '@slipway/cli'
import { clusters } from './bin/offers.ts'

export default defineCommand({
  name: 'capacity',
  summary: "packs every app's pods onto the fleet's pools: what fits, what a loss does, what it costs",
  about:
    "Packs the pods of every app onto the machines of the fleet's pools, at the fewest, a typical number and the most: says what does not fit, what the loss " +
    'of a zone or of a spot pool does, and what it costs a month by app. Money is an estimate from the list prices in fleet/prices.ts. Nothing is measured:\n' +
    'a typical load is a third of the way from the fewest pods to the most.',
  options: {
    cluster: { value: 'NAME', help: 'this cluster only', offer: clusters },
    base: { value: 'REF', help: 'what changes since a commit, such as main or HEAD~1' },
    functions: 'compare the same small web app as pods and as a function, at 1, 100 and 1,000 requests a second',
    needs: 'what apps need of AWS, by app and team: what it costs a month, and by use',
    root,
    json: 'print { prices, clusters, changes } or { issues } as JSON',
  },
  examples: ['--cluster prod-eu', '--base main'],
  exits: ['everything fits', 'something does not'],
  async run(values, _, output) {
    // Git would take it for an option.
    if (values.functions && values.base !== undefined) throw new UsageError('--functions compares no commits')
    if (values.needs && (values.base !== undefined || values.functions))
      throw new UsageError('--needs goes with neither --functions nor --base')
    if (values.base === '' || values.base?.startsWith('-') === true)
      throw new UsageError(`${JSON.stringify(values.base)} is no commit`)
    const { runCapacity } = await import('./capacity/run.ts')
    return runCapacity(values, output)
  },
})
