/** https://en.wikipedia.org/wiki/Cron, but Kubernetes' parser (robfig/cron) takes weekdays from 0 to 6. */
const fields = [
  { name: 'minute', from: 0, to: 59, words: '', range: '0 to 59' },
  { name: 'hour', from: 0, to: 23, words: '', range: '0 to 23' },
  { name: 'day', from: 1, to: 31, words: '', range: '1 to 31' },
  {
    name: 'month',
    from: 1,
    to: 12,
    words: 'jan feb mar apr may jun jul aug sep oct nov dec',
    range: '1 to 12 or jan to dec',
  },
  { name: 'weekday', from: 0, to: 6, words: 'sun mon tue wed thu fri sat', range: '0 (Sunday) to 6 or sun to sat' },
] as const

type Field = (typeof fields)[number]

type CronProblem =
  | { readonly code: 'count'; readonly count: number }
  | { readonly code: 'field'; readonly given: string; readonly field: Pick<Field, 'name' | 'range'> }

function value(text: string, { from, to, words }: Field): number | undefined {
  const named = words.split(' ').indexOf(text.toLowerCase())
  const number = named >= 0 && text !== '' ? named + from : /^\d+$/.test(text) ? Number(text) : undefined
  return number !== undefined && number >= from && number <= to ? number : undefined
}

/** `*`, `5`, `1-5`, each with `/2` if need be. */
function isMember(text: string, field: Field): boolean {
  const [range = '', step, ...more] = text.split('/')
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false
  if (range === '*') return true
  const [first = '', last, ...rest] = range.split('-')
  const low = value(first, field)
  const high = last === undefined ? low : value(last, field)
  return rest.length === 0 && low !== undefined && high !== undefined && low <= high
}

export function cronProblem(schedule: string): CronProblem | undefined {
  const given = schedule.trim().split(/\s+/)
  if (given.length !== fields.length) return { code: 'count', count: given.length }
  const i = fields.findIndex((field, i) => !(given[i] ?? '').split(',').every((member) => isMember(member, field)))
  const field = fields[i]
  return field === undefined ? undefined : { code: 'field', given: given[i] ?? '', field }
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

/** Whether it names both days of the month and weekdays; then cron runs on days that fit either. */
export const namesBothDays = (schedule: string): boolean =>
  parts(schedule).length === fields.length && ![2, 4].some((i) => isAny(parts(schedule)[i]))

/** The numbers of each field of a valid schedule, or `*` for all; Sunday is 0. */
export function cronNumbers(
  schedule: string,
): readonly (readonly [name: (typeof fields)[number]['name'], numbers: '*' | readonly number[]])[] {
  return ([0, 1, 2, 3, 4] as const).map((i) => {
    const { name, from, to } = fields[i]
    const numbers = [...numbersIn(schedule, i)].sort((a, b) => a - b)
    return [name, numbers.length === to - from + 1 ? '*' : numbers] as const
  })
}

/** Its times of day, in minutes. */
export const cronTimes = (schedule: string): readonly number[] =>
  [...numbersIn(schedule, 1)].flatMap((hour) => [...numbersIn(schedule, 0)].map((minute) => hour * 60 + minute))

/** Whether it runs on a date, `2027-03-28`. */
export function cronDays(schedule: string, date: string): boolean {
  const at = new Date(date)
  const [inMonth, inWeek] = [numbersIn(schedule, 2).has(at.getUTCDate()), numbersIn(schedule, 4).has(at.getUTCDay())]
  const fits = namesBothDays(schedule) ? inMonth || inWeek : inMonth && inWeek
  return fits && numbersIn(schedule, 3).has(at.getUTCMonth() + 1)
}

/** Asking Intl for the first time takes 10 ms, and most schedules are in this zone. */
export const utcNames = ['UTC', 'Etc/UTC'] as const

/** A look at one takes half a millisecond. */
const zones = new Map<string, boolean>(utcNames.map((name) => [name, true]))

export function isTimeZone(name: string): boolean {
  const known = zones.get(name)
  if (known !== undefined) return known
  let isOne = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    isOne = false
  }
  zones.set(name, isOne)
  return isOne
}
