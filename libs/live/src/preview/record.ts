import { failed, ok, type Outcome } from '@slipway/core'
import { releaseMarks, type Dashboard } from '@slipway/platform'
import { askRange } from '../prometheus/ask.ts'
import { withVariables } from '../prometheus/question.ts'
import type { Series } from '../prometheus/series.ts'
import type { Recording } from './recording.ts'

/** As many points as a chart has room for. */
const points = 120
/** Seconds of `$__rate_interval`: four scrapes of the chart's own 30 s at least, as Grafana counts it. */
const leastRate = 120

const questionsOf = (boards: readonly Dashboard[]): readonly string[] => [
  ...new Set([
    ...boards.flatMap(({ panels }) => panels.flatMap(({ questions }) => questions.map(({ expr }) => expr))),
    ...releaseMarks.map(({ expr }) => expr),
  ]),
]

/** Asks all questions of the dashboards, one after the other: a Prometheus has people to serve. */
export async function record(
  base: string,
  boards: readonly Dashboard[],
  about: Pick<Recording, 'of' | 'team' | 'app' | 'cluster' | 'from' | 'to'>,
  progress: (line: string) => void = () => {},
  rate = leastRate,
): Promise<Outcome<Recording>> {
  const { team, app, from, to } = about
  const step = Math.max(1, Math.round((to - from) / points))
  const answers = new Map<string, readonly Series[]>()
  const questions = questionsOf(boards)
  for (const [i, expr] of questions.entries()) {
    progress(`asks ${base}: ${i + 1} of ${questions.length}`)
    const asked = withVariables(expr, { team, app, rate: Math.max(rate, step) })
    const found = await askRange(base, asked, { from, to, step })
    // One that cannot be reached will not be reached by the next question, either.
    if (!found.ok) return failed(...found.issues)
    answers.set(expr, found.value)
  }
  return ok({ ...about, answers })
}
