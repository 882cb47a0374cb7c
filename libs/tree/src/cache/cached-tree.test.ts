import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { later } from '../../test/later.ts'
import { Sandbox, tree } from '../../test/sandbox.ts'
import { desiredOf } from '../write/desired-tree.ts'
import { writeTree } from './cached-tree.ts'
import { TreeCache } from './tree-cache.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => {
  vi.useRealTimers()
  box.clean()
})

const [shared, other] = ['aws/1/eu', 'clusters/dev/shop/api']
const [web, api, own] = [`${shared}/web.yaml`, `${shared}/api.yaml`, `${other}/a.yaml`]
type Words = Readonly<Record<string, string>>

/** Writes folders that one task each fills, of which a run of one app writes a part. */
function write(words: Words, only?: string): void {
  const files = tree(words)
  const keys = new Map([shared, other].map((folder) => [folder, { key: `key of ${folder}`, folders: 1 }]))
  const lock = box.lock()
  const scope = only === undefined ? undefined : (path: string) => path === only
  const done = writeTree(box.disk, { ...desiredOf(files), cached: new Set(), keys }, lock, { scope })
  lock.release()
  expect(done.ok).toBe(true)
}
function cache(): TreeCache {
  const opened = TreeCache.open(box.disk)
  if (!opened.ok) throw new Error('refused')
  return opened.value
}
const keyOf = (folder: string) => cache().rows.get(folder)?.key
const inode = () => box.disk.stat('.slipway/gen.cache')?.inode

describe('of a folder that a run of one app wrote in part', () => {
  it('the cache has no key when more is to be in it', () => {
    write({ [web]: 'one', [api]: 'one' }, web)
    expect(keyOf(shared)).toBe('')
    write({ [web]: 'one', [api]: 'one' })
    expect(keyOf(shared)).toBe(`key of ${shared}`)
  })

  it('nor when more is left in it, and it still knows what it wrote of that', () => {
    write({ [web]: 'one', [api]: 'one' })
    write({ [web]: 'two' }, web)
    expect(keyOf(shared)).toBe('')
    expect(cache().wrote(api)).toHaveLength(1)
  })

  it('it has the key when that part is all', () => {
    write({ [web]: 'one', [own]: 'one' }, web)
    expect(keyOf(shared)).toBe(`key of ${shared}`)
  })
})

it('a run of one app keeps the stamps of other folders that are as they were left', () => {
  write({ [web]: 'one', [own]: 'one' })
  later(box)
  const row = cache().rows.get(other)
  expect([...cache().left(other).values()].map(({ stamp }) => stamp)).not.toContain('')
  write({ [web]: 'two', [own]: 'one' }, web)
  expect(cache().rows.get(other)).toEqual(row)
})

it('files too young to be known by their stamps are read, and known by the cache that is then saved', () => {
  const words = { [web]: 'one' }
  write(words)
  const first = inode()
  write(words)
  const second = inode()
  expect(second).not.toBe(first)
  later(box)
  write(words)
  expect(inode()).toBe(second)
})
