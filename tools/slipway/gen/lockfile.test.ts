import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cureLockfile } from './lockfile.ts'

let root = ''
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
  })
/** In npm's place: it says what it was asked, and writes or fails. */
const npm = (does: string) => {
  put('.git/bin/npm', `#!/bin/sh\necho "$*" > .git/asked\n${does}\n`)
  chmodSync(path.join(root, '.git/bin/npm'), 0o755)
  vi.stubEnv('PATH', `${path.join(root, '.git/bin')}:${process.env['PATH'] ?? ''}`)
}
/** Two branches that changed a file each in its own way, and their merge. */
const conflict = (file: string) => {
  put(file, '1\n')
  git('add', '-A')
  git('commit', '-qm', 'first')
  for (const branch of ['a', 'b']) {
    git('switch', '-qc', branch, 'main')
    put(file, `${branch}\n`)
    git('commit', '-qam', branch)
  }
  try {
    git('merge', 'a')
  } catch {
    // The conflict.
  }
}
beforeEach(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-lockfile-'))
  git('init', '-q', '-b', 'main')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

it('has npm write it anew, without scripts, and stages it', async () => {
  conflict('package-lock.json')
  npm('echo both > package-lock.json')
  expect(await cureLockfile(root)).toBeUndefined()
  expect(git('ls-files', '--unmerged')).toBe('')
  expect(git('show', ':package-lock.json')).toBe('both\n')
  expect(readFileSync(path.join(root, '.git/asked'), 'utf8')).toContain('--package-lock-only --ignore-scripts')
})

it('asks nobody where it is not in conflict', async () => {
  conflict('apps/web/app.ts')
  npm('exit 1')
  expect(await cureLockfile(root)).toBeUndefined()
})

it.each([
  ['npm fails', 'echo E404 >&2; exit 1', 'E404'],
  ['npm leaves it', 'true', 'npm left conflict markers in it'],
])('says it when %s, and leaves the conflict open', async (_, does, got) => {
  conflict('package-lock.json')
  npm(does)
  expect(await cureLockfile(root)).toMatchObject({ file: 'package-lock.json', code: 'resolve-lockfile', got })
  expect(git('ls-files', '--unmerged')).not.toBe('')
})

it('wants every package.json merged first', async () => {
  put('apps/web/package.json', '1\n')
  conflict('package-lock.json')
  git('rm', '-q', '--cached', 'package-lock.json')
  git('reset', '-q', '--hard', 'main')
  for (const branch of ['c', 'd']) {
    git('switch', '-qc', branch, 'main')
    put('package-lock.json', `${branch}\n`)
    put('apps/web/package.json', `${branch}\n`)
    git('commit', '-qam', branch)
  }
  try {
    git('merge', 'c')
  } catch {
    // The conflict.
  }
  expect(await cureLockfile(root)).toMatchObject({ got: 'a package.json with an open merge conflict' })
})
