/** Makes one value for each key. The last one needs no lookup, since callers often ask several times in a row. */
export function memoized<K extends object, V>(make: (key: K) => V): (key: K) => V {
  interface Entry {
    readonly key: K
    readonly value: V
  }
  const known = new WeakMap<K, Entry>()
  let last: Entry | undefined
  return (key) => {
    if (last?.key === key) return last.value
    let entry = known.get(key)
    if (entry === undefined) known.set(key, (entry = { key, value: make(key) }))
    last = entry
    return entry.value
  }
}
