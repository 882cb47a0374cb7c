import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CachedEstate } from '../../test/cached-estate.ts'
import { later } from '../../test/later.ts'
import { failingDisk, generated, Sandbox } from '../../test/sandbox.ts'
import { writeTree } from '../cache/cached-tree.ts'
import { DiskError, sha256, type Disk } from './disk.ts'
import { WriteAhead, type WrittenAhead } from './write-ahead.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
  box.disk.makeFolder('.slipway')
})
afterEach(() => {
  vi.useRealTimers()
  box.clean()
})

const web = 'clusters/dev/shop/web/service-web.yaml'
const rollout = 'clusters/dev/shop/web/rollout-web.yaml'
const api = 'clusters/dev/shop/api/service-api.yaml'
/** In a folder that has folders, too. */
const namespace = 'clusters/dev/shop/namespace-shop.yaml'
/** Longer than a batch, and of letters of several bytes. */
const large = 'argocd/dev/large.yaml'
const files: ReadonlyMap<string, string> = new Map([
  ...[web, rollout, api, namespace].map((path) => [path, generated(`${path} ü`)] as const),
  [large, generated('ü'.repeat(400_000))],
])
const hashes = new Map([...files].map(([path, text]) => [path, sha256(text)]))
const left = (): readonly string[] => Object.keys(box.below('.slipway')).filter((path) => path.includes('.tmp'))

/** @returns what was written ahead, and the paths of the texts that stay with `gen` */
async function taken(writer: WriteAhead): Promise<readonly [WrittenAhead, readonly string[]]> {
  const texts = new Map([...files].map(([path, text]) => [path, Buffer.from(text)]))
  for (const paths of [[web, rollout, namespace], [api], [large]]) writer.take(paths, texts, hashes)
  return [await writer.finish(), [...texts.keys()]]
}

/** Writes the tree. @returns the paths whose text was asked for, sorted */
function written(ahead: WrittenAhead, disk: Disk = box.disk, wanted = hashes): readonly string[] {
  const asked = new Set<string>()
  const text = (path: string): string => {
    asked.add(path)
    return files.get(path) ?? ''
  }
  const lock = box.lock()
  const tree = { hashes: wanted, text, cached: new Set<string>(), keys: new Map() }
  expect(writeTree(disk, tree, lock, { ahead, committed: () => new Set() })).toMatchObject({ ok: true })
  lock.release()
  expect(new Map(Object.entries(box.owned()))).toEqual(files)
  return [...asked].filter((path) => files.has(path)).sort()
}

