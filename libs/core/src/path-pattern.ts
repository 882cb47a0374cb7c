/**
 * Whether a text of parts is what a pattern says, where one of its parts stands for any number. A way back leads to the last such part alone,
 * which is enough: regular expressions of many stars take time without end.
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
