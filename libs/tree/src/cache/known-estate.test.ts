import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CachedEstate, rollout } from '../../test/cached-estate.ts'
import { data, spec } from '../../test/small-estate.ts'
import { remergeFile } from '../write/remerge.ts'
import { cachePath } from './cache-file.ts'
import { knownEstate } from './known-estate.ts'
import { inputsHash } from './tree-cache.ts'

let box: CachedEstate
const inputs = (): string | undefined => {
  const { inputs: read } = box.cache()
  return read && inputsHash(read)
}

describe('an estate that is known', () => {
  beforeEach(async () => {
    box = new CachedEstate()
    await box.gen()
  })
  afterEach(() => box.clean())

  it('has its apps and fleet, and how many files its tree has', async () => {
    const found = await knownEstate(box.disk, inputs() ?? '')
    expect(found?.estate.apps.map(({ name }) => name)).toEqual(['api', 'own', 'web'])
    expect([found?.clusters, found?.files]).toEqual([2, Object.keys(box.owned()).length])
  })
  it.each<[string, () => void]>([
    ['a spec says something else', () => box.put('apps/web/app.ts', data(spec([], '256Mi')))],
    ['a spec has another text', () => fs.appendFileSync(box.full('apps/web/app.ts'), '\n')],
    ['an app is new', () => box.putNew(false)],
    ['an app is gone', () => fs.rmSync(box.full('apps/own'), { recursive: true })],
    ['an app has code of its own', () => box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')],
    ['the fleet says something else', () => box.writeFleet('dev.other.example', false)],
    ['a merge waits for gen', () => box.put(remergeFile, '')],
    ['the cache is gone', () => fs.rmSync(box.full(cachePath('gen')))],
    ['git may have the cache', () => (box.git('init', '-q'), box.git('add', '-f', '.slipway'))],
    ['a file is one too many', () => box.put('clusters/dev/shop/web/a.yaml', 'a: 1\n')],
    ['a link lies in the tree', () => fs.symlinkSync('x', box.full('clusters/dev/shop/web/a.yaml'))],
    ['a file was edited', () => box.edits.text()],
    ['a file was edited to the same size at the same time', () => box.edits.timeSetBack()],
    ['a file is executable', () => box.edits.mode()],
    ['a file is gone', () => box.edits.delete()],
    ['a folder is gone', () => box.edits.folder()],
  ])('is none where %s', async (_, change) => {
    const wanted = inputs() ?? ''
    change()
    expect(await knownEstate(box.disk, wanted)).toBeUndefined()
  })
  it('is none where others are wanted than those that gen wrote last', async () => {
    const before = inputs() ?? ''
    box.put('apps/web/app.ts', data(spec([], '256Mi')))
    await box.gen()
    expect(await knownEstate(box.disk, before)).toBeUndefined()
    expect(await knownEstate(box.disk, inputs() ?? '')).toBeDefined()
  })
  it('is none after a run of one app', async () => {
    const wanted = inputs() ?? ''
    box.edits.text()
    await box.gen('api')
    expect(box.text(rollout)).toContain('edited')
    expect(await knownEstate(box.disk, wanted)).toBeUndefined()
  })
})

describe('inputsHash', () => {
  const own = { generator: 'g', fleet: 'f', estate: { paths: ['a'], hash: 'e' }, clusters: 1, isAll: true }
  const web = { inputs: { paths: [], hash: 'w' }, text: '{}' }
  const all = { ...own, apps: new Map([['web', web]]) }

  it.each([
    ['other code', { ...all, generator: 'h' }],
    ['another fleet', { ...all, fleet: 'g' }],
    ['another list of apps', { ...all, estate: { paths: ['a'], hash: 'f' } }],
    ['another app', { ...all, apps: new Map([['web', { ...web, inputs: { paths: [], hash: 'x' } }]]) }],
    ['an app of another name', { ...all, apps: new Map([['api', web]]) }],
  ])('is another with %s', (_, other) => {
    expect(inputsHash(other)).not.toBe(inputsHash(all))
  })
  it.each([
    ['an app', { ...all, isAll: false }],
    ['the fleet', { ...all, estate: undefined }],
  ])('is none where code was run for %s', (_, other) => {
    expect(inputsHash(other)).toBeUndefined()
  })
})
