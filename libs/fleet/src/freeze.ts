import { z } from 'zod'
import { matching } from '@slipway/core'

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const time = z.iso.datetime({ offset: true }).describe('a time with its zone, such as "2026-12-20T18:00:00+01:00"')
const weekTime = matching(
  /^(sun|mon|tue|wed|thu|fri|sat) ([01]\d|2[0-3]):[0-5]\d$/,
  'a day and a time, such as "fri 16:00"',
)
const environments = z.array(z.string()).min(1).describe('the environments that are frozen, such as ["prod"]')
const reason = z.string().min(1).max(200).describe('what people read who meet it')

/** No releases to some environments, once or weekly. */
export const freeze = z.union([
  z.strictObject({ environments, reason, from: time, to: time }),
  z.strictObject({
    environments,
    reason,
    weekly: z
      .strictObject({ from: weekTime, to: weekTime })
      .describe('from and to, such as { from: "fri 16:00", to: "mon 08:00" }'),
    zone: z.string().describe('a time zone such as "Europe/Berlin"'),
  }),
])
export type Freeze = z.output<typeof freeze>

const zoneFormat = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })

function isZone(zone: string): boolean {
  try {
    return zoneFormat(zone).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Beyond its shape: given, wanted, hint. */
export function freezeProblems(freeze: Freeze): (readonly [got: string, want: string, hint: string])[] {
  if (!('weekly' in freeze))
    return Date.parse(freeze.from) < Date.parse(freeze.to)
      ? []
      : [[`${freeze.from} to ${freeze.to}`, 'a beginning before the end', 'swap the two']]
  const { zone, weekly } = freeze
  const problems: [string, string, string][] = []
  if (!isZone(zone))
    problems.push([`the zone "${zone}"`, 'a time zone of the IANA list', 'write one such as "Europe/Berlin"'])
  if (weekly.from === weekly.to)
    problems.push([`from and to "${weekly.from}"`, 'two times of the week', 'correct one of the two'])
  return problems
}

const minuteOfWeek = (text: string): number => {
  const [day = '', hour = 0, minute = 0] = text.split(/[ :]/)
  return days.findIndex((d) => d === day) * 1440 + Number(hour) * 60 + Number(minute)
}

function covers(one: Freeze, now: Date): boolean {
  if (!('weekly' in one)) return Date.parse(one.from) <= now.getTime() && now.getTime() < Date.parse(one.to)
  const parts = Object.fromEntries(
    zoneFormat(one.zone)
      .formatToParts(now)
      .map((p) => [p.type, p.value]),
  )
  const at = minuteOfWeek(`${parts['weekday']?.toLowerCase()} ${parts['hour']}:${parts['minute']}`)
  const [from, to] = [minuteOfWeek(one.weekly.from), minuteOfWeek(one.weekly.to)]
  return from < to ? from <= at && at < to : at >= from || at < to
}

export const frozen = (freezes: readonly Freeze[], environment: string, now: Date): Freeze | undefined =>
  freezes.find((one) => one.environments.includes(environment) && covers(one, now))
