import { structuredPatch } from 'diff'

/** With more, one text after the other. */
const mostEdits = 2000

/** The last line's end is no difference. */
const lines = (text = ''): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
const marked = (text: string, mark: string): string[] =>
  text === ''
    ? []
    : text
        .slice(0, -1)
        .split('\n')
        .map((line) => `${mark}${line}`)

/**
 * As `diff -u`: ` ` both, `-` before, `+` after, `@ 12` before line 12 after a gap. @param before `undefined` without
 * a file
 */
export function rawDiff(before: string | undefined, after: string | undefined): string {
  const [a, b] = [lines(before), lines(after)]
  const patch = structuredPatch('', '', a, b, '', '', { context: 3, maxEditLength: mostEdits })
  if (patch === undefined) return [...marked(a, '-'), ...marked(b, '+')].join('\n')
  return patch.hunks.flatMap(({ newStart, lines }) => [...(newStart > 1 ? [`@ ${newStart}`] : []), ...lines]).join('\n')
}
