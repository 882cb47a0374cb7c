import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ok, type Rendered } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { desiring } from '../test/desiring.ts'
import { hookNames, install } from './merge-driver.ts'
import { resolve, type Render } from './resolve.ts'
import { gen } from './run.ts'

let top: string
beforeEach(() => {
  top = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), "slipway it's merge-"))
})
afterEach(() => fs.rmSync(top, { recursive: true, force: true }))

const attributes = fs.readFileSync(path.join(import.meta.dirname, '../../../.gitattributes'), 'utf8')

/** An estate in a clone, at the repository's top or below it. */
class Estate {
  readonly root: string
  constructor(folder: string) {
    this.root = path.join(top, folder)
    fs.mkdirSync(this.root, { recursive: true })
    this.git('init', '-q')
    this.put('.gitattributes', attributes)
    this.put('.gitignore', '.slipway/\n')
    if (folder !== '') fs.rmSync(path.join(this.root, '.git'), { recursive: true })
    if (folder !== '') spawnSync('git', ['-c', 'init.defaultBranch=main', 'init', '-q'], { cwd: top })
  }
  tryGit(...args: readonly string[]) {
    const person = [
      'user.name=A',
      'user.email=a@example.com',
      'commit.gpgsign=false',
      'init.defaultBranch=main',
      'core.editor=true',
    ]
    return spawnSync('git', [...person.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    })
  }
  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.tryGit(...args)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stdout}${stderr}`)
    return stdout
  }
  put(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true })
    fs.writeFileSync(path.join(this.root, file), text)
  }
  text = (file: string): string => fs.readFileSync(path.join(this.root, file), 'utf8')
  exists = (file: string): boolean => fs.existsSync(path.join(this.root, file))

  /** One app, whose file has all its words in one value, so that two changes to them never merge as text. */
  readonly render: Render = () => {
    const words = this.text('apps/web/app.ts').trim().split('\n').join(' ')
    const rendered: Rendered[] = [
      {
        path: web,
        source: 'apps/web/app.ts',
        objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { words } }],
      },
    ]
    return Promise.resolve(ok({ rendered, apps: 1, clusters: 1 }))
  }
  async run(verb: typeof gen | typeof resolve, check = false) {
    let said = ''
    const say = (text: string) => void (said += text)
    const options = { root: this.root, check, app: undefined, json: false }
    const speech = { out: say, err: say, progress: () => {}, seconds: () => 0 }
    const { render } = this
    const exit = await (verb === gen ? gen(options, desiring(render), speech) : resolve(options, render, speech))
    return { exit, said }
  }
  async commit(message: string): Promise<void> {
    await this.run(gen)
    this.git('add', '-A')
    this.git('commit', '-qm', message)
  }
  /** Two branches that change the two ends of one app. */
  async diverge(): Promise<void> {
    this.put('apps/web/app.ts', 'a\nb\nc\nd\ne\nf\ng\n')
    await this.commit('base')
    this.git('checkout', '-qb', 'theirs')
    this.put('apps/web/app.ts', 'a\nb\nc\nd\ne\nf\nTHEIRS\n')
    await this.commit('theirs')
    this.git('checkout', '-q', 'main')
    this.put('apps/web/app.ts', 'OURS\nb\nc\nd\ne\nf\ng\n')
    await this.commit('ours')
  }
}
const web = 'clusters/dev/shop/web/configmap-web.yaml'

describe.each([
  ['at the top of its repository', ''],
  ['below it, in a folder with a blank', 'my estate'],
])('an estate %s', (_, folder) => {
  it('merges without a conflict, and does not commit one side unnoticed', async () => {
    const estate = new Estate(folder)
    expect(install(estate.root)).toMatchObject({ ok: true, value: { foreign: [] } })
    await estate.diverge()
    const merged = estate.tryGit('merge', '--no-edit', 'theirs')
    expect(merged.status).not.toBe(0)
    expect(merged.stderr).toContain(
      'slipway: a merge took one side of generated files, so the tree may be wrong. Do: npx slipway resolve',
    )
    expect(estate.git('ls-files', '--unmerged')).toBe('')
    expect(estate.text(web)).not.toContain('<<<<<<<')
    expect(estate.text('.slipway/remerge')).toContain(web)
    // A person who goes on regardless is stopped again.
    expect(estate.tryGit('commit', '--no-edit').status).not.toBe(0)
    expect(await estate.run(gen, true)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('npx slipway resolve') as unknown,
    })

    expect(await estate.run(resolve)).toMatchObject({
      exit: 0,
      said: expect.stringMatching(/\nNext: git commit\n$/) as unknown,
    })
    estate.git('commit', '--no-edit')
    expect(estate.git('log', '-1', '--format=%p').trim().split(' ')).toHaveLength(2)
    expect(estate.git('show', `HEAD:./${web}`)).toContain('words: OURS b c d e f THEIRS\n')
    expect(await estate.run(gen, true)).toMatchObject({ exit: 0 })
    expect(estate.git('status', '--porcelain')).toBe('')
  })
})

describe('the merge driver', () => {
  it('lets a rebase through, which no hook can stop; check finds it and a push is refused', async () => {
    const estate = new Estate('')
    install(estate.root)
    await estate.diverge()
    estate.git('rebase', 'theirs')
    expect(estate.exists('.slipway/remerge')).toBe(true)
    expect(await estate.run(gen, true)).toMatchObject({ exit: 1 })
    spawnSync('git', ['init', '-q', '--bare', path.join(top, 'other.git')])
    const push = ['push', path.join(top, 'other.git'), 'main'] as const
    expect(estate.tryGit(...push)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npx slipway resolve') as unknown,
    })
    expect(await estate.run(resolve)).toMatchObject({
      exit: 0,
      said: expect.stringContaining('Next: git commit\n') as unknown,
    })
    estate.git('commit', '-qm', 'the tree after the rebase')
    expect(await estate.run(gen, true)).toMatchObject({ exit: 0 })
    estate.git(...push)
  })

  it('is not asked for an input, which conflicts as ever', async () => {
    const estate = new Estate('')
    install(estate.root)
    await estate.diverge()
    estate.git('checkout', '-q', 'theirs')
    estate.put('apps/web/app.ts', 'theirs\n')
    await estate.commit('theirs')
    estate.git('checkout', '-q', 'main')
    expect(estate.tryGit('merge', 'theirs').stdout).toContain('CONFLICT (content): Merge conflict in apps/web/app.ts')
    expect(await estate.run(resolve)).toMatchObject({
      exit: 1,
      said: expect.stringContaining('apps/web/app.ts  [resolve-input]') as unknown,
    })
  })

  it('is not missed where it was never installed: git merges as text, and resolve works', async () => {
    const estate = new Estate('')
    await estate.diverge()
    expect(estate.tryGit('merge', 'theirs').stdout).toContain(`CONFLICT (content): Merge conflict in ${web}`)
    expect(await estate.run(resolve)).toMatchObject({
      exit: 0,
      said: expect.stringContaining('1 conflict in generated files ended') as unknown,
    })
  })
})

describe('install', () => {
  it('once or twice is the same', () => {
    const estate = new Estate('')
    install(estate.root)
    const once = [
      estate.git('config', '--local', '--list'),
      ...hookNames.map((name) => estate.text(`.git/hooks/${name}`)),
    ]
    expect(install(estate.root)).toMatchObject({ ok: true, value: { foreign: [] } })
    expect([
      estate.git('config', '--local', '--list'),
      ...hookNames.map((name) => estate.text(`.git/hooks/${name}`)),
    ]).toEqual(once)
  })
  it("leaves hooks alone that are someone's, and gives the line to add", () => {
    const estate = new Estate('')
    estate.put('.git/hooks/pre-commit', '#!/bin/sh\ntrue\n')
    const done = install(estate.root)
    expect(done).toMatchObject({ ok: true, value: { foreign: [path.join(estate.root, '.git/hooks/pre-commit')] } })
    expect(estate.text('.git/hooks/pre-commit')).toBe('#!/bin/sh\ntrue\n')
    estate.put('.git/hooks/pre-commit', `#!/bin/sh\ntrue\n${done.ok ? done.value.line : ''}\n`)
    expect(install(estate.root)).toMatchObject({ ok: true, value: { foreign: [] } })
  })
  it('takes the folder that core.hooksPath names', () => {
    const estate = new Estate('')
    estate.git('config', 'core.hooksPath', 'my-hooks')
    install(estate.root)
    expect(estate.exists('my-hooks/pre-push')).toBe(true)
  })
  it('says that it needs a clone', () => {
    expect(install(top)).toMatchObject({
      ok: false,
      issues: [{ got: expect.stringContaining('not a git repository') as unknown }],
    })
  })
})
