import path from 'node:path'
import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'advice',
  summary: 'puts what apps really use into their specs',
  about:
    'Cpu as it is recommended, memory with a quarter to spare, since a container ends at its limit. Then renders.\n' +
    'Apps are measured that say advice: true, in clusters that do. FILE is what a cluster says:\n' +
    '  kubectl get vpa -A -o json > advice.json\n' +
    'One file for each cluster of the environment; the larger number wins. Review the change and open a pull request as for any other.',
  words: [{ name: 'FILE...', offer: 'file' }],
  options: {
    environment: {
      value: 'NAME',
      help: 'where it was measured (default: the fleet\'s last). Elsewhere only what that environment says in "in" is changed',
    },
    'dry-run': 'say what would change, and write nothing',
    root,
    json: 'print { done, byHand, unknown, waiting } or { issues } as JSON',
  },
  exits: ['done, or nothing to do', 'something is to be done by hand, or cannot be read'],
  async run({ 'dry-run': dryRun, ...values }, files, output) {
    const [{ runAdvice }, { gen }, { desire }] = await Promise.all([
      import('./advice/run.ts'),
      import('./gen/run.ts'),
      import('@slipway/tree/light'),
    ])
    const { out, err, cwd } = output
    // With JSON, the rendering is no part of the answer.
    const speech = { ...output, out: values.json ? err : out, progress: () => {} }
    return runAdvice({ ...values, dryRun, files: files.map((file) => path.resolve(cwd, file)) }, output, (root) =>
      gen({ root, check: false, app: undefined, json: false }, desire, speech),
    )
  },
})
