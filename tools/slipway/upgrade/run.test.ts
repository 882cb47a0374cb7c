import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import { allAnswers } from '../init/answers.ts'
import upgrade from '../upgrade.ts'

let top = ''
const at = (repository: string, file: string) => path.join(top, repository, file)
const put = (repository: string, file: string, text: string) => {
  mkdirSync(path.dirname(at(repository, file)), { recursive: true })
  writeFileSync(at(repository, file), text)
}
const text = (file: string) => readFileSync(at('estate', file), 'utf8')
const git = (repository: string, ...args: readonly string[]) =>
  execFileSync('git', ['-C', path.join(top, repository), '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
const commit = (repository: string, message: string) => {
  git(repository, 'add', '--all')
  git(repository, 'commit', '-qm', message)
}
const run = (...argv: readonly string[]) =>
  ran(upgrade, ['--root', path.join(top, 'estate'), '--from', '../slipway', '--no-install', ...argv], top)

const lines = (...some: readonly string[]) => `${some.join('\n')}\n`
/** Stands in for the verbs of a version: `gen` renders its own number, `review` writes what it was asked. */
const verbs = (version: string) => `
const fs = require('node:fs')
const [verb, ...args] = process.argv.slice(2)
if (verb === 'gen') fs.writeFileSync('clusters/x.yaml', 'version: ${version}\\n' + fs.readFileSync('apps/web/app.yaml', 'utf8'))
if (verb === 'migrate') {
  fs.writeFileSync('apps/web/app.yaml', 'migrated ' + args[0].slice(2) + ' ' + args[1])
  const steps = [{ file: 'apps/odd/app.ts', at: '', code: 'migration-step', got: 'odd', want: 'even', hint: 'look' }]
  console.log(JSON.stringify({ changed: [{ file: 'apps/web/app.yaml', what: 'says it anew', version: '0.2.0' }], steps }))
}
if (verb === 'check' && fs.existsSync('broken')) { console.error('it is broken'); process.exit(1) }
if (verb === 'review') { const out = args[args.indexOf('--out') + 1]; fs.mkdirSync(out, { recursive: true }); fs.writeFileSync(out + '/review.md', args.join(' ')) }
`

const folder = () => mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-upgrade-'))
/** Made once; each test has a copy, since what git does here takes half of a second. */
let made = ''

/** Slipway 0.1.0, an estate made of it, and Slipway 0.2.0. */
beforeAll(() => {
  top = made = folder()
  mkdirSync(path.join(top, 'slipway'))
  git('slipway', 'init', '-q', '-b', 'main')
  put('slipway', 'package.json', '{\n  "name": "slipway",\n  "version": "0.1.0"\n}\n')
  put('slipway', '.gitignore', '.slipway/\n')
  put('slipway', 'libs/a.ts', lines('one', 'two', 'three', 'four', 'five', 'six', 'seven'))
  put('slipway', 'libs/gone.ts', 'gone')
  put('slipway', 'README.md', 'Slipway')
  put('slipway', 'apps/sample/app.yaml', 'sample')
  put('slipway', 'clusters/x.yaml', 'sample')
  put('slipway', '.github/workflows/ci.yml', '    branches: [main]\n')
  put('slipway', 'tools/slipway/bin/slipway.cjs', verbs('0.1.0'))
  commit('slipway', 'first')
  execFileSync('git', ['clone', '-q', path.join(top, 'slipway'), path.join(top, 'estate')])
  git('estate', 'config', 'user.name', 'a')
  git('estate', 'config', 'user.email', 'a@b.c')
  rmSync(at('estate', 'apps/sample'), { recursive: true })
  put('estate', 'apps/web/app.yaml', 'web')
  const { fleet, clusters } = allAnswers({
    name: 'globex',
    repository: 'https://git.globex.example/x.git',
    branch: 'trunk',
    email: 'p@globex.example',
    environments: ['live'],
    teams: ['mail'],
    account: '222233334444',
    region: 'eu-west-1',
    domain: 'globex.example',
    scaler: 'karpenter',
  })
  put('estate', 'fleet/fleet.ts', `export default ${JSON.stringify(fleet)}`)
  put('estate', 'fleet/clusters/live.ts', `export default ${JSON.stringify(clusters['live'])}`)
  put('estate', 'README.md', 'Globex')
  put('estate', '.github/workflows/ci.yml', '    branches: [trunk]\n')
  put('estate', 'libs/a.ts', lines('one', 'OURS', 'three', 'four', 'five', 'six', 'seven'))
  put('estate', 'libs/own.ts', 'own')
  commit('estate', 'ours')
  put('slipway', 'package.json', '{\n  "name": "slipway",\n  "version": "0.2.0"\n}\n')
  put('slipway', 'libs/a.ts', lines('one', 'two', 'three', 'four', 'five', 'THEIRS', 'seven'))
  rmSync(at('slipway', 'libs/gone.ts'))
  put('slipway', 'libs/new.ts', 'new')
  put('slipway', 'README.md', 'Slipway 0.2.0')
  put('slipway', '.github/workflows/ci.yml', '    branches: [main]\n    # beside it\n')
  put('slipway', 'apps/another/app.yaml', 'another sample')
  put('slipway', 'tools/slipway/bin/slipway.cjs', verbs('0.2.0'))
  commit('slipway', 'second')
})
beforeEach(() => {
  top = folder()
  cpSync(made, top, { recursive: true })
})
afterEach(() => rmSync(top, { recursive: true, force: true }))
afterAll(() => rmSync(made, { recursive: true, force: true }))

describe('upgrade', () => {
  it('merges what is Slipway’s, leaves what is theirs, renders, and leaves one commit on a branch', async () => {
    const before = git('estate', 'rev-parse', 'HEAD')
    const { code, out, err } = await run()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^On slipway-0\.2\.0-[0-9a-f]{8}: \d+ files changed, 1 of them rendered\./)
    expect(text('libs/a.ts')).toBe(lines('one', 'OURS', 'three', 'four', 'five', 'THEIRS', 'seven'))
    expect(text('.github/workflows/ci.yml')).toBe('    branches: [trunk]\n    # beside it\n')
    expect([text('libs/new.ts'), text('libs/own.ts'), text('README.md')]).toEqual(['new', 'own', 'Globex'])
    expect(['libs/gone.ts', 'apps/another', 'apps/sample'].map((file) => existsSync(at('estate', file)))).toEqual([
      false,
      false,
      false,
    ])
    expect(text('clusters/x.yaml')).toBe('version: 0.2.0\nweb')
    expect(JSON.parse(text('fleet/slipway.json'))).toEqual({
      version: '0.2.0',
      commit: git('slipway', 'rev-parse', 'HEAD'),
    })
    expect(git('estate', 'status', '--porcelain')).toBe('')
    expect(git('estate', 'rev-parse', 'HEAD^')).toBe(before)
    expect(text('.slipway/upgrade/review.md')).toContain(`--base ${before} --head HEAD`)
    expect(await run()).toMatchObject({ code: 0, out: 'This estate has that version: nothing to do.\n' })
  })

  it('goes on from what fleet/slipway.json says, also when the history was lost', async () => {
    await run()
    git('estate', 'reset', '-q', '--hard', git('estate', 'commit-tree', 'HEAD^{tree}', '-m', 'all in one'))
    put('slipway', 'libs/a.ts', lines('one', 'two', 'three', 'four', 'five', 'THEIRS', 'SEVENTH'))
    put('slipway', 'package.json', '{\n  "name": "slipway",\n  "version": "0.3.0"\n}\n')
    commit('slipway', 'third')
    expect(await run()).toMatchObject({ code: 0, err: '' })
    expect(text('libs/a.ts')).toBe(lines('one', 'OURS', 'three', 'four', 'five', 'THEIRS', 'SEVENTH'))
  })

  const unchanged = async (argv: readonly string[], ...told: readonly string[]) => {
    const before = [git('estate', 'rev-parse', 'HEAD'), git('estate', 'branch'), git('estate', 'status', '--porcelain')]
    const { code, err } = await run(...argv)
    expect(code).toBe(1)
    for (const one of told) expect(err).toContain(one)
    expect([
      git('estate', 'rev-parse', 'HEAD'),
      git('estate', 'branch'),
      git('estate', 'status', '--porcelain'),
    ]).toEqual(before)
  }

  it('changes what an older version let people write, before it renders, and says it above the review', async () => {
    put('slipway', 'tools/slipway/migrate.ts', '')
    commit('slipway', 'migrations')
    const { code, out } = await run()
    expect(code).toBe(0)
    expect(text('clusters/x.yaml')).toBe('version: 0.2.0\nmigrated since 0.1.0')
    expect(out).toContain('apps/web/app.yaml: says it anew\n')
    expect(out).toContain('apps/odd/app.ts  [migration-step]')
    expect(text('.slipway/upgrade/review.md')).toMatch(
      /^## Changed in your specs, so that what runs goes on\n\n- `apps\/web\/app\.yaml`: says it anew \(0\.2\.0\)\n- \[ \] `apps\/odd\/app\.ts`: odd; look\n\n/,
    )
  })

  it('puts its branch into an estate that nobody has told it', async () => {
    put('estate', '.github/workflows/ci.yml', '    branches: [main]\n')
    commit('estate', 'as Slipway has it')
    expect(await run()).toMatchObject({ code: 0, err: '' })
    expect(text('.github/workflows/ci.yml')).toBe('    branches: [trunk]\n    # beside it\n')
  })

  it('says so in a clone without its history', async () => {
    const whole = at('estate', '')
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${whole}`, path.join(top, 'shallow')])
    const { code, err } = await ran(
      upgrade,
      ['--root', path.join(top, 'shallow'), '--from', '../slipway', '--no-install'],
      top,
    )
    expect(code).toBe(1)
    expect(err).toContain('[shallow]')
    expect(err).toContain('git fetch --unshallow')
  })

  it('changes nothing at a conflict, and names each file', async () => {
    put('slipway', 'libs/a.ts', lines('one', 'THEIRS', 'three', 'four', 'five', 'six', 'seven'))
    commit('slipway', 'in the same place')
    await unchanged([], 'libs/a.ts  [upgrade-conflict]', 'git diff')
  })

  it.each([
    ['a version that is not there', ['--to', 'v9'], '[fetch]'],
    ['a base that is not there', ['--base', 'v9'], '[base]'],
  ])('changes nothing with %s', async (_, argv, told) => {
    await unchanged(argv, told)
  })

  it('changes nothing where work is not committed', async () => {
    put('estate', 'libs/own.ts', 'changed')
    await unchanged([], '[uncommitted]', 'libs/own.ts')
  })

  it('stays on the branch where the new version finds a fault, and says how to go on', async () => {
    put('estate', 'broken', '')
    commit('estate', 'broken')
    const { code, err } = await run()
    expect(code).toBe(1)
    expect(err).toContain('it is broken')
    expect(err).toContain('git switch --discard-changes -')
  })
})
