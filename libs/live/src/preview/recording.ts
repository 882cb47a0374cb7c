import { z } from 'zod'
import { ok, parse, readJson, refused, type Outcome } from '@slipway/core'
import { moment } from '../prometheus/answer.ts'
import type { Series } from '../prometheus/series.ts'

const point = z.tuple([moment, z.number()])
const answer = z.strictObject({
  expr: z.string().describe('a question of a dashboard, with its variables'),
  series: z.array(z.strictObject({ labels: z.record(z.string(), z.string()), points: z.array(point) })),
})
const shape = z.strictObject({
  format: z.literal('slipway-recording/1'),
  of: z.string().describe('where it was recorded, in a few words'),
  team: z.string(),
  app: z.string(),
  cluster: z.string(),
  from: moment.describe('seconds since 1970'),
  to: moment.describe('seconds since 1970'),
  answers: z.array(answer),
})

/** A Prometheus' answers to the queries of the dashboards over some time. */
export interface Recording {
  readonly of: string
  readonly team: string
  readonly app: string
  readonly cluster: string
  readonly from: number
  readonly to: number
  /** By the question as the dashboard has it, with `$team` and `$app`. */
  readonly answers: ReadonlyMap<string, readonly Series[]>
}

export function parseRecording(text: string, file: string): Outcome<Recording> {
  const json = readJson(text)
  if (json === undefined)
    return refused(file, 'not-json', 'text that is no JSON', 'a recording', 'make one with --record')
  const read = parse(shape, json, file)
  if (!read.ok) return read
  const { answers, format: _format, ...rest } = read.value
  if (rest.to <= rest.from)
    return refused(file, 'no-time', `from ${rest.from} to ${rest.to}`, 'an end after the beginning', 'record it again')
  return ok({ ...rest, answers: new Map(answers.map(({ expr, series }) => [expr, series])) })
}

/** A line a series, so that a committed recording can be read. Values keep six figures. */
export function writeRecording({ answers, ...rest }: Recording): string {
  const head = Object.entries({ format: 'slipway-recording/1', ...rest }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  )
  const lines = [...answers].map(([expr, series]) => {
    const rows = series.map(
      ({ labels, points }) => `      ${JSON.stringify({ labels, points: points.map(([at, v]) => [at, short(v)]) })}`,
    )
    const all = rows.length === 0 ? '' : `\n${rows.join(',\n')}\n      `
    return `    {\n      "expr": ${JSON.stringify(expr)},\n      "series": [${all}]\n    }`
  })
  return `{\n${head.join('\n')}\n  "answers": [\n${lines.join(',\n')}\n  ]\n}\n`
}

const short = (value: number): number => Number(value.toPrecision(6))
