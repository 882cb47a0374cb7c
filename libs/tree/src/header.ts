/** How every file of the tree begins. A file that begins otherwise is not ours, and is neither overwritten nor deleted. */
const mark = '# Made by Slipway from '
const rest = '. Change that, then: npx nx run gen:manifests'

/** The first line of a generated file. @param source the file that a person edits instead */
export const header = (source: string): string => `${mark}${source}${rest}`

/** Whether a text begins as our files do. Only the words before the source count, so that later wordings still own earlier files. */
export const isOurs = (text: string): boolean => text.startsWith(mark)

/** The source that a generated text names, or nothing when it is not ours. */
export function sourceOf(text: string): string | undefined {
  if (!isOurs(text)) return undefined
  const end = text.indexOf('\n')
  const line = end < 0 ? text : text.slice(0, end)
  return line.endsWith(rest) ? line.slice(mark.length, -rest.length) : line.slice(mark.length)
}
