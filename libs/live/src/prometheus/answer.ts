import { z } from 'zod'
import { ok, parse, refused, type Outcome } from '@slipway/core'
import type { Point, Series } from './series.ts'

/** Seconds since 1970 that JavaScript has a date for. */
export const moment = z.number().min(-8.64e12).max(8.64e12)
const sample = z.tuple([moment, z.string()])
const labels = z.record(z.string(), z.string())
/** https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
const data = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ metric: labels, values: z.array(sample) })) }),
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: sample })) }),
  z.object({ resultType: z.literal('scalar'), result: sample }),
])
const shape = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data }),
  z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
])

const points = (values: readonly (readonly [number, string])[]): readonly Point[] =>
  values.map(([at, value]) => [at, Number(value)] as const).filter(([, value]) => Number.isFinite(value))

/** @param body the answer of Prometheus' HTTP API, parsed as JSON @param from the address, for errors */
export function parseAnswer(body: unknown, from: string): Outcome<readonly Series[]> {
  const read = parse(shape, body, from)
  if (!read.ok) return read
  if (read.value.status === 'error') {
    const { errorType, error } = read.value
    return refused(from, 'query-refused', `${errorType}: ${error}`, 'an answer', 'look at the question')
  }
  const { data: found } = read.value
  if (found.resultType === 'scalar') return ok([{ labels: {}, points: points([found.result]) }])
  return ok(
    found.resultType === 'matrix'
      ? found.result.map(({ metric, values }) => ({ labels: metric, points: points(values) }))
      : found.result.map(({ metric, value }) => ({ labels: metric, points: points([value]) })),
  )
}
