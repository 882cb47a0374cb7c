import { Cron } from 'croner'
import { nearest } from '@slipway/core'
import { isTimeZone } from '@slipway/kube'
import type { Report } from './report.ts'

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const days = 'sun|mon|tue|wed|thu|fri|sat'

/**
 * Of robfig/cron, which Kubernetes and KEDA use (https://pkg.go.dev/github.com/robfig/cron/v3); croner also takes
 * `L`, `#` and 7.
 */
const fields = [
  { name: 'minute', value: '\\d{1,2}', from: 0, to: 59, range: '0 to 59' },
  { name: 'hour', value: '\\d{1,2}', from: 0, to: 23, range: '0 to 23' },
  { name: 'day', value: '\\d{1,2}', from: 1, to: 31, range: '1 to 31' },
  { name: 'month', value: `\\d{1,2}|${months}`, from: 1, to: 12, range: '1 to 12 or jan to dec' },
  { name: 'weekday', value: `\\d|${days}`, from: 0, to: 6, range: '0 (Sunday) to 6 or sun to sat' },
] as const

function fits(text: string, { value, from, to }: (typeof fields)[number]): boolean {
  const item = `(\\*|(${value})(-(${value}))?)(/\\d{1,2})?`
  const numbers = text.replaceAll(/\/\d+/g, '').match(/\d+/g) ?? []
  return (
    new RegExp(`^${item}(,${item})*$`, 'i').test(text) && numbers.every((n) => Number(n) >= from && Number(n) <= to)
  )
}

function cronProblem(expression: string): string | undefined {
  const given = expression.trim().split(/\s+/)
  if (given.length !== 5)
    return `it has ${given.length} ${given.length === 1 ? 'field' : 'fields'}: write all five and no more`
  for (const [i, field] of fields.entries()) {
    if (!fits(given[i] ?? '', field))
      return `the ${field.name} "${given[i]}" is not one of ${field.range}, *, a list, a range or a step`
  }
  try {
    return new Cron(expression, { paused: true, timezone: 'UTC' }).nextRun() === null
      ? 'that day never comes: correct day and month'
      : undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^CronPattern: /, '')
  }
}

/** @returns whether the expression is sound */
export function cronRule(at: string, expression: string, report: Report): boolean {
  const problem = cronProblem(expression)
  if (problem !== undefined)
    report(
      at,
      'cron',
      expression,
      'a cron expression of five fields: minute, hour, day, month, weekday, such as "0 3 * * *"',
      problem,
    )
  return problem === undefined
}

/** The cluster reads zone files by exact name; Intl alone would take any case, and offsets. */
export function zoneRule(at: string, zone: string, report: Report) {
  const zones = Intl.supportedValuesOf('timeZone')
  if (zone === 'UTC' || zones.includes(zone)) return
  const exact = zones.find((z) => z.toLowerCase() === zone.toLowerCase())
  if (exact === undefined && /^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z0-9_+-]*)+$/.test(zone) && isTimeZone(zone)) return
  const best = exact ?? nearest(zone, zones)
  report(
    at,
    'time-zone',
    zone,
    'a time zone of the IANA list, such as "Europe/Berlin" or "UTC"',
    best === undefined ? 'write a region and a city' : `did you mean "${best}"?`,
  )
}
