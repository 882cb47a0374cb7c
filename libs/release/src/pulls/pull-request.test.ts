import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { failed, issue } from '@slipway/core'
import { afterEach, describe, expect, it } from 'vitest'
import { gitHub, pull, withOrigin } from '../../test/pulls.ts'
import { digest, SampleEstate } from '../../test/sample.ts'
import type { GitHub } from './github.ts'

const made: SampleEstate[] = []
afterEach(() => made.splice(0).forEach((one) => one.clean()))
const release = 'apps/web/releases/dev.json'

async function cloned(): Promise<SampleEstate> {
  const sample = new SampleEstate(['web', 'api'])
  made.push(sample)
  return withOrigin(sample)
}

const inOrigin = (sample: SampleEstate, file: string, branch = 'release/web-dev'): string =>
  spawnSync('git', ['show', `${branch}:${file}`], { cwd: path.join(sample.top, 'origin.git'), encoding: 'utf8' }).stdout

describe('openPullRequest', () => {
  it('pushes one commit upon HEAD as a branch of its own, and leaves the clone as it is', async () => {
    const sample = await cloned()
    const { hub, pulls } = gitHub()
    const head = sample.git('rev-parse', 'HEAD')
    const opened = await pull(sample, hub, 'b')
    expect(opened).toMatchObject({
      ok: true,
      value: { branch: 'release/web-dev', isNew: true, url: 'https://github.test/pull/1' },
    })
    expect(JSON.parse(inOrigin(sample, release))).toEqual({ digest: digest('b'), version: '1.b' })
    expect(inOrigin(sample, 'clusters/dev/shop/web/deployment-web.yaml')).toContain(digest('b'))
    sample.git('fetch', '-q', 'origin', 'release/web-dev')
    expect(sample.git('rev-parse', 'FETCH_HEAD^')).toBe(head)
    expect(sample.git('diff', '--name-only', 'HEAD', 'FETCH_HEAD').split('\n')).toEqual([
      release,
      'clusters/dev/shop/web/deployment-web.yaml',
    ])
    expect([
      sample.git('status', '--porcelain'),
      sample.git('rev-parse', 'HEAD'),
      sample.git('branch', '--format=%(refname)'),
    ]).toEqual(['', head, 'refs/heads/main'])
    expect(pulls.map((one) => one.title)).toEqual(['release(web): 1.b to dev'])
  })

  it('goes upon the branch where a tag has its name, too', async () => {
    const sample = await cloned()
    const { hub } = gitHub()
    sample.git('tag', 'main', sample.git('commit-tree', 'HEAD^{tree}', '-m', 'another'))
    sample.git('push', '-q', 'origin', 'refs/tags/main')
    expect(await pull(sample, hub, 'b')).toMatchObject({ ok: true, value: { isNew: true } })
  })

  it('keeps one pull request for an app and a target: the later digest wins, and the same again pushes nothing', async () => {
    const sample = await cloned()
    const { hub, pulls } = gitHub()
    await pull(sample, hub, 'b')
    const second = await pull(sample, hub, 'c')
    expect(second).toMatchObject({ ok: true, value: { isNew: false } })
    expect(pulls.map((one) => [one.branch, one.title])).toEqual([['release/web-dev', 'release(web): 1.c to dev']])
    expect(JSON.parse(inOrigin(sample, release))).toMatchObject({ digest: digest('c') })
    expect(await pull(sample, hub, 'c')).toEqual(second)
    sample.git('fetch', '-q', 'origin', 'release/web-dev')
    sample.git('merge', '-q', 'FETCH_HEAD')
    expect(sample.json(release)).toMatchObject({ digest: digest('c') })
  })

  it('lets a build that ended late not replace one of a later commit', async () => {
    const sample = await cloned()
    const { hub } = gitHub()
    const first = sample.git('rev-parse', 'HEAD')
    const second = sample.commit('more')
    sample.git('push', '-q', 'origin', 'main')
    await pull(sample, hub, 'c', second)
    expect(await pull(sample, hub, 'b', first)).toEqual({ ok: true, value: undefined })
    expect(JSON.parse(inOrigin(sample, release))).toMatchObject({ digest: digest('c') })
  })

  it('tells the slower of two runs at once, and leaves what the other pushed', async () => {
    const sample = await cloned()
    const { hub, pulls } = gitHub()
    const other = sample.git('commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', 'the other run')
    const opened = await pull(
      sample,
      hub,
      'b',
      undefined,
      'web',
      () => void sample.git('push', '-q', 'origin', `${other}:refs/heads/release/web-dev`),
    )
    expect(opened).toMatchObject({
      ok: false,
      issues: [{ code: 'two-runs', got: expect.stringContaining('[rejected]') as unknown }],
    })
    expect(pulls).toEqual([])
    expect(sample.git('ls-remote', 'origin', 'refs/heads/release/web-dev')).toContain(other)
  })

  it.each<[string, (sample: SampleEstate) => unknown, string]>([
    ['commits that main lacks', (s) => s.commit('local'), 'not-on-base'],
    ['no remote', (s) => s.git('remote', 'remove', 'origin'), 'no-remote'],
    ['a remote that is gone', (s) => s.git('remote', 'set-url', 'origin', '/nowhere/at/all'), 'release-git'],
    [
      'a release that changed since',
      (s) => {
        s.put(release, { digest: digest('d'), version: '1.d' })
        s.commit('another bump')
        s.git('push', '-q', 'origin', 'main')
        s.git('reset', '-q', '--hard', 'HEAD^')
      },
      'behind',
    ],
  ])('refuses %s', async (_, prepare, code) => {
    const sample = await cloned()
    const { hub, pulls } = gitHub()
    prepare(sample)
    const opened = await pull(sample, hub, 'b')
    expect(opened.ok ? '' : opened.issues[0]?.code).toBe(code)
    expect(pulls).toEqual([])
  })

  it('leaves a commit of a person alone', async () => {
    const sample = await cloned()
    const { hub, pulls } = gitHub()
    await pull(sample, hub, 'b')
    sample.git('fetch', '-q', 'origin', 'release/web-dev')
    const theirs = sample.git('commit-tree', 'HEAD^{tree}', '-p', 'FETCH_HEAD', '-m', 'a fix by hand')
    sample.git('push', '-q', 'origin', `${theirs}:refs/heads/release/web-dev`)
    const again = await pull(sample, hub, 'c')
    expect(again.ok ? [] : again.issues.map(({ code, got }) => [code, got])).toEqual([
      ['foreign-commit', `the commit ${theirs.slice(0, 7)} by Ada, which no run of Slipway made`],
    ])
    expect(sample.git('ls-remote', 'origin', 'refs/heads/release/web-dev')).toContain(theirs)
    expect(pulls[0]?.body).toContain(digest('b'))
  })

  it.each([
    ['before the push', 'push'],
    ['after it', 'open'],
  ])('never has a text of another digest than the branch, ended %s', async (_, step) => {
    const sample = await cloned()
    const { hub, pulls } = gitHub()
    await pull(sample, hub, 'b')
    const ended = () => {
      throw new Error('ended')
    }
    const broken = step === 'open' ? { ...hub, open: ended } : hub
    await expect(pull(sample, broken, 'c', undefined, 'web', step === 'push' ? ended : undefined)).rejects.toThrow(
      'ended',
    )
    const there = (JSON.parse(inOrigin(sample, release)) as { digest: string }).digest
    expect([digest('b'), digest('c')].filter((one) => one !== there && pulls[0]?.body.includes(one) === true)).toEqual(
      [],
    )
    await pull(sample, hub, 'c')
    expect(pulls[0]?.body).toContain(digest('c'))
  })

  it('says that the branch is pushed when GitHub then fails', async () => {
    const sample = await cloned()
    const down = () => failed(issue('gh', '', 'gh-failed', 'HTTP 502', 'x', 'try again'))
    const broken: GitHub = { open: down, renew: down, close: down }
    const opened = await pull(sample, broken, 'b')
    expect(opened).toMatchObject({
      ok: false,
      issues: [{ hint: 'try again. The branch release/web-dev is pushed; nothing else is to be undone' }],
    })
    // And the same again goes on from there.
    expect(await pull(sample, gitHub().hub, 'b')).toMatchObject({ ok: true, value: { isNew: true } })
  })
})
