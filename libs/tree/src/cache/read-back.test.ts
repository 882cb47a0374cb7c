import fs from 'node:fs'
import path from 'node:path'
import type { Rendered } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CachedEstate, rollout } from '../../test/cached-estate.ts'
import { header } from '../render/header.ts'
import { isKubernetes } from '../render/path.ts'
import { desiredEstate } from './incremental-render.ts'
import { readBack } from './read-back.ts'
import type { TreeCache } from './tree-cache.ts'

let box: CachedEstate
beforeEach(() => {
  box = new CachedEstate()
})
afterEach(() => box.clean())

const folder = 'clusters/dev/shop/namespace'

/** By folder, without any cache. */
async function rendered(folders: Iterable<string>): Promise<ReadonlyMap<string, readonly Rendered[]>> {
  fs.rmSync(box.full('.slipway'), { recursive: true })
  const estate = await desiredEstate(box.root, box.cache())
  if (!estate.ok) throw new Error(JSON.stringify(estate.issues))
  return new Map([...folders].map((one) => [one, estate.value.files(one)]))
}

describe('a folder of the cache', () => {
  it('is read back as it is rendered, each of a large estate', async () => {
    for (const name of fs.readdirSync(box.root)) fs.rmSync(box.full(name), { recursive: true })
    fs.cpSync(path.join(import.meta.dirname, '../../test/estate'), box.root, { recursive: true })
    await box.gen()
    const cache = box.cache()
    const folders = [...cache.rows.keys()].filter(isKubernetes)
    const read = new Map(folders.map((one) => [one, readBack(cache, one)]))
    expect(read.size).toBeGreaterThan(20)
    expect(read).toEqual(await rendered(folders))
  })

  it.each<[string, () => void]>([
    ['a file was edited', () => box.edits.text()],
    ['a file has another text of the same size', () => box.edits.timeSetBack()],
    ['a file is gone', () => box.edits.delete()],
    ['it is gone', () => box.edits.folder()],
  ])('is none where %s', async (_, change) => {
    await box.gen()
    change()
    expect(readBack(box.cache(), path.dirname(rollout))).toBeUndefined()
  })

  it.each<[string, () => void]>([
    ['nothing changed', () => undefined],
    ['a file was edited', () => fs.appendFileSync(box.full(`${folder}/namespace-shop.yaml`), 'edited: true\n')],
    ['it is gone', () => fs.rmSync(box.full(folder), { recursive: true })],
  ])("has the same objects where %s, a team's", async (_, change) => {
    await box.gen()
    change()
    const estate = await desiredEstate(box.root, box.cache())
    const files = estate.ok ? estate.value.files(folder) : []
    expect(files.length).toBeGreaterThan(2)
    expect(files).toEqual((await rendered([folder])).get(folder))
  })

  it.each<[string, string]>([
    ['is no plain YAML', `${header('apps/a/app.ts')}\n{"a": 1}\n`],
    ['has a document that is none', `${header('apps/a/app.ts')}\na: 1\n---\n{"a": 1}\n`],
    ['does not say what it is made of', 'a: 1\n'],
  ])('is none where a file %s', (_, text) => {
    const cache = { left: () => new Map([['a.yaml', { sha256: '', stamp: '' }]]), text: () => text }
    expect(readBack(cache as Pick<TreeCache, 'left' | 'text'>, folder)).toBeUndefined()
  })
})
