import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from './disk.ts'
import { appScope } from '../render/path.ts'
import { desiredOf } from './desired-tree.ts'
import { plan } from './plan.ts'
import { generated, tree } from '../../test/sandbox.ts'
import type { Found, Listing } from './scan.ts'

const found = (text: string, more: Partial<Found> = {}): Found => ({
  sha256: sha256(text),
  ours: true,
  conflicted: false,
  executable: false,
  stamp: '',
  ...more,
})

function listing(files: Readonly<Record<string, Found>>, folders: readonly string[] = []): Listing {
  const above = new Set(folders)
  for (const path of Object.keys(files)) {
    path
      .split('/')
      .slice(0, -1)
      .forEach((_, i, parts) => above.add(parts.slice(0, i + 1).join('/')))
  }
  return {
    files: new Map(Object.entries(files)),
    unchanged: new Set(),
    folders: [...above],
    strange: new Map(),
    temporary: [],
  }
}
/** Every text is one that an earlier run wrote. */
const all = {
  wrote: () => ['same', 'old', 'x', 'ours', '1', '2'].flatMap((word) => [sha256(word), sha256(generated(word))]),
}

describe('plan', () => {
  it('writes, keeps and removes; empties folders from the deepest up', () => {
    const wanted = tree({ 'clusters/dev/a.yaml': 'new', 'clusters/dev/b.yaml': 'same', 'clusters/dev/c.yaml': 'new' })
    const disk = listing(
      {
        'clusters/dev/a.yaml': found('old'),
        'clusters/dev/b.yaml': found(generated('same')),
        'clusters/old/shop/web/d.yaml': found('old'),
      },
      ['argocd', 'clusters/x'],
    )
    expect(plan(desiredOf(wanted), disk, all)).toMatchObject({
      write: ['clusters/dev/a.yaml', 'clusters/dev/c.yaml'],
      unchanged: ['clusters/dev/b.yaml'],
      remove: ['clusters/old/shop/web/d.yaml'],
      emptied: ['clusters/old/shop/web', 'clusters/old/shop', 'clusters/old', 'clusters/x'],
      doubtful: [],
      problems: [],
    })
  })

  it('doubts what nobody remembers to have written', () => {
    const wanted = tree({ 'clusters/a.yaml': 'new', 'clusters/b.yaml': 'new', 'clusters/c.yaml': 'new' })
    const disk = listing({
      'clusters/a.yaml': found('ours'),
      'clusters/b.yaml': found('mine'),
      'clusters/c.yaml': found('mine', { conflicted: true }),
      'clusters/d.yaml': found('mine'),
    })
    expect(plan(desiredOf(wanted), disk, { wrote: () => [sha256('ours')] }).doubtful).toEqual([
      'clusters/b.yaml',
      'clusters/d.yaml',
    ])
  })

  it('lets files that are not ours keep their folders', () => {
    const steps = plan(
      desiredOf(new Map()),
      listing({ 'clusters/dev/mine.md': found('x', { ours: false }), 'clusters/dev/a.yaml': found('x') }),
      all,
    )
    expect(steps).toMatchObject({
      remove: ['clusters/dev/a.yaml'],
      emptied: [],
      problems: [{ path: 'clusters/dev/mine.md' }],
    })
  })

  it('keeps to one app, and does not look at the rest', () => {
    const wanted = tree({
      'clusters/dev/shop/web/a.yaml': 'new',
      'clusters/dev/shop/api/a.yaml': 'new',
      'argocd/dev/root.yaml': 'new',
    })
    const disk = listing(
      {
        'clusters/eu/shop/web/old.yaml': found('x'),
        'clusters/eu/shop/api/old.yaml': found('x'),
        'clusters/dev/mine.md': found('x', { ours: false }),
      },
      ['clusters/empty'],
    )
    expect(
      plan(desiredOf(wanted), disk, { ...all, scope: (path) => appScope('web')(path, () => undefined) }),
    ).toMatchObject({
      write: ['clusters/dev/shop/web/a.yaml'],
      remove: ['clusters/eu/shop/web/old.yaml'],
      emptied: ['clusters/eu/shop/web'],
      problems: [],
    })
  })

  it('removes first what macOS and Windows take for a wanted path', () => {
    const wanted = tree({ 'clusters/dev/a.yaml': 'x', 'clusters/eu/b.yaml': 'x' })
    const disk = listing({
      'clusters/dev/A.yaml': found('x'),
      'clusters/EU/c.yaml': found('x'),
      'clusters/us/d.yaml': found('x'),
    })
    expect([...plan(desiredOf(wanted), disk, all).first].sort()).toEqual([
      'clusters/EU',
      'clusters/EU/c.yaml',
      'clusters/dev/A.yaml',
    ])
  })

  it('done, leaves exactly what is wanted; done again, does nothing', () => {
    const path = fc.constantFrom(
      'clusters/a/b/c/d.yaml',
      'clusters/a/b/c/e.yaml',
      'clusters/a/b/f/g.yaml',
      'clusters/h/i.yaml',
      'argocd/j.yaml',
    )
    const words = fc.dictionary(path, fc.constantFrom('1', '2'), { noNullPrototype: true })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const wanted = tree(after)
        const texts = new Map(tree(before))
        const disk = () => listing(Object.fromEntries([...texts].map(([p, text]) => [p, found(text)])))
        const steps = plan(desiredOf(wanted), disk(), all)
        for (const p of steps.write) texts.set(p, wanted.get(p) ?? '')
        for (const p of steps.remove) texts.delete(p)
        expect(texts).toEqual(wanted)
        for (const folder of steps.emptied)
          expect([...texts.keys()].some((p) => p.startsWith(`${folder}/`))).toBe(false)
        expect(plan(desiredOf(wanted), disk(), all)).toMatchObject({ write: [], remove: [], emptied: [] })
      }),
    )
  })
})
