/** A file that begins otherwise is not ours: it is neither overwritten nor deleted. */
const mark = '# Made by Slipway from '
const rest = '. Change that, then: npx nx run gen:manifests'

/** JSON has no comments, so a field says it. */
const inJson = '{\n  "note": "'

export const jsonText = (source: string, value: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ note: header(source), ...value }, null, 2)}\n`

/** @param source the file that a person edits instead */
export const header = (source: string): string => `${mark}${source}${rest}`

/** Only the words before the source count, so that later wordings still own earlier files. */
export const isOurs = (text: string): boolean => text.startsWith(mark) || text.startsWith(inJson + mark)

export function sourceOf(text: string): string | undefined {
  if (!isOurs(text)) return undefined
  if (text.startsWith(inJson)) return sourceOf(text.slice(inJson.length).replace(/",?\n[^]*/, ''))
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  return line.endsWith(rest) ? line.slice(mark.length, -rest.length) : line.slice(mark.length)
}
