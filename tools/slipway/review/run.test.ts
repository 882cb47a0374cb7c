import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ran } from '@slipway/cli/test'
import review from '../review.ts'

let root = ''
const git = (...args: readonly string[]) =>
  execFileSync(
    'git',
    ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
const put = (file: string, text: string | Buffer) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const map = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: n}\ndata: {a: ${value}}\n`

const run = (...argv: readonly string[]) => ran(review, ['--root', root, ...argv], root)

beforeAll(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-review-test-'))
  git('init', '-q', '-b', 'main')
  put('old/m.yaml', map('x'))
  put('old/ünïcode name.yaml', map('x').replace('name: m', 'name: u'))
  put('new/m.yaml', map('q'))
  put('new/notes.txt', 'words')
  put('new/ünïcode name.yaml', map('x').replace('name: m', 'name: u'))
  git('add', '-A')
  git('commit', '-qm', 'one')
  git('checkout', '-q', '-b', 'change')
  put('old/m.yaml', map('z'))
  git('commit', '-qam', 'two')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('two commits, by where the branch left main', async () => {
  const { code, out } = await run('--head', 'change')
  expect(code).toBe(0)
  expect(out).toContain('1 change: 1 object')
  expect(out).toContain('ConfigMap data.a: "x" -> "z"')
})

test('the work tree, with what is not committed', async () => {
  put('old/m.yaml', map('w'))
  const { out } = await run('--base', 'main')
  put('old/m.yaml', map('z'))
  expect(out).toContain('"x" -> "w"')
})

test.each([
  ['a branch against a main that went on', 'moved', 'change', '"x" -> "z"'],
  ['a way back, to a commit that the base contains', 'moved', 'main', '"v" -> "x"'],
])('%s', async (_, base, head, told) => {
  git('checkout', '-q', '-B', 'moved', 'main')
  put('old/m.yaml', map('v'))
  git('commit', '-qam', 'three')
  git('checkout', '-q', 'change')
  const { out } = await run('--base', base, '--head', head)
  expect(out).toContain('1 change: 1 object')
  expect(out).toContain(told)
})

test('two folders, and files that are no manifests', async () => {
  const { code, out } = await run('old', 'new')
  expect(code).toBe(0)
  expect(out).toContain('"z" -> "q"')
  expect(out).toContain('notes.txt')
})

test('two files', async () => {
  expect((await run('old/m.yaml', 'new/m.yaml')).out).toContain('"z" -> "q"')
})

test('--out writes all three, --format says which is printed', async () => {
  const { out } = await run('old', 'new', '--format', 'json', '--out', 'o')
  expect(JSON.parse(out)).toMatchObject({ version: 2, level: 'none' })
  expect(readFileSync(path.join(root, 'o/review.json'), 'utf8')).toBe(out)
  expect(readFileSync(path.join(root, 'o/review.md'), 'utf8')).toContain('What this change does')
  expect(readFileSync(path.join(root, 'o/review.html'), 'utf8')).toContain('<!doctype html>')
})

test('--fail-on', async () => {
  put('gone/a.yaml', 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n')
  put('empty/b.yaml', '')
  expect(await run('gone', 'empty', '--fail-on', 'high')).toMatchObject({
    code: 1,
    err: 'There is a risk of level high; --fail-on high\n',
  })
  expect((await run('gone', 'empty')).code).toBe(0)
})

test('what the old side says of a risk counts, and what the new one says does not', async () => {
  const settings = 'risks: [{rule: data-deleted, level: low, reason: a claim of the tests}]\n'
  put('claim/a.yaml', 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n')
  put('none/.slipway-review.yaml', settings)
  expect((await run('claim', 'none', '--fail-on', 'high')).code).toBe(1)
  put('claim/.slipway-review.yaml', settings)
  expect(await run('claim', 'none', '--fail-on', 'high')).toMatchObject({
    code: 0,
    out: expect.stringContaining('a claim of the tests'),
  })
})

test('what cannot be read is told with its line, and the exit code says so', async () => {
  put('bad/m.yaml', 'a: 1\nb: {{ .Values.b }}\n')
  put('bytes/m.yaml', Buffer.from([0x61, 0x3a, 0xff, 0xfe]))
  expect(await run('old', 'bad')).toMatchObject({
    code: 1,
    out: expect.stringContaining('m.yaml: line 2  [yaml-template]'),
  })
  expect(await run('old', 'bytes')).toMatchObject({ code: 1, out: expect.stringContaining('m.yaml  [yaml-encoding]') })
})

test('a device is neither a folder nor a file', async () => {
  expect(await run('/dev/null', 'new')).toMatchObject({ code: 1, err: expect.stringContaining('[review-folder]') })
})

test.each([[['--base', 'nosuch']], [['--head', 'nosuch']], [['nosuch', 'new']]])(
  '%j: nothing to compare',
  async (argv) => {
    expect(await run(...argv)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nosuch') })
  },
)

test('two commits in the place of folders: it says how commits are compared', async () => {
  const { err } = await run('main', 'HEAD')
  expect(err).toContain('do      name one that exists; commits are compared by --base OLD --head NEW')
})

test('of an estate every file of the pull request is told, and no link is followed', async () => {
  git('checkout', '-q', '-b', 'estate', 'main')
  put('fleet/fleet.ts', '{')
  put('clusters/dev/shop/web/configmap-m.yaml', map('x'))
  git('add', '-A')
  git('commit', '-qm', 'three')
  put('clusters/dev/shop/web/configmap-m.yaml', `${map('x')}# \u2028  b: c\n`)
  put('clusters/dev/shop/web/.argocd-source.yaml', 'kustomize: {}\n')
  put('.github/workflows/a.yml', 'on: pull_request_target\njobs: {}\n')
  put('strange.bin', Buffer.from([0xff, 0xfe, 0x00]))
  symlinkSync('/dev/zero', path.join(root, 'clusters/dev/shop/web/configmap-z.yaml'))
  const worktree = await run('--base', 'HEAD', '--format', 'json', '--fail-on', 'high')
  git('add', '-A')
  git('commit', '-qm', 'four')
  const commits = await run('--base', 'HEAD^', '--head', 'HEAD', '--format', 'json', '--fail-on', 'high')
  git('checkout', '-q', 'change')
  const files = (out: string) =>
    (JSON.parse(out) as { files: { path: string; level: string; risks: { code: string }[] }[] }).files.map(
      ({ path, level, risks }) => `${level} ${path} ${risks.map(({ code }) => code).join()}`,
    )
  for (const { code, out } of [worktree, commits]) {
    expect(code).toBe(1)
    expect(files(out)).toEqual([
      'high .github/workflows/a.yml trigger-added',
      'high clusters/dev/shop/web/.argocd-source.yaml argo-override,no-object',
      'high clusters/dev/shop/web/configmap-m.yaml read-otherwise',
      'high clusters/dev/shop/web/configmap-z.yaml link',
      'low strange.bin no-text',
    ])
  }
})
