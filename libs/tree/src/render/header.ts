/** How every file of the tree begins. A file that begins otherwise is not ours, and is neither overwritten nor deleted. */
const mark = '# Made by Slipway from '
const rest = '. Change that, then: npx nx run gen:manifests'

/** How a generated file of JSON begins, which knows no comments: the same words in a field. */
const inJson = '{\n  "note": "'

/** A generated file of JSON. @param source the file that a person edits instead */
export const jsonText = (source: string, value: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ note: header(source), ...value }, null, 2)}\n`

/** The first line of a generated file. @param source the file that a person edits instead */
export const header = (source: string): string => `${mark}${source}${rest}`

/** Whether a text begins as our files do. Only the words before the source count, so that later wordings still own earlier files. */
export const isOurs = (text: string): boolean => text.startsWith(mark) || text.startsWith(inJson + mark)

/** The source that a generated text names, or nothing when it is not ours. */
export function sourceOf(text: string): string | undefined {
  if (!isOurs(text)) return undefined
  if (text.startsWith(inJson)) return sourceOf(text.slice(inJson.length).replace(/",?\n[^]*/, ''))
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  return line.endsWith(rest) ? line.slice(mark.length, -rest.length) : line.slice(mark.length)
}
