/** A pair of positions that belong together; one side is missing for what was added or removed. */
export interface Pair {
  readonly before: number | undefined
  readonly after: number | undefined
}

/**
 * Above this many comparisons lists are aligned by position: a list of thousands that changes everywhere is no list of thousands of
 * edits.
 */
const most = 4_000_000

/**
 * Aligns two lists by their members' texts: the longest common part stays, and what lies between two members that stay is paired in order.
 * Every member of both lists is in exactly one pair.
 */
export function align(a: readonly string[], b: readonly string[]): Pair[] {
  const pairs: Pair[] = []
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) {
    pairs.push({ before: start, after: start })
    start++
  }
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const n = endA - start
  const m = endB - start
  let [i, j] = [0, 0]
  /** Pairs what lies before a member that stays: in order, the longer side's rest alone. */
  const gap = (toA: number, toB: number) => {
    for (; i < toA || j < toB; i += i < toA ? 1 : 0, j += j < toB ? 1 : 0) {
      pairs.push({ before: i < toA ? start + i : undefined, after: j < toB ? start + j : undefined })
    }
  }
  if (n > 0 && m > 0 && n * m <= most) {
    const width = m + 1
    const length = new Uint32Array((n + 1) * width)
    for (let x = n - 1; x >= 0; x--) {
      for (let y = m - 1; y >= 0; y--) {
        length[x * width + y] =
          a[start + x] === b[start + y]
            ? (length[(x + 1) * width + y + 1] ?? 0) + 1
            : Math.max(length[(x + 1) * width + y] ?? 0, length[x * width + y + 1] ?? 0)
      }
    }
    let [x, y] = [0, 0]
    while (x < n && y < m) {
      if (a[start + x] === b[start + y]) {
        gap(x, y)
        pairs.push({ before: start + x, after: start + y })
        i = ++x
        j = ++y
      } else if ((length[(x + 1) * width + y] ?? 0) >= (length[x * width + y + 1] ?? 0)) x++
      else y++
    }
  }
  gap(n, m)
  for (let k = 0; endA + k < a.length; k++) pairs.push({ before: endA + k, after: endB + k })
  return pairs
}
