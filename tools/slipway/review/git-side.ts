import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { failed, issue, ok, type Outcome } from '@slipway/core'
import type { Side } from './side.ts'

const env = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' }

const ask = (root: string, args: readonly string[]) =>
  spawnSync('git', ['-C', root, ...args], { maxBuffer: 2 ** 31 - 1, stdio: ['ignore', 'pipe', 'pipe'], env })

/**
 * What git says of many contents, from one process; not waited for, so that the two sides are read at once. Through a file, since a pipe of
 * a hundred megabytes comes in small pieces.
 */
async function batch(root: string, names: readonly string[]): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-review-'))
  try {
    const file = path.join(folder, 'contents')
    const out = openSync(file, 'w', 0o600)
    await new Promise<void>((resolve, reject) => {
      const git = spawn('git', ['-C', root, 'cat-file', '--batch', '--buffer'], { stdio: ['pipe', out, 'ignore'], env })
      git.on('error', reject)
      git.on('close', () => resolve())
      // A git that ends early says so by what is missing in its answer.
      git.stdin?.on('error', () => {})
      git.stdin?.end(`${names.join('\n')}\n`)
    }).finally(() => closeSync(out))
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const refused = (root: string, ref: string, said: Buffer | null | undefined): Outcome<never> =>
  failed(
    issue(
      root,
      '',
      'review-git',
      `${JSON.stringify(ref)}: ${said?.toString('utf8').trim().split('\n')[0] || 'git gives no answer'}`,
      'a commit of this repository',
      'git fetch it, or name another one with --base and --head',
    ),
  )

/** The full name of a commit. */
export function commitOf(root: string, ref: string): Outcome<string> {
  const { status, stdout, stderr } = ask(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ])
  return status === 0 ? ok(stdout.toString('utf8').trim()) : refused(root, ref, stderr)
}

/** Where this branch left the main one. */
export function baseOf(root: string, head: string): Outcome<string> {
  for (const main of ['origin/HEAD', 'origin/main', 'main', 'master']) {
    const { status, stdout } = ask(root, ['merge-base', '--end-of-options', main, head])
    if (status === 0) return ok(stdout.toString('utf8').trim())
  }
  return refused(root, 'main', undefined)
}

/**
 * The files of a commit below the root. Two processes of git in all: one lists them with the names of their contents, the other hands out
 * those that are asked for.
 * @param only folders, or nothing for all
 */
export function gitSide(
  root: string,
  commit: string,
  within: (file: string) => boolean,
  only: readonly string[],
): Outcome<Side> {
  const { status, stdout, stderr } = ask(root, [
    'ls-tree',
    '-r',
    '-z',
    commit,
    '--',
    ...(only.length === 0 ? ['.'] : only),
  ])
  if (status !== 0) return refused(root, commit, stderr)
  const files = new Map<string, string>()
  for (const row of stdout.toString('utf8').split('\0')) {
    // `100644 blob <name>\t<path>`; links and submodules are no manifests.
    const tab = row.indexOf('\t')
    if (!row.startsWith('100') || tab < 0) continue
    const file = row.slice(tab + 1)
    if (within(file)) files.set(file, row.slice(row.lastIndexOf(' ', tab) + 1, tab))
  }
  return ok({
    files,
    read: async (paths) => {
      const wanted = paths.filter((file) => files.has(file))
      const read = new Map<string, Buffer>()
      if (wanted.length === 0) return read
      const out = await batch(
        root,
        wanted.map((file) => files.get(file) ?? ''),
      )
      let at = 0
      for (const file of wanted) {
        // `<name> blob <size>\n<content>\n`
        const end = out.indexOf(10, at)
        const size = Number(out.toString('latin1', at, end).split(' ')[2])
        if (end < 0 || !Number.isInteger(size)) throw new Error(`git cat-file gave no content of ${file} in ${commit}`)
        read.set(file, out.subarray(end + 1, end + 1 + size))
        at = end + size + 2
      }
      return read
    },
  })
}
