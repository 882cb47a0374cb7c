import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freezeProblems, frozen, type Freeze } from './freeze.ts'

const christmas: Freeze = {
  environments: ['prod'],
  reason: 'Christmas trading',
  from: '2026-12-20T18:00:00+01:00',
  to: '2026-12-27T06:00:00Z',
}
const weekend: Freeze = {
  environments: ['staging', 'prod'],
  reason: 'weekend',
  weekly: { from: 'fri 16:00', to: 'mon 08:00' },
  zone: 'Europe/Berlin',
}
const lunch: Freeze = {
  environments: ['prod'],
  reason: 'lunch',
  weekly: { from: 'wed 12:00', to: 'wed 13:00' },
  zone: 'UTC',
}
const all = [christmas, weekend, lunch]

describe('frozen', () => {
  it.each<[string, string, string | undefined]>([
    ['prod', '2026-12-20T16:59:59Z', 'weekend'],
    ['prod', '2026-12-21T16:00:00Z', 'Christmas trading'],
    ['prod', '2026-12-27T05:59:59Z', 'Christmas trading'],
    ['dev', '2026-12-21T16:00:00Z', undefined],
    // Friday 16:00 in Berlin is 15:00 UTC in winter and 14:00 in summer.
    ['staging', '2026-11-20T14:59:00Z', undefined],
    ['staging', '2026-11-20T15:00:00Z', 'weekend'],
    ['staging', '2026-07-17T13:59:00Z', undefined],
    ['staging', '2026-07-17T14:00:00Z', 'weekend'],
    ['staging', '2026-11-22T12:00:00Z', 'weekend'],
    ['staging', '2026-11-23T06:59:00Z', 'weekend'],
    ['staging', '2026-11-23T07:00:00Z', undefined],
    ['prod', '2026-11-25T12:30:00Z', 'lunch'],
    ['prod', '2026-11-25T13:00:00Z', undefined],
  ])('%s at %s: %s', (environment, at, reason) => {
    expect(frozen(all, environment, new Date(at))?.reason).toBe(reason)
  })

  it('covers each minute of the week by a window or by its complement, never by both', () => {
    const swapped: Freeze = { ...weekend, weekly: { from: weekend.weekly.to, to: weekend.weekly.from } }
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }), (now) => {
        expect(frozen([weekend], 'prod', now) === undefined).toBe(frozen([swapped], 'prod', now) !== undefined)
      }),
    )
  })
})

describe('freezeProblems', () => {
  it.each<[string, Freeze, readonly string[]]>([
    ['sound ones', christmas, []],
    ['a week', weekend, []],
    ['an end before the beginning', { ...christmas, to: '2026-12-19T00:00:00Z' }, ['swap the two']],
    ['an unknown zone', { ...lunch, zone: 'Europe/Bielefeld' }, ['write one such as "Europe/Berlin"']],
    ['no time at all', { ...lunch, weekly: { from: 'wed 12:00', to: 'wed 12:00' } }, ['correct one of the two']],
  ])('%s', (_, one, hints) => {
    expect(freezeProblems(one).map(([, , hint]) => hint)).toEqual(hints)
  })
})
