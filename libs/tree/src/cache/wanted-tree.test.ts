import fs from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asBefore, isUntouched } from './as-before.ts'
import { filesOf } from '../render/files.ts'
import { appScope } from '../render/path.ts'
import { renderEstate } from '../render/render.ts'
import { dyingDisk, Killed, Sandbox } from '../../test/sandbox.ts'
import { readReadings, saveReadings } from './readings.ts'
import { scan } from '../write/scan.ts'
import { appFiles, data, fleetFiles, newApp, own, release, spec } from '../../test/small-estate.ts'
import { noState, readState } from './state.ts'
import { wantedTree } from './wanted-tree.ts'
import { wantedOf, whole } from './wanted.ts'
import { writeTree } from '../write/write.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
  writeInputs()
})
afterEach(() => box.clean())

const put = (files: Readonly<Record<string, string>>): void =>
  Object.entries(files).forEach(([file, text]) => box.put(file, text))
const writeFleet = (domain: string, promoter: boolean): void => put(fleetFiles(domain, promoter))
const putNew = (exposed: boolean): void => put(newApp(exposed))
function writeInputs(): void {
  writeFleet('dev.acme.example', false)
  put(appFiles())
}

/** Makes each run later than all before, by the clock of the lock, so that what was read in the last seconds counts as well. */
let runs = 0
const inAnHour = (): number => Date.now() + 3_600_000 + 10_000 * ++runs

/**
 * A run of `gen` as the verb does it.
 * @param clock when it begins, in milliseconds
 * @returns how many pieces it rendered; nothing where no input looked touched, nor the tree
 */
async function gen(scope?: string, disk = box.disk, clock = inAnHour()): Promise<number> {
  const lock = box.lock()
  fs.utimesSync(box.full('.slipway/gen.lock'), clock / 1000, clock / 1000)
  const [state, read] = [readState(box.disk), readReadings(box.disk)]
  const before = scope === undefined ? asBefore(box.disk, state, read) : undefined
  const untouched = before !== undefined && isUntouched(scan(box.disk, state, true), state) ? before : undefined
  const tree = untouched === undefined ? await wantedTree(box.root, state, undefined, read) : undefined
  if (tree?.ok === false) throw new Error(JSON.stringify(tree.issues))
  const wanted = untouched?.wanted ?? tree?.value.wanted ?? wantedOf(new Map())
  const done = writeTree(disk, wanted, lock, {
    state,
    scope: scope === undefined ? undefined : appScope(scope),
    committed: () => new Set(),
  })
  if (!done.ok) throw new Error(JSON.stringify(done.issues))
  if (tree?.value.readings !== undefined) saveReadings(disk, tree.value.readings)
  lock.release()
  return tree?.value.rendered ?? 0
}

/** All that `gen` wrote, and what the tree is when everything is rendered. */
async function both(): Promise<[Record<string, string>, Record<string, string>]> {
  const all = await renderEstate(box.root)
  const files = all.ok ? filesOf(all.value.rendered) : all
  return [box.owned(), files.ok ? Object.fromEntries(files.value) : {}]
}
const beside = 3 // what two clusters have beside their apps, and the AWS side
const rollout = 'clusters/dev/shop/web/deployment-web.yaml'
/** As if the last run had been a while ago: its stamps count. */
const later = () =>
  box.exists('.slipway/tree.jsonl') &&
  fs.utimesSync(box.full('.slipway/tree.jsonl'), Date.now() / 1000 + 10, Date.now() / 1000 + 10)

const edits = {
  mode: () => fs.chmodSync(box.full(rollout), 0o755),
  delete: () => fs.rmSync(box.full(rollout)),
  text: () => fs.appendFileSync(box.full(rollout), 'edited: true\n'),
  folder: () => fs.rmSync(box.full('clusters/dev/shop/web'), { recursive: true }),
}

