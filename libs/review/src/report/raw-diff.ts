import { structuredPatch } from 'diff'

/** Texts that differ in more lines are shown one after the other. */
const mostEdits = 2000

/** The end of the last line is no difference. */
const lines = (text = ''): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
const marked = (text: string, mark: string): string[] =>
  text === ''
    ? []
    : text
        .slice(0, -1)
        .split('\n')
        .map((line) => `${mark}${line}`)

/**
 * The lines in which two texts differ, as `diff -u` shows them: ` ` for both, `-` before, `+` after, `@ 12` before line 12 where lines
 * are left out.
 * @param before `undefined` when there was no such file
 */
export function rawDiff(before: string | undefined, after: string | undefined): string {
  const [a, b] = [lines(before), lines(after)]
  const patch = structuredPatch('', '', a, b, '', '', { context: 3, maxEditLength: mostEdits })
  if (patch === undefined) return [...marked(a, '-'), ...marked(b, '+')].join('\n')
  return patch.hunks.flatMap(({ newStart, lines }) => [...(newStart > 1 ? [`@ ${newStart}`] : []), ...lines]).join('\n')
}
