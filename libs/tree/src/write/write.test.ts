import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { later } from '../../test/later.ts'
import { failingDisk, generated, Killed, Sandbox, tree } from '../../test/sandbox.ts'

const boxes: Sandbox[] = []
const sandbox = (): Sandbox => {
  const box = new Sandbox()
  boxes.push(box)
  return box
}
afterEach(() => {
  vi.useRealTimers()
  boxes.splice(0).forEach((box) => box.clean())
})

const web = 'clusters/dev/shop/web/rollout-web.yaml'
const api = 'clusters/dev/shop/api/rollout-api.yaml'
const root = 'argocd/dev/root.yaml'
const first = tree({ [web]: 'one', [api]: 'one', [root]: 'one' })

describe('writeTree', () => {
  it('writes what is missing, then what differs, then nothing', () => {
    const box = sandbox()
    const seen: string[] = []
    expect(box.write(first, { progress: (done, total, file) => seen.push(`${done}/${total} ${file}`) })).toEqual({
      ok: true,
      value: { written: [root, api, web], unchanged: 0, removed: [], edited: [] },
    })
    expect(seen).toEqual([`1/3 ${root}`, `2/3 ${api}`, `3/3 ${web}`])
    expect(box.owned()).toEqual(Object.fromEntries(first))
    const second = tree({ [web]: 'two', [api]: 'one', [root]: 'one' })
    expect(box.write(second)).toMatchObject({ value: { written: [web], unchanged: 2, removed: [], edited: [] } })
    expect(box.write(second)).toMatchObject({ value: { written: [], unchanged: 3, removed: [], edited: [] } })
    expect(box.owned()).toEqual(Object.fromEntries(second))
  })

  it('deletes what nothing renders any more, whole folders too, and folders that were empty', () => {
    const box = sandbox()
    box.write(first)
    fs.mkdirSync(box.full('clusters/dev/empty/of/all'), { recursive: true })
    expect(box.write(tree({ [web]: 'one' }))).toMatchObject({
      value: { written: [], unchanged: 1, removed: [root, api], edited: [] },
    })
    expect(box.owned()).toEqual({ [web]: generated('one') })
    expect(box.exists('argocd/dev')).toBe(false)
  })

  it('reads only what the disk says has changed', () => {
    const box = sandbox()
    box.write(first)
    const old = new Date(Date.now() - 60_000)
    // As if a minute had gone by: the stamps are then older than any clock's tick.
    for (const file of first.keys()) fs.utimesSync(box.full(file), old, old)
    box.write(first)
    later(box)
    const reads = () => {
      const counted = failingDisk(
        box.disk,
        () => false,
        () => new Killed(),
      )
      box.write(first, {}, counted.disk)
      return counted.seen.steps.filter((step) => step.startsWith('read clusters') || step.startsWith('read argocd'))
    }
    expect(reads()).toEqual([])
    box.put(web, generated('six'))
    fs.utimesSync(box.full(web), old, old)
    expect(reads()).toEqual([`read ${web}`, `read ${web}`])
    expect(box.text(web)).toBe(generated('one'))
  })

  it.each([
    '',
    'not json',
    '[]',
    '{"version":9,"checksum":""}\n',
    `{"version":1,"checksum":"${'0'.repeat(64)}","root":"/","head":{}}\nfolder\tclusters\n`,
  ])('does without a state like %j', (state) => {
    const box = sandbox()
    box.write(first)
    box.put('.slipway/gen.cache', state)
    box.put('.slipway/pending.cache', state)
    expect(box.write(first)).toMatchObject({ value: { written: [], unchanged: 3, edited: [] } })
    expect(box.exists('.slipway/pending.cache')).toBe(false)
  })

  it('sets modes whatever the umask', () => {
    const module = JSON.stringify(new URL('../../test/sandbox.ts', import.meta.url).href)
    const script = `process.umask(0o077)
      const { Sandbox, tree } = await import(${module})
      const box = new Sandbox()
      console.log(box.root)
      box.write(tree({ '${web}': 'one' }))`
    const made = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    }).stdout.trim()
    try {
      expect(fs.statSync(path.join(made, web)).mode & 0o777).toBe(0o644)
      for (const folder of ['clusters', 'clusters/dev', 'clusters/dev/shop', 'clusters/dev/shop/web']) {
        expect(fs.statSync(path.join(made, folder)).mode & 0o777, folder).toBe(0o755)
      }
    } finally {
      fs.rmSync(made, { recursive: true, force: true })
    }
  })

  it('takes an executable bit off, which git would keep', () => {
    const box = sandbox()
    box.write(first)
    fs.chmodSync(box.full(web), 0o755)
    expect(box.write(first)).toMatchObject({ value: { written: [web], edited: [] } })
    expect(fs.statSync(box.full(web)).mode & 0o111).toBe(0)
  })

  it('sweeps what killed runs left, and what file managers leave stays', () => {
    const box = sandbox()
    box.write(first)
    box.put('clusters/dev/shop/web/.slipway-12-3.tmp', 'half')
    box.put('.slipway/.slipway-12-4.tmp', 'half')
    box.put('clusters/dev/.DS_Store', 'x')
    expect(box.write(first)).toMatchObject({ ok: true })
    expect(box.owned()).toEqual({ ...Object.fromEntries(first), 'clusters/dev/.DS_Store': 'x' })
    expect(Object.keys(box.below('.slipway'))).toEqual(['.slipway/gen.cache'])
  })
})

