/** Text that may stand in a page as it is. Only `html` makes it. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | readonly Html[]

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function show(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map((html) => html.text).join('')
  return String(part).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}

/** A piece of a page. Whatever is put in is escaped, unless it is `Html` itself. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.map((text, i) => text + (i < parts.length ? show(parts[i] ?? '') : '')).join(''))
