/** Node then imports the file. */
class NotLiteral extends Error {}

const blank = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const head = /(?:import\s*\{\s*([A-Za-z]+)\s*\}\s*from\s*(['"])@slipway\/(?:fleet|spec)\2\s*;?)?/y
const begin = /export\s+default\s+(?:([A-Za-z]+)\s*\()?/y
const word = /[A-Za-z_$][\w$]*/y
const figure = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.$])/y
const quotedText = /'((?:[^'\\\n\r\u2028\u2029]|\\[\\'"nt])*)'|"((?:[^"\\\n\r\u2028\u2029]|\\[\\'"nt])*)"/y
const escaped: Readonly<Record<string, string>> = { n: '\n', t: '\t' }
const constants: Readonly<Record<string, unknown>> = { true: true, false: false, null: null, undefined: undefined }
const typing = new Set(['defineApp', 'defineCluster', 'defineDefaults', 'defineFleet', 'definePrices'])

class Reader {
  readonly #text: string
  /** The first field that one object has twice: JavaScript would keep the last, and say nothing. */
  twice: string | undefined
  #at = 0
  constructor(text: string) {
    this.#text = text
  }

  next(piece: RegExp): RegExpExecArray | undefined {
    blank.lastIndex = this.#at
    blank.exec(this.#text)
    piece.lastIndex = blank.lastIndex
    const found = piece.exec(this.#text)
    if (found === null) return undefined
    this.#at = piece.lastIndex
    return found
  }

  sign(sign: string): boolean {
    blank.lastIndex = this.#at
    blank.exec(this.#text)
    if (!this.#text.startsWith(sign, blank.lastIndex)) return false
    this.#at = blank.lastIndex + sign.length
    return true
  }

  must(sign: string): void {
    if (!this.sign(sign)) throw new NotLiteral()
  }

  get isDone(): boolean {
    blank.lastIndex = this.#at
    blank.exec(this.#text)
    return blank.lastIndex === this.#text.length
  }

  text(): string | undefined {
    const found = this.next(quotedText)
    return found && (found[1] ?? found[2] ?? '').replaceAll(/\\(.)/g, (_, sign: string) => escaped[sign] ?? sign)
  }

  value(): unknown {
    if (this.sign('{')) return this.fields()
    if (this.sign('[')) return this.list()
    const text = this.text()
    if (text !== undefined) return text
    const number = this.next(figure)
    if (number !== undefined) return Number(number[0])
    const name = this.next(word)?.[0] ?? ''
    if (!Object.hasOwn(constants, name)) throw new NotLiteral()
    return constants[name]
  }

  fields(): Record<string, unknown> {
    const fields: Record<string, unknown> = {}
    while (!this.sign('}')) {
      const key = this.text() ?? this.next(word)?.[0]
      if (key === undefined || key === '__proto__') throw new NotLiteral()
      if (Object.hasOwn(fields, key)) this.twice ??= key
      this.must(':')
      fields[key] = this.value()
      if (this.sign(',')) continue
      this.must('}')
      break
    }
    return fields
  }

  list(): unknown[] {
    const items: unknown[] = []
    while (!this.sign(']')) {
      items.push(this.value())
      if (this.sign(',')) continue
      this.must(']')
      break
    }
    return items
  }

  /** `import { defineApp } from '@slipway/spec'; export default defineApp({ ... })`, or without both. */
  module(): unknown {
    const imported = this.next(head)?.[1]
    const called = this.next(begin)
    if (called === undefined || called[1] !== imported || (imported !== undefined && !typing.has(imported)))
      throw new NotLiteral()
    const value = this.value()
    if (imported !== undefined) {
      this.sign(',')
      this.must(')')
    }
    this.sign(';')
    if (!this.isDone) throw new NotLiteral()
    return value
  }
}

/**
 * A module that is one literal, in a tenth of an import's time (docs/speed.md); `undefined` if it computes, imports,
 * or has other syntax.
 */
export function literalModule(text: string): { readonly value: unknown; readonly twice?: string } | undefined {
  try {
    const reader = new Reader(text)
    const value = reader.module()
    return reader.twice === undefined ? { value } : { value, twice: reader.twice }
  } catch (error) {
    if (error instanceof NotLiteral) return undefined
    throw error
  }
}
