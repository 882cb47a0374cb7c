import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { commitOf, git, gitComplaint, mergeBase } from '@slipway/cli/git'
import { formatIssues, ok, refused, show, type Outcome } from '@slipway/core'
import type { Done as Migrations } from '../migrate/run.ts'
import { changedByHand } from '../init/apply.ts'
import { loadFleet } from '@slipway/fleet'
import { withBranch, withDefaultBase } from '../init/estate-files.ts'
import { mergedTree, type OwnLines } from './merge.ts'
import { record, recorded, recordFile } from './record.ts'

interface Options {
  readonly root: string
  readonly from: string
  readonly to: string
  readonly base: string | undefined
  readonly install: boolean
  readonly json: boolean
}

interface Upgraded {
  readonly branch: string
  /** Files that differ from before, by path. */
  readonly changed: readonly string[]
  /** The file of the review: the text for the pull request. */
  readonly review: string
  /** Files that migrations wrote, and steps that are left for a person. */
  readonly migrated: Migrations
}

/** `init` puts the estate's branch there. */
const branchLines = (branch: string): OwnLines => ({
  files: ['.github/workflows/*', 'nx.json'],
  edit: (text) => withDefaultBase(withBranch(text, branch), branch),
})

/** Brings a version into this repository's objects. */
function fetched(root: string, from: string, to: string): Outcome<string> {
  const source = existsSync(path.resolve(root, from)) ? path.resolve(root, from) : from
  if (source.startsWith('-') || to.startsWith('-'))
    return refused('--from', 'source', show(from), 'a remote, an address, a folder or a bundle', 'correct it')
  const answer = git(root, ['fetch', '--quiet', '--no-tags', source, to])
  const commit = answer.status === 0 ? commitOf(root, 'FETCH_HEAD') : undefined
  return commit === undefined
    ? refused(
        '--from',
        'fetch',
        gitComplaint(answer),
        `${show(to)} in ${show(from)}`,
        'see that it is there and can be reached',
      )
    : ok(commit)
}

