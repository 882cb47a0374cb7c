import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { home } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}
const action = parse(readFileSync(path.join(home, 'action.yml'), 'utf8')) as Action

test('other actions are pinned by a commit, and no text of a pull request becomes a command', () => {
  expect(action.runs.using).toBe('composite')
  for (const { uses, run } of action.runs.steps) {
    if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/)
    expect(run ?? '').not.toContain('${{')
  }
})

/** Packages that a module and all that it imports ask for as they are loaded. */
function packagesOf(file: string, seen = new Set<string>(), found = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return found
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const names = [...text.matchAll(/^(?:import|export)\s(?!type\b)[^;']*?from '([^']+)'|^import '([^']+)'/gm)].map(
    ([, a, b]) => a ?? b ?? '',
  )
  // What the command loads once it knows what is asked of it.
  const later = file.endsWith('slipway/review.ts')
    ? [...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, name]) => name ?? '')
    : []
  for (const name of [...names, ...later])
    if (name.startsWith('.')) packagesOf(path.resolve(path.dirname(file), name), seen, found)
    else if (!name.startsWith('node:')) found.add(/^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
  return found
}

test('the review of a repository elsewhere loads no more than the action installs', () => {
  const install = action.runs.steps.find(({ run }) => run?.startsWith('npm ci'))?.run ?? ''
  const installed = [...install.matchAll(/--workspace (\S+)/g)].map(([, name]) => name ?? '')
  const asked = packagesOf(path.join(home, 'tools/slipway/review.ts'))
  expect(installed.toSorted()).toEqual([...asked].sort())
})

const root = mkdtempSync(path.join(tmpdir(), 'slipway-action-'))
const work = path.join(root, 'work')
afterAll(() => rmSync(root, { recursive: true, force: true }))

const git = (...args: readonly string[]) =>
  exec('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: work })
function put(file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

beforeAll(async () => {
  const claim = (name: string) => `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}}\n`
  put('work/apps/a.yaml', claim('a'))
  put('work/other place/b.yaml', claim('b'))
  await git('init', '-q', '-b', 'main')
  await git('add', '-A')
  await git('commit', '-qm', 'one')
  await git('rm', '-qr', 'apps', 'other place')
  await git('commit', '-qm', 'two')
})

/** Runs a step's script as GitHub does, with what its `env` is called. */
async function step(script: string, env: Readonly<Record<string, string>>) {
  const [summary, output] = ['summary', 'output'].map((name) => path.join(root, name)) as [string, string]
  for (const file of [summary, output]) writeFileSync(file, '')
  const settings = {
    PATH: [path.join(root, 'bin'), path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    HOME: root,
    RUNNER_TEMP: path.join(root, 'runner'),
    GITHUB_WORKSPACE: work,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
    ACTION: home,
    ...env,
  }
  const { code, stderr } = await exec('bash', [path.join(import.meta.dirname, script)], { cwd: root, env: settings })
  const said = Object.fromEntries(
    readFileSync(output, 'utf8')
      .split('\n')
      .map((line) => line.split('=')),
  )
  return { code, stderr, said, summary: readFileSync(summary, 'utf8') }
}
const inputs = {
  BASE: 'HEAD^',
  HEAD: 'HEAD',
  PATHS: '',
  FAIL_ON: '',
  NETWORK: 'false',
  RENDERED: '',
  LINK: 'https://run.example',
}

test.each([
  ['all of it', {}, '0', ['a', 'b']],
  ['red at a level', { FAIL_ON: 'high' }, '1', ['a', 'b']],
  ['in some folders', { PATHS: 'apps\n' }, '0', ['a']],
  ['in a folder with a blank in its name', { PATHS: 'other place/\n' }, '0', ['b']],
])('the review: %s', async (_, more, code, gone) => {
  const done = await step('review.sh', { ...inputs, ...more })
  expect([done.code, done.said]).toEqual([
    0,
    expect.objectContaining({ code, level: 'high', folder: path.join(root, 'runner/slipway-review') }),
  ])
  for (const name of ['a', 'b'])
    expect(done.summary.includes(`PersistentVolumeClaim ${name}`)).toBe(gone.includes(name))
  expect(existsSync(path.join(root, 'runner/slipway-review/review.html'))).toBe(true)
})

test('a commit that nobody has is red, and no step goes on with it', async () => {
  rmSync(path.join(root, 'runner'), { recursive: true, force: true })
  const { said, stderr } = await step('review.sh', { ...inputs, BASE: 'nosuch' })
  expect([said['code'], said['folder'], stderr]).toEqual(['1', undefined, expect.stringContaining('nosuch')])
})

test.each([
  ['a new one', '', 'POST repos/o/r/issues/7/comments'],
  ['the one that is there, anew', '42', 'PATCH repos/o/r/issues/comments/42'],
])('the comment: %s', async (_, mine, expected) => {
  put(
    'bin/gh',
    `#!/bin/sh\nif [ "$2" = --paginate ]; then echo ${mine}; else echo "$4 $5 $7" > '${path.join(root, 'called')}'; fi\n`,
  )
  chmodSync(path.join(root, 'bin/gh'), 0o755)
  const { code, stderr } = await step('comment.sh', { NUMBER: '7', FOLDER: 'folder', GH_TOKEN: 'none' })
  expect([code, stderr, readFileSync(path.join(root, 'called'), 'utf8').trim()]).toEqual([
    0,
    '',
    `${expected} body=@folder/review.md`,
  ])
})
