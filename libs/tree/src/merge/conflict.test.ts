import fs from 'node:fs'
import { formatIssues, ok } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gitWork, resolveTree } from './conflict.ts'
import { header } from '../render/header.ts'
import { Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
  box.git('init', '-q')
  box.put('.gitignore', '.slipway/\n')
})
afterEach(() => box.clean())

/**
 * Stands for the renderer: an `app.ts` holds words, one a line, and its file has them in a row; the shared line is the
 * platform's.
 */
function render() {
  const shared = box.text('libs/shared').trim()
  const apps = box.exists('apps') ? fs.readdirSync(box.full('apps')).sort() : []
  return new Map([
    ...apps.map((app): [string, string] => [
      `clusters/dev/shop/${app}/rollout-${app}.yaml`,
      `${header(`apps/${app}/app.ts`)}\nshared: ${shared}\nwords: ${box.text(`apps/${app}/app.ts`).trim().split('\n').join(' ')}\n`,
    ]),
    ['argocd/dev/root.yaml', `${header('fleet/fleet.ts')}\nshared: ${shared}\napps: ${apps.length}\n`] as [
      string,
      string,
    ],
  ])
}

function gen(): void {
  expect(box.write(render())).toMatchObject({ ok: true })
}
function commit(message: string): void {
  gen()
  box.git('add', '-A')
  box.git('commit', '-qm', message)
}
async function resolve() {
  const lock = box.lock()
  try {
    return await resolveTree(box.disk, lock, () => Promise.resolve(ok(render())))
  } finally {
    lock.release()
  }
}
/** The tree in the commit is what its own inputs render to. */
function expectRendered(): void {
  expect(box.git('status', '--porcelain')).toBe('')
  expect(box.owned()).toEqual(Object.fromEntries([...render()].sort(([a], [b]) => (a < b ? -1 : 1))))
}

const lines = (...words: readonly string[]): string => `${words.join('\n')}\n`
const web = 'clusters/dev/shop/web/rollout-web.yaml'

/** Two branches that change the two ends of web's spec: the inputs merge, the rendered line does not. */
function diverge(): void {
  box.put('libs/shared', 'one\n')
  box.put('apps/web/app.ts', lines('a', 'b', 'c', 'd', 'e', 'f', 'g'))
  box.put('apps/api/app.ts', lines('a'))
  commit('base')
  box.git('checkout', '-qb', 'theirs')
  box.put('apps/web/app.ts', lines('a', 'b', 'c', 'd', 'e', 'f', 'THEIRS'))
  commit('theirs')
  box.git('checkout', '-q', 'main')
  box.put('apps/web/app.ts', lines('OURS', 'b', 'c', 'd', 'e', 'f', 'g'))
  commit('ours')
}

