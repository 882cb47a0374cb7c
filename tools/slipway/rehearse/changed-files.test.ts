import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changedFiles } from './changed-files.ts'

let folder: string
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@invalid', '-c', 'commit.gpgsign=false', ...args], {
    cwd: folder,
    stdio: 'pipe',
  })
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-changed-'))
  git('init', '--quiet', '--initial-branch', 'main')
  for (const place of ['', 'estate/'])
    for (const app of ['a', 'b', 'ü c']) put(`${place}clusters/dev/shop/${app}/x.yaml`, 'x: 1\n')
  git('add', '.')
  git('commit', '--quiet', '-m', 'one')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('changedFiles', () => {
  it.each<[string, () => void, readonly string[]]>([
    ['nothing', () => undefined, []],
    [
      'a change that nobody committed',
      () => put('clusters/dev/shop/a/x.yaml', 'x: 2\n'),
      ['clusters/dev/shop/a/x.yaml'],
    ],
    [
      'a new file that nobody added',
      () => put('clusters/dev/shop/new/x.yaml', 'x: 1\n'),
      ['clusters/dev/shop/new/x.yaml'],
    ],
    [
      'a name that git would quote',
      () => put('clusters/dev/shop/ü c/x.yaml', 'x: 2\n'),
      ['clusters/dev/shop/ü c/x.yaml'],
    ],
    [
      'a file that is gone',
      () => rmSync(path.join(folder, 'clusters/dev/shop/b/x.yaml')),
      ['clusters/dev/shop/b/x.yaml'],
    ],
    [
      'a file that moved: where it was and where it is',
      () => git('mv', 'clusters/dev/shop/b/x.yaml', 'clusters/dev/shop/a/y.yaml'),
      ['clusters/dev/shop/a/y.yaml', 'clusters/dev/shop/b/x.yaml'],
    ],
    ['something else', () => put('apps/a/app.ts', ''), []],
  ])('%s', (_, change, files) => {
    change()
    expect(changedFiles(folder, 'HEAD')).toEqual({ ok: true, value: files })
  })

  it("counts from the commit that is named, below the estate's own root", () => {
    put('estate/clusters/dev/shop/a/x.yaml', 'x: 2\n')
    put('clusters/dev/shop/a/x.yaml', 'x: 2\n')
    git('commit', '--quiet', '-a', '-m', 'two')
    expect(changedFiles(folder, 'HEAD')).toEqual({ ok: true, value: [] })
    expect(changedFiles(path.join(folder, 'estate'), 'HEAD~1')).toEqual({
      ok: true,
      value: ['clusters/dev/shop/a/x.yaml'],
    })
  })

  it.each(['nope', '--output=x', '', 'HEAD:clusters'])('"%s" is no commit', (base) => {
    expect(changedFiles(folder, base)).toMatchObject({
      ok: false,
      issues: [{ file: '--affected', code: 'unknown-commit', got: base }],
    })
  })
})
