import { defineCommand, root } from '@slipway/cli'
import { apps } from './bin/offers.ts'

export default defineCommand({
  name: 'gen',
  summary: 'renders apps/, fleet/ and libs/ into clusters/, argocd/ and aws/',
  about: 'Writes what differs, deletes what nothing renders any more.\n' + 'npx nx run gen:manifests does the same.',
  options: {
    check: 'say what differs from the rendered tree, and write nothing; exit 1 when something does',
    app: { value: 'NAME', help: 'write the folders of this app only', offer: apps },
    root,
    json: 'print the result as JSON',
  },
  examples: ['--app catalog', '--check'],
  exits: ['the tree is as rendered', 'something is wrong, or differs'],
  async run(values, _, output) {
    const { gen } = await import('./gen/run.ts')
    const { desire } = await import('@slipway/tree/light')
    return gen(values, desire, { ...output, progress: values.json ? () => {} : output.progress })
  },
})
