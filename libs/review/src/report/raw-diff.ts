import { align, type Pair } from '../compare/align.ts'

/** Lines of the same text around what differs. */
const around = 3

/** Files that differ in a line here and there are paired line by line, which is what aligning them would say, and much sooner. */
function pairs(a: readonly string[], b: readonly string[]): readonly Pair[] {
  if (a.length === b.length && a.filter((line, i) => line !== b[i]).length * 4 <= a.length)
    return a.map((_, i) => ({ before: i, after: i }))
  return align(a, b)
}

/**
 * The lines in which two texts differ, as `diff -u` shows them: ` ` for both, `-` before, `+` after, `@ 12` before line 12, where lines
 * are left out.
 * @param before nothing when there was no such file
 */
export function rawDiff(before: string | undefined, after: string | undefined): string {
  const lines = (text: string | undefined): string[] => (text === undefined ? [] : text.replace(/\n$/, '').split('\n'))
  const [a, b] = [lines(before), lines(after)]
  const rows: string[] = []
  let minus: string[] = []
  let plus: string[] = []
  const flush = (): void => {
    rows.push(...minus, ...plus)
    minus = []
    plus = []
  }
  for (const { before: i, after: j } of pairs(a, b)) {
    const [x, y] = [i === undefined ? undefined : a[i], j === undefined ? undefined : b[j]]
    if (x === y) {
      flush()
      rows.push(` ${x ?? ''}`)
      continue
    }
    if (x !== undefined) minus.push(`-${x}`)
    if (y !== undefined) plus.push(`+${y}`)
  }
  flush()
  const near = new Set<number>()
  rows.forEach((row, i) => {
    if (row.startsWith(' ')) return
    for (let k = i - around; k <= i + around; k++) near.add(k)
  })
  let line = 1
  let shown = true
  const out: string[] = []
  rows.forEach((row, i) => {
    const here = near.has(i)
    if (here && !shown) out.push(`@ ${line}`)
    if (here) out.push(row)
    shown = here
    if (!row.startsWith('-')) line++
  })
  return out.join('\n')
}
