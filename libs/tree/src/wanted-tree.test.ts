import fs from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filesOf } from './files.ts'
import { appScope } from './path.ts'
import { renderEstate } from './render.ts'
import { dyingDisk, Killed, Sandbox } from './sandbox.ts'
import { noState, readState } from './state.ts'
import { wantedTree } from './wanted-tree.ts'
import { writeTree } from './write.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
  writeInputs()
})
afterEach(() => box.clean())

const cluster = (environment: string, domain: string) => ({
  environment, wave: 1, account: '222233334444', region: 'eu-west-1', zones: ['eu-west-1a'], kubernetes: '1.36',
  registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com', domain,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: { scaler: 'karpenter', role: 'nodes', pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }] },
})
const team = { owners: ['@acme/x'], group: 'acme:x', slack: '#x', quota: { cpu: '10', memory: '20Gi', pods: 50 } }
const data = (value: unknown) => `export default ${JSON.stringify(value)}\n`
const spec = (calls: readonly string[], memory: string) =>
  ({ kind: 'http', team: 'shop', port: 8080, health: { ready: '/r', live: '/l' }, cpu: '100m', memory, calls })
const release = (digit: string) => JSON.stringify({ digest: `sha256:${digit.repeat(64)}`, version: '1.0.0', commit: digit.repeat(40) })

function writeFleet(domain: string, promoter: boolean): void {
  const repository = { url: 'https://git.acme.example/slipway.git', branch: 'main' }
  const fleet = { name: 'acme', repository, email: 'a@acme.example', environments: ['dev', 'prod'], teams: { shop: team }, promoter }
  box.put('fleet/fleet.ts', data(fleet))
  box.put('fleet/clusters/dev.ts', data(cluster('dev', domain)))
  box.put('fleet/clusters/prod.ts', data(cluster('prod', 'prod.acme.example')))
}
function writeInputs(): void {
  writeFleet('dev.acme.example', false)
  for (const app of ['web', 'api', 'own']) {
    box.put(`apps/${app}/app.ts`, data(spec([], '128Mi')))
    for (const at of ['dev', 'prod']) box.put(`apps/${app}/releases/${at}.json`, release('a'))
  }
}

/** A run of `gen` as the verb does it. @returns how many pieces it rendered */
async function gen(scope?: string, disk = box.disk): Promise<number> {
  const state = readState(box.disk)
  const tree = await wantedTree(box.root, state)
  if (!tree.ok) throw new Error(JSON.stringify(tree.issues))
  const lock = box.lock()
  const done = writeTree(disk, tree.value.wanted, lock, { state, scope: scope === undefined ? undefined : appScope(scope), committed: () => new Set() })
  lock.release()
  if (!done.ok) throw new Error(JSON.stringify(done.issues))
  return tree.value.rendered
}

/** All that `gen` wrote, and what the tree is when everything is rendered. */
async function both(): Promise<[Record<string, string>, Record<string, string>]> {
  const all = await renderEstate(box.root)
  const files = all.ok ? filesOf(all.value.rendered) : all
  return [box.owned(), files.ok ? Object.fromEntries(files.value) : {}]
}
const always = 3 // two clusters and the AWS side
const rollout = 'clusters/dev/shop/web/deployment-web.yaml'
/** As if the last run had been a while ago, so that its stamps count. */
const later = () => fs.utimesSync(box.full('.slipway/tree.json'), Date.now() / 1000 + 10, Date.now() / 1000 + 10)