describe('wantedTree', () => {
  it.each<[string, () => void, number]>([
    ['the time of a spec', () => fs.utimesSync(box.full('apps/web/app.ts'), 1, 1), 0],
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
    ['a cluster', () => writeFleet('dev.other.example', false), 3 + beside],
    ['what all clusters have', () => writeFleet('dev.acme.example', true), 6 + beside],
  ])('after a change of %s renders what it decides', async (_, change, pieces) => {
    expect(await gen()).toBe(6 + beside)
    change()
    expect(await gen()).toBe(pieces)
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('renders nothing at all, and reads no app, when nothing looks touched', async () => {
    await gen()
    later()
    expect(await gen()).toBe(0)
  })
  it.each<[string, () => void, number]>([
    ['an app is new', () => putNew(false), 1 + 1],
    ['an app is gone', () => fs.rmSync(box.full('apps/own'), { recursive: true }), 1],
    ['a folder without an app is new', () => box.put('apps/notes/README.md', ''), 0],
    ['an app has an extra file', () => box.put('apps/web/extra.ts', 'export default { add: () => [] }\n'), 2],
    [
      'a spec is run, not read',
      () => box.put('apps/web/app.ts', `const memory = '256Mi'\n${data(spec([], '')).replace('""', 'memory')}`),
      2,
    ],
    ['a generated file was edited', edits.text, 0],
    ['a generated file is gone', edits.delete, 0],
    ['what a team shares is gone', () => fs.rmSync(box.full('clusters/dev/shop/namespace'), { recursive: true }), 0],
    ['the clock was set back', () => void (runs = -200), 0],
  ])('reads again when %s', async (_, change, pieces) => {
    await gen()
    later()
    await gen()
    change()
    expect(await gen()).toBe(pieces)
    runs = Math.max(runs, 0)
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('renders what a team runs code for each time', async () => {
    box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')
    await gen()
    expect(await gen()).toBe(2)
  })

  it('tells what is wrong in the words of renderEstate, whatever it remembers', async () => {
    await gen()
    box.put('apps/web/app.ts', data(spec(['nobody'], '128Mi')))
    const [some, all] = [await wantedTree(box.root, readState(box.disk)), await renderEstate(box.root)]
    expect(some.ok || some.issues).toEqual(all.ok ? [] : all.issues)
  })

  it.each<[string, () => void]>([
    ['without its memory', () => fs.rmSync(box.full('.slipway'), { recursive: true })],
    [
      'with a memory that is cut off',
      () => box.put('.slipway/tree.jsonl', box.text('.slipway/tree.jsonl').slice(0, -20)),
    ],
    [
      'with a memory in which a letter changed',
      () => box.put('.slipway/tree.jsonl', box.text('.slipway/tree.jsonl').replace('deployment-web', 'deployment-wbe')),
    ],
    [
      'with a memory in which a hash changed',
      () =>
        box.put('.slipway/tree.jsonl', box.text('.slipway/tree.jsonl').replace(/(deployment-web\.yaml",")./, '$1x')),
    ],
  ])('is right %s', async (_, damage) => {
    await gen()
    damage()
    await gen()
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('is right after a run that was killed at any step', { timeout: 120_000 }, async () => {
    await gen()
    later()
    let killed = 0
    for (let at = 1; at < 330; at += 11) {
      box.put('apps/web/app.ts', data(spec([], `${128 + at}Mi`)))
      if (at % 2 === 0) box.put('apps/web/releases/prod.json', release('c'))
      else fs.rmSync(box.full('apps/web/releases/prod.json'), { force: true })
      try {
        await gen(undefined, dyingDisk(box.disk, at).disk)
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        killed++
        fs.rmSync(box.full('.slipway/gen.lock'))
      }
      // What the next run is asked for may be what was there before the one that was killed.
      if (at % 5 === 0) box.put('apps/web/app.ts', data(spec([], '128Mi')))
      await gen()
      const [written, whole] = await both()
      expect(written).toEqual(whole)
    }
    expect(killed).toBeGreaterThan(8)
  })

  it.each<[string, () => void]>([
    ['went', () => fs.rmSync(box.full('clusters/dev/shop/web'), { recursive: true })],
    ['lost a file', () => fs.rmSync(box.full(rollout))],
    ['was edited', () => fs.appendFileSync(box.full(rollout), 'edited: true\n')],
  ])("is right where another app's folder %s while one app was written", async (_, change) => {
    await gen()
    change()
    await gen('api')
    await gen()
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('is right after one app was written where all was to be', async () => {
    await gen('api')
    await gen()
    putNew(true)
    fs.rmSync(box.full('apps/own'), { recursive: true })
    await gen('new')
    await gen()
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('comes to the same as rendering everything, after any sequence of changes', { timeout: 120_000 }, async () => {
    const app = fc.constantFrom('web', 'api', 'own')
    const step = fc.oneof(
      fc.record({ do: fc.constant('spec'), app, memory: fc.constantFrom('128Mi', '192Mi', '256Mi') }),
      fc.record({
        do: fc.constant('config'),
        text: fc.constantFrom('a=1', 'a=2', 'b=1'),
        how: fc.constantFrom('write', 'rename', 'touched back'),
      }),
      fc.record({ do: fc.constant('new'), on: fc.boolean(), exposed: fc.boolean() }),
      fc.record({ do: fc.constant('extra'), on: fc.boolean() }),
      fc.record({ do: fc.constant('call'), on: fc.boolean() }),
      fc.record({
        do: fc.constant('release'),
        app,
        at: fc.constantFrom('dev', 'prod'),
        digit: fc.constantFrom('a', 'b', ''),
      }),
      fc.record({
        do: fc.constant('fleet'),
        domain: fc.constantFrom('dev.acme.example', 'dev.b.example'),
        promoter: fc.boolean(),
      }),
      fc.record({
        do: fc.constant('edit'),
        how: fc.constantFrom('text' as const, 'delete' as const, 'mode' as const, 'folder' as const),
      }),
      fc.record({
        do: fc.constant('memory'),
        of: fc.constantFrom('tree', 'apps'),
        how: fc.constantFrom('delete', 'cut', 'later'),
      }),
      fc.record({
        do: fc.constant('gen'),
        app: fc.option(app, { nil: undefined }),
        clock: fc.constantFrom('on', 'on', 'back'),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 16 }), async (steps) => {
        for (const name of fs.readdirSync(box.root)) fs.rmSync(box.full(name), { recursive: true })
        writeInputs()
        for (const one of steps) {
          if (one.do === 'spec') box.put(`apps/${one.app}/app.ts`, data(spec([], one.memory)))
          // Only `own` calls, and `api` is never away while it does.
          if (one.do === 'call')
            box.put(
              'apps/own/app.ts',
              data(
                own(
                  one.on && box.exists('apps/api/releases/dev.json') && box.exists('apps/api/releases/prod.json')
                    ? ['api']
                    : [],
                ),
              ),
            )
          if (one.do === 'release' && one.digit !== '')
            box.put(`apps/${one.app}/releases/${one.at}.json`, release(one.digit))
          if (one.do === 'release' && one.digit === '' && one.app !== 'api')
            fs.rmSync(box.full(`apps/${one.app}/releases/${one.at}.json`), { force: true })
          if (one.do === 'fleet') writeFleet(one.domain, one.promoter)
          if (one.do === 'edit' && box.exists(rollout)) edits[one.how]()
          if (one.do === 'config') {
            const file = box.full('apps/own/config/a.ini')
            if (one.how === 'write') fs.writeFileSync(file, `${one.text}\n`)
            else fs.writeFileSync(`${file}.new`, `${one.text}\n`)
            if (one.how === 'rename') fs.utimesSync(`${file}.new`, fs.statSync(file).atime, fs.statSync(file).mtime)
            if (one.how !== 'write') fs.renameSync(`${file}.new`, file)
            if (one.how === 'touched back') fs.utimesSync(file, 1, 1)
          }
          if (one.do === 'new') fs.rmSync(box.full('apps/new'), { recursive: true, force: true })
          if (one.do === 'new' && one.on) putNew(one.exposed)
          if (one.do === 'extra' && one.on) box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')
          if (one.do === 'extra' && !one.on) fs.rmSync(box.full('apps/web/extra.ts'), { force: true })
          if (one.do === 'memory' && one.how === 'later') later()
          if (one.do === 'memory' && one.how === 'delete')
            fs.rmSync(box.full(`.slipway/${one.of}.jsonl`), { force: true })
          if (one.do === 'memory' && one.how === 'cut' && box.exists(`.slipway/${one.of}.jsonl`))
            fs.truncateSync(box.full(`.slipway/${one.of}.jsonl`), 400)
          if (one.do === 'gen') await gen(one.app, box.disk, one.clock === 'back' ? Date.now() : inAnHour())
        }
        await gen()
        const [written, all] = await both()
        expect(written).toEqual(all)
        const [some, none] = [await wantedTree(box.root, readState(box.disk)), await wantedTree(box.root, noState)]
        if (!some.ok || !none.ok) throw new Error('no')
        expect(whole(some.value.wanted, readState(box.disk)).hashes).toEqual(none.value.wanted.hashes)
        expect(Object.keys(all).map(some.value.wanted.text)).toEqual(Object.values(all))
      }),
      { numRuns: 40 },
    )
  })
})
