import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'owners',
  summary: 'writes .github/CODEOWNERS by the fleet: who owns which app, and who approves what reaches an environment',
  about:
    'Writes the region of .github/CODEOWNERS that is made from fleet/fleet.ts (owners, approvers, teams) and the apps; other lines are yours and stay. ' +
    'A file without that region is left alone; remove it to begin anew.',
  options: { root, check: 'write nothing; exit 1 when the region is not what it should be' },
  exits: ['written, or as it should be', 'the estate cannot be read; with --check: not as it should be'],
  async run(values, _, output) {
    const { runOwners } = await import('./owners/run.ts')
    return runOwners(values, output)
  },
})
