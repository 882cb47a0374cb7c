/** Colours of our own reports, the only control sequences that pass. */
const ink = /\u001b\[(?:0|[1-4]|3[0-7]|9[0-7])m/
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
/**
 * Commands of a GitHub runner: `::add-mask::` at the beginning of a line, and the older `##[add-mask]` anywhere in one.
 */
const command = /##\[|^([ \t]*)::/gm
const either = new RegExp(`${ink.source}|${obeyed.source}`, 'g')

const written = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Escapes the sign that makes it a command; in JSON it means the same. */
const told = (found: string, indent: string | undefined): string =>
  indent === undefined ? found.replace('[', written) : `${indent}${written(':')}:`

/**
 * Escapes control sequences for a terminal or a log (moved cursors, clipboards, reversed words) as JSON does. Author
 * names, probe answers and files of a pull request come from others.
 */
export function visible(text: string): string {
  const plain = obeyed.test(text)
    ? text.replaceAll(either, (found) => (found.length > 1 ? found : written(found)))
    : text
  return plain.includes('##[') || plain.includes('::') ? plain.replaceAll(command, told) : plain
}
