import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { globPattern, imageFiles, unknownInputs, type Input } from './input.ts'
import { readWorkspace } from './workspace.ts'

describe('a glob', () => {
  it.each([
    ['apps/web/**/*', 'apps/web/src/main.ts', true],
    ['apps/web/**/*', 'apps/web/.env', true],
    ['apps/web/**/*', 'apps/website/main.ts', false],
    ['apps/web/**/*.test.ts', 'apps/web/main.test.ts', true],
    ['apps/web/**/*.test.ts', 'apps/web/a/b/main.test.ts', true],
    ['apps/web/**/*.test.ts', 'apps/web/main_test.ts', false],
    ['apps/web/*', 'apps/web/src/main.ts', false],
    ['.dockerignore', '.dockerignore', true],
    ['.dockerignore', 'xdockerignore', false],
    ['libs/{core,fleet}/src/?.ts', 'libs/fleet/src/a.ts', true],
    ['libs/{core,fleet}/src/?.ts', 'libs/spec/src/a.ts', false],
    ['libs/!(core)/a.ts', 'libs/fleet/a.ts', undefined],
    [`a/${'**/'.repeat(200)}x`, `a/${'a/'.repeat(1000)}y`, false],
    [`a/${'*a'.repeat(200)}x`, `a/${'a'.repeat(4000)}`, false],
  ])('%s and %s', (glob, file, expected) => {
    expect(globPattern(glob)?.(file)).toBe(expected)
  })
})

describe('the files of a change that an image is made from', () => {
  const named = {
    all: ['{projectRoot}/**/*'],
    production: ['all', '!{projectRoot}/**/*.test.ts'],
    code: ['production', '!{projectRoot}/releases/**/*'],
  }
  const roots = new Map([
    ['web', 'apps/web'],
    ['@slipway/service', 'libs/service'],
    ['@slipway/core', 'libs/core'],
  ])
  const files = (inputs: readonly Input[], ...changed: readonly string[]) =>
    imageFiles({ name: 'web', root: 'apps/web', inputs }, changed, named, roots)
  const inputs: readonly Input[] = [
    'code',
    '{workspaceRoot}/.dockerignore',
    { input: 'production', projects: ['@slipway/service'] },
    { externalDependencies: [] },
  ]

  it.each([
    ['apps/web/src/main.ts', true],
    ['apps/web/Dockerfile', true],
    ['apps/web/src/gone-since.ts', true],
    ['apps/web/releases/dev.json', false],
    ['apps/web/src/main.test.ts', false],
    ['apps/other/src/main.ts', false],
    ['libs/service/src/index.ts', true],
    ['libs/service/src/index.test.ts', false],
    ['libs/core/src/index.ts', false],
    ['.dockerignore', true],
    ['clusters/dev/shop/web/rollout-web.yaml', false],
  ])('%s: %s', (file, expected) => {
    expect(files(inputs, file)).toEqual(expected ? [file] : [])
  })

  it('are too many rather than too few where a pattern cannot be read', () => {
    expect(files(['{projectRoot}/!(x)/*'], 'README.md')).toEqual(['README.md'])
    expect(files(['all', '!{projectRoot}/+(x)/*'], 'apps/web/x/a')).toEqual(['apps/web/x/a'])
  })

  it.each([
    ['^production', true],
    [{ runtime: 'node --version' }, true],
    [{ env: 'X' }, true],
    ['production', false],
    [{ externalDependencies: [] }, false],
    [{ input: 'production', projects: ['a'] }, false],
  ])('an input that is more than files is told: %j', (input, told) => {
    expect(unknownInputs([input])).toEqual(told ? [input] : [])
  })
})

describe('Nx agrees', { timeout: 60_000 }, () => {
  const repo = path.resolve(import.meta.dirname, '../../..')
  /** Nx adds these to every target; no image holds them. */
  const always = new Set(['nx.json', '.gitignore', 'tsconfig.json'])

  it('on every file of this repository, for two of its apps', () => {
    const workspace = readWorkspace(repo)
    if (!workspace.ok) throw new Error(JSON.stringify(workspace.issues))
    const { projects, named, roots } = workspace.value
    const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const files = execFileSync('git', listed, { cwd: repo, encoding: 'utf8', maxBuffer: 2 ** 28 }).split('\0')
    for (const project of [projects[0], projects.at(-1)].filter((p) => p !== undefined)) {
      const words = ['node_modules/nx/dist/bin/nx.js', 'show', 'target', 'inputs', `${project.name}:image`, '--json']
      const env = { ...process.env, CI: 'true', NX_DAEMON: 'false' }
      const said = execFileSync(process.execPath, words, { cwd: repo, encoding: 'utf8', env })
      const theirs = (JSON.parse(said) as { files: string[] }).files.filter((file) => !always.has(file))
      expect([...imageFiles(project, files, named, roots)].sort()).toEqual(theirs.sort())
      expect(theirs.length).toBeGreaterThan(3)
    }
  })
})
