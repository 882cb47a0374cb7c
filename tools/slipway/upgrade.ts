import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'upgrade',
  summary: 'takes a newer Slipway around this estate: a branch with the merge, what it renders, and a review of that',
  about:
    'Fetches a version of Slipway, merges it three ways with what you changed of Slipway, and leaves apps, fleet, releases, README and your lines of ' +
    'CODEOWNERS as they are. On the branch slipway-VERSION it installs, renders, checks and commits; the review of what that changes in your ' +
    'clusters is the text for the pull request. A conflict changes nothing.',
  options: {
    from: {
      value: 'SOURCE',
      required: true,
      help: 'where Slipway comes from: a remote, an address, a folder with a repository, or a bundle',
    },
    to: { value: 'REF', default: 'main', help: 'the tag or branch to take (default: main)' },
    base: {
      value: 'REV',
      help: 'the commit of Slipway that this estate has (default: what fleet/slipway.json says, else the common history)',
    },
    'no-install': 'do not run npm: package-lock.json is then brought up to date by you',
    root,
    json: 'print { branch, changed, review } or { issues } as JSON',
  },
  examples: ['--from https://github.com/acme/slipway.git --to v0.2.0', '--from ../slipway.bundle'],
  exits: ['a branch with the upgrade, or nothing to do', 'nothing was changed, or the branch needs a hand'],
  async run(values, _, output) {
    const { runUpgrade } = await import('./upgrade/run.ts')
    return runUpgrade({ ...values, install: !values['no-install'] }, output)
  },
})