describe('a thread that writes ahead', () => {
  it.skipIf(process.platform === 'win32')('writes new folders, with our modes whatever the umask', async () => {
    const umask = process.umask(0o077)
    try {
      const writer = new WriteAhead(box.disk, 1)
      const [ahead, kept] = await taken(writer)
      expect(kept).toEqual([])
      expect(box.owned()).toEqual({})
      expect(written(ahead)).toEqual([])
      for (const path of files.keys()) expect(fs.statSync(box.full(path)).mode & 0o777, path).toBe(0o644)
      expect(fs.statSync(box.full('clusters/dev/shop/web')).mode & 0o777).toBe(0o755)
      await writer.end()
      expect(left()).toEqual([])
    } finally {
      process.umask(umask)
    }
  })
  it('is started where there are files enough for it', async () => {
    const writer = new WriteAhead(box.disk, files.size + 1)
    const [ahead, kept] = await taken(writer)
    expect(kept).toEqual([...files.keys()])
    expect(ahead.folders.size).toBe(0)
    expect(written(ahead)).toHaveLength(files.size)
    await writer.end()
  })
  it('leaves folders alone that are there', async () => {
    box.put('clusters/dev/shop/web/service-web.yaml', generated('old'))
    const writer = new WriteAhead(box.disk, 1)
    const [ahead, kept] = await taken(writer)
    expect([...ahead.folders.keys()]).toEqual(['clusters/dev/shop/api', 'argocd/dev'])
    expect(kept).toEqual([web, rollout, namespace])
    expect(written(ahead)).toEqual([namespace, rollout, web])
    await writer.end()
  })
  it('takes no folder over that somebody made meanwhile', async () => {
    const writer = new WriteAhead(box.disk, 1)
    const [ahead] = await taken(writer)
    box.put('clusters/dev/shop/api/service-api.yaml', files.get(api) ?? '')
    box.put('argocd/dev/old.yaml', generated('old'))
    expect(written(ahead)).toEqual([large, namespace])
    await writer.end()
    expect(left()).toEqual([])
  })
  it('that has no place leaves all to be written, by whom gets the error', async () => {
    fs.rmSync(box.full('.slipway'), { recursive: true })
    const writer = new WriteAhead(box.disk, 1)
    const [ahead] = await taken(writer)
    box.disk.makeFolder('.slipway')
    expect(ahead.folders.size).toBe(0)
    expect(written(ahead)).toHaveLength(files.size)
    await writer.end()
  })
  it('writes nothing after an error, and only whole folders count', async () => {
    const writer = new WriteAhead(box.disk, 1)
    const bad = 'clusters/dev/shop/bad/\0.yaml'
    const texts = new Map([api, bad, large, web].map((path) => [path, Buffer.from(files.get(path) ?? '')]))
    // The large one makes it a batch of its own.
    writer.take([api, bad, large], texts, hashes)
    writer.take([web], texts, hashes)
    const ahead = await writer.finish()
    expect([...ahead.folders.keys()]).toEqual(['clusters/dev/shop/api'])
    expect(written(ahead)).toEqual([large, namespace, rollout, web])
    await writer.end()
    expect(left()).toEqual([])
  })
  it('has its folder refused where a text is another than the tree should have', async () => {
    const writer = new WriteAhead(box.disk, 1)
    const [ahead] = await taken(writer)
    const other = new Map([...files, [web, generated('other')]])
    const folders = new Map(
      [...ahead.folders].map(([folder, one]) => {
        const own = [...one.files].map(
          ([name, file]) =>
            [name, `${folder}/${name}` === web ? { ...file, sha256: sha256(other.get(web) ?? '') } : file] as const,
        )
        return [folder, { ...one, files: new Map(own) }] as const
      }),
    )
    expect(written({ ...ahead, folders })).toEqual([rollout, web])
    await writer.end()
    expect(left()).toEqual([])
  })
  it.each(['EXDEV', 'ENOTEMPTY', 'EACCES'])(
    'has its files written one by one where a rename ends with %s',
    async (code) => {
      const writer = new WriteAhead(box.disk, 1)
      const [ahead] = await taken(writer)
      const { disk } = failingDisk(
        box.disk,
        (_, step, file) => step === 'rename' && ahead.folders.has(file),
        (step, file) => new DiskError(step, file, code, code),
      )
      expect(written(ahead, disk)).toHaveLength(files.size)
      await writer.end()
      expect(left()).toEqual([])
    },
  )
})

describe('gen with such a thread', () => {
  let estate: CachedEstate
  beforeEach(() => {
    estate = new CachedEstate()
  })
  afterEach(() => estate.clean())
  const state = (): readonly string[] => Object.keys(estate.below('.slipway'))

  it('writes the same tree, and knows it again by its stamps', async () => {
    await estate.gen(undefined, estate.disk, 1)
    const [found, whole] = await estate.both()
    expect(found).toEqual(whole)
    expect(state()).toEqual(['.slipway/gen.cache'])
    later(estate)
    const { disk, seen } = failingDisk(
      estate.disk,
      () => false,
      () => new Error(),
    )
    expect(await estate.gen(undefined, disk, 1)).toBeUndefined()
    expect(seen.steps.filter((step) => /^(?:read|hash) (?:clusters|argocd|aws)/.test(step))).toEqual([])
  })
  it('writes nothing where an app cannot be rendered, and leaves nothing', async () => {
    estate.put('apps/web/extra.ts', "export default { add: () => [{ kind: 'Oops' }] }\n")
    await expect(estate.gen(undefined, estate.disk, 1)).rejects.toThrow('apps/web/extra.ts')
    expect(estate.owned()).toEqual({})
    expect(state()).toEqual([])
  })
  it('removes what one left that was killed', async () => {
    estate.put('.slipway/.slipway-1-0.tmp/0/service-web.yaml', 'half')
    estate.put('.slipway/.slipway-1-0.tmp/1/deep/er/a.yaml', 'half')
    await estate.gen(undefined, estate.disk, 1)
    expect(state()).toEqual(['.slipway/gen.cache'])
  })
})