describe('resolveTree', () => {
  it('after a merge: renders the merged inputs, stages, and says how to go on', async () => {
    diverge()
    expect(box.tryGit('merge', 'theirs').status).toBe(1)
    expect(gitWork(box.root)).toEqual(ok({ operation: 'merge', generated: [web], inputs: [], others: [] }))
    expect(await resolve()).toMatchObject({ ok: true, value: { written: [web], edited: [], next: 'git commit' } })
    expect(box.text(web)).toContain('words: OURS b c d e f THEIRS\n')
    box.git('commit', '-qm', 'merged')
    expectRendered()
  })

  it.each(['rebase', 'cherry-pick'])('after a %s', async (operation) => {
    diverge()
    expect(box.tryGit(operation, 'theirs').status).toBe(1)
    const resolved = await resolve()
    expect(resolved).toMatchObject({ ok: true, value: { edited: [], next: `git ${operation} --continue` } })
    box.git(...(resolved.ok && resolved.value !== undefined ? resolved.value.next.split(' ').slice(1) : []))
    expectRendered()
    expect(box.text(web)).toContain('words: OURS b c d e f THEIRS\n')
  })

  it('after a revert', async () => {
    diverge()
    box.put('apps/web/app.ts', lines('OURS', 'b', 'c', 'd', 'e', 'f', 'later'))
    commit('later')
    expect(box.tryGit('revert', '--no-edit', 'HEAD~1').status).toBe(1)
    expect(await resolve()).toMatchObject({ ok: true, value: { next: 'git revert --continue' } })
    box.git('revert', '--continue')
    expectRendered()
    expect(box.text(web)).toContain('words: a b c d e f later\n')
  })

  it('of a file that one side deleted and the other changed', async () => {
    diverge()
    box.git('checkout', '-q', 'theirs')
    fs.rmSync(box.full('apps/api'), { recursive: true })
    commit('no api')
    box.git('checkout', '-q', 'main')
    box.put('libs/shared', 'two\n')
    commit('platform')
    expect(box.tryGit('merge', 'theirs').stdout).toContain(
      'CONFLICT (modify/delete): clusters/dev/shop/api/rollout-api.yaml',
    )
    expect(await resolve()).toMatchObject({
      ok: true,
      value: { removed: ['clusters/dev/shop/api/rollout-api.yaml'], edited: [], next: 'git commit' },
    })
    box.git('commit', '-qm', 'merged')
    expectRendered()
    expect(box.exists('clusters/dev/shop/api')).toBe(false)
    expect(box.text(web)).toContain('shared: two\n')
  })

  it('of two sides that added the same app', async () => {
    diverge()
    box.git('checkout', '-q', 'theirs')
    box.put('apps/new/app.ts', lines('same'))
    box.put('libs/shared', 'two\n')
    commit('new, theirs')
    box.git('checkout', '-q', 'main')
    box.put('apps/new/app.ts', lines('same'))
    commit('new, ours')
    expect(box.tryGit('merge', 'theirs').stdout).toContain(
      'CONFLICT (add/add): Merge conflict in clusters/dev/shop/new',
    )
    expect(await resolve()).toMatchObject({ ok: true, value: { edited: [] } })
    box.git('commit', '-qm', 'merged')
    expectRendered()
  })

  it('touches nothing while an input is unmerged, and names it', async () => {
    diverge()
    box.git('checkout', '-q', 'theirs')
    box.put('apps/api/app.ts', lines('theirs'))
    commit('theirs')
    box.git('checkout', '-q', 'main')
    box.put('apps/api/app.ts', lines('ours'))
    commit('ours')
    expect(box.tryGit('merge', 'theirs').status).toBe(1)
    const there = box.owned()
    const resolved = await resolve()
    expect(resolved.ok ? '' : formatIssues(resolved.issues)).toBe(`\
apps/api/app.ts  [resolve-input]
  given   a file with an open merge conflict
  wanted  merged inputs, because the tree is rendered from them
  do      merge it, git add apps/api/app.ts, then: npx slipway resolve

1 problem`)
    expect(box.owned()).toEqual(there)
    box.put('apps/api/app.ts', lines('both'))
    box.git('add', 'apps/api/app.ts')
    expect(await resolve()).toMatchObject({ ok: true, value: { next: 'git commit' } })
    box.git('commit', '-qm', 'merged')
    expectRendered()
  })

  it('names other unmerged files in what to do next', async () => {
    box.put('README.md', 'base\n')
    diverge()
    box.git('checkout', '-q', 'theirs')
    box.put('README.md', 'theirs\n')
    commit('theirs')
    box.git('checkout', '-q', 'main')
    box.put('README.md', 'ours\n')
    commit('ours')
    box.tryGit('merge', 'theirs')
    expect(await resolve()).toMatchObject({ ok: true, value: { next: 'merge and git add README.md, then git commit' } })
    expect(gitWork(box.root)).toEqual(ok({ operation: 'merge', generated: [], inputs: [], others: ['README.md'] }))
  })

  it('leaves git as it is when rendering fails', async () => {
    diverge()
    box.tryGit('merge', 'theirs')
    const status = box.git('status', '--porcelain')
    const lock = box.lock()
    const issue = { file: 'apps/web/app.ts', at: '', code: 'x', got: 'x', want: 'x', hint: 'x' }
    expect(await resolveTree(box.disk, lock, () => Promise.resolve({ ok: false, issues: [issue] }))).toEqual({
      ok: false,
      issues: [issue],
    })
    lock.release()
    expect(box.git('status', '--porcelain')).toBe(status)
  })

  it('keeps an edit that a person made while the merge was open', async () => {
    diverge()
    box.tryGit('merge', 'theirs')
    box.put('clusters/dev/shop/api/rollout-api.yaml', `${header('apps/api/app.ts')}\nmine: true\n`)
    expect(await resolve()).toMatchObject({
      ok: true,
      value: { edited: [{ path: 'clusters/dev/shop/api/rollout-api.yaml', source: 'apps/api/app.ts' }] },
    })
  })

  it('does nothing when nothing waits', async () => {
    diverge()
    expect(await resolve()).toEqual(ok(undefined))
  })

  it('renders once more after a merge that the driver let through', async () => {
    diverge()
    box.put('.slipway/remerge', `${web}\n`)
    expect(await resolve()).toMatchObject({
      ok: true,
      value: { written: [], next: 'nothing: the tree in git is the rendered one' },
    })
    expect(box.exists('.slipway/remerge')).toBe(false)
  })

  it('says what git says outside a repository', async () => {
    fs.rmSync(box.full('.git'), { recursive: true })
    const resolved = await resolve()
    expect(resolved).toMatchObject({
      ok: false,
      issues: [{ code: 'resolve-git', got: expect.stringContaining('not a git repository') as unknown }],
    })
  })
})
