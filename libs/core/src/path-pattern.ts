/**
 * Matches parts against a pattern in which `isAny` parts stand for any number. Backtracks to the last such part alone,
 * which is enough; regular expressions of many stars take exponential time.
 */
function isMatch<P, T>(
  pattern: readonly P[],
  parts: readonly T[],
  isAny: (part: P) => boolean,
  fits: (wanted: P, part: T) => boolean,
): boolean {
  let [at, any, from] = [0, -1, 0]
  for (let i = 0; i < parts.length; ) {
    const wanted = pattern[at]
    if (wanted !== undefined && isAny(wanted)) [any, from, at] = [at, i, at + 1]
    else if (wanted !== undefined && fits(wanted, parts[i] as T)) {
      at++
      i++
    } else if (any >= 0) {
      i = ++from
      at = any + 1
    } else return false
  }
  while (at < pattern.length && isAny(pattern[at] as P)) at++
  return at === pattern.length
}

const isStar = (sign: string): boolean => sign === '*'
const fitsSign = (wanted: string, sign: string): boolean => wanted === '?' || wanted === sign

const segment = (pattern: string): ((name: string) => boolean) => {
  if (!/[*?]/.test(pattern)) return (name) => name === pattern
  const signs = [...pattern]
  return (name) => isMatch(signs, [...name], isStar, fitsSign)
}

/**
 * A pattern of a path, as in CODEOWNERS and a Dockerfile: `*` and `?` within a name, `**` for any folders.
 * @returns whether a path is it; in time by the length of both
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const wanted = pattern.split('/').map((one) => (one === '**' ? undefined : segment(one)))
  const any = Symbol()
  const all = wanted.map((one) => one ?? any)
  return (path) =>
    isMatch<((name: string) => boolean) | symbol, string>(
      all,
      path.split('/'),
      (one) => one === any,
      (one, name) => typeof one === 'function' && one(name),
    )
}

/**
 * A pattern as `git ls-files` takes it: a star goes through folders, `**` with a slash may also be none, `?` stays
 * within a name.
 * @returns whether a path is it; in time by the product of both lengths
 */
export function crossingPattern(pattern: string): (path: string) => boolean {
  const parts = pattern.match(/\*\*\/|\*+|[^*]/g) ?? []
  const isAny = (part: string | undefined): boolean => part?.startsWith('*') === true
  /** Stands before a part, and before those behind it as long as each may be nothing. */
  const enter = (places: Set<number>, at: number): void => {
    let place = at
    places.add(place)
    while (isAny(parts[place])) places.add(++place)
  }
  return (path) => {
    let places = new Set<number>()
    enter(places, 0)
    for (const sign of path) {
      const next = new Set<number>()
      for (const at of places) {
        const part = parts[at]
        if (part === '**/') {
          next.add(at)
          if (sign === '/') enter(next, at + 1)
        } else if (isAny(part)) enter(next, at)
        else if (part === '?' ? sign !== '/' : part === sign) enter(next, at + 1)
      }
      places = next
    }
    return places.has(parts.length)
  }
}
