import fs from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runs } from '@slipway/core/runs'
import { CachedEstate, rollout } from '../../test/cached-estate.ts'
import { later } from '../../test/later.ts'
import { Sandbox } from '../../test/sandbox.ts'
import { data, own, release, spec } from '../../test/small-estate.ts'
import { desiredEstate } from './incremental-render.ts'
import { allHashes } from './skip-unchanged.ts'
import { TreeCache } from './tree-cache.ts'

let box: CachedEstate
beforeEach(() => {
  box = new CachedEstate()
})
afterEach(() => {
  vi.useRealTimers()
  box.clean()
})

const app = fc.constantFrom('web', 'api', 'own')
/** What people do, by name; half of the steps are runs. */
const change = fc.oneof(
  fc.record({ do: fc.constant('spec'), app, memory: fc.constantFrom('128Mi', '192Mi', '256Mi') }),
  fc.record({
    do: fc.constant('config'),
    text: fc.constantFrom('a=1', 'a=2', 'b=1'),
    how: fc.constantFrom('put' as const, 'replaceAlike' as const, 'touchBack' as const),
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
    edit: fc.constantFrom('text', 'delete', 'mode', 'folder', 'sameSize', 'timeSetBack', 'replaced'),
  }),
  fc.record({ do: fc.constant('cache'), damage: fc.constantFrom('delete', 'cut', 'foreign') }),
  fc.record({ do: fc.constant('time'), goes: fc.constantFrom('on', 'back') }),
)
/** With a thread that writes new folders, or without. */
const run = fc.record({
  do: fc.constant('gen'),
  app: fc.option(app, { nil: undefined }),
  few: fc.constantFrom(1, undefined),
})
type Step =
  typeof change extends fc.Arbitrary<infer T> ? T | (typeof run extends fc.Arbitrary<infer R> ? R : never) : never

const cacheFile = '.slipway/gen.cache'
/** Histories of 15 steps. */
const times = runs(12, 40)

/** What another estate's cache says, in place of ours. */
async function foreign(): Promise<void> {
  const other = new CachedEstate()
  other.writeFleet('dev.b.example', true)
  await other.gen()
  box.put(cacheFile, other.text(cacheFile))
  other.clean()
}

async function take(step: Step): Promise<void> {
  if ('memory' in step) box.put(`apps/${step.app}/app.ts`, data(spec([], step.memory)))
  if ('how' in step) box[step.how]('apps/own/config/a.ini', `${step.text}\n`)
  if ('exposed' in step) {
    fs.rmSync(box.full('apps/new'), { recursive: true, force: true })
    if (step.on) box.putNew(step.exposed)
  }
  if (step.do === 'extra' && 'on' in step) {
    if (step.on) box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')
    else fs.rmSync(box.full('apps/web/extra.ts'), { force: true })
  }
  // Only `own` calls, and `api` is never away while it does.
  if (step.do === 'call' && 'on' in step) {
    const isThere = ['dev', 'prod'].every((at) => box.exists(`apps/api/releases/${at}.json`))
    box.put('apps/own/app.ts', data(own(step.on && isThere ? ['api'] : [])))
  }
  if ('digit' in step) {
    const file = `apps/${step.app}/releases/${step.at}.json`
    if (step.digit !== '') box.put(file, release(step.digit))
    else if (step.app !== 'api') fs.rmSync(box.full(file), { force: true })
  }
  if ('domain' in step) box.writeFleet(step.domain, step.promoter)
  if ('edit' in step && box.exists(rollout)) box.edits[step.edit as keyof CachedEstate['edits']]()
  if ('damage' in step && box.exists(cacheFile)) {
    if (step.damage === 'delete') fs.rmSync(box.full(cacheFile))
    else if (step.damage === 'cut') fs.truncateSync(box.full(cacheFile), 400)
    else await foreign()
  }
  if ('goes' in step) {
    if (step.goes === 'on') later(box)
    else vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
  }
  if (step.do === 'gen' && 'few' in step) await box.gen(step.app, box.disk, step.few)
}

it(`comes to the same as rendering everything, after any ${times * 15} changes and runs`, {
  timeout: 300_000,
}, async () => {
  let steps = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(change, run), { minLength: 15, maxLength: 15 }), async (all) => {
      for (const name of fs.readdirSync(box.root)) fs.rmSync(box.full(name), { recursive: true })
      vi.useRealTimers()
      box.writeInputs()
      for (const step of all) {
        await take(step as Step)
        steps++
        if (step.do !== 'gen' || ('app' in step && step.app !== undefined)) continue
        const [warm, cold] = await box.both()
        expect(warm).toEqual(cold)
      }
      await box.gen()
      const [warm, cold] = await box.both()
      expect(warm).toEqual(cold)
      const cache = box.cache()
      const empty = new Sandbox()
      const none = TreeCache.open(empty.disk)
      const [some, all2] = [
        await desiredEstate(box.root, cache),
        none.ok ? await desiredEstate(box.root, none.value) : none,
      ]
      empty.clean()
      if (!some.ok || !all2.ok) throw new Error('no')
      expect(allHashes(some.value.tree, cache)).toEqual(all2.value.tree.hashes)
      expect(Object.keys(cold).map(some.value.tree.text)).toEqual(Object.values(cold))
    }),
    { numRuns: times },
  )
  expect(steps).toBeGreaterThanOrEqual(times * 15)
})
