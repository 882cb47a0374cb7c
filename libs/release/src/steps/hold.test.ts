import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { hold, unhold } from './hold.ts'
import { reject } from './reject.ts'
import { digest, SampleEstate } from '../../test/sample.ts'
import { stepOf, told, undone } from '../../test/told.ts'
import { after } from './step.ts'

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  sample = new SampleEstate(['web', 'gone'], {
    'apps/web/releases/prod-us.json': { hold: 'QA', digest: digest('a'), version: '1' },
    'apps/gone/releases/dev.json': undefined,
    'apps/web/releases/rejected.json': { [digest('d')]: { reason: 'slow', running: [] } },
  })
  estate = await sample.load()
})
afterAll(() => sample.clean())

describe('hold and unhold', () => {
  it('hold every cluster of a target, and say what they replace', () => {
    const done = stepOf(hold(estate, { app: 'web', target: 'prod', reason: ' load test ' }))
    expect(done.changes.map((m) => [m.cluster.name, m.to.hold, m.to.digest])).toEqual([
      ['prod-eu', { reason: 'load test', by: 'person' }, digest('a')],
      ['prod-us', { reason: 'load test', by: 'person' }, digest('a')],
    ])
    expect(told(done).notes).toEqual(['prod-us was held before: QA'])
  })
  it('undo each other', () => {
    const input = { app: 'web', target: 'dev', reason: 'x' }
    const held = after(estate, stepOf(hold(estate, input)))
    const lifted = after(held, stepOf(unhold(held, input)))
    expect(lifted.apps.map((a) => [...a.releases])).toEqual(estate.apps.map((a) => [...a.releases]))
  })
  it.each([
    [
      'hold twice',
      () => hold(estate, { app: 'web', target: 'prod-us', reason: 'QA' }),
      'prod-us is held for that reason already',
    ],
    ['lift nothing', () => unhold(estate, { app: 'web', target: 'dev', reason: 'x' }), 'nothing holds web in dev'],
  ])('do not %s', (_, decide, why) => {
    expect(undone(decide())).toBe(why)
  })
  it.each([
    ['web', 'dev', '', 'invalid-value'],
    ['web', 'dev', 'two\nlines', 'invalid-value'],
    ['gone', 'dev', 'x', 'no-release'],
    ['web', 'nowhere', 'x', 'unknown-target'],
  ])('refuse %s %s %j: %s', (app, target, reason, code) => {
    const decided = hold(estate, { app, target, reason })
    expect(decided.ok ? '' : decided.issues[0]?.code).toBe(code)
  })
})

describe('reject', () => {
  it('writes down where it runs', () => {
    const done = stepOf(
      reject(estate, { app: 'web', digest: `registry.acme.example/web@${digest('a')}`, reason: 'loses orders' }),
    )
    expect(done.rejected).toEqual({
      [digest('d')]: { reason: 'slow', running: [] },
      [digest('a')]: { reason: 'loses orders', running: ['dev', 'prod-eu', 'prod-us', 'staging'] },
    })
    expect(told(done).notes[0]).toBe('dev, prod-eu, prod-us and staging still run it:')
  })
  it('rejects once', () => {
    const decided = reject(estate, { app: 'web', digest: digest('d'), reason: 'again' })
    expect(undone(decided)).toBe('it is rejected already: slow')
  })
  it.each([
    [{ app: 'web', digest: '1.5.0', reason: 'x' }, ['wrong-digest']],
    [{ app: 'wbe', digest: 'x', reason: '' }, ['unknown-app', 'wrong-digest', 'invalid-value']],
  ])('refuses %j', (input, codes) => {
    const decided = reject(estate, input)
    expect(decided.ok ? [] : decided.issues.map((i) => i.code)).toEqual(codes)
  })
})
