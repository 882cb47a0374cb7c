import { Cron } from 'croner'
import { counted, nearest } from '@slipway/core'
import { cronProblem, isTimeZone } from '@slipway/kube'
import type { Report } from './report.ts'

const shortcuts: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
}

function cronHint(expression: string): string | undefined {
  if (Object.hasOwn(shortcuts, expression)) return `write "${shortcuts[expression] ?? ''}"`
  const problem = cronProblem(expression)
  if (problem?.code === 'count') return `it has ${counted(problem.count, 'field')}: write all five and no more`
  if (problem !== undefined) {
    const { field, given } = problem
    return `the ${field.name} "${given}" is not one of ${field.range}, *, a list, a range or a step`
  }
  try {
    // By offset: for a zone by name croner asks Intl each time.
    const next = new Cron(expression, { paused: true, utcOffset: 0 }).nextRun()
    return next === null ? 'that day never comes: correct day and month' : undefined
  } catch (error) {
    return String((error as Error).message).replace(/^CronPattern: /, '')
  }
}

/** @returns whether the expression is sound */
export function cronRule(at: string, expression: string, report: Report): boolean {
  const hint = cronHint(expression)
  if (hint !== undefined)
    report(
      at,
      'cron',
      expression,
      'a cron expression of five fields: minute, hour, day, month, weekday, such as "0 3 * * *"',
      hint,
    )
  return hint === undefined
}

/** The cluster reads zone files by exact name; Intl alone would take any case, and offsets. */
export function zoneRule(at: string, zone: string, report: Report) {
  if (zone === 'UTC') return
  const zones = Intl.supportedValuesOf('timeZone')
  if (zones.includes(zone)) return
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
