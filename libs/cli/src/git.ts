import { closeSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { exec, execSync, type Env, type Ran } from './exec.ts'
import { inTemporaryFolder } from './temporary.ts'

export interface GitAnswer {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface GitOptions {
  readonly input?: string | undefined
  readonly env?: Env
}

// Nobody answers questions; its words are read.
const settings = { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
/** Questions make git fetch and write nothing. */
const reading = { GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' }

const at = (root: string, { input, env }: GitOptions = {}) => ({
  cwd: root,
  input,
  env: { ...process.env, ...settings, ...env },
})

const answered = (ran: Ran): GitAnswer => ({ status: ran.missing ? 127 : (ran.code ?? 1), ...texts(ran) })
const texts = ({ stdout, stderr }: Ran) => ({ stdout, stderr })

export const git = (root: string, args: readonly string[], options?: GitOptions): GitAnswer =>
  answered(execSync('git', args, at(root, options)))

/** The line with git's error, and the server's reason if it refused a push; else the first line that is no hint. */
export function gitComplaint({ stderr, stdout }: GitAnswer): string {
  const lines = [...stderr.split('\n'), ...stdout.split('\n')]
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'))
  const found = lines.find((line) => /^(?:fatal|error|!)/.test(line)) ?? lines[0] ?? 'no answer'
  if (!found.startsWith('!')) return found
  const reason = lines
    .filter((line) => line.startsWith('remote:'))
    .map((line) => line.slice('remote:'.length).trim())
    .filter((line) => line !== '')
    .join(' ')
  return reason === '' ? found : `${found}: ${reason.slice(0, 400)}`
}

export function commitOf(root: string, revision: string): string | undefined {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
  const { status, stdout } = git(root, args, { env: reading })
  return status === 0 ? stdout.trim() : undefined
}

export function mergeBase(root: string, one: string, other: string): string | undefined {
  const { status, stdout } = git(root, ['merge-base', '--end-of-options', one, other], { env: reading })
  return status === 0 ? stdout.trim() : undefined
}

/**
 * The commit at which a branch left the main branch; `undefined` without one. By full ref names: git prefers a tag
 * called `origin/main` to the branch.
 * @param branch the fleet's branch, tried first
 */
export function mainBase(root: string, head: string, branch?: string): string | undefined {
  const own = branch === undefined ? [] : [`remotes/origin/${branch}`, `heads/${branch}`]
  for (const main of [...own, 'remotes/origin/HEAD', 'remotes/origin/main', 'heads/main', 'heads/master']) {
    const base = mergeBase(root, `refs/${main}`, head)
    if (base !== undefined) return base
  }
  return undefined
}

export const paths = (text: string): readonly string[] => text.split('\0').filter((file) => file !== '')

/** Changed files, deleted ones included. @param to a commit instead of the work tree */
export const differing = (
  root: string,
  from: string,
  to?: string,
  below: readonly string[] = [],
): readonly string[] => {
  const commits = to === undefined ? [from] : [from, to]
  return paths(
    git(root, ['diff', '--name-only', '--no-renames', '--relative', '-z', ...commits, '--', ...below]).stdout,
  )
}

const batch = ['cat-file', '--batch', '--buffer']

/** `git cat-file --batch`: `<name> <kind> <size>\n<content>\n`, or one line for what is missing. */
function blobsIn(bytes: Buffer, questions: readonly string[]): readonly (Buffer | undefined)[] {
  let place = 0
  return questions.map((question) => {
    const end = bytes.indexOf(10, place)
    if (end < 0) throw new Error(`git cat-file gave no answer to ${question}`)
    const [, kind, size] = / (blob|tree|commit|tag) (\d+)$/.exec(bytes.toString('latin1', place, end)) ?? []
    const from = end + 1
    place = size === undefined ? from : from + Number(size) + 1
    return kind === 'blob' ? bytes.subarray(from, place - 1) : undefined
  })
}

const asked = (questions: readonly string[]): string => `${questions.join('\n')}\n`

/** Sizes of blobs in bytes, in the order of the questions; `undefined` for missing ones. */
export function blobSizes(root: string, questions: readonly string[]): readonly (number | undefined)[] {
  if (questions.length === 0) return []
  const { stdout } = execSync(
    'git',
    ['cat-file', '--batch-check', '--buffer'],
    at(root, { input: asked(questions), env: reading }),
  )
  return stdout.split('\n').map((line) => {
    const [, size] = / blob (\d+)$/.exec(line) ?? []
    return size === undefined ? undefined : Number(size)
  })
}

/**
 * Contents of blobs, in the order of the questions (`HEAD:./apps/web/app.ts`, or a blob's name); `undefined` for
 * missing ones.
 */
export function readBlobs(root: string, questions: readonly string[]): readonly (Buffer | undefined)[] {
  if (questions.length === 0) return []
  return blobsIn(execSync('git', batch, at(root, { input: asked(questions) })).bytes, questions)
}

/**
 * Reads blobs without blocking, so that two commits are read at once. Through a file: a pipe of a hundred megabytes
 * comes in small pieces.
 */
export async function readManyBlobs(
  root: string,
  questions: readonly string[],
): Promise<readonly (Buffer | undefined)[]> {
  if (questions.length === 0) return []
  return inTemporaryFolder('git', async (folder) => {
    const file = path.join(folder, 'contents')
    const stdout = openSync(file, 'w', 0o600)
    const options = { ...at(root, { input: asked(questions), env: reading }), stdout }
    await exec('git', batch, options).finally(() => closeSync(stdout))
    return blobsIn(readFileSync(file), questions)
  })
}
