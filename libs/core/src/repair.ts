import type { z } from 'zod'
import { nearest } from './nearest.ts'
import { choices, type Schema, unwrap } from './schema.ts'

const common = ['i', 'Mi', 's', '%', 'm'] as const

const latencies = new WeakSet<Schema>()
/** Marks a schema of times as one of latencies: without a unit those mean milliseconds, and other times seconds. */
export function latency<S extends Schema>(schema: S): S {
  latencies.add(schema)
  return schema
}
const unitsOf = (schema: Schema): readonly string[] => (latencies.has(unwrap(schema)) ? ['ms', ...common] : common)

/** A number below one is a part of one: `0.01` is `1%`, and no hundredth of a percent. */
const measured = (number: number, unit: string): string =>
  unit === '%' && number > 0 && number < 1 ? `${Number((number * 100).toPrecision(12))}%` : `${number}${unit}`

/** Best first. */
function* attempts(value: unknown, units: readonly string[]): Generator {
  if (typeof value === 'number') {
    yield String(value)
    for (const unit of units) yield measured(value, unit)
    yield Math.round(value)
  }
  if (typeof value === 'string') {
    const text = value.trim()
    if (/^-?\d+(\.\d+)?$/.test(text)) yield Number(text)
    if (/^\d+(\.\d+)?\s*%$/.test(text)) yield Number.parseFloat(text)
    if (text === 'true' || text === 'false') yield text === 'true'
    const dense = text.replaceAll(/\s+/g, '')
    yield text
    yield dense
    yield text.replace(/\/+$/, '')
    yield text.replace(/^arn:[^/]+\//, '')
    const isNumber = /^\d+(\.\d+)?$/.test(dense)
    if (/^\d/.test(dense)) for (const unit of units) yield isNumber ? measured(Number(dense), unit) : `${dense}${unit}`
    yield dense
      .replace(/(Mi|Gi|Ki|Ti|M|G)B$/i, (_, u: string) => `${u[0]?.toUpperCase()}i`)
      .replace(/^(\d+)(mb?|gb?)$/i, (_, n: string, u: string) => `${n}${u[0]?.toUpperCase()}i`)
    yield dense.replace(/^(\d+)(ms|[smhd])[a-z]*$/i, (_, n: string, u: string) => n + u.toLowerCase())
    yield text.toLowerCase()
    // Where one label is wanted, a whole host means its first.
    if (/^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+){2,}$/i.test(text)) yield text.toLowerCase().replace(/\..*$/, '')
    if (!text.includes('/')) {
      yield text.toLowerCase().replaceAll(/[\s_.]+/g, '-')
      if (/^[a-z]/i.test(text)) yield text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
    }
    yield `/${text}`
    yield text.replace(/(:[\w.-]+)?(@sha256:.*)?$/, '')
    if (/^[a-z]+:\/\//.test(text)) yield text.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '')
  }
  // `node main.js` where a list is wanted; quotes are for people to take apart.
  if (typeof value === 'string' && /\s/.test(value.trim()) && !/["'\\]/.test(value)) yield value.trim().split(/\s+/)
  if (typeof value === 'string' || typeof value === 'number') yield [value]
  if (typeof value === 'boolean') yield String(value)
}

/** A longer text is no slip of the pen, and the patterns here go over it again and again. */
const longest = 1000

/** `2` for `"2"`, `"256Mi"` for `"256M"`, `"canary"` for `"cannary"`. */
export function repair(schema: Schema, value: unknown): unknown {
  if (typeof value === 'string' && value.length > longest) return undefined
  const word = typeof value === 'string' ? nearest(value, choices(schema)) : undefined
  const takes = (attempt: unknown) => attempt !== value && (schema as z.ZodType).safeParse(attempt).success
  if (word !== undefined && takes(word)) return word
  for (const attempt of attempts(value, unitsOf(schema))) {
    if (takes(attempt)) return attempt
  }
  return undefined
}
