import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { failed, issue, ok, type Outcome } from '@slipway/core'

export interface GitAnswer {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface GitOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Git, asked in an estate's root: the one place of this lib that starts it. Paths are relative to the root, as `./apps/...` in revisions.
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

function spawn(root: string, args: readonly string[], { input, env }: GitOptions = {}): GitAnswer {
  // Never a question: nobody is there to answer it.
  const settings = { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...env }
  const done = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: settings,
    ...(input === undefined ? {} : { input }),
  })
  if (done.error !== undefined) return { status: 127, stdout: '', stderr: done.error.message }
  return { status: done.status ?? 1, stdout: done.stdout, stderr: done.stderr }
}

/** Git's line that says what is wrong; else its first words, hints left out. */
function firstWords({ stderr, stdout }: GitAnswer): string {
  const lines = [...stderr.split('\n'), ...stdout.split('\n')]
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'))
  return lines.find((line) => /^(?:fatal|error|!)/.test(line)) ?? lines[0] ?? 'no answer'
}

/** @param root the estate's root, in a repository at any depth @returns git there, or that there is none */
export function openGit(root: string): Outcome<Git> {
  const run: Git['run'] = (args, options) => {
    const answer = spawn(root, args, options)
    if (answer.status === 0) return ok(answer.stdout)
    return failed(
      issue(
        root,
        '',
        'release-git',
        `git ${args[0]}: ${firstWords(answer)}`,
        'git to take it',
        'correct what git says, then run it again',
      ),
    )
  }
  const asked = spawn(root, ['rev-parse', '--show-prefix'])
  if (asked.status !== 0) {
    const hint =
      'run it in a clone; only the verbs that edit files (bump, promote, hold, reject) can do without, and without --commit and --pr'
    return failed(issue(root, '', 'not-a-repository', firstWords(asked), 'a git repository', hint))
  }
  return ok({ root, prefix: asked.stdout.trim(), run, ask: (args, options) => spawn(root, args, options) })
}

/**
 * The contents of files in commits, in the order of the questions; nothing for those that are not there.
 * @param questions revisions such as `HEAD:./apps/web/app.ts`
 */
export function contents(git: Git, questions: readonly string[]): Outcome<readonly (string | undefined)[]> {
  if (questions.length === 0) return ok([])
  const answer = git.run(['cat-file', '--batch'], { input: `${questions.join('\n')}\n` })
  if (!answer.ok) return answer
  const bytes = Buffer.from(answer.value)
  const found: (string | undefined)[] = []
  let at = 0
  for (const _ of questions) {
    const end = bytes.indexOf('\n', at)
    const size = / blob (\d+)$/.exec(bytes.subarray(at, end).toString())?.[1]
    const other = / (?:tree|commit|tag) (\d+)$/.exec(bytes.subarray(at, end).toString())?.[1]
    const length = Number(size ?? other ?? -1)
    found.push(size === undefined ? undefined : bytes.subarray(end + 1, end + 1 + length).toString())
    at = length < 0 ? end + 1 : end + length + 2
  }
  return ok(found)
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
