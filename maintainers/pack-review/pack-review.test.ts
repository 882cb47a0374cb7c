import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle, pack } from './bundle.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-pack-'))
const empty = path.join(root, 'empty')
afterAll(() => rmSync(root, { recursive: true, force: true }))

// As somebody has it who has neither our repository nor the network: a tarball, installed in an empty folder.
beforeAll(async () => {
  await bundle(path.join(root, 'package'))
  const tarball = await pack(path.join(root, 'package'), path.join(root, 'packed'))
  mkdirSync(empty)
  const { code, stderr } = await exec('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
    cwd: empty,
  })
  expect([code, stderr]).toEqual([0, ''])
}, 120_000)

const review = (...args: readonly string[]) =>
  exec(process.execPath, ['node_modules/slipway-review/review.js', ...args], {
    cwd: empty,
    env: { PATH: process.env['PATH'] },
  })

function put(file: string, text: string): void {
  mkdirSync(path.join(empty, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(empty, file), text)
}
const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\n'

test('it needs nothing else, and has a bin', () => {
  expect(readdirSync(path.join(empty, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'slipway-review',
  ])
  expect(readdirSync(path.join(empty, 'node_modules/.bin'))).toEqual(['slipway-review'])
  expect(readFileSync(path.join(empty, 'node_modules/slipway-review/LICENSES.txt'), 'utf8')).toMatch(
    /^yaml|^zod|^diff/m,
  )
})

test('two folders: exit codes, the comment and JSON of the published schema', async () => {
  put('old/a.yaml', claim)
  put('new/b.yaml', '')
  expect(await review('old', 'new')).toMatchObject({ code: 0, stdout: expect.stringContaining('HIGH') })
  expect(await review('old', 'new', '--fail-on', 'high')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--fail-on high'),
  })
  expect((await review('old', 'new', '--format', 'md')).stdout).toContain('What this change does')
  const schema = JSON.parse(
    readFileSync(path.join(empty, 'node_modules/slipway-review/review.schema.json'), 'utf8'),
  ) as object
  const isValid = new Ajv2020({ strict: false }).compile(schema)
  const { stdout } = await review('old', 'new', '--json')
  expect([isValid(JSON.parse(stdout)), isValid.errors]).toEqual([true, null])
})

test('help is its own; wrong usage is 2', async () => {
  expect((await review('--help')).stdout).toContain('Usage: npx slipway-review')
  expect((await review('--nonsense')).code).toBe(2)
  expect((await review('--explain', 'endless-pause')).stdout).toContain('endless-pause')
})

test('commits of the repository that one stands in', async () => {
  const git = (...args: readonly string[]) =>
    exec('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: empty })
  await git('init', '-q', '-b', 'main')
  await git('add', 'old')
  await git('commit', '-qm', 'one')
  await git('rm', '-q', 'old/a.yaml')
  await git('commit', '-qm', 'two')
  const { code, stdout } = await review('--base', 'HEAD^', '--head', 'HEAD', '--fail-on', 'high')
  expect([code, stdout.includes('PersistentVolumeClaim')]).toEqual([1, true])
})
