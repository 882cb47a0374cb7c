import { fieldPath } from '@slipway/core'

/**
 * An object of unknown shape: a team's `extra.ts` may make anything. These readers never throw; another shape reads as
 * empty, and ring 3 (schemas) reports it.
 */
export type Fields = Readonly<Record<string, unknown>>

const none: Fields = Object.freeze({})
const nobody: readonly Fields[] = Object.freeze([])

/** Without a prototype it has no `constructor`. */
export const table = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as object, entries)

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Lays objects over each other by field; all else is replaced, lists too, and so are objects of the fields that `whole`
 * names.
 */
export function overlaid(base: unknown, over: unknown, whole: ReadonlySet<string> = new Set()): unknown {
  if (over === undefined) return base
  if (!isFields(base) || !isFields(over)) return over
  const keys = new Set([...Object.keys(base), ...Object.keys(over)])
  return Object.fromEntries(
    [...keys].map((key): [string, unknown] => {
      const [below, above] = [base, over].map((one) => (Object.hasOwn(one, key) ? one[key] : undefined))
      return [key, whole.has(key) ? (above ?? below) : overlaid(below, above, whole)]
    }),
  )
}

/** The same fields with other values. */
export const mapValues = <T, R>(
  value: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Readonly<Record<string, R>> => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one, key)]))

export const fields = (value: unknown): Fields => (isFields(value) ? value : none)

/** Other members read as empty objects, so that positions stay. */
export const list = (value: unknown): readonly Fields[] => {
  if (!Array.isArray(value)) return nobody
  return value.every(isFields) ? value : value.map(fields)
}

export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

export const at = (value: unknown, ...keys: readonly string[]): unknown => {
  let inner = value
  for (const key of keys) inner = fields(inner)[key]
  return inner
}

/** `spec.ports[0].name`, `metadata.labels."a/b"`. */
export const atPath = (value: unknown, path: string): unknown =>
  [...path.matchAll(/\[(\d+)\]|("(?:[^"\\]|\\.)*")|[^.[\]"]+/g)].reduce<unknown>((inner, [name, index, quoted]) => {
    if (index !== undefined) return Array.isArray(inner) ? inner[Number(index)] : undefined
    return fields(inner)[quoted === undefined ? name : (JSON.parse(quoted) as string)]
  }, value)

export const textMap = (value: unknown): readonly (readonly [string, string])[] =>
  Object.entries(fields(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string')

/** `spec.labels` and `app.kubernetes.io/name` -> `spec.labels."app.kubernetes.io/name"`. */
export const key = (parent: string, name: string): string =>
  parent === '' ? fieldPath([name]) : `${parent}.${fieldPath([name])}`

export function names(all: Iterable<string>): string {
  const quoted = [...all].map((name) => JSON.stringify(name))
  const last = quoted.pop()
  if (last === undefined) return 'nothing'
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`
}
