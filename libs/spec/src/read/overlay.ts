export type Data = Readonly<Record<string, unknown>>
export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields whose object is one choice of several: the override's replaces it, as a blend of two would be neither. */
const choices = new Set(['sticky'])

/**
 * An override laid over a base: fields of objects are merged, everything else (numbers, text, lists) is replaced. An empty override changes
 * nothing, and a field that only one of the two has is kept.
 */
export function overlay(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (!isData(base) || !isData(over)) return over
  const keys = new Set([...Object.keys(base), ...Object.keys(over)])
  return Object.fromEntries(
    [...keys].map((key) => [key, choices.has(key) ? (over[key] ?? base[key]) : overlay(base[key], over[key])]),
  )
}
