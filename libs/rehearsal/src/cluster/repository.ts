import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execText } from '@slipway/cli/exec'
import type { Files } from '@slipway/tree'

export interface Repository {
  readonly served: string
  commit(subject: string, files: Files): Promise<Pushed>
  revert(subject: string): Promise<Pushed & { readonly files: Files }>
}

interface Pushed {
  readonly sha: string
  readonly changed: number
}

/** No person's name, and no hooks. */
export const author = [
  'user.name=rehearsal',
  'user.email=rehearsal@invalid',
  'commit.gpgsign=false',
  'core.hooksPath=/dev/null',
].flatMap((setting) => ['-c', setting])

/** @param url in the estate's fleet; its path is the path on the git server */
export async function openRepository(folder: string, url: string, branch: string): Promise<Repository> {
  const served = path.join(folder, 'served')
  const bare = path.join(served, new URL(url).pathname)
  const work = path.join(folder, 'work')
  const env = { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' }
  const git = async (cwd: string, ...args: string[]) =>
    (await execText('git', [...author, ...args], { cwd, env })).trim()
  mkdirSync(bare, { recursive: true })
  await git(bare, 'init', '--quiet', '--bare', '--initial-branch', branch)
  await git(bare, 'config', 'http.receivepack', 'false')
  mkdirSync(work, { recursive: true })
  await git(work, 'init', '--quiet', '--initial-branch', branch)
  await git(work, 'remote', 'add', 'origin', bare)

  // The files of the work tree; only differences are written.
  let held = new Map<string, string>()
  const push = async (before: Files, after: Files) => {
    await git(work, 'push', '--quiet', 'origin', branch)
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => before.get(file) !== after.get(file),
    ).length
    return { sha: await git(work, 'rev-parse', 'HEAD'), changed }
  }
  const past: ReadonlyMap<string, string>[] = []
  return {
    served,
    commit: async (subject, files) => {
      for (const [file, text] of files) {
        if (held.get(file) === text) continue
        mkdirSync(path.dirname(path.join(work, file)), { recursive: true })
        writeFileSync(path.join(work, file), text)
      }
      for (const file of held.keys()) if (!files.has(file)) rmSync(path.join(work, file))
      await git(work, 'add', '--all')
      await git(work, 'commit', '--quiet', '--allow-empty', '-m', subject)
      const before = held
      past.push(before)
      held = new Map(files)
      return push(before, held)
    },
    revert: async (subject) => {
      await git(work, 'revert', '--no-edit', 'HEAD')
      await git(work, 'commit', '--quiet', '--amend', '-m', subject)
      const before = held
      held = new Map(past.at(-1) ?? [])
      past.push(before)
      return { ...(await push(before, held)), files: held }
    },
  }
}
