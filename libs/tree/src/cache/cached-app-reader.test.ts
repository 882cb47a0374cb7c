import { InputFiles } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Sandbox } from '../../test/sandbox.ts'
import { appFiles, data, fleetFiles, spec } from '../../test/small-estate.ts'
import { CachedAppReader } from './cached-app-reader.ts'
import { TreeCache, type Inputs } from './tree-cache.ts'

type Fleet = Parameters<CachedAppReader['read']>[2]

const box = new Sandbox()
const putAll = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).forEach(([file, text]) => box.put(file, text))
let fleet: Fleet
let other: Fleet
async function fleetOf(domain: string): Promise<Fleet> {
  putAll(fleetFiles(domain, false))
  const loaded = await loadFleet(box.root)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues))
  return loaded.value
}
beforeAll(async () => {
  other = await fleetOf('other.acme.example')
  fleet = await fleetOf('dev.acme.example')
})
beforeEach(() => putAll(appFiles()))
afterAll(() => box.clean())

/** What a run reads of `web`, and of the fleet. */
async function run(generator: string, of: Fleet = fleet, apps: readonly string[] = ['web']) {
  const opened = TreeCache.open(box.disk)
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues))
  const reader = new CachedAppReader(opened.value, generator)
  for (const app of apps) await reader.read(box.root, app, of)
  const files = new InputFiles(box.root)
  files.read('fleet/fleet.ts')
  return { reader, cache: opened.value, inputs: reader.inputs(files, 2) }
}
async function keep(generator: string, of?: Fleet, apps?: readonly string[]): Promise<Inputs> {
  const { cache, inputs } = await run(generator, of, apps)
  cache.save({ rows: new Map(), isRead: true, isAll: true, isFrom: true, inputs })
  return inputs
}

it.each<[string, () => ReturnType<typeof run>, boolean]>([
  ['nothing has changed', () => run('g'), true],
  ['other code reads it', () => run('other'), false],
  ['the fleet says something else', () => run('g', other), false],
  [
    'its files say something else',
    () => {
      box.put('apps/web/app.ts', data(spec([], '256Mi')))
      return run('g')
    },
    false,
  ],
])('where %s, an app comes from the cache or not', async (_, again, isCached) => {
  await keep('g')
  const { reader, cache, inputs } = await again()
  expect(reader.hasCached).toBe(isCached)
  // The same object says that nothing has to be saved.
  expect(inputs === cache.inputs).toBe(isCached)
})

it.each<[string, string]>([
  ['code was run, which may read anything', 'export default { ...{} }\n'],
  ['something is wrong', data({ ...spec([], '128Mi'), memory: 1 })],
])('is not kept where %s', async (_, text) => {
  box.put('apps/web/app.ts', text)
  expect(await keep('g')).toMatchObject({ apps: new Map(), isAll: false })
})

it.each<[string, (cached: Inputs) => Promise<Inputs>]>([
  ['an app is new', async () => (await run('g', fleet, ['web', 'api'])).inputs],
  ['an app is gone', async () => (await run('g', fleet, [])).inputs],
  [
    'a file of the fleet has changed, though it says the same',
    async () => {
      box.put('fleet/fleet.ts', `${box.text('fleet/fleet.ts')}\n`)
      return (await run('g')).inputs
    },
  ],
  [
    'code was run for one more',
    async () => {
      box.put('apps/api/app.ts', 'export default { ...{} }\n')
      return (await run('g', fleet, ['web', 'api'])).inputs
    },
  ],
])('what was read is other than the cache has where %s', async (_, again) => {
  const cached = await keep('g')
  expect(await again(cached)).not.toEqual(cached)
})

it('what was read is other with other code, also without any app', async () => {
  const cached = await keep('g', fleet, [])
  expect((await run('other', fleet, [])).inputs).not.toEqual(cached)
})
