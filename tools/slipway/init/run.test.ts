import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stringify } from 'yaml'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import init from '../init.ts'
import { packagesOf } from '../check/packages.ts'
import { allAnswers, readAnswers } from './answers.ts'

let root = ''
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
const run = (...argv: readonly string[]) => ran(init, ['--root', root, ...argv], root)
const everything = () =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file): [string, string] => [path.relative(root, file), readFileSync(file, 'utf8')]),
  )

const few = {
  name: 'globex',
  repository: 'https://git.globex.example/x.git',
  branch: 'trunk',
  email: 'p@globex.example',
  environments: ['test', 'live'],
  teams: ['mail'],
  account: '222233334444',
  region: 'eu-west-1',
  domain: 'globex.example',
  scaler: 'karpenter',
} as const
const flags = Object.entries(few).flatMap(([key, value]) => [
  `--${key}`,
  typeof value === 'string' ? value : value.join(),
])

/** A clone of a small Slipway: the sample's name, one of its apps, a cluster, and the files that carry its branch. */
beforeEach(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-init-test-'))
  const acme = allAnswers({ ...few, name: 'acme', repository: 'https://github.com/acme/slipway.git', branch: 'main' })
  put('fleet/fleet.ts', `export default ${JSON.stringify(acme.fleet)}`)
  for (const [name, data] of Object.entries(acme.clusters))
    put(`fleet/clusters/old-${name}.ts`, `export default ${JSON.stringify(data)}`)
  put('apps/catalog/app.yaml', 'kind: cron\nteam: mail\nschedule: "0 3 * * *"\ncpu: 100m\nmemory: 128Mi\n')
  put('.github/workflows/ci.yml', 'on:\n  push:\n    branches: [main]\n    paths: [main]\n')
  put('nx.json', '{\n  "defaultBase": "main"\n}\n')
  put(
    'package-lock.json',
    JSON.stringify({
      packages: {
        '': {},
        'apps/catalog': {},
        'node_modules/catalog': { resolved: 'apps/catalog', link: true },
        'node_modules/zod': {},
      },
    }),
  )
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it.each([
  [{ name: 'globex' }, { edition: 2, queues: {} }],
  [
    { name: 'globex', edition: 1 },
    { edition: 1, queues: {} },
  ],
  [
    { name: 'globex', queues: { old: { team: 'mail' } } },
    { edition: 2, queues: { old: { team: 'mail' } } },
  ],
])('answers of %j make a fleet of %j', (fleet, made) =>
  expect(readAnswers({ fleet, clusters: {} }, 'answers.yaml')).toMatchObject({
    ok: true,
    value: { fleet: made },
  }),
)

describe('init', () => {
  it('puts the fleet in place of the sample, renders it, and does nothing the second time', async () => {
    const { code, out } = await run(...flags)
    expect(code).toBe(0)
    expect(out).toContain('npx slipway bootstrap live')
    expect(readdirSync(path.join(root, 'fleet/clusters')).sort()).toEqual(['live.ts', 'test.ts'])
    expect(existsSync(path.join(root, 'apps/catalog'))).toBe(false)
    expect(text('argocd/live/root.yaml')).toContain('https://git.globex.example/x.git')
    expect(text('argocd/live/root.yaml')).toContain('targetRevision: refs/heads/trunk')
    expect(text('.github/CODEOWNERS')).toContain('/clusters/live/')
    expect(text('.github/workflows/ci.yml')).toBe('on:\n  push:\n    branches: [trunk]\n    paths: [main]\n')
    expect(text('nx.json')).toContain('"defaultBase": "trunk"')
    expect(Object.keys((JSON.parse(text('package-lock.json')) as { packages: object }).packages)).toEqual([
      '',
      'node_modules/zod',
    ])
    expect(text('README.md')).toMatch(/^# globex/)
    // What it leaves in apps/ is no app.
    expect(packagesOf(root)).toEqual([])
    expect(text('fleet/fleet.ts')).toMatch(/\bedition: 2\b/)
    expect(text('fleet/fleet.ts')).toMatch(/\bqueues: \{\}/)
    expect(
      [...everything().keys()].filter(
        (file) => /^(fleet|apps|clusters|argocd|aws)/.test(file) && /(?<!_)acme(?!:\n|-v02)/.test(text(file)),
      ),
    ).toEqual([])
    const before = everything()
    expect(await run(...flags)).toMatchObject({
      code: 0,
      out: expect.stringContaining("This fleet is globex's") as unknown,
    })
    expect(JSON.parse((await run(...flags, '--json')).out)).toEqual({ root, written: [], removed: [], next: [] })
    expect(everything()).toEqual(before)
  })

  it('takes its own example', async () => {
    const { out } = await run('--example')
    put('answers.yaml', out)
    expect(await run('--from', 'answers.yaml')).toMatchObject({ code: 0, err: '' })
    expect(text('fleet/fleet.ts')).toContain("name: 'globex'")
  })

  it('takes merge keys of YAML, by which clusters share what is alike', async () => {
    const { out } = await run('--example')
    put(
      'answers.yaml',
      `${out.replace('  dev:\n', '  dev: &alike\n').replace(/\n {2}prod:\n[^]*$/, '')}\n  prod:\n    <<: *alike\n    environment: prod\n    domain: prod.globex.example\n`,
    )
    expect(await run('--from', 'answers.yaml')).toMatchObject({ code: 0, err: '' })
    expect(text('fleet/clusters/prod.ts')).toContain("domain: 'prod.globex.example'")
  })

  it('tries it in a copy', async () => {
    const before = everything()
    const { code, out } = await run(...flags, '--try', '--json')
    const { root: copy } = JSON.parse(out) as { root: string }
    expect(code).toBe(0)
    expect(readFileSync(path.join(copy, 'fleet/fleet.ts'), 'utf8')).toContain('globex')
    rmSync(copy, { recursive: true })
    expect(everything()).toEqual(before)
  })
})

it.each([
  ['eu-west-1', 'abc'],
  ['ca-central-1', 'abd'],
  ['ap-northeast-1', 'acd'],
  ['us-west-1', 'bc'],
])('clusters of %s are in its zones %s', (region, letters) => {
  const { live } = allAnswers({ ...few, region }).clusters
  expect(live?.zones).toEqual([...letters].map((letter) => region + letter))
})

describe('nothing changes when', () => {
  const good = allAnswers(few)
  const file = (data: unknown) => () => put('answers.yaml', typeof data === 'string' ? data : stringify(data))
  const live = good.clusters['live'] as object
  it.each<[string, () => void, readonly string[], string]>([
    [
      'an answer is missing',
      () => {},
      flags.slice(2),
      '--name  [no-answer]\n  given   nothing\n  wanted  the organisation',
    ],
    ['an account is wrong, by an option', () => {}, [...flags, '--account', '1'], '--account  [invalid-value]'],
    ['there is no such file', () => {}, ['--from', 'nowhere.yaml'], 'nowhere.yaml  [answers]\n  given   no such file'],
    ['it is no YAML', file('a: [b'), ['--from', 'answers.yaml'], 'answers.yaml  [answers]'],
    ['it has no fleet', file({ clusters: good.clusters }), ['--from', 'answers.yaml'], 'answers.yaml: fleet'],
    [
      'an account is no number of twelve digits',
      file({ ...good, clusters: { ...good.clusters, live: { ...live, account: '1' } } }),
      ['--from', 'answers.yaml'],
      'answers.yaml: clusters.live.account',
    ],
    [
      'a word is misspelt',
      file({ ...good, fleet: { ...good.fleet, emial: 'a@b.example' } }),
      ['--from', 'answers.yaml'],
      'answers.yaml: fleet.emial',
    ],
    [
      'an environment has no cluster',
      file({ ...good, clusters: { live } }),
      ['--from', 'answers.yaml'],
      'answers.yaml: fleet.environments',
    ],
    ['a name has a line break', () => {}, [...flags, '--name', 'glo\nbex'], 'name'],
  ])('%s', async (_, prepare, argv, told) => {
    prepare()
    const before = everything()
    const { code, err } = await run(...argv)
    expect(code).not.toBe(0)
    expect(err).toContain(told)
    expect(everything()).toEqual(before)
  })

  it('work is not committed', async () => {
    const { execFileSync } = await import('node:child_process')
    const git = (...args: readonly string[]) =>
      execFileSync(
        'git',
        ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...args],
        { stdio: 'ignore' },
      )
    git('init', '-q')
    git('add', '-A')
    git('commit', '-qm', 'one')
    put('nx.json', '{}')
    expect(await run(...flags)).toMatchObject({ code: 1, err: expect.stringContaining('nx.json') as unknown })
  })
})
