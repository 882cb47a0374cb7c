import { existsSync, readFileSync } from 'node:fs'
import { git, gitComplaint, readBlobs, type GitAnswer, type GitOptions } from '@slipway/cli/git'
import { ok, refused, type Outcome } from '@slipway/core'

/** Git in an estate's root. Paths are relative to it, as `./apps/...` in revisions. */
export interface Git {
  readonly root: string
  /** The estate's folder in the repository, with a slash at its end; empty at the top. */
  readonly prefix: string
  /** A failure is an issue in git's own words. */
  run(args: readonly string[], options?: GitOptions): Outcome<string>
  /** For calls where a failure is an answer. */
  ask(args: readonly string[], options?: GitOptions): GitAnswer
}

export function openGit(root: string): Outcome<Git> {
  const run: Git['run'] = (args, options) => {
    const answer = git(root, args, options)
    if (answer.status === 0) return ok(answer.stdout)
    return refused(
      root,
      'release-git',
      `git ${args[0]}: ${gitComplaint(answer)}`,
      'git to take it',
      'correct what git says, then run it again',
    )
  }
  const asked = git(root, ['rev-parse', '--show-prefix'])
  if (asked.status !== 0) {
    const hint =
      'run it in a clone; only the verbs that edit files (bump, promote, hold, reject) can do without, and without --commit and --pr'
    return refused(root, 'not-a-repository', gitComplaint(asked), 'a git repository', hint)
  }
  return ok({ root, prefix: asked.stdout.trim(), run, ask: (args, options) => git(root, args, options) })
}

/** In the order of the questions; `undefined` for missing files. @param questions such as `HEAD:./apps/web/app.ts` */
export function contents(git: Git, questions: readonly string[]): Outcome<readonly (string | undefined)[]> {
  return ok(readBlobs(git.root, questions).map((content) => content?.toString('utf8')))
}

/** Whether history ends early, or git cannot say that it does not. */
export const isShallow = (git: Git): boolean =>
  git.ask(['rev-parse', '--is-shallow-repository']).stdout.trim() !== 'false'

export const wholeHistory =
  'fetch the whole history (git fetch --unshallow; fetch-depth: 0 in a workflow), then check again'

/** Commits whose parents a shallow clone lacks: their changes may be older. */
export function shallowCommits(git: Git): ReadonlySet<string> {
  const file = git.ask(['rev-parse', '--path-format=absolute', '--git-path', 'shallow']).stdout.trim()
  return new Set(file !== '' && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
}

/** Held by another git, or left by a killed one; a commit needs it. */
export function indexLock(git: Git): string | undefined {
  const file = git.ask(['rev-parse', '--path-format=absolute', '--git-path', 'index.lock']).stdout.trim()
  return file !== '' && existsSync(file) ? file : undefined
}

export const isBefore =
  (git: Git) =>
  (commit: string, than: string): boolean =>
    commit !== than && git.ask(['merge-base', '--is-ancestor', commit, than]).status === 0

/** The remote, and the fetched tip of the branch that Argo CD follows. */
export interface Base {
  readonly remote: string
  readonly tip: string
}

export function fetchBase(git: Git, branch: string): Outcome<Base> {
  const remotes = git.run(['remote'])
  if (!remotes.ok) return remotes
  const names = remotes.value.split('\n').filter((name) => name !== '')
  const remote = names.includes('origin') ? 'origin' : names[0]
  if (remote === undefined)
    return refused(
      git.root,
      'no-remote',
      'a clone without a remote',
      'a remote to push to',
      'git remote add origin ...',
    )
  // By its whole name: git takes a tag called `main` before the branch.
  const fetched = git.run(['fetch', '--quiet', remote, `refs/heads/${branch}`])
  if (!fetched.ok) return fetched
  const tip = git.run(['rev-parse', 'FETCH_HEAD'])
  return tip.ok ? ok({ remote, tip: tip.value.trim() }) : tip
}
