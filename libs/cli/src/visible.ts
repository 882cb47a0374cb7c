/** Colours of our own reports; of what terminals obey the only thing that passes. */
const ink = /\u001b\[(?:0|[1-4]|3[0-7]|9[0-7])m/
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
const either = new RegExp(`${ink.source}|${obeyed.source}`, 'g')

const written = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * Text for a terminal: what it would obey (a cursor that moves, a clipboard that is written, words that run backwards) is
 * written out as JSON writes it. Names of authors, answers of probes and files of a pull request come from others.
 */
export const visible = (text: string): string =>
  obeyed.test(text) ? text.replaceAll(either, (found) => (found.length > 1 ? found : written(found))) : text
