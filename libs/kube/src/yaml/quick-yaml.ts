import { AmbiguousScalar, resolve } from './read-scalar.ts'

/**
 * Reads the YAML that generators write: block mappings and lists, bare and double-quoted scalars on one line, literal
 * blocks. Leaves the rest to `wholeYaml`; quick-yaml.test.ts shows that the two agree. Measured on 507 files: 6.5 ms,
 * js-yaml 5.5.0 18 ms (which reads bare words by another table than Kubernetes), `wholeYaml` 162 ms.
 */

/** Every reader ends it with the line: no `: `, no ` #`, no blank at the end, nothing unseen. */
const bare = /^(?:-?-?[A-Za-z0-9./]|[A-Za-z0-9/_$(+.;^~])(?:[\x21-\x39\x3b-\x7e\xa1-\u02ff]|:(?! |$)| +(?=[^ #]))*$/
const bareKey = /[A-Za-z0-9_$.][A-Za-z0-9_$./+-]*:(?=[ \n]|$)/y
const quotedKey = /"(?:[^"\\\n]|\\.)*":(?=[ \n]|$)/y
/** Escapes that JSON has and go-yaml refuses: half a character, and a slash. */
export const jsonEscape = /(?<!\\)(?:\\\\)*\\(?:u[dD][89a-fA-F]|\/)/
const unseen = /[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]/

class Leave extends Error {}
const leave = new Leave()

class Quick {
  readonly #text: string
  /** The offset of the current line's content. */
  #at = 0
  /** -1 at the end of the text. */
  #indent = 0

  constructor(text: string) {
    this.#text = text
    this.#line(0)
  }

  #line(start: number): void {
    const text = this.#text
    let at = start
    for (;;) {
      if (at >= text.length) {
        this.#at = text.length
        this.#indent = -1
        return
      }
      const begin = at
      while (text.charCodeAt(at) === 32) at++
      const c = text.charCodeAt(at)
      if (c === 10) at++
      else if (c === 35) {
        at = this.#end(at) + 1
      } else if (c === 9) throw leave
      else {
        this.#at = at
        this.#indent = at >= text.length ? -1 : at - begin
        return
      }
    }
  }

  #end(from: number): number {
    const end = this.#text.indexOf('\n', from)
    return end < 0 ? this.#text.length : end
  }

  document(): unknown {
    if (this.#indent < 0) return null
    if (this.#indent !== 0) throw leave
    const value = this.#block(0)
    if (this.#indent >= 0) throw leave
    return value
  }

  #isItem(): boolean {
    if (this.#text.charCodeAt(this.#at) !== 45) return false
    const next = this.#text.charCodeAt(this.#at + 1)
    return next === 32 || next === 10 || this.#at + 1 >= this.#text.length
  }

  #block(indent: number): unknown {
    return this.#isItem() ? this.#list(indent) : this.#fields(indent)
  }

  #fields(indent: number): unknown {
    const text = this.#text
    const out: Record<string, unknown> = {}
    while (this.#indent === indent && !this.#isItem()) {
      bareKey.lastIndex = this.#at
      let key: string
      let after: number
      if (bareKey.test(text)) {
        after = bareKey.lastIndex
        key = text.slice(this.#at, after - 1)
        // Readers disagree on the text of keys that are numbers or words like `yes`.
        const c = key.charCodeAt(0)
        if ((c < 58 || key.length < 6) && typeof resolve(key) !== 'string') throw leave
      } else {
        quotedKey.lastIndex = this.#at
        if (!quotedKey.test(text)) throw leave
        after = quotedKey.lastIndex
        key = this.#quoted(text.slice(this.#at, after - 1))
      }
      if (key === '__proto__' || Object.hasOwn(out, key)) throw leave
      out[key] = this.#value(after, indent)
    }
    if (this.#indent > indent) throw leave
    return out
  }

  #list(indent: number): unknown {
    const out: unknown[] = []
    const text = this.#text
    while (this.#indent === indent && this.#isItem()) {
      let at = this.#at + 1
      while (text.charCodeAt(at) === 32) at++
      const c = text.charCodeAt(at)
      if (at >= text.length || c === 10) {
        this.#line(at)
        out.push(this.#indent > indent ? this.#block(this.#indent) : null)
        continue
      }
      if (c === 9 || c === 35) throw leave
      // Fields stand as deep as the first after `- `.
      const dash = this.#at
      this.#at = at
      bareKey.lastIndex = at
      quotedKey.lastIndex = at
      if (this.#isItem() || bareKey.test(text) || quotedKey.test(text)) {
        this.#indent = indent + (at - dash)
        out.push(this.#block(this.#indent))
      } else out.push(this.#scalar(at, indent))
    }
    if (this.#indent > indent) throw leave
    return out
  }

  #value(after: number, indent: number): unknown {
    const text = this.#text
    let at = after
    while (text.charCodeAt(at) === 32) at++
    const c = text.charCodeAt(at)
    if (at < text.length && c !== 10) {
      if (c === 9 || c === 35) throw leave
      return this.#scalar(at, indent)
    }
    this.#line(at)
    if (this.#indent > indent) return this.#block(this.#indent)
    return this.#indent === indent && this.#isItem() ? this.#list(indent) : null
  }

  #quoted(source: string): string {
    if (unseen.test(source) || jsonEscape.test(source)) throw leave
    try {
      const value: unknown = JSON.parse(source)
      if (typeof value === 'string') return value
    } catch {}
    throw leave
  }

  #scalar(at: number, indent: number): unknown {
    const text = this.#text
    const end = this.#end(at)
    const source = text.slice(at, end)
    const c = source.charCodeAt(0)
    let value: unknown
    if (c === 124) return this.#literal(source, end + 1, indent)
    if (c === 34) value = this.#quoted(source)
    else if (source === '[]') value = []
    else if (source === '{}') value = {}
    else {
      if (!bare.test(source)) throw leave
      value = resolve(source)
      if (value instanceof AmbiguousScalar) throw leave
    }
    this.#line(end + 1)
    // A deeper line would continue it.
    if (this.#indent > indent) throw leave
    return value
  }

  #literal(head: string, start: number, indent: number): string {
    if (head !== '|' && head !== '|-' && head !== '|+') throw leave
    const text = this.#text
    let depth = 0
    while (text.charCodeAt(start + depth) === 32) depth++
    const c = text.charCodeAt(start + depth)
    if (depth <= indent || c === 9 || c === 10 || Number.isNaN(c)) throw leave
    const lines: string[] = []
    let at = start
    while (at < text.length) {
      const end = this.#end(at)
      let blanks = 0
      while (blanks < depth && text.charCodeAt(at + blanks) === 32) blanks++
      if (blanks < depth && at + blanks < end) break
      lines.push(blanks < depth ? '' : text.slice(at + depth, end))
      at = end + 1
      if (end >= text.length) break
    }
    const whole = lines.join('\n')
    if (unseen.test(whole)) throw leave
    const ended = at <= text.length
    this.#line(at)
    const body = whole.replace(/\n+$/, '')
    if (!ended || body === '' || this.#indent > indent) throw leave
    if (head === '|-') return body
    return head === '|' ? `${body}\n` : `${whole}\n`
  }
}

/** One document without a `---` line; `undefined`: for the whole reader. */
export function quickYaml(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: new Quick(text).document() }
  } catch (error) {
    if (error === leave) return undefined
    if (error instanceof RangeError) return undefined
    throw error
  }
}
