/** A table of sentences in which every sentence is another one; for tests that decisions do not hang on words. */
export function reworded<T>(table: T, by = 'other words'): T {
  const other = (value: unknown): unknown => {
    if (typeof value === 'string') return by
    if (typeof value === 'function')
      return (...given: unknown[]) => other((value as (...args: unknown[]) => unknown)(...given))
    if (Array.isArray(value)) return value.map(other)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, other(one)]))
  }
  return other(table) as T
}
