import { existsSync } from 'node:fs'
import { git, gitComplaint, readBlobs, type GitAnswer, type GitOptions } from '@slipway/cli/git'
import { failed, issue, ok, type Outcome } from '@slipway/core'

/**
 * Git, asked in an estate's root: Paths are relative to the root, as `./apps/...` in revisions.
 */
export interface Git {
  readonly root: string
  /** The estate's folder below the repository's, with a slash at its end; empty at the top. */
  readonly prefix: string
  /** What it says; its own words as an issue when it fails. */
  run(args: readonly string[], options?: GitOptions): Outcome<string>
  /** The same when failing is an answer. */
  ask(args: readonly string[], options?: GitOptions): GitAnswer
}

/** @param root the estate's root, in a repository at any depth @returns git there, or that there is none */
export function openGit(root: string): Outcome<Git> {
  const run: Git['run'] = (args, options) => {
    const answer = git(root, args, options)
    if (answer.status === 0) return ok(answer.stdout)
    return failed(
      issue(
        root,
        '',
        'release-git',
        `git ${args[0]}: ${gitComplaint(answer)}`,
        'git to take it',
        'correct what git says, then run it again',
      ),
    )
  }
  const asked = git(root, ['rev-parse', '--show-prefix'])
  if (asked.status !== 0) {
    const hint =
      'run it in a clone; only the verbs that edit files (bump, promote, hold, reject) can do without, and without --commit and --pr'
    return failed(issue(root, '', 'not-a-repository', gitComplaint(asked), 'a git repository', hint))
  }
  return ok({ root, prefix: asked.stdout.trim(), run, ask: (args, options) => git(root, args, options) })
}

/**
 * The contents of files in commits, in the order of the questions; nothing for those that are not there.
 * @param questions revisions such as `HEAD:./apps/web/app.ts`
 */
export function contents(git: Git, questions: readonly string[]): Outcome<readonly (string | undefined)[]> {
  return ok(readBlobs(git.root, questions).map((content) => content?.toString('utf8')))
}

/** The lock on git's index that somebody has, or that a killed git left; a commit needs it. */
export function indexLock(git: Git): string | undefined {
  const file = git.ask(['rev-parse', '--path-format=absolute', '--git-path', 'index.lock']).stdout.trim()
  return file !== '' && existsSync(file) ? file : undefined
}

/** Whether one commit comes before another, by git; false when it does not know them. */
export const isBefore =
  (git: Git) =>
  (commit: string, than: string): boolean =>
    commit !== than && git.ask(['merge-base', '--is-ancestor', commit, than]).status === 0
