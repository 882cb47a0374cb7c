/** SVG or HTML. Only this file makes it, so all text is escaped. */
export interface Markup {
  readonly markup: string
}

export type Child = Markup | string | number | undefined | readonly Child[]
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Forbidden, or changing the reading order: shown as U+FFFD. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const voidTags = new Set(['meta', 'br', 'hr', 'col', 'input'])

export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(forbidden, '\ufffd')
    .replace(/[&<>"']/g, (c) => entities[c] as string)

/** To a tenth; 0 if not finite. */
export const figure = (value: number): string => String(Number.isFinite(value) ? Math.round(value * 10) / 10 + 0 : 0)

const written = (value: string | number): string => (typeof value === 'number' ? figure(value) : escaped(value))

function inner(child: Child): string {
  if (child === undefined) return ''
  if (typeof child === 'string' || typeof child === 'number') return written(child)
  return 'markup' in child ? child.markup : child.map(inner).join('')
}

/** `true`: no value; `undefined` and `false`: no attribute. */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const pairs = Object.entries(attributes).map(([name, value]) => {
    if (value === undefined || value === false) return ''
    return ` ${name}="${value === true ? '' : written(value)}"`
  })
  const open = `<${tag}${pairs.join('')}`
  return { markup: voidTags.has(tag) ? `${open}/>` : `${open}>${inner(children)}</${tag}>` }
}

/** Not escaped: neither `<` nor `&`. */
export function styleSheet(css: string): Markup {
  if (/[<&]/.test(css)) throw new Error('a style sheet with < or & reads differently in HTML and in SVG')
  return { markup: `<style>${css}</style>` }
}

/** Ours or JSON, not escaped; it must not end its element. */
export function script(source: string, attributes: Attributes = {}): Markup {
  if (/<\/script|<!--/i.test(source)) throw new Error('a script that ends its element')
  return { markup: `${el('script', attributes).markup.slice(0, -9)}${source}</script>` }
}

interface Page {
  readonly title: string
  /** Its Content-Security-Policy. */
  readonly policy: string
  readonly css: string
}

/** A whole page that needs no other file. */
export function htmlPage({ title, policy, css }: Page, ...body: readonly Child[]): string {
  const head = el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    el('title', {}, title),
    styleSheet(css),
  )
  return `<!doctype html>\n${el('html', { lang: 'en' }, head, el('body', {}, ...body)).markup}\n`
}
