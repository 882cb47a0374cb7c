import { cronDays, cronTimes, namesEveryHour, utcNames } from './cron.ts'

/** A local time that a change of a zone's clocks skips or repeats. Times of day in minutes. */
export interface ClockChange {
  readonly is: 'skipped' | 'repeated'
  /** The day by its date, `2027-03-28`. */
  readonly date: string
  readonly from: number
  readonly to: number
}

const minute = 60_000
const day = 1440 * minute
/** No zone changes its clocks twice in that time; each look asks Intl for a text. */
const step = 7 * day
/** Any two years: zones change their clocks by rules that hold for years. */
const [begin, end] = [Date.UTC(2027, 0, 1), Date.UTC(2029, 0, 1)]

/** Minutes that a zone is ahead of UTC. */
function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (at) => {
    const text = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }
}

function changesIn(zone: string): readonly ClockChange[] {
  const offset = offsets(zone)
  const found: ClockChange[] = []
  let after = offset(begin)
  for (let at = begin; at < end; at += step) {
    const before = after
    after = offset(at + step)
    if (before === after) continue
    let [low, high] = [at, at + step]
    while (high - low > minute) {
      const middle = low + Math.floor((high - low) / 2 / minute) * minute
      if (offset(middle) === before) low = middle
      else high = middle
    }
    // On the wall the time jumps from the one to the other.
    const local = high + Math.min(before, after) * minute
    const from = (local % day) / minute
    found.push({
      is: after > before ? 'skipped' : 'repeated',
      date: new Date(local).toISOString().slice(0, 10),
      from,
      to: from + Math.abs(after - before),
    })
  }
  return found
}

const known = new Map<string, readonly ClockChange[]>(utcNames.map((name) => [name, []]))
function clockChanges(zone: string): readonly ClockChange[] {
  const found = known.get(zone) ?? changesIn(zone)
  known.set(zone, found)
  return found
}

/** The clock changes of a zone that make a schedule miss a time or run twice; none for an hourly schedule. */
export function clockChangesOf(schedule: string, zone: string): readonly ClockChange[] {
  if (namesEveryHour(schedule)) return []
  const times = cronTimes(schedule)
  return clockChanges(zone).filter(
    ({ date, from, to }) => cronDays(schedule, date) && times.some((time) => time >= from && time < to),
  )
}
