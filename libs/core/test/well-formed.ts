/** For tests: a strict reader of the XML that we write, so that what it takes any browser takes. */
export interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** Text of its own, without that of elements in it. */
  readonly text: string
  readonly inside: readonly Element[]
}

interface Open {
  tag: string
  attributes: Record<string, string>
  text: string
  inside: Element[]
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const unsayable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/u

function decoded(text: string): string {
  if (text.includes('<')) throw new Error(`a bare < in ${text.slice(0, 80)}`)
  if (unsayable.test(text)) throw new Error(`a character that XML cannot say in ${JSON.stringify(text.slice(0, 80))}`)
  return text.replace(/&([^;&]*;?)/g, (all, name: string) => {
    const meant = name.endsWith(';') ? named[name.slice(0, -1)] : undefined
    if (meant === undefined) throw new Error(`not an entity: ${all}`)
    return meant
  })
}

function attributesOf(source: string): Record<string, string> {
  const out: Record<string, string> = {}
  const rest = source.replace(/\s+([A-Za-z][\w:-]*)="([^"]*)"/g, (_, name: string, value: string) => {
    if (name in out) throw new Error(`${name} twice in ${source}`)
    out[name] = decoded(value)
    return ''
  })
  if (rest.trim() !== '') throw new Error(`no attributes: ${rest}`)
  return out
}

/** The only element of a document; throws where it is not well formed. */
export function parsed(document: string): Element {
  const root: Open = { tag: '', attributes: {}, text: '', inside: [] }
  const open: Open[] = [root]
  const source = document.replace(/^<!doctype html>\n/, '')
  for (const [piece] of source.matchAll(/<\/?[A-Za-z](?:[^<>"]|"[^"]*")*>|[^<]+|</g)) {
    const last = open.at(-1) as Open
    if (!piece.startsWith('<')) {
      last.text += decoded(piece)
      continue
    }
    const [, close, tag, attributes, alone] = /^<(\/?)([A-Za-z][\w-]*)((?:[^"]|"[^"]*")*?)(\/?)>$/.exec(piece) ?? []
    if (tag === undefined) throw new Error(`not a tag: ${piece.slice(0, 80)}`)
    if (close === '/') {
      if (last.tag !== tag) throw new Error(`</${tag}> closes <${last.tag}>`)
      open.pop()
      continue
    }
    const element: Open = { tag, attributes: attributesOf(attributes ?? ''), text: '', inside: [] }
    last.inside.push(element)
    if (alone !== '/') open.push(element)
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> is never closed`)
  if (root.inside.length !== 1 || root.text.trim() !== '') throw new Error('not exactly one element')
  return root.inside[0] as Element
}

/** An element and all in it, in the order of the document. */
export const all = (element: Element): readonly Element[] => [element, ...element.inside.flatMap(all)]

/** Those with a class. */
export const withClass = (element: Element, name: string): readonly Element[] =>
  all(element).filter(({ attributes }) => (attributes['class'] ?? '').split(' ').includes(name))
