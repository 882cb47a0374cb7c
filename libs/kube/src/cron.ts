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

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
