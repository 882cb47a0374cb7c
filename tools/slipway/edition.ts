import { defineCommand, root, UsageError } from '@slipway/cli'
import { apps, targets } from './bin/offers.ts'
import { landing } from './release/options.ts'

export default defineCommand({
  name: 'edition',
  summary: 'says which app lives by which edition of the defaults, and moves apps to another a wave at a time',
  about:
    'Without --to it lists who lives by which edition and who says so: the release file of a cluster, the spec, or the fleet.\n' +
    'With --to and --in it writes the edition into apps/APP/releases/, for the first wave of TARGET that has another, renders, and says for each app ' +
    'what changes. Without APP it moves all that run there. Again it moves the next wave; where all have it, it does nothing.',
  words: [{ name: '[APP...]', offer: apps }],
  options: {
    to: {
      value: 'EDITION',
      offer: async () => (await import('@slipway/fleet')).editions.map(String),
      help: 'the edition to live by (CHANGELOG.md)',
    },
    in: { value: 'TARGET', offer: targets, help: 'an environment, a wave at a time, or one cluster' },
    pin: 'write it down also where the app lives by it already, so that another edition of the fleet moves nothing',
    override: {
      value: 'WHY',
      help: 'in spite of a freeze, or of an environment before that has an older edition; recorded',
    },
    ...landing,
    root,
    json: 'print { editions } or { apps: [{ app, title, changes, review, ... }] }, or { issues }, as JSON',
  },
  examples: ['', '--to 2 --in dev catalog --dry-run', '--to 2 --in prod --pr'],
  exits: ['said, done, or nothing to do', 'not done'],
  async run(values, words, output) {
    if ((values.to === undefined) !== (values.in === undefined)) throw new UsageError('--to and --in belong together')
    if (values.to === undefined && (values.pin || values.pr || values.commit || values.prepare !== undefined))
      throw new UsageError('to move apps, say where to and where: --to EDITION --in TARGET')
    const { runEdition } = await import('./edition/run.ts')
    const { to, in: target, override } = values
    const { pin, json, commit, root, prepare, 'dry-run': dryRun } = values
    const landing = {
      root,
      commit,
      pr: values.pr || prepare !== undefined,
      dryRun,
      values: prepare === undefined ? {} : { prepare },
    }
    return runEdition({ landing, json, pin, to, target, override, apps: words }, { ...output, now: () => new Date() })
  },
})