function baseOf(root: string, given: string | undefined, next: string): Outcome<string> {
  const named = given ?? recorded(root)
  const base = named === undefined ? mergeBase(root, 'HEAD', next) : commitOf(root, named)
  if (base !== undefined) return ok(base)
  // A workflow's checkout has one commit by default.
  if (git(root, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true')
    return refused(
      'git',
      'shallow',
      'a clone without its history',
      'the commit of Slipway that this estate was made from, to merge with',
      'git fetch --unshallow; in a workflow, fetch-depth: 0 of actions/checkout',
    )
  const got =
    named === undefined ? `no common history, and no ${recordFile}` : `${show(named)}, which is no commit here`
  return refused('--base', 'base', got, 'the commit of Slipway that this estate was made from', 'name it with --base')
}

/** Runs a step of the new version in a process of its own. @returns its complaint, if any */
async function step(root: string, command: string, args: readonly string[]): Promise<string | undefined> {
  const ran = await exec(command, args, { cwd: root })
  return ran.code === 0
    ? undefined
    : ran.stderr.trim() || ran.stdout.trim() || `${command} ended with ${ran.code ?? 'a signal'}`
}

const versionAt = (root: string, commit: string): string =>
  (JSON.parse(git(root, ['show', `${commit}:package.json`]).stdout || '{}') as { version?: string }).version ??
  'unknown'

/** Migrates files that older versions allowed, with the new version's own code. */
async function migrations(root: string, since: string): Promise<Outcome<Migrations>> {
  const none: Migrations = { changed: [], steps: [] }
  // A version that goes back to before there were any has no such verb.
  if (!existsSync(path.join(root, 'tools/slipway/migrate.ts'))) return ok(none)
  const ran = await exec(process.execPath, ['tools/slipway/bin/slipway.cjs', 'migrate', '--since', since, '--json'], {
    cwd: root,
  })
  if (ran.code === 0) return ok(JSON.parse(ran.stdout) as Migrations)
  const got = ran.stderr.trim() || ran.stdout.trim()
  return refused('slipway migrate', 'upgrade-step', got, 'slipway migrate without an error', 'mend it there')
}

/** The part of the pull request above the review: changes in people's files, and their next steps. */
const migrationText = ({ changed, steps }: Migrations): string =>
  changed.length + steps.length === 0
    ? ''
    : [
        '## Changed in your specs, so that what runs goes on',
        '',
        ...changed.map(({ file, what, version }) => `- \`${file}\`: ${what} (${version})`),
        ...steps.map(({ file, got, hint }) => `- [ ] \`${file}\`: ${got}; ${hint}`),
        '',
        '',
      ].join('\n')

async function upgrade(
  options: Options,
  { progress }: Pick<Output, 'progress'>,
): Promise<Outcome<Upgraded | undefined>> {
  const { root, install } = options
  const clean = changedByHand(root)
  if (!clean.ok) return clean
  const head = commitOf(root, 'HEAD')
  if (head === undefined) return refused('git', 'no-commit', 'no commit', 'an estate in git', 'commit it first')
  progress(`fetching ${options.to}`)
  const next = fetched(root, options.from, options.to)
  if (!next.ok) return next
  const base = baseOf(root, options.base, next.value)
  if (!base.ok) return base
  const fleet = await loadFleet(root)
  if (!fleet.ok) return fleet
  const tree = mergedTree(root, head, base.value, next.value, branchLines(fleet.value.repository.branch))
  if (!tree.ok) return tree
  const version = versionAt(root, next.value)
  if (base.value === next.value) return ok(undefined)
  const branch = `slipway-${version}-${next.value.slice(0, 8)}`
  const switched = git(root, ['switch', '--quiet', '--create', branch])
  if (switched.status !== 0)
    return refused(
      'git',
      'branch',
      gitComplaint(switched),
      `no branch ${branch} yet`,
      `delete it, or go on there: git switch ${branch}`,
    )
  const moved = git(root, ['read-tree', '-m', '-u', 'HEAD', tree.value])
  if (moved.status !== 0)
    return refused('git', 'checkout', gitComplaint(moved), 'a work tree that can be changed', 'git status')
  mkdirSync(path.join(root, path.dirname(recordFile)), { recursive: true })
  writeFileSync(path.join(root, recordFile), record(version, next.value))
  const slipway = (...args: readonly string[]) =>
    step(root, process.execPath, ['tools/slipway/bin/slipway.cjs', ...args])
  let migrated: Migrations = { changed: [], steps: [] }
  const steps: readonly (readonly [what: string, run: () => Promise<string | undefined>])[] = [
    ...(install
      ? [['npm install', () => step(root, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'])] as const]
      : []),
    [
      'slipway migrate',
      async () => {
        const done = await migrations(root, versionAt(root, base.value))
        if (!done.ok) return formatIssues(done.issues)
        migrated = done.value
        return undefined
      },
    ],
    ['slipway gen', () => slipway('gen')],
    ['slipway owners', () => slipway('owners')],
    ['slipway check', () => slipway('check', '--no-schemas')],
  ]
  for (const [what, run] of steps) {
    progress(what)
    const problem = await run()
    if (problem !== undefined)
      return refused(
        what,
        'upgrade-step',
        problem,
        `${what} without an error`,
        `you are on ${branch}, where all of the new version is: mend it there, or go back with git switch --discard-changes -`,
      )
  }
  git(root, ['add', '--all'])
  const committed = git(root, [
    'commit',
    '--quiet',
    '--no-verify',
    '-m',
    `chore: Slipway ${version} (${next.value.slice(0, 12)})`,
  ])
  if (committed.status !== 0)
    return refused('git', 'commit', gitComplaint(committed), 'a commit', `you are on ${branch}: commit it there`)
  const out = path.join(root, '.slipway/upgrade')
  progress('slipway review')
  const problem = await slipway('review', '--base', head, '--head', 'HEAD', '--format', 'md', '--out', out)
  const changed = git(root, ['diff', '--name-only', head, 'HEAD'])
    .stdout.split('\n')
    .filter((one) => one !== '')
  const review = path.join(out, 'review.md')
  if (existsSync(review)) writeFileSync(review, `${migrationText(migrated)}${readFileSync(review, 'utf8')}`)
  // Files that a reader refuses are named in the review itself; without a review something else went wrong.
  return existsSync(review)
    ? ok({ branch, changed, review, migrated })
    : refused('slipway review', 'upgrade-step', problem ?? '', 'a review', `the upgrade is on ${branch}`)
}

export async function runUpgrade(options: Options, output: Pick<Output, 'out' | 'err' | 'progress'>): Promise<0 | 1> {
  const done = await upgrade(options, output)
  if (!done.ok) {
    if (options.json) output.out(`${JSON.stringify({ issues: done.issues }, null, 2)}\n`)
    else output.err(`${formatIssues(done.issues)}\n`)
    return 1
  }
  if (options.json) output.out(`${JSON.stringify(done.value ?? {}, null, 2)}\n`)
  else if (done.value === undefined) output.out('This estate has that version: nothing to do.\n')
  else {
    const { branch, changed, review, migrated } = done.value
    const rendered = changed.filter((file) => /^(?:clusters|argocd|aws)\//.test(file)).length
    output.out(`On ${branch}: ${changed.length} files changed, ${rendered} of them rendered.\n\n`)
    for (const { file, what } of migrated.changed) output.out(`${file}: ${what}\n`)
    if (migrated.steps.length > 0) output.out(`${formatIssues(migrated.steps)}\n`)
    if (migrated.changed.length + migrated.steps.length > 0) output.out('\n')
    output.out(`Push it; the text for its pull request is ${path.relative(options.root, review)}.\n`)
  }
  return 0
}
