/** A file that begins otherwise is not ours: it is neither overwritten nor deleted. */
const mark = '# Made by Slipway from '
const rest = '. Change that, then: npx nx run gen:manifests'

/** JSON has no comments, so a field holds the note; OpenTofu takes `//` alone. */
const notes = ['note', '//'] as const
const beginnings = notes.map((note) => `{\n  "${note}": "`)

export const jsonText = (source: string, value: Readonly<Record<string, unknown>>, path = ''): string =>
  `${JSON.stringify({ [path.endsWith('.tf.json') ? '//' : 'note']: header(source), ...value }, null, 2)}\n`

/** @param source the file that a person edits instead */
export const header = (source: string): string => `${mark}${source}${rest}`

/** Only the words before the source count, so that later wordings still own earlier files. */
export const isOurs = (text: string): boolean =>
  text.startsWith(mark) || beginnings.some((begin) => text.startsWith(begin + mark))

export function sourceOf(text: string): string | undefined {
  if (!isOurs(text)) return undefined
  const begin = beginnings.find((one) => text.startsWith(one))
  if (begin !== undefined) return sourceOf(text.slice(begin.length).replace(/",?\n[^]*/, ''))
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  return line.endsWith(rest) ? line.slice(mark.length, -rest.length) : line.slice(mark.length)
}
