/**
 * An object of unknown shape: rendered objects may come from a team's own `extra.ts`. These readers never throw; a value of another shape
 * reads as empty, and ring 3 (schemas) reports it.
 */
export type Fields = Readonly<Record<string, unknown>>

const none: Fields = Object.freeze({})

/** A table for lookups by foreign names: without a prototype it has no `constructor` or `toString`. */
export const table = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as object, entries)

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object's fields, or none. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : none)

/** A list's objects; other members read as empty objects, so that positions stay. */
export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : [])

/** A list's texts. */
export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []

export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** The value at the end of some keys. */
export const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((v, key) => fields(v)[key], value)

/** The value at a field path such as `spec.ports[0].name` or `metadata.labels."a/b"`. */
export const atPath = (value: unknown, path: string): unknown =>
  [...path.matchAll(/\[(\d+)\]|("(?:[^"\\]|\\.)*")|[^.[\]"]+/g)].reduce<unknown>((inner, [name, index, quoted]) => {
    if (index !== undefined) return Array.isArray(inner) ? inner[Number(index)] : undefined
    return fields(inner)[quoted === undefined ? name : (JSON.parse(quoted) as string)]
  }, value)

/** The texts of a map, such as labels. */
export const textMap = (value: unknown): readonly (readonly [string, string])[] =>
  Object.entries(fields(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string')

/** `spec.labels` and `app.kubernetes.io/name` -> `spec.labels."app.kubernetes.io/name"`. */
export const key = (parent: string, name: string): string =>
  /^[A-Za-z_][-A-Za-z0-9_]*$/.test(name) ? `${parent}.${name}` : `${parent}.${JSON.stringify(name)}`

/** `"a"`, `"a" and "b"`, or `nothing`. */
export function names(all: Iterable<string>): string {
  const quoted = [...all].map((name) => JSON.stringify(name))
  const last = quoted.pop()
  if (last === undefined) return 'nothing'
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`
}
