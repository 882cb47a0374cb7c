/** An instruction that BuildKit may end elsewhere, or split into other words, than the parser does. */
export interface UnclearInstruction {
  readonly line: number
  readonly text: string
}

/** The end of a line that goes on, with the comments and empty lines behind it. @param signs that may escape it */
const goingOn = (signs: string): string => String.raw`[${signs}][ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*`
/** A heredoc as both read it: a plain name, in quotes as a whole or in none. */
const heredoc = /(?<=^|\s)<<(-?)(?:(["'])[A-Za-z_][\w.-]*\2|[A-Za-z_][\w.-]*)(?=\s|$)/g
const closedQuotes = /\\[^]|'[^']*'|"(?:\\[^]|[^"\\])*"/g
const plainVariable = /\$\{\w+(?::[-+][\w./-]*)?\}/g

/**
 * The parser splits words at blanks, and takes `<<X` in quotes, or behind a backslash, for a heredoc: it skips the
 * instructions that follow. BuildKit sees quotes, and no heredoc in a line where one stays open; takes quotes out of a
 * name (`<<E"O"F`); and knows `3<<X` and each blank of Unicode (frontend/dockerfile/parser, heredocsFromLine).
 */
function isUnclear(line: string): boolean {
  if (/[^\P{Cc}\t]|[^\S \t]/u.test(line)) return true
  if (!line.includes('<<')) return false
  const found = [...line.matchAll(heredoc)]
  const before = line.slice(0, found.at(-1)?.index ?? 0).replaceAll(heredoc, ' ')
  const rest = line.replaceAll(heredoc, ' ')
  if (/(?:^|\s)[\\\d]*<\\*<(?!<)/.test(rest)) return true
  return (
    found.length > 0 &&
    (/["'`\\]/.test(before) ||
      /["']/.test(rest.replaceAll(closedQuotes, '')) ||
      rest.replaceAll(plainVariable, '').includes('${') ||
      new Set(found.map(([, dash]) => dash)).size > 1)
  )
}

/**
 * Finds unclear instructions among those that name images, or may have heredocs.
 * @param instructions as the parser read them, with their first lines
 */
export function unclearIn(
  source: string,
  instructions: readonly { readonly keyword: string; readonly line: number }[],
): readonly UnclearInstruction[] {
  // Only the parser ends a line there.
  const lone = source.search(/\r(?!\n)/)
  if (lone >= 0) return [{ line: source.slice(0, lone).split('\n').length, text: '\r' }]
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const end = goingOn(/^[ \t]*#[ \t]*escape[ \t]*=/im.test(source) ? '\\\\`' : '\\\\')
  const whole = new RegExp(String.raw`(?:[^\n]*${end})*[^\n]*`, 'y')
  return instructions.flatMap(({ keyword, line }) => {
    if (!/^(?:ADD|ARG|COPY|FROM|ONBUILD|RUN)$/.test(keyword)) return []
    whole.lastIndex = starts[line - 1] ?? 0
    const [said = ''] = whole.exec(source) ?? []
    const text = said.replaceAll(new RegExp(end, 'g'), '').replace(/^\uFEFF|\r$/g, '')
    return isUnclear(text) ? [{ line, text: text.slice(0, 100) }] : []
  })
}
