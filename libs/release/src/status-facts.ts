import { shallowCommits, type Git } from './git.ts'
import { releasePath } from './steps/target.ts'
import type { StatusFacts } from './status.ts'

/** Empty outside of a repository. One walk through history serves all apps. */
export function statusFacts(git: Git | undefined, apps: readonly string[]): StatusFacts {
  if (git === undefined) return { since: () => undefined, distance: () => undefined }
  const folders = apps.length === 1 ? `apps/${apps[0]}/releases` : ':(glob)apps/*/releases/*.json'
  const logged = git.ask([
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--relative',
    '--name-only',
    '--format=%x00%ct %H',
    '--max-count=20000',
    '--',
    folders,
  ])
  const times = new Map<string, number | undefined>()
  const shallow = shallowCommits(git)
  for (const block of logged.status === 0 ? logged.stdout.split('\0').slice(1) : []) {
    const [head = '', ...files] = block.split('\n')
    const [time, commit = ''] = head.split(' ')
    const since = shallow.has(commit) ? undefined : Number(time)
    for (const file of files) if (file !== '' && !times.has(file)) times.set(file, since)
  }
  return {
    since: (app, cluster) => times.get(releasePath(app, cluster)),
    distance: (app, from, to) => {
      const counted = git.ask([
        'rev-list',
        '--count',
        `${from}..${to}`,
        '--',
        `apps/${app}`,
        `:(exclude)apps/${app}/releases`,
      ])
      return counted.status === 0 ? Number(counted.stdout.trim()) : undefined
    },
  }
}