describe('a scope', () => {
  const shop = (file: string): boolean => file.startsWith('clusters/dev/shop/web/')
  it('leaves all else as it is, and remembers it', () => {
    const box = sandbox()
    box.write(first)
    const changed = tree({ [web]: 'two', [root]: 'two' })
    expect(box.write(changed, { scope: shop })).toMatchObject({ value: { written: [web], unchanged: 0, removed: [] } })
    expect(box.owned()).toEqual({ [web]: generated('two'), [api]: generated('one'), [root]: generated('one') })
    expect(box.write(changed)).toMatchObject({ value: { written: [root], removed: [api], edited: [] } })
  })
  it("deletes a deleted app's folder", () => {
    const box = sandbox()
    box.write(first)
    expect(box.write(tree({ [api]: 'two' }), { scope: shop })).toMatchObject({ value: { written: [], removed: [web] } })
    expect(box.exists('clusters/dev/shop/web')).toBe(false)
    expect(box.text(api)).toBe(generated('one'))
  })
})

describe('a hand edit', () => {
  it('is named, kept, and overwritten', () => {
    const box = sandbox()
    box.write(first)
    box.put(web, `${generated('mine')}more\n`)
    const saved = expect.stringMatching(
      /^\.slipway\/edited\/clusters\/dev\/shop\/web\/rollout-web\.yaml\.[0-9a-f]{8}$/,
    ) as unknown as string
    const written = box.write(first)
    expect(written).toMatchObject({
      value: { written: [web], edited: [{ path: web, source: 'apps/web/app.ts', saved }] },
    })
    expect(Object.values(box.below('.slipway/edited'))).toEqual([`${generated('mine')}more\n`])
    expect(box.write(first)).toMatchObject({ value: { written: [], edited: [] } })
  })
  it('without our header, in a file that we remember, is one as well', () => {
    const box = sandbox()
    box.write(first)
    box.put(web, 'mine: true\n')
    expect(box.write(first)).toMatchObject({ value: { written: [web], edited: [{ path: web }] } })
  })
  it('of a file that is about to be deleted is kept, too', () => {
    const box = sandbox()
    box.write(first)
    box.put(api, generated('mine'))
    expect(box.write(tree({ [web]: 'one', [root]: 'one' }))).toMatchObject({
      value: { removed: [api], edited: [{ path: api, source: undefined }] },
    })
    expect(Object.values(box.below('.slipway/edited'))).toEqual([generated('mine')])
  })
  it('is none where git has the text: another branch was checked out', () => {
    const box = sandbox()
    box.write(first)
    box.put(web, generated('of a branch'))
    expect(box.write(first, { committed: (_, texts) => new Set(texts.keys()) })).toMatchObject({
      value: { written: [web], edited: [] },
    })
    expect(box.exists('.slipway/edited')).toBe(false)
  })
  it('is none where git left its conflict markers', () => {
    const box = sandbox()
    box.write(first)
    box.put(web, `<<<<<<< HEAD\n${generated('a')}=======\n${generated('b')}>>>>>>> theirs\n`)
    expect(box.write(first)).toMatchObject({ value: { written: [web], edited: [] } })
  })
})
