import { Cron } from 'croner'
import { words, type Report } from './report.ts'

interface Window {
  readonly from: string
  readonly to: string
}

/** Five years include a leap day; windows of weekdays repeat after a week. */
const horizon = ({ from, to }: Window): number =>
  [from, to].every((expression) => /^\s*\S+\s+\S+\s+\*\s+\*\s/.test(expression)) ? 15 : 5 * 366
const mostEvents = 800
/** Any year will do; a minute before it, as what comes next is later than that. */
const began = Date.UTC(2027, 0, 1) - 60_000
const day = 86_400_000

const spoken = (at: Date, weekly: boolean): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...(weekly ? { weekday: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(at)

/**
 * KEDA has a window on as long as its next end comes before its next begin (FIELD-NOTES N9). That is the window that
 * was meant only if begins and ends alternate. @returns how they do not, in words, and what KEDA makes of it
 */
function windowProblem(window: Window): { readonly got: string; readonly effect: string } | undefined {
  const [begins, ends] = [window.from, window.to].map((expression) => new Cron(expression, { utcOffset: 0 }))
  const days = horizon(window)
  const text = (at: Date) => spoken(at, days < 366)
  let [begin, end] = [begins?.nextRun(new Date(began)), ends?.nextRun(new Date(began))]
  let last: { readonly is: 'begins' | 'ends'; readonly at: Date } | undefined
  for (let i = 0; i < mostEvents && begin != null && end != null; i++) {
    if (begin.getTime() === end.getTime())
      return { got: `begins and ends at once, ${text(begin)}`, effect: 'KEDA takes neither for the later one' }
    const next = begin < end ? ({ is: 'begins', at: begin } as const) : ({ is: 'ends', at: end } as const)
    if (next.at.getTime() > began + days * day) return undefined
    if (last?.is === next.is) {
      const [since, until] = [text(last.at), text(next.at)]
      return {
        got: `${next.is} twice in a row, ${since} and ${until}`,
        effect: `KEDA goes by which comes next, so it is ${next.is === 'ends' ? 'on' : 'off'} from ${since} to ${until}`,
      }
    }
    last = next
    if (next.is === 'begins') begin = begins?.nextRun(begin)
    else end = ends?.nextRun(end)
  }
  return undefined
}

/** @param window with sound cron expressions */
export function windowRule(at: string, window: Window, report: Report): void {
  const [from, to] = [window.from, window.to].map((text) => text.trim().split(/\s+/).join(' '))
  if (from === to)
    return report(`${at}.to`, 'window-empty', window.to, 'another time than "from"', 'say when the window ends')
  const problem = windowProblem(window)
  if (problem === undefined) return
  report(
    at,
    'window-alternates',
    words(problem.got),
    `an end after each begin: ${problem.effect}`,
    'let "from" and "to" name the same days, and each one time of day',
  )
}
