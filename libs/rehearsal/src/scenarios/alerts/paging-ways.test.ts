import { expect, it } from 'vitest'
import { exampleFleet } from '@slipway/platform/runbooks'
import { hoursAround, hoursAway, withAllWays } from './paging-ways.ts'

/** Minutes of the day, in the zone of the hours: UTC and five and a half hours. */
const minutesAt = (utc: string) => {
  const at = new Date(utc)
  return (at.getUTCHours() * 60 + at.getUTCMinutes() + 330) % 1440
}
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const within = ({ from, to }: { from: string; to: string }, at: number) =>
  minutes(from) < minutes(to) ? at >= minutes(from) && at < minutes(to) : at >= minutes(from) || at < minutes(to)

it.each(['2026-11-30T00:00:00Z', '2026-11-30T17:45:00Z', '2026-03-29T01:00:00Z', '2026-06-01T18:30:00Z'])(
  'at %s the one hours are now, and the others are not',
  (utc) => {
    const [now, at] = [new Date(utc).getTime(), minutesAt(utc)]
    expect(within(hoursAround(now), at)).toBe(true)
    expect(within(hoursAway(now), at)).toBe(false)
  },
)

it("a fleet's own receivers stay, and its routes make room", () => {
  const hours = hoursAround(0)
  const own = { receivers: { own: { slack: '#own' } }, routes: [{ to: ['own'] }], emails: ['a@example.com'] }
  const { paging } = withAllWays({ ...exampleFleet, paging: own }, hours)
  expect(paging?.receivers).toHaveProperty('own')
  expect(paging?.routes?.flatMap(({ to }) => to)).not.toContain('own')
  expect(paging?.emails).toEqual(own.emails)
})
