/** Each form of this length or more is looked up by its beginning, the shorter ones whole. */
const start = 12
/**
 * Past these a beginning stands for all that goes on from it: nobody compares a thousand tokens of one issuer at each
 * place.
 */
const mostAlike = 32
/** The shortest form that a report may cut off. */
const cutFrom = 24

interface Form {
  readonly text: string
  readonly number: number
  /** A word that stands in many places: hidden beside a name alone. */
  readonly isWord: boolean
}

/** On the value's line, or the first of its block: a word that begins another one is a key. */
const besideName =
  /(?:[:=][ \t]{0,9}(?:[|>][-+0-9]{0,2}[ \t]{0,9}\n[ \t]{1,99})?|-> |\n[ \t]{0,99}-[ \t]{1,9}|--[\w-]{1,80}\s{1,9})["'`]?$/
/** A report quotes values; the words of its sentences are its own. */
const quoted = /(?:^|[:>] )(?:["`]|&quot;)$/
/** Names of objects are no secrets, even if somebody uses one as a password. */
const naming = /(?:^|[\s"'{,/])(?:name|namespace|kind|app|instance|component)["']?[ \t]{0,9}:[ \t]{0,9}["']?$/
const longestBeside = 120
const isKey = /^(?:[\w-]|["']?[ \t]{0,9}[:=])/
const run = /[^\s"'<>…]{0,4000}/y
const cutOff = /[^\s"'<>…]{0,4000}(?=…|\.\.\.)/y

const matchAt = (pattern: RegExp, text: string, from: number): string | undefined => {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0]
}
const hashAt = (text: string, i: number): number =>
  (text.charCodeAt(i) * 961 + text.charCodeAt(i + 1) * 31 + text.charCodeAt(i + 2)) & 0xffff

/** Texts that are to be hidden wherever they stand, however many: one pass over a text, whatever it holds. */
export class SecretForms {
  readonly #short = new Map<string, Form>()
  readonly #lengths = new Set<number>()
  readonly #long = new Map<string, Form[]>()
  /** The first three characters of every form, to skip most places of a text quickly. */
  #begins: Uint8Array | undefined
  /** Numbers of texts whose beginning many forms share. */
  readonly #runs = new Map<string, number>()
  #next = 0

  /** @param text at least three characters */
  add(text: string, number: number, isWord: boolean): void {
    this.#next = Math.max(this.#next, number)
    // Built on first use: most texts have no secret, and each issue has forms of its own.
    this.#begins ??= new Uint8Array(0x10000)
    this.#begins[hashAt(text, 0)] = 1
    const form = { text, number, isWord }
    if (text.length < start) {
      if (this.#short.has(text)) return
      this.#short.set(text, form)
      this.#lengths.add(text.length)
      return
    }
    const key = text.slice(0, start)
    const alike = this.#long.get(key)
    if (alike === undefined) this.#long.set(key, [form])
    else alike.push(form)
  }

  /**
   * @param isReport of a report words are hidden where it quotes them
   * @returns the text with `(hidden N)` in the place of each form
   */
  hide(text: string, isReport: boolean): string {
    const begins = this.#begins
    if (begins === undefined) return text
    const lengths = [...this.#lengths].sort((a, b) => b - a)
    let shown = ''
    let done = 0
    for (let i = 0; i + 3 <= text.length; ) {
      const found = begins[hashAt(text, i)] === 1 ? this.#at(text, i, lengths, isReport) : undefined
      if (found === undefined) {
        i++
        continue
      }
      shown += `${text.slice(done, i)}(hidden ${found.number})`
      i += found.length
      done = i
    }
    return done === 0 ? text : shown + text.slice(done)
  }

  #at(
    text: string,
    i: number,
    lengths: readonly number[],
    isReport: boolean,
  ): { readonly number: number; readonly length: number } | undefined {
    const alike = this.#long.get(text.slice(i, i + start)) ?? []
    if (alike.length > mostAlike) {
      const whole = matchAt(run, text, i) ?? ''
      const number = this.#runs.get(whole) ?? ++this.#next
      this.#runs.set(whole, number)
      return { number, length: Math.max(whole.length, start) }
    }
    const fits = alike.filter((form) => text.startsWith(form.text, i) && isPlace(form, text, i, isReport))
    const longest = fits.reduce<Form | undefined>(
      (best, form) => (best === undefined || form.text.length > best.text.length ? form : best),
      undefined,
    )
    if (longest !== undefined) return { number: longest.number, length: longest.text.length }
    const cut = alike.find((form) => form.text.length >= cutFrom && !form.isWord)
    const rest = cut === undefined ? undefined : matchAt(cutOff, text, i + start)
    if (cut !== undefined && rest !== undefined) return { number: cut.number, length: start + rest.length }
    for (const length of lengths) {
      const form = this.#short.get(text.slice(i, i + length))
      if (form !== undefined && isPlace(form, text, i, isReport)) return { number: form.number, length }
    }
    return undefined
  }
}

function isPlace({ text: form, isWord }: Form, text: string, i: number, isReport: boolean): boolean {
  if (!isWord) return true
  const before = text.slice(Math.max(0, i - longestBeside), i)
  const isBeside = isReport ? quoted.test(before) : besideName.test(before) && !naming.test(before)
  return isBeside && !isKey.test(text.slice(i + form.length, i + form.length + 12))
}
