import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runs } from '@slipway/core/runs'
import { CachedEstate, rollout } from '../../test/cached-estate.ts'
import { later } from '../../test/later.ts'
import { compare } from '../generate.ts'
import { dyingDisk, Killed } from '../../test/sandbox.ts'
import { data, fleetWith, own, release, spec, team } from '../../test/small-estate.ts'
import { renderEstate } from '../render/render.ts'
import { desiredEstate } from './incremental-render.ts'

let box: CachedEstate
beforeEach(() => {
  box = new CachedEstate()
})
afterEach(() => {
  vi.useRealTimers()
  box.clean()
})
const beside = 3 // what two clusters have beside their apps, and the AWS side

describe('an incremental run', () => {
  it.each<[string, () => void, number | undefined]>([
    ['the time of a spec', () => fs.utimesSync(box.full('apps/web/app.ts'), 1, 1), undefined],
    ['the inode of a spec', () => box.replace('apps/web/app.ts', box.text('apps/web/app.ts')), undefined],
    ['a spec, with its time set back', () => box.touchBack('apps/web/app.ts', data(spec([], '256Mi'))), 2],
    ['a config file, by one of the same size', () => box.put('apps/own/config/a.ini', 'b=2\n'), 2],
    ['a spec, by one of the same size', () => box.put('apps/web/app.ts', data(spec([], '256Mi'))), 2],
    [
      'the words of a spec and not what it says',
      () => box.put('apps/web/app.ts', `// hello\n${data(spec([], '128Mi'))}`),
      0,
    ],
    ['a release', () => box.put('apps/web/releases/prod.json', release('b')), 1],
    ['a call: the caller and the called, in both', () => box.put('apps/web/app.ts', data(spec(['api'], '128Mi'))), 4],
    [
      'a host: the app and its cluster',
      () => box.put('apps/web/app.ts', data({ ...spec([], '128Mi'), expose: { host: 'web' } })),
      4,
    ],
    ['a cluster', () => box.writeFleet('dev.other.example', false), 3 + beside],
    ['what all clusters have', () => box.writeFleet('dev.acme.example', true), 6 + beside],
  ])('after a change of %s renders what it decides', async (_, change, pieces) => {
    expect(await box.gen()).toBe(6 + beside)
    change()
    expect(await box.gen()).toBe(pieces)
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('needs no renderer when nothing has changed', async () => {
    await box.gen()
    expect(await box.gen()).toBeUndefined()
    later(box)
    expect(await box.gen()).toBeUndefined()
  })
  it.each<[string, () => void, number]>([
    ['an app is new', () => box.putNew(false), 1 + 1],
    ['an app is gone', () => fs.rmSync(box.full('apps/own'), { recursive: true }), 1],
    ['a folder without an app is new', () => box.put('apps/notes/README.md', ''), 0],
    ['an app has an extra file', () => box.put('apps/web/extra.ts', 'export default { add: () => [] }\n'), 2],
    [
      'a spec is run, not read',
      () => box.put('apps/web/app.ts', `const memory = '256Mi'\n${data(spec([], '')).replace('""', 'memory')}`),
      2,
    ],
    ['a generated file was edited', () => box.edits.text(), 0],
    ['a generated file is gone', () => box.edits.delete(), 0],
    ['a generated file is executable', () => box.edits.mode(), 0],
    ['what a team shares is gone', () => fs.rmSync(box.full('clusters/dev/shop/namespace'), { recursive: true }), 0],
    ['the clock was set back', () => vi.setSystemTime(Date.now() - 3_600_000), 6 + beside],
  ])('reads again when %s', async (_, change, pieces) => {
    await box.gen()
    later(box)
    await box.gen()
    change()
    expect(await box.gen()).toBe(pieces)
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('renders what a team runs code for each time', async () => {
    box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')
    await box.gen()
    expect(await box.gen()).toBe(2)
  })

  it('tells what is wrong in the words of renderEstate, whatever is cached', async () => {
    await box.gen()
    box.put('apps/web/app.ts', data(spec(['nobody'], '128Mi')))
    const [some, all] = [await desiredEstate(box.root, box.cache()), await renderEstate(box.root)]
    expect(some.ok || some.issues).toEqual(all.ok ? [] : all.issues)
  })

  it.each<[string, string, Readonly<Record<string, string>>]>([
    [
      'an add-on of the organisation',
      'chart-name',
      fleetWith({ charts: [{ name: 'keda', repository: 'ghcr.io/a/b', version: '1.2.3', namespace: 'cache' }] }),
    ],
    [
      'two apps with one name in Argo CD',
      'application-name',
      {
        ...fleetWith({ teams: { shop: team, 'shop-a': team } }),
        'apps/web/app.ts': data({ ...spec([], '128Mi'), team: 'shop-a' }),
        'apps/a-web/app.ts': data(spec([], '128Mi')),
        'apps/a-web/releases/dev.json': release('a'),
      },
    ],
  ])('tells what is wrong with a cluster: %s', async (_, code, files) => {
    await box.gen()
    box.putAll(files)
    const [some, all] = [await desiredEstate(box.root, box.cache()), await renderEstate(box.root)]
    expect(some.ok || some.issues.map((one) => one.code)).toContain(code)
    expect(some.ok || some.issues).toEqual(all.ok ? [] : all.issues)
  })

  it('tells where it stands what is wrong with an app that the cache has', async () => {
    box.put('apps/own/app.ts', data({ ...own([]), in: { dev: { calls: ['api'] } } }))
    await box.gen()
    later(box)
    fs.rmSync(box.full('apps/api'), { recursive: true })
    const [some, all] = [await desiredEstate(box.root, box.cache()), await renderEstate(box.root)]
    expect(some.ok || some.issues).toEqual(all.ok ? [] : all.issues)
    expect(some.ok || some.issues.map(({ at }) => at)).toEqual(['in.dev.calls[0]'])
  })

  /** All that AWS gets is then in one folder, which one task fills. */
  const oneAccount = () => {
    for (const name of ['dev', 'prod']) {
      const file = `fleet/clusters/${name}.ts`
      box.put(file, box.text(file).replace('111122223333.dkr', '222233334444.dkr'))
    }
  }

  it('after a first run of one app, a run of all writes what several apps have in one folder', async () => {
    oneAccount()
    await box.gen('web')
    later(box)
    await box.gen()
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('a run of one app still knows what it wrote of an app that is gone', async () => {
    oneAccount()
    await box.gen()
    later(box)
    fs.rmSync(box.full('apps/own'), { recursive: true })
    box.put('apps/web/app.ts', data(spec([], '256Mi')))
    await box.gen('web')
    await box.gen()
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('a run of one app forgets the folder that it removed', async () => {
    await box.gen()
    fs.rmSync(box.full('apps/web/releases/prod.json'))
    const folder = 'clusters/prod/shop/web'
    expect(box.cache().rows.has(folder)).toBe(true)
    await box.gen('web')
    expect(box.cache().rows.has(folder)).toBe(false)
  })

  it.each<[string, () => void]>([
    ['without its cache', () => fs.rmSync(box.full('.slipway'), { recursive: true })],
    ['with a cache that is cut off', () => box.put('.slipway/gen.cache', box.text('.slipway/gen.cache').slice(0, -20))],
    [
      'with a cache in which a letter changed',
      () => box.put('.slipway/gen.cache', box.text('.slipway/gen.cache').replace('deployment-web', 'deployment-wbe')),
    ],
    [
      'with a cache in which a hash changed',
      () => box.put('.slipway/gen.cache', box.text('.slipway/gen.cache').replace(/(deployment-web\.yaml",")./, '$1x')),
    ],
  ])('is right %s', async (_, damage) => {
    await box.gen()
    damage()
    await box.gen()
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('is right after a run that was killed at any step', { timeout: 120_000 }, async () => {
    await box.gen()
    later(box)
    let killed = 0
    for (let at = 1; at < 330; at += runs(21, 11)) {
      box.put('apps/web/app.ts', data(spec([], `${128 + at}Mi`)))
      if (at % 2 === 0) box.put('apps/web/releases/prod.json', release('c'))
      else fs.rmSync(box.full('apps/web/releases/prod.json'), { force: true })
      try {
        await box.gen(undefined, dyingDisk(box.disk, at).disk)
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        killed++
        fs.rmSync(box.full('.slipway/gen.lock'))
      }
      // What the next run is asked for may be what was there before the one that was killed.
      if (at % 5 === 0) box.put('apps/web/app.ts', data(spec([], '128Mi')))
      await box.gen()
      const [written, whole] = await box.both()
      expect(written).toEqual(whole)
    }
    expect(killed).toBeGreaterThan(8)
  })

  it.each<[string, () => void]>([
    ['went', () => fs.rmSync(box.full('clusters/dev/shop/web'), { recursive: true })],
    ['lost a file', () => fs.rmSync(box.full(rollout))],
    ['was edited', () => fs.appendFileSync(box.full(rollout), 'edited: true\n')],
  ])("is right where another app's folder %s while one app was written", async (_, change) => {
    await box.gen()
    change()
    await box.gen('api')
    await box.gen()
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('reads, after one app was written, what nobody looked at since it could change without a trace', async () => {
    await box.gen()
    const before = box.disk.stat(rollout)
    box.edits.sameSize()
    // As on a disk whose clock has not moved on since.
    const coarse = { ...box.disk, stat: (file: string) => (file === rollout ? before : box.disk.stat(file)) }
    await box.gen('api', coarse)
    later(box)
    await box.gen(undefined, coarse)
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })

  it('reads every file to compare the tree, whatever the disk says of it', async () => {
    await box.gen()
    const before = box.disk.stat(rollout)
    box.edits.sameSize()
    later(box)
    const coarse = { ...box.disk, stat: (file: string) => (file === rollout ? before : box.disk.stat(file)) }
    const compared = await compare(coarse)
    expect(compared.ok ? [] : compared.issues.map(({ file }) => file)).toEqual([rollout])
  })

  it('is right after one app was written where all was to be', async () => {
    await box.gen('api')
    await box.gen()
    box.putNew(true)
    fs.rmSync(box.full('apps/own'), { recursive: true })
    await box.gen('new')
    await box.gen()
    const [written, whole] = await box.both()
    expect(written).toEqual(whole)
  })
})
