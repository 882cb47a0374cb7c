import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generated, Sandbox } from '../../test/sandbox.ts'
import type { EarlierRuns } from './earlier-runs.ts'
import { sha256, type Disk } from './disk.ts'
import { readAhead } from './read-ahead.ts'
import { scan } from './scan.ts'
import { fewFiles } from './thread.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const file = 'clusters/dev/shop/web/service-web.yaml'
const written: EarlierRuns = {
  left: (folder) =>
    new Map(
      folder === 'clusters/dev/shop/web' ? [['service-web.yaml', { sha256: sha256(generated('web')), stamp: '' }]] : [],
    ),
  isAsLeft: () => false,
  wrote: () => [],
}
const scanned = (disk: Disk) => {
  const { folders, unchanged, ...found } = scan(disk, written, false)
  return { ...found, folders: folders.toSorted(), unchanged: [...unchanged].toSorted() }
}
const ahead = (files = fewFiles): Promise<Disk> => readAhead(box.disk, files)()

describe('a tree that another thread read', () => {
  it.each<[string, () => void]>([
    ['as it was left', () => undefined],
    ['with a file more', () => box.put('clusters/dev/shop/web/more.yaml', generated('more'))],
    ['edited', () => box.put(file, generated('edited'))],
    ['with a file larger than others', () => box.put('argocd/dev/large.yaml', generated('x'.repeat(2 ** 17)))],
    ['executable', () => fs.chmodSync(box.full(file), 0o755)],
    ['with a link in the place of a file', () => (fs.rmSync(box.full(file)), fs.symlinkSync('gone', box.full(file)))],
    ['with a link in the place of a folder', () => fs.symlinkSync('dev', box.full('clusters/prod'))],
    ['with an owned folder that is a link', () => fs.symlinkSync('clusters', box.full('aws'))],
    ['with names that no file of ours has', () => box.put('clusters/dev/a "b\n', 'text')],
    ['with nothing in it', () => fs.rmSync(box.full('clusters'), { recursive: true })],
  ])('is the same %s', async (_, change) => {
    box.put(file, generated('web'))
    box.put('aws-not/ours.yaml', 'x')
    change()
    expect(scanned(await ahead())).toEqual(scanned(box.disk))
  })
  it('is as it was then, and what is asked for beside it is asked of the disk', async () => {
    box.put(file, generated('web'))
    const disk = await ahead()
    box.put(file, generated('edited'))
    box.put('clusters/dev/shop/api/service-api.yaml', 'x')
    expect(disk.hash(file)).toBe(sha256(generated('web')))
    expect(disk.hash('clusters/dev/shop/api/service-api.yaml')).toBe(sha256('x'))
    expect(disk.list('clusters/dev/shop/api')).toEqual([{ name: 'service-api.yaml', kind: 'file' }])
  })
  it('is the disk itself where few files are known', async () => {
    expect(await ahead(fewFiles - 1)).toBe(box.disk)
  })
  it('is read by the disk where it cannot be read ahead', async () => {
    box.put(file, generated('web'))
    const gone = readAhead({ ...box.disk, root: '/none' }, fewFiles)
    expect((await gone()).hash(file)).toBe(sha256(generated('web')))
  })
})
