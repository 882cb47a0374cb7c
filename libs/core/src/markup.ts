/** A piece of SVG or HTML. Only this file makes one from text, so what is not escaped cannot get in. */
export interface Markup {
  readonly markup: string
}

export type Child = Markup | string | number | undefined | readonly Child[]
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Neither HTML nor XML can say these, or they turn the reading order of what follows: they show as U+FFFD. */
const unsayable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** HTML closes these by itself. */
const alone = new Set(['meta', 'br', 'hr', 'col', 'input'])

/** Text as HTML and XML both read it, in an element or in a quoted attribute. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unsayable, '\ufffd')
    .replace(/[&<>"']/g, (c) => entities[c] as string)

/** A number as an attribute says it, to a tenth; what is no finite number is 0. */
export const figure = (value: number): string => String(Number.isFinite(value) ? Math.round(value * 10) / 10 + 0 : 0)

const written = (value: string | number): string => (typeof value === 'number' ? figure(value) : escaped(value))

function inner(child: Child): string {
  if (child === undefined) return ''
  if (typeof child === 'string' || typeof child === 'number') return written(child)
  return 'markup' in child ? child.markup : child.map(inner).join('')
}

/** An element. Numbers are rounded to a tenth, `true` is an attribute without value, `undefined` and `false` are none. */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const said = Object.entries(attributes).map(([name, value]) => {
    if (value === undefined || value === false) return ''
    return ` ${name}="${value === true ? '' : written(value)}"`
  })
  const open = `<${tag}${said.join('')}`
  return { markup: alone.has(tag) ? `${open}/>` : `${open}>${inner(children)}</${tag}>` }
}

/** A style sheet, which is our own and not escaped: HTML reads it as it stands, so it may have neither `<` nor `&`. */
export function styleSheet(css: string): Markup {
  if (/[<&]/.test(css)) throw new Error('a style sheet with < or & reads differently in HTML and in SVG')
  return { markup: `<style>${css}</style>` }
}

/** A script, which is our own or data as JSON and not escaped; it must not end its own element. */
export function script(source: string, attributes: Attributes = {}): Markup {
  if (/<\/script|<!--/i.test(source)) throw new Error('a script that ends its element')
  return { markup: `${el('script', attributes).markup.slice(0, -9)}${source}</script>` }
}
