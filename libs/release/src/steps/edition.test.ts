import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { digest, image, SampleEstate } from '../../test/sample.ts'
import { stepOf, told, undone } from '../../test/told.ts'
import { bump } from './bump.ts'
import { edition, editionRows } from './edition.ts'
import { hold, unhold } from './hold.ts'
import { promote } from './promote.ts'
import { after, ownFiles } from './step.ts'

let sample: SampleEstate
let estate: Estate
const now = new Date('2026-11-20T12:00:00Z')
beforeAll(async () => {
  sample = new SampleEstate(['web', 'gone', 'held'], {
    'apps/gone/releases/dev.json': undefined,
    'apps/held/releases/dev.json': { hold: 'QA', digest: digest('a'), version: '1' },
  })
  estate = await sample.load()
})
afterAll(() => sample.clean())

const move = (to: string, target: string, of: Estate = estate, more: object = {}) =>
  edition({ estate: of, now }, { app: 'web', target, to, pin: false, ...more })
const moved = (of: Estate, to: string, target: string, more: object = {}) =>
  after(of, stepOf(move(to, target, of, more)))
const rows = (of: Estate) =>
  editionRows(of)
    .filter(({ app }) => app === 'web')
    .map(({ cluster, edition, by }) => `${cluster} ${edition} ${by}`)

describe('edition', () => {
  it('writes the edition into the release files, and nothing else', () => {
    const step = stepOf(move('2', 'dev'))
    const [app] = estate.apps.filter(({ name }) => name === 'web')
    if (app === undefined) throw new Error('no app')
    const text = JSON.stringify({ edition: 2, digest: digest('a'), version: '1.0.0' }, null, 2)
    expect([...ownFiles(step, app)]).toEqual([['apps/web/releases/dev.json', `${text}\n`]])
    expect(told(step)).toEqual({ title: 'release(web): edition 2 in dev', facts: ['Edition: 1 -> 2'], notes: [] })
  })

  it('moves a wave at a time, then has nothing to do', () => {
    const first = moved(moved(estate, '2', 'dev'), '2', 'staging')
    const one = stepOf(move('2', 'prod', first))
    expect(one.changes.map(({ cluster }) => cluster.name)).toEqual(['prod-eu'])
    expect(told(one).notes).toEqual(['prod-us is a later wave: run it again when this one is well'])
    const two = stepOf(move('2', 'prod', after(first, one)))
    expect(two.changes.map(({ cluster }) => cluster.name)).toEqual(['prod-us'])
    const all = after(after(first, one), two)
    expect(undone(move('2', 'prod', all))).toBe('web lives by edition 2 in all of prod already')
    expect(rows(all)).toEqual(['dev 2 release', 'staging 2 release', 'prod-eu 2 release', 'prod-us 2 release'])
  })

  it('goes back in any order', () => {
    const there = moved(moved(moved(estate, '2', 'dev'), '2', 'staging'), '2', 'prod-eu')
    expect(rows(moved(there, '1', 'prod-eu'))).toContain('prod-eu 1 release')
    expect(rows(moved(there, '1', 'dev'))).toContain('dev 1 release')
  })

  it('pins what an app lives by already, once', () => {
    expect(undone(move('1', 'dev'))).toBe('web lives by edition 1 in all of dev already')
    const pinned = moved(estate, '1', 'dev', { pin: true })
    expect(rows(pinned)).toContain('dev 1 release')
    expect(told(stepOf(move('1', 'dev', estate, { pin: true }))).facts).toEqual(['Edition: 1, written down'])
    expect(undone(move('1', 'dev', pinned, { pin: true }))).not.toBe('')
    const fleet = { ...pinned, fleet: { ...pinned.fleet, edition: 2 as const } }
    expect(rows(fleet)).toEqual(['dev 1 release', 'staging 2 fleet', 'prod-eu 2 fleet', 'prod-us 2 fleet'])
  })

  it('stays with a cluster when releases, holds and promotions come', () => {
    const dev = moved(estate, '2', 'dev')
    const scene = { estate: dev, now, isBefore: () => false }
    const bumped = after(dev, stepOf(bump(scene, { app: 'web', target: 'dev', image: image('web', 'b') })))
    const input = { app: 'web', target: 'dev', reason: 'x' }
    const held = after(bumped, stepOf(hold(bumped, input)))
    const lifted = after(held, stepOf(unhold(held, input)))
    const promoted = after(lifted, stepOf(promote({ estate: lifted, now }, { app: 'web', from: 'dev', to: 'staging' })))
    const [web] = promoted.apps.filter(({ name }) => name === 'web')
    expect([...(web?.releases ?? [])].sort().map(([name, { digest, edition }]) => [name, digest[7], edition])).toEqual([
      ['dev', 'b', 2],
      ['prod-eu', 'a', undefined],
      ['prod-us', 'a', undefined],
      ['staging', 'b', undefined],
    ])
  })

  it.each([
    ['no such app', 'wbe', 'dev', '2', 'unknown-app', 'did you mean "web"?'],
    ['no such place', 'web', 'stagign', '2', 'unknown-target', 'did you mean "staging"?'],
    ['no such edition', 'web', 'dev', '3', 'unknown-edition', 'CHANGELOG.md has them'],
    ['no number', 'web', 'dev', '2.0', 'unknown-edition', 'CHANGELOG.md has them'],
    ['not there', 'gone', 'dev', '2', 'no-release', 'it runs in prod-eu, prod-us and staging'],
    [
      'held',
      'held',
      'dev',
      '2',
      'release-held',
      'when that is over: npm run release -- unhold held dev --reason "..."',
    ],
    [
      'before an earlier environment',
      'web',
      'prod',
      '2',
      'environment-skipped',
      'move dev first, or add --override "why it cannot wait"',
    ],
  ])('refuses: %s', (_, app, target, to, code, hint) => {
    const decided = edition({ estate, now }, { app, target, to, pin: false })
    expect(decided).toMatchObject({ ok: false, issues: [{ code, hint }] })
  })

  it('is frozen with the environment, unless somebody says why not', () => {
    const freeze = { from: '2026-11-20T00:00Z', to: '2026-11-21T00:00Z', environments: ['dev'], reason: 'Black Friday' }
    const frozen = { ...estate, fleet: { ...estate.fleet, freezes: [freeze] } }
    expect(move('2', 'dev', frozen)).toMatchObject({ ok: false, issues: [{ code: 'frozen' }] })
    const step = stepOf(move('2', 'dev', frozen, { override: 'it mends the freeze' }))
    expect(told(step).facts).toEqual([
      'Edition: 1 -> 2',
      'Override of the freeze "Black Friday" of dev: it mends the freeze',
    ])
  })

  it('passes earlier environments when somebody says why', () => {
    const step = stepOf(move('2', 'prod-eu', estate, { override: 'dev is broken' }))
    expect(told(step)).toMatchObject({
      facts: ['Edition: 1 -> 2', 'Override, dev and staging passed by: dev is broken'],
      notes: [],
    })
  })
})
