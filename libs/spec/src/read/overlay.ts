export type Data = Readonly<Record<string, unknown>>
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Alternative shapes: the override replaces the whole object, since a mix would be invalid. */
const choices = new Set(['sticky'])

/** Merges objects by field; replaces the rest, lists too. */
export function overlay(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (!isData(base) || !isData(over)) return over
  const keys = new Set([...Object.keys(base), ...Object.keys(over)])
  return Object.fromEntries(
    [...keys].map((key) => [key, choices.has(key) ? (over[key] ?? base[key]) : overlay(base[key], over[key])]),
  )
}