describe('wantedTree', () => {
  it.each<[string, () => void, number]>([
    ['nothing', () => {}, 0],
    ['a spec', () => box.put('apps/web/app.ts', data(spec([], '256Mi'))), 2],
    ['the words of a spec and not what it says', () => box.put('apps/web/app.ts', `// hello\n${data(spec([], '128Mi'))}`), 0],
    ['a release', () => box.put('apps/web/releases/prod.json', release('b')), 1],
    ['a call: the caller and the called, in both', () => box.put('apps/web/app.ts', data(spec(['api'], '128Mi'))), 4],
    ['a cluster', () => writeFleet('dev.other.example', false), 3],
    ['what all clusters have', () => writeFleet('dev.acme.example', true), 6],
  ])('after a change of %s renders what it decides', async (_, change, pieces) => {
    expect(await gen()).toBe(6 + always)
    change()
    expect(await gen()).toBe(pieces + always)
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('renders what a team runs code for each time', async () => {
    box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')
    await gen()
    expect(await gen()).toBe(2 + always)
  })

  it('tells what is wrong in the words of renderEstate, whatever it remembers', async () => {
    await gen()
    box.put('apps/web/app.ts', data(spec(['nobody'], '128Mi')))
    const [some, all] = [await wantedTree(box.root, readState(box.disk)), await renderEstate(box.root)]
    expect(some.ok || some.issues).toEqual(all.ok ? [] : all.issues)
  })

  it.each<[string, () => void]>([
    ['without its memory', () => fs.rmSync(box.full('.slipway'), { recursive: true })],
    ['with a memory that is cut off', () => box.put('.slipway/tree.json', box.text('.slipway/tree.json').slice(0, -20))],
    ['with a memory in which a letter changed', () => box.put('.slipway/tree.json', box.text('.slipway/tree.json').replace('deployment-web', 'deployment-wbe'))],
    ['with a memory in which a hash changed', () => box.put('.slipway/tree.json', box.text('.slipway/tree.json').replace(/(deployment-web\.yaml":\[")./, '$1x'))],
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
  ])('is right where another app\'s folder %s while one app was written', async (_, change) => {
    await gen()
    change()
    await gen('api')
    await gen()
    const [written, whole] = await both()
    expect(written).toEqual(whole)
  })

  it('comes to the same as rendering everything, after any sequence of changes', { timeout: 120_000 }, async () => {
    const app = fc.constantFrom('web', 'api', 'own')
    const step = fc.oneof(
      fc.record({ do: fc.constant('spec'), app, memory: fc.constantFrom('128Mi', '192Mi', '256Mi') }),
      fc.record({ do: fc.constant('call'), on: fc.boolean() }),
      fc.record({ do: fc.constant('release'), app, at: fc.constantFrom('dev', 'prod'), digit: fc.constantFrom('a', 'b', '') }),
      fc.record({ do: fc.constant('fleet'), domain: fc.constantFrom('dev.acme.example', 'dev.b.example'), promoter: fc.boolean() }),
      fc.record({ do: fc.constant('edit'), how: fc.constantFrom('text', 'delete', 'mode', 'folder') }),
      fc.record({ do: fc.constant('memory'), how: fc.constantFrom('delete', 'cut', 'later') }),
      fc.record({ do: fc.constant('gen'), app: fc.option(app, { nil: undefined }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 16 }), async (steps) => {
        fs.rmSync(box.root, { recursive: true })
        fs.mkdirSync(box.root)
        writeInputs()
        for (const one of steps) {
          if (one.do === 'spec') box.put(`apps/${one.app}/app.ts`, data(spec([], one.memory)))
          // Only `own` calls, and `api` is never away while it does.
          if (one.do === 'call') box.put('apps/own/app.ts', data(spec(one.on && box.exists('apps/api/releases/dev.json') && box.exists('apps/api/releases/prod.json') ? ['api'] : [], '128Mi')))
          if (one.do === 'release' && one.digit !== '') box.put(`apps/${one.app}/releases/${one.at}.json`, release(one.digit))
          if (one.do === 'release' && one.digit === '' && one.app !== 'api') fs.rmSync(box.full(`apps/${one.app}/releases/${one.at}.json`), { force: true })
          if (one.do === 'fleet') writeFleet(one.domain, one.promoter)
          if (one.do === 'edit' && box.exists(rollout)) {
            if (one.how === 'text') fs.appendFileSync(box.full(rollout), 'edited: true\n')
            if (one.how === 'delete') fs.rmSync(box.full(rollout))
            if (one.how === 'mode') fs.chmodSync(box.full(rollout), 0o755)
            if (one.how === 'folder') fs.rmSync(box.full('clusters/dev/shop/web'), { recursive: true })
          }
          if (one.do === 'memory' && box.exists('.slipway/tree.json')) {
            if (one.how === 'delete') fs.rmSync(box.full('.slipway/tree.json'))
            if (one.how === 'cut') fs.truncateSync(box.full('.slipway/tree.json'), 400)
            if (one.how === 'later') later()
          }
          if (one.do === 'gen') await gen(one.app)
        }
        await gen()
        const [written, whole] = await both()
        expect(written).toEqual(whole)
        const [some, none] = [await wantedTree(box.root, readState(box.disk)), await wantedTree(box.root, noState)]
        if (!some.ok || !none.ok) throw new Error('refused')
        expect(some.value.wanted.hashes).toEqual(none.value.wanted.hashes)
        expect(Object.keys(whole).map(some.value.wanted.text)).toEqual(Object.values(whole))
      }),
      { numRuns: 40 },
    )
  })
})
