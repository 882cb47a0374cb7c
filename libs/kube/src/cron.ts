/** https://en.wikipedia.org/wiki/Cron */
const fields = [
  { name: 'minute', from: 0, to: 59, words: '' },
  { name: 'hour', from: 0, to: 23, words: '' },
  { name: 'day', from: 1, to: 31, words: '' },
  { name: 'month', from: 1, to: 12, words: 'jan feb mar apr may jun jul aug sep oct nov dec' },
  // Kubernetes' parser (robfig/cron) takes 0 to 6.
  { name: 'weekday', from: 0, to: 6, words: 'sun mon tue wed thu fri sat' },
] as const

type Field = (typeof fields)[number]

function value(text: string, { from, to, words }: Field): number | undefined {
  const named = words.split(' ').indexOf(text.toLowerCase())
  const number = named >= 0 && text !== '' ? named + from : /^\d+$/.test(text) ? Number(text) : undefined
  return number !== undefined && number >= from && number <= to ? number : undefined
}

function isMember(text: string, field: Field): boolean {
  const [range = '', step, ...more] = text.split('/')
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false
  if (range === '*' || range === '?') return true
  const [first = '', last, ...rest] = range.split('-')
  const low = value(first, field)
  const high = last === undefined ? low : value(last, field)
  return rest.length === 0 && low !== undefined && high !== undefined && low <= high
}

/** What is wanted instead; `undefined` for a schedule. */
export function cronProblem(schedule: string): string | undefined {
  if (/TZ=/.test(schedule)) return 'no time zone in it: timeZone has it'
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(schedule)) return undefined
  const given = schedule.trim().split(/\s+/)
  if (given.length !== fields.length) return 'five fields: minute, hour, day, month, weekday'
  const wrong = fields.find((field, i) => !(given[i] ?? '').split(',').every((member) => isMember(member, field)))
  return wrong === undefined ? undefined : `a ${wrong.name} that cron knows`
}

const parts = (schedule: string): readonly string[] => schedule.trim().split(/\s+/)
const isAny = (text = '*'): boolean => /^[*?]/.test(text)

/** The numbers that a field of a sound schedule names. */
function numbersIn(schedule: string, i: 0 | 1 | 2 | 3 | 4): ReadonlySet<number> {
  const field = fields[i]
  const numbers = (parts(schedule)[i] ?? '*').split(',').flatMap((member) => {
    const [range = '*', step] = member.split('/')
    const [first = '', last] = range.split('-')
    const low = isAny(range) ? field.from : (value(first, field) ?? field.from)
    const high =
      isAny(range) || (last === undefined && step !== undefined) ? field.to : (value(last ?? first, field) ?? low)
    const every = Number(step ?? 1)
    return Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, n) => low + n * every)
  })
  return new Set(numbers)
}

export const namesEveryHour = (schedule: string): boolean => isAny(parts(schedule)[1])

/** Whether it names days of the month and weekdays: then cron comes on a day that fits either. */
export const namesBothDays = (schedule: string): boolean =>
  parts(schedule).length === fields.length && ![2, 4].some((i) => isAny(parts(schedule)[i]))

/** Its times of day, in minutes. */
export const cronTimes = (schedule: string): readonly number[] =>
  [...numbersIn(schedule, 1)].flatMap((hour) => [...numbersIn(schedule, 0)].map((minute) => hour * 60 + minute))

/** Whether it comes on a date, `2027-03-28`. */
export function cronDays(schedule: string, date: string): boolean {
  const at = new Date(date)
  const [inMonth, inWeek] = [numbersIn(schedule, 2).has(at.getUTCDate()), numbersIn(schedule, 4).has(at.getUTCDay())]
  const fits = namesBothDays(schedule) ? inMonth || inWeek : inMonth && inWeek
  return fits && numbersIn(schedule, 3).has(at.getUTCMonth() + 1)
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
