import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineCommand } from '@slipway/cli'

export default defineCommand({
  name: 'upgrades',
  summary: 'upgrades clones of earlier versions, with changes of their own, to the last commit',
  about:
    'From this repository’s history: the version before there was `upgrade`, the first with it, and the oldest that rendered what is rendered now, with the `init` of now. ' +
    'Each becomes another company’s estate with own lines in files of Slipway that changed since, and takes the last commit from a bundle by its ' +
    'own `upgrade`. No merge may need a hand, no own line may get lost, and of the third no byte of the rendered tree may change.',
  options: { keep: 'leave the clones, and say where they are' },
  exits: ['every step passed', 'some did not'],
  async run({ keep }, _, output) {
    const { tryUpgrades } = await import('./upgrades/run.ts')
    const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-upgrades-'))
    try {
      return await tryUpgrades(folder, output)
    } finally {
      if (keep) output.out(`The clones are in ${folder}\n`)
      else rmSync(folder, { recursive: true, force: true })
    }
  },
})
