/** GitHub takes 65,536 characters; the rest is room for what it adds. */
const longest = 60_000

/**
 * Somebody else's text as code: one line, cut, nothing that Markdown or GitHub acts upon (no mention, link or HTML).
 */
export function code(text: string, length = 120): string {
  const line = text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|')
    .trim()
  const short = line.length > length ? `${line.slice(0, length - 3)}...` : line
  return short === '' ? '' : `\`${short}\``
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function few<T>(all: readonly T[], most: number, text: (one: T) => string, noun: string): readonly string[] {
  const rest = all.length - most
  return [...all.slice(0, most).map(text), ...(rest > 0 ? [`and ${rest} more ${noun}`] : [])]
}

/** Leaves out, and says so, what is too long for GitHub. */
export function sections(parts: readonly string[]): string {
  const kept: string[] = []
  let length = 0
  for (const part of parts) {
    if (length + part.length > longest) {
      kept.push('The rest is left out: it is longer than a pull request can be.')
      break
    }
    kept.push(part)
    length += part.length + 2
  }
  return `${kept.join('\n\n')}\n`
}

/** As people say it: `3 d 4 h`, `12 min`. */
export function span(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60))
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}
