import { defineCommand, root, UsageError, type Command, type Options, type Word } from '@slipway/cli'
import { apps, targets } from './bin/offers.ts'
import { landing } from './release/options.ts'

const app = { name: 'APP', offer: apps }
const target = { name: 'TARGET', offer: targets }
const common = { root, json: 'print the result as JSON' }
const insecure = { 'registry-insecure': 'speak http to the registry' }
const registry = { verify: 'ask the registry for the image first', ...insecure }
const reason = { reason: { value: 'WHY', required: true, help: 'why; it is recorded' } } as const
const override = {
  override: {
    value: 'WHY',
    help: 'release in spite of a freeze, or roll back although some files cannot be as they were; recorded',
  },
}
const from = (help: string) => ({ value: 'TARGET', required: true, offer: targets, help }) as const

/** `--commit SHA` is the source commit, `--commit` alone the switch. */
const spell = (argv: readonly string[]): readonly string[] =>
  argv.map((word, i) => {
    if (word === '--commit' && /^[0-9a-f]{7,64}$/.test(argv[i + 1] ?? '')) return '--source'
    return word.startsWith('--commit=') ? `--source=${word.slice('--commit='.length)}` : word
  })

function verb(name: string, words: readonly Word[], summary: string, options: Options, more: Partial<Command> = {}) {
  return defineCommand({
    ...more,
    name,
    summary,
    words,
    options: { ...options, ...common } as Options,
    exits: ['done, or nothing to do', 'not done'],
    async run(given, words, output) {
      const to = given['to']
      if (name === 'rollback' && typeof to === 'string' && !/^\d{1,4}$/.test(to))
        throw new UsageError(`--to wants a number of \`history\`, not ${JSON.stringify(to)}`)
      const { readArgs } = await import('./release/options.ts')
      const { release } = await import('./release/run.ts')
      const { isolated } = await import('@slipway/fleet')
      // Beside the App's token no code of one app may change what another's renders.
      return isolated(() => release(readArgs(name, words, given), { ...output, now: () => new Date() }))
    },
  })
}

const bump = {
  image: { value: 'REPO@sha256:...', help: 'the image; of an app that runs the image of another it may be left out' },
  version: { value: 'VERSION', help: 'what people call it' },
  source: { value: 'SHA', help: 'the commit that the image was built from; --commit SHA says the same' },
  run: { value: 'RUN', help: 'the run that built it' },
} as const

const all = [
  verb(
    'bump',
    [app, target],
    'an image that was just built comes to TARGET',
    { ...bump, ...override, ...registry, ...landing },
    { spell },
  ),
  verb('promote', [app], 'what runs in one target comes to another', {
    from: from('where it runs'),
    to: from('where it comes to'),
    ...override,
    ...registry,
    ...landing,
  }),
  verb('next', [], 'after a healthy sync: opens the next wave or environment, or says why not', {
    cluster: from('the cluster that is healthy'),
    app: { value: 'APP', required: true, offer: apps, help: 'the app' },
    digest: { value: 'DIGEST', required: true, help: 'what runs there' },
    ...override,
    ...landing,
  }),
  verb('hold', [app, target], 'no release comes to TARGET or goes on from it', { ...reason, ...landing }),
  verb('unhold', [app, target], 'lifts a hold, also that of a rollback', { ...reason, ...landing }),
  verb('reject', [app, 'DIGEST'], 'DIGEST comes to no cluster any more', { ...reason, ...landing }),
  verb('rollback', [app, target], 'image and rendered files as they were, and held there', {
    to: { value: 'N', help: 'a number of `history` (default: the last other image or version of a secret)' },
    ...reason,
    ...override,
    ...landing,
  }),
  verb('status', [{ name: '[APP]', offer: apps }], 'what runs where, what is held, rejected, frozen', {}),
  verb('history', [app, target], 'what ran in TARGET, by number', {}),
  defineCommand({
    name: 'publish',
    summary: 'pushes and opens the pull requests that --prepare left in a folder; reads no app, renders nothing',
    words: [{ name: 'DIR', offer: 'folder' }],
    options: {
      root,
      provenance: {
        value: 'RESULT',
        help: 'how `release provenance` ended: where the fleet requires it, all but "success" opens nothing',
      },
    },
    exits: ['all are open', 'one is not'],
    async run(values, [folder = ''], output) {
      const { publishAll, unproved } = await import('./release/publish.ts')
      return (await unproved(values.root, values.provenance, output)) ? 1 : publishAll(values.root, folder, output)
    },
  }),
  defineCommand({
    name: 'provenance',
    summary: 'holds the release files of a prepared folder against what their builds have signed; reads no app',
    words: [{ name: '[DIR]', offer: 'folder' }],
    options: { root, plan: 'print the role that reads the registry, as lines for $GITHUB_OUTPUT' },
    exits: ['they agree, or the fleet asks for none', 'one does not'],
    async run(values, [folder = ''], output) {
      if (folder === '' && !values.plan) throw new UsageError('name the folder that --prepare wrote, or give --plan')
      const { compareProvenance } = await import('./release/provenance.ts')
      return compareProvenance(values.root, folder, values.plan, output)
    },
  }),
  verb('verify', [app, target], 'asks the registry for the images of TARGET', insecure),
]

export default defineCommand({
  name: 'release',
  summary: 'bumps, promotes, holds, rejects and rolls back releases, and says what runs where',
  about:
    'TARGET is an environment (its clusters a wave at a time) or one cluster. A verb edits apps/APP/releases/, renders, and stops; --commit and --pr go on.',
  options: {},
  examples: [
    'status',
    'promote catalog --from dev --to staging --pr',
    'rollback catalog prod --reason "errors since 1.5"',
  ],
  exits: ['done, or nothing to do', 'not done'],
  commands: Object.fromEntries(all.map((one) => [one.name, one])),
})
