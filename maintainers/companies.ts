import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineCommand } from '@slipway/cli'

export default defineCommand({
  name: 'companies',
  summary: 'makes clones of this repository three invented companies, and tests what their people would',
  about:
    'For each: clone of the last commit, init, new-app, gen twice, check, judge, no word of the sample left; in one of them the whole npm test. ' +
    'Nothing here may depend on the sample estate.',
  words: [{ name: '[NAME]', offer: async () => Object.keys((await import('./companies/companies.ts')).companies) }],
  options: {
    quick: 'leave npm test out',
    rehearse: 'play an app in Python with real requests, and with a manifest broken on purpose (four minutes)',
    keep: 'leave the clones, and say where they are',
  },
  exits: ['every step passed', 'some did not'],
  async run({ quick, keep, rehearse }, [name], output) {
    const { tryCompanies } = await import('./companies/run.ts')
    const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-companies-'))
    try {
      return await tryCompanies(folder, name, { quick, keep, rehearse }, output)
    } finally {
      if (keep) output.out(`The clones are in ${folder}\n`)
      else rmSync(folder, { recursive: true, force: true })
    }
  },
})
