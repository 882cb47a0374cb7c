import fs from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { digest, image, SampleEstate, spec } from '@slipway/release/sample'
import { releaseArgs } from '../test/release-args.ts'
import { release } from './run.ts'

const made: SampleEstate[] = []
afterEach(() => made.splice(0).forEach((one) => one.clean()))

async function estate(files: Readonly<Record<string, unknown>> = {}): Promise<SampleEstate> {
  const sample = new SampleEstate(['web', 'api'], files)
  made.push(sample)
  return sample.repository()
}

/** Runs a verb on an estate and keeps what it said. */
async function run(sample: SampleEstate, line: string, ...more: readonly string[]) {
  const said = { out: '', err: '' }
  const exit = await release(releaseArgs([...line.split(' '), ...more, '--root', sample.root]), {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    now: () => new Date('2026-11-20T12:00:00Z'),
  })
  return { exit, ...said }
}

const bump = (letter: string, more = '') => `bump web dev --image ${image('web', letter)} --version 1.${letter}${more}`
const changed = (sample: SampleEstate) =>
  sample
    .git('status', '--porcelain')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.trim().slice(2).trim())

describe('release', () => {
  it('edits, renders and stops, and says what to do next', async () => {
    const sample = await estate()
    expect(await run(sample, bump('b'))).toEqual({
      exit: 0,
      err: '',
      out: `\
release(web): 1.b to dev
dev  1.0.0 (aaaaaaaaaaaa) -> 1.b (bbbbbbbbbbbb)
written  apps/web/releases/dev.json
written  clusters/dev/shop/web/deployment-web.yaml
Next: git add apps/web/releases clusters/dev/shop/web && git commit -m 'release(web): 1.b to dev'
`,
    })
    expect(changed(sample)).toEqual(['apps/web/releases/dev.json', 'clusters/dev/shop/web/deployment-web.yaml'])
    expect(await run(sample, bump('b'))).toMatchObject({
      exit: 0,
      out: 'Nothing to do: dev has 1.b (bbbbbbbbbbbb) of web already\n',
    })
    await sample.render()
    expect(changed(sample)).toHaveLength(2)
  })

  it('takes a new app along that git does not have yet', async () => {
    const sample = await estate()
    sample.put('apps/fresh/app.ts', `export default ${JSON.stringify(spec)}\n`)
    await sample.render()
    const { out } = await run(sample, `bump fresh dev --image ${image('fresh', 'b')} --version 1.b`)
    const [, added = ''] = /Next: (git add .*) && /.exec(out) ?? []
    expect(added.split(' ')).toContain('apps/fresh')
    expect(added).not.toContain('apps/fresh/releases')
    sample.git(...added.split(' ').slice(1))
    expect(changed(sample).filter((file) => file.startsWith('apps/fresh'))).toEqual([
      'apps/fresh/app.ts',
      'apps/fresh/releases/dev.json',
    ])
  })

  it.each(['--commit', '--pr'])(
    'does not say that nothing is to be done when an earlier run left it without a commit: %s',
    async (landing) => {
      const sample = await estate()
      await run(sample, bump('b'))
      const left = await run(sample, bump('b', ` ${landing}`))
      expect(left).toMatchObject({ exit: 1, out: '', err: expect.stringContaining('[not-committed]') as unknown })
      expect(left.err).toContain(
        'it is in apps/web/releases/dev.json and clusters/dev/shop/web/deployment-web.yaml, but in no commit',
      )
      // What the message says to type, typed.
      const [, words = ''] = /git (stash push .*), then run/.exec(left.err) ?? []
      sample.git(...words.split(' '))
      expect(await run(sample, bump('b', ' --commit'))).toMatchObject({
        exit: 0,
        out: expect.stringContaining('Committed as') as unknown,
      })
      expect(changed(sample)).toEqual([])
      expect(await run(sample, bump('b', ' --commit'))).toMatchObject({
        exit: 0,
        out: expect.stringContaining('Nothing to do') as unknown,
      })
    },
  )

  it('goes through a day: promote wave by wave, roll back, reject, and nothing brings it back', async () => {
    const sample = await estate()
    const first = sample.git('rev-parse', 'HEAD')
    const lines = [
      bump('b', ' --commit'),
      'promote web --from dev --to staging --commit',
      `next --cluster staging --app web --digest ${digest('b')} --commit`,
      `next --cluster prod-eu --app web --digest ${digest('b')} --commit`,
      `next --cluster prod-us --app web --digest ${digest('b')} --commit`,
    ]
    const outs: string[] = []
    for (const line of lines) outs.push((await run(sample, line)).out.split('\n')[0] ?? '')
    expect(outs).toEqual([
      'release(web): 1.b to dev',
      'release(web): 1.b to staging',
      'release(web): 1.b to prod-eu',
      'release(web): 1.b to prod-us',
      'Nothing to do: prod is the last environment, and all of it has 1.b (bbbbbbbbbbbb)',
    ])
    expect(await run(sample, 'rollback web prod --commit --reason', 'slow')).toMatchObject({ exit: 0, err: '' })
    expect(sample.git('diff', '--stat', first, '--', 'clusters/prod-eu', 'clusters/prod-us')).toBe('')
    for (const line of ['promote web --from staging --to prod', `bump web prod --image ${image('web', 'c')}`])
      expect((await run(sample, line)).err).toContain('apps/web/releases/prod-eu.json: hold  [release-held]')
    expect(await run(sample, `next --cluster staging --app web --digest ${digest('b')}`)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('rolled back from 1.b') as unknown,
    })
    await run(sample, `reject web ${digest('b')} --commit --reason`, 'loses orders')
    await run(sample, 'unhold web prod --commit --reason', 'another image comes')
    expect((await run(sample, 'promote web --from staging --to prod')).err).toContain('rejected: loses orders')
    expect(changed(sample)).toEqual([])
    expect((await run(sample, 'history web prod-eu')).out.split('\n').map((line) => line.split('  ').at(-1))).toEqual([
      'prod-eu',
      'what',
      'release(web): roll prod-eu and prod-us back to 1.0.0',
      'release(web): 1.b to prod-eu',
      'the estate',
      '',
    ])
  })

  it('brings an app to a cluster for the first time, unless what it calls is not there', async () => {
    const sample = await estate({
      'apps/web/app.ts': { ...spec, calls: ['api'] },
      'apps/web/releases/prod-us.json': undefined,
      'apps/api/releases/prod-us.json': undefined,
    })
    const refused = await run(sample, 'promote web --from dev --to prod-us')
    expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining('[call-absent]') as unknown })
    expect(changed(sample)).toEqual([])
    expect((await run(sample, 'promote api --from dev --to prod-us --commit')).exit).toBe(0)
    expect((await run(sample, 'promote web --from dev --to prod-us --commit')).exit).toBe(0)
    await sample.load()
    await sample.render()
    expect(changed(sample)).toEqual([])
  })

  it('brings no app to a cluster that lacks what it asks for there', async () => {
    const sample = await estate({
      'apps/fresh/app.ts': { ...spec, expose: { host: 'fresh', gateway: 'internal' } },
    })
    const refused = await run(sample, `bump fresh dev --image ${image('fresh', 'b')}`)
    expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining('[no-internal-gateway]') as unknown })
    expect(changed(sample)).toEqual([])
  })

  it.each([
    ['web', 'api'],
    ['api', 'web'],
  ] as const)('brings apps that call each other to their first environment in any order: %s, %s', async (...order) => {
    const none = (app: string) =>
      ['dev', 'staging', 'prod-eu', 'prod-us'].map((c) => [`apps/${app}/releases/${c}.json`, undefined])
    const sample = await estate({
      'apps/web/app.ts': { ...spec, calls: ['api'] },
      'apps/api/app.ts': { ...spec, calls: [{ app: 'web', optional: true }] },
      ...(Object.fromEntries([...none('web'), ...none('api')]) as object),
    })
    for (const app of order) {
      const done = await run(sample, `bump ${app} dev --image ${image(app, 'b')} --commit`)
      expect(done).toMatchObject({ exit: 0, err: '' })
    }
    expect((await run(sample, 'promote web --from dev --to staging')).err).toContain('release api there first')
    for (const app of ['api', 'web'])
      expect((await run(sample, `promote ${app} --from dev --to staging --commit`)).exit).toBe(0)
  })

  it('speaks JSON', async () => {
    const sample = await estate()
    expect(JSON.parse((await run(sample, bump('b', ' --json --dry-run'))).out)).toMatchObject({
      ok: true,
      verb: 'bump',
      app: 'web',
      target: 'dev',
      dryRun: true,
      removed: [],
      commit: null,
      pull: null,
      moves: [{ cluster: 'dev', environment: 'dev', from: { version: '1.0.0' }, to: { digest: digest('b') } }],
      written: ['apps/web/releases/dev.json', 'clusters/dev/shop/web/deployment-web.yaml'],
    })
    expect(JSON.parse((await run(sample, 'hold wbe dev --json --reason x')).out)).toMatchObject({
      ok: false,
      issues: [{ code: 'unknown-app' }],
    })
    expect(JSON.parse((await run(sample, bump('a', ' --json'))).out)).toEqual({
      ok: true,
      nothing: 'dev has 1.0.0 (aaaaaaaaaaaa) of web already',
      code: 'there-already',
    })
    expect(JSON.parse((await run(sample, 'status web --json')).out)).toMatchObject({
      ok: true,
      rows: [{ cluster: 'dev' }, {}, {}, {}],
    })
    expect(changed(sample)).toEqual([])
  })

  it.each<[string, (sample: SampleEstate) => unknown, string, string]>([
    ['a tag', () => {}, 'bump web dev --image registry.acme.example/web:1.5.0', 'image-tag'],
    ['a run at work', (s) => s.put('.slipway/gen.lock', '1 elsewhere\n'), bump('b'), 'tree-locked'],
    [
      'changes that would be mixed in',
      (s) => s.put('apps/web/app.ts', `${s.text('apps/web/app.ts')}\n`),
      bump('b', ' --commit'),
      'dirty-tree',
    ],
    ['a lock that a killed git left', (s) => s.put('.git/index.lock', ''), bump('b', ' --commit'), 'index-locked'],
    ['a detached HEAD', (s) => s.git('switch', '-q', '--detach'), bump('b', ' --commit'), 'detached-head'],
    ['a registry that is not there', () => {}, bump('b', ' --verify --registry-insecure'), 'registry-unreachable'],
    ['a broken estate', (s) => s.put('apps/api/releases/dev.json', '{'), bump('b'), 'not-json'],
    ['no release to verify', () => {}, 'verify web nowhere', 'unknown-target'],
  ])('refuses %s, and writes nothing', async (_, prepare, line, code) => {
    const sample = await estate()
    prepare(sample)
    const before = changed(sample)
    const done = await run(sample, line)
    expect(done.exit).toBe(1)
    expect(done.err).toContain(`[${code}]`)
    expect(changed(sample)).toEqual(before)
  })

  it('needs git only for a commit', async () => {
    const sample = new SampleEstate()
    made.push(sample)
    expect((await run(sample, bump('b', ' --commit'))).err).toContain('[not-a-repository]')
    // Nothing rendered yet, then rendered files that no git vouches for: they are nobody's edit, since the inputs
    // render them.
    for (const letter of ['b', 'c']) {
      const done = await run(sample, bump(letter))
      expect(done).toMatchObject({ exit: 0, out: expect.not.stringContaining('note ') as unknown })
      expect(done.out).toMatch(
        /\nNext: bring these files into the repository that Argo CD follows; this folder is in none\n$/,
      )
      fs.rmSync(sample.full('.slipway/gen.cache'), { force: true })
    }
    sample.put(
      'clusters/dev/shop/web/deployment-web.yaml',
      `${sample.text('clusters/dev/shop/web/deployment-web.yaml')}# mine\n`,
    )
    expect((await run(sample, bump('d'))).out).toContain(
      "deployment-web.yaml held a text that today's inputs do not render; that text is kept in",
    )
    expect((await run(sample, 'rollback web dev --reason x')).err).toContain('[not-a-repository]')
  })

  it('keeps what a person had changed in a rendered file', async () => {
    const sample = await estate()
    sample.put(
      'clusters/dev/shop/web/deployment-web.yaml',
      `${sample.text('clusters/dev/shop/web/deployment-web.yaml')}# mine\n`,
    )
    expect((await run(sample, bump('b'))).out).toMatch(
      /note +clusters\/dev\/shop\/web\/deployment-web.yaml was edited by hand; the edit is kept in \.slipway\/edited\//,
    )
  })
})
