import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'migrate',
  summary: 'changes what older versions let people write and this one does not; a part of upgrade',
  about:
    'Runs tools/slipway/migrations/<version>/ of every version after one, oldest first. Each changes the exact form that it knows and says a next step for any other; ' +
    'on what was changed it finds nothing to do.',
  options: {
    root,
    since: { value: 'VERSION', default: '0.0.0', help: 'the version that the estate had; all by default' },
    json: 'print { changed, steps } as JSON',
  },
  exits: ['done, or nothing to do; steps that are left are told', 'an estate that cannot be read'],
  async run(values, _, output) {
    const { runMigrate } = await import('./migrate/run.ts')
    return runMigrate(values, output)
  },
})
