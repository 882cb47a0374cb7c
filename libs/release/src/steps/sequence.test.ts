import type { Outcome } from '@slipway/core'
import type { AppSource, Estate } from '@slipway/spec'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bump } from './bump.ts'
import { hold, unhold } from './hold.ts'
import { next } from './next.ts'
import { promote } from './promote.ts'
import { reject } from './reject.ts'
import { clusters, digest, image, SampleEstate } from '../../test/sample.ts'
import { after, type Decision } from './step.ts'

let sample: SampleEstate
let start: Estate
beforeAll(async () => {
  sample = new SampleEstate(['web', 'api'])
  start = await sample.load()
})
afterAll(() => sample.clean())

const letter = fc.constantFrom('a', 'b', 'c', 'd')
const target = fc.constantFrom('dev', 'staging', 'prod', 'prod-eu', 'prod-us')
const cluster = fc.constantFrom(...clusters)
type Verb = (estate: Estate) => Outcome<Decision>
const said = (words: string, decide: Verb): readonly [string, Verb] => [words, decide]
const now = new Date('2026-11-20T12:00:00Z')
const verb: fc.Arbitrary<readonly [string, Verb]> = fc.oneof(
  fc.tuple(letter, target).map(([l, t]) => {
    const input = { app: 'web', target: t, image: image('web', l), version: `1.${l}` }
    return said(`bump ${l} ${t}`, (estate) => bump({ estate, now, isBefore: () => false }, input))
  }),
  fc
    .tuple(target, target)
    .map(([from, to]) => said(`promote ${from} ${to}`, (estate) => promote({ estate, now }, { app: 'web', from, to }))),
  fc
    .tuple(cluster, letter)
    .map(([c, l]) =>
      said(`next ${c} ${l}`, (estate) => next({ estate, now }, { cluster: c, app: 'web', digest: digest(l) })),
    ),
  target.map((t) => said(`hold ${t}`, (estate) => hold(estate, { app: 'web', target: t, reason: 'x' }))),
  target.map((t) => said(`unhold ${t}`, (estate) => unhold(estate, { app: 'web', target: t, reason: 'x' }))),
  letter.map((l) => said(`reject ${l}`, (estate) => reject(estate, { app: 'web', digest: digest(l), reason: 'x' }))),
)

const web = (estate: Estate): AppSource => estate.apps.find((app) => app.name === 'web') as AppSource

describe('any sequence of verbs', () => {
  it('moves no held cluster, brings no rejected digest anywhere, changes no other app, and one wave at a time', () => {
    fc.assert(
      fc.property(fc.array(verb, { maxLength: 30 }), (verbs) => {
        let estate = start
        for (const [, decide] of verbs) {
          const decided = decide(estate)
          if (!decided.ok || !('step' in decided.value)) continue
          const { step } = decided.value
          const then = after(estate, step)
          const [before, now] = [web(estate), web(then)]
          const moved = estate.fleet.clusters.filter(
            (c) => before.releases.get(c.name)?.digest !== now.releases.get(c.name)?.digest,
          )
          expect(moved.filter((c) => before.releases.get(c.name)?.hold !== undefined)).toEqual([])
          expect(
            moved.filter((c) => Object.hasOwn(before.rejected ?? {}, now.releases.get(c.name)?.digest ?? '')),
          ).toEqual([])
          expect(new Set(moved.map((c) => `${c.environment} ${c.wave}`)).size).toBeLessThanOrEqual(1)
          expect(step.changes.map((m) => m.cluster.name)).toEqual(expect.arrayContaining(moved.map((c) => c.name)))
          // What still runs a rejected digest is just what the file says; whoever left may not come back unnoticed.
          for (const [rejected, { running }] of Object.entries(now.rejected ?? {})) {
            const runs = [...now.releases].filter(([, release]) => release.digest === rejected).map(([name]) => name)
            expect([...running].sort()).toEqual(runs.sort())
          }
          expect(then.apps.filter((app) => app.name !== 'web')).toEqual(estate.apps.filter((app) => app.name !== 'web'))
          estate = then
        }
      }),
      { numRuns: 200 },
    )
  })

  it('comes to an end by `next` alone: a healthy release reaches all of production, and then there is nothing to do', () => {
    const first = bump(
      { estate: start, now, isBefore: () => false },
      { app: 'web', target: 'dev', image: image('web', 'b') },
    )
    if (!first.ok || !('step' in first.value)) throw new Error('no bump')
    let estate = after(start, first.value.step)
    const opened: string[] = []
    // Every cluster tells of its health, again and again and in any order.
    for (let round = 0; round < 5; round++) {
      for (const name of [...clusters].reverse()) {
        const decided = next({ estate, now }, { cluster: name, app: 'web', digest: digest('b') })
        if (!decided.ok || !('step' in decided.value)) continue
        opened.push(...decided.value.step.changes.map((m) => m.cluster.name))
        estate = after(estate, decided.value.step)
      }
    }
    expect(opened).toEqual(['staging', 'prod-eu', 'prod-us'])
  })
})
