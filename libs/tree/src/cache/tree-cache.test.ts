import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sandbox } from '../../test/sandbox.ts'
import type { Stat } from '../write/disk.ts'
import { stampOf } from '../write/earlier-runs.ts'
import { rowOf, TreeCache, type Inputs, type Row, type Run, type TaskKey } from './tree-cache.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

function open(): TreeCache {
  const cache = TreeCache.open(box.disk)
  if (!cache.ok) throw new Error('refused')
  return cache.value
}
const file = { sha256: 'aa', stamp: '3 1000.5 2000.25 7' }
const inputs: Inputs = {
  generator: 'g',
  fleet: 'f',
  estate: { paths: ['fleet/fleet.ts', 'apps/'], hash: 'e' },
  apps: new Map([
    ['web', { inputs: { paths: ['apps/web/'], hash: 'w' }, text: '{"a":"\\t\\n"}' }],
    ['notes', { inputs: { paths: [], hash: 'n' }, text: 'null' }],
  ]),
  clusters: 2,
  isAll: true,
}
const rows = (given: Readonly<Record<string, TaskKey>>): ReadonlyMap<string, Row> =>
  new Map(Object.entries(given).map(([folder, key]) => [folder, rowOf(folder, new Map([['a.yaml', file]]), key)]))
const save = (given: ReadonlyMap<string, Row>, more: Partial<Run> = {}) =>
  open().save({ rows: given, isRead: false, isAll: true, inputs, isFrom: true, ...more })

describe('the cache of gen', () => {
  it('is read as it was saved', () => {
    save(rows({ clusters: { key: '', folders: 0 }, 'clusters/dev': { key: 'k', folders: 1 } }))
    const cache = open()
    expect([...cache.rows].map(([folder, { key, folders, count }]) => [folder, key, folders, count])).toEqual([
      ['clusters', '', 0, 1],
      ['clusters/dev', 'k', 1, 1],
    ])
    expect(cache.left('clusters/dev')).toEqual(new Map([['a.yaml', file]]))
    expect(cache.left('clusters/prod')).toEqual(new Map())
    expect(cache.inputs).toEqual(inputs)
  })
  it('is of nothing without a file', () => {
    const { rows: none, inputs: nothing, isCurrent, pending } = open()
    expect([none.size, nothing, isCurrent, pending.size]).toEqual([0, undefined, false, 0])
  })
  it.each<[string, Inputs | undefined, boolean, boolean]>([
    ['all that its inputs make', inputs, true, true],
    ['one app', inputs, false, false],
    ['what code was run for', { ...inputs, isAll: false }, true, false],
    ['what code was run for in the fleet', { ...inputs, estate: undefined }, true, false],
    ['what nobody knows the inputs of', undefined, true, false],
  ])('of %s is current or not', (_, of, isAll, isCurrent) => {
    save(rows({}), { isAll, inputs: of })
    expect(open().isCurrent).toBe(isCurrent)
  })
  it('is saved anew only when something is new, or files had to be read', () => {
    const time = () => box.disk.stat('.slipway/gen.cache')?.inode
    save(rows({ a: { key: 'k', folders: 1 } }))
    const [first, cache] = [time(), open()]
    const again = { rows: cache.rows, isRead: false, isAll: true, inputs: cache.inputs, isFrom: true }
    cache.save(again)
    expect(time()).toBe(first)
    cache.save({ ...again, isRead: true })
    expect(time()).not.toBe(first)
  })
  it.each<[string, Partial<Run>]>([
    ['one app was written', { isAll: false }],
    ['other inputs were read', { inputs: { ...inputs } }],
    ['a folder is gone', { rows: rows({ a: { key: 'k', folders: 1 } }) }],
    ['a folder has another key', { rows: rows({ a: { key: 'k', folders: 1 }, b: { key: 'm', folders: 1 } }) }],
  ])('is saved where %s', (_, more) => {
    save(rows({ a: { key: 'k', folders: 1 }, b: { key: 'l', folders: 1 } }))
    const [before, cache] = [box.disk.stat('.slipway/gen.cache')?.inode, open()]
    cache.save({ rows: cache.rows, isRead: false, isAll: true, inputs: cache.inputs, isFrom: true, ...more })
    expect(box.disk.stat('.slipway/gen.cache')?.inode).not.toBe(before)
  })
  it('knows what several killed runs may have written, until all of it is written', () => {
    open().announce(new Map([['clusters/a.yaml', 'bb']]))
    open().announce(
      new Map([
        ['clusters/a.yaml', 'cc'],
        ['clusters/b.yaml', 'dd'],
      ]),
    )
    save(rows({ clusters: { key: '', folders: 0 } }), { isAll: false })
    expect(['clusters/a.yaml', 'clusters/b.yaml', 'clusters/c.yaml'].map((path) => open().wrote(path))).toEqual([
      ['aa', 'bb', 'cc'],
      ['dd'],
      [],
    ])
    save(open().rows)
    expect(open().wrote('clusters/a.yaml')).toEqual(['aa'])
  })
  it.each<[string, Readonly<Record<string, TaskKey>>, readonly (readonly [string, readonly string[]])[]]>([
    ['has all of them', { a: { key: 'k', folders: 2 }, b: { key: 'k', folders: 2 } }, [['k', ['a', 'b']]]],
    ['has nothing where one is missing', { a: { key: 'k', folders: 2 } }, []],
    ['has nothing where one is of another key', { a: { key: 'k', folders: 2 }, b: { key: 'l', folders: 2 } }, []],
    ['has nothing where one has no key', { a: { key: 'k', folders: 2 }, b: { key: '', folders: 0 } }, []],
    [
      'may have one',
      { a: { key: 'k', folders: 1 }, b: { key: 'l', folders: 1 } },
      [
        ['k', ['a']],
        ['l', ['b']],
      ],
    ],
  ])('of a task that fills several folders %s', (_, given, folders) => {
    save(rows(given))
    expect([...open().foldersByKey()]).toEqual(folders)
  })
})

describe('a file is as it was left', () => {
  const now = (): number => box.disk.stat('.slipway/gen.cache')?.modified ?? 0
  const stat: Stat = {
    kind: 'file',
    size: 3,
    modified: 1000.5,
    changed: 2000.25,
    inode: 7,
    owner: 0,
    executable: false,
  }
  it.each<[string, Partial<Stat>, boolean]>([
    ['when its description is the same', {}, true],
    ['not when its size differs', { size: 4 }, false],
    ['not when its time differs', { modified: 1000.75 }, false],
    ['not when only the time of its change differs (touch -r)', { changed: 2000.5 }, false],
    ['not when another file took its place', { inode: 8 }, false],
  ])('%s', (_, change, as) => {
    save(rows({ clusters: { key: '', folders: 0 } }))
    expect(open().isAsLeft(open().left('clusters').get('a.yaml'), { ...stat, ...change })).toBe(as)
  })
  it.each<[string, 'modified' | 'changed', number, boolean]>([
    ['when it was written more than two seconds before it was saved', 'modified', 2001, true],
    ['not when it was written within two seconds', 'modified', 1999, false],
    ['not when it was changed within two seconds', 'changed', 1999, false],
  ])('%s', (_, which, before, as) => {
    save(rows({}))
    const of = { ...stat, [which]: now() - before }
    expect(open().isAsLeft({ sha256: 'aa', stamp: stampOf(of) }, of)).toBe(as)
  })
  it('not when nobody knows it', () => {
    save(rows({}))
    expect(open().isAsLeft(undefined, stat)).toBe(false)
  })
})
