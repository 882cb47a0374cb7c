import { isHarmless, isSecretName, secretShapes } from './literal-secret.ts'

/** A quick look: most texts have none, and a tree has thousands. */
const suspect =
  /\bkind["']?\s*:\s*["']?Secret\b|(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|_KEY|-KEY|apiKey|ccessKey|rivateKey|ncryptionKey|igningKey)\b|AKIA|ASIA|PRIVATE KEY|\bgh[pousr]_|github_pat_|\bxox[abprs]-|\b[sr]k_|eyJ|:\/\/[^\s/]{0,300}:/i

/** One value, bare or in quotes, as YAML, JSON, shells and INI files write it; bounded, as a line may be a megabyte long. */
const value = String.raw`(?:"((?:[^"\\\n]|\\.){1,4000})"|'([^'\n]{1,4000})'|(\$\{[^}\n]{0,200}\}|\$\([^)\n]{0,200}\)|\{\{[^}\n]{0,200}\}\}|<[^>\n]{0,200}>|[^\s"',;{}\[\]#][^\s"',;}\]]{0,4000}))`
/** What may stand before a value of YAML. */
const tag = String.raw`(?:[!&][\w!./-]{0,99}[ \t]{1,9}){0,2}`
const name = String.raw`["']?([A-Za-z_][\w.-]{0,80})["']?`

/** Where a name and its value stand: beside each other, or as two fields of an entry, in either order. */
const named: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\w-])(?:--)?${name}[ \t]{0,9}(?:[:=][ \t]{0,9})(?=${tag}${value})`, 'g'),
  new RegExp(
    String.raw`["']?\bname["']?[ \t]{0,9}:[ \t]{0,9}${name}\s{0,99},?\s{0,99}["']?value["']?[ \t]{0,9}:[ \t]{0,9}${value}`,
    'g',
  ),
  // `--password`, then its value: as the next word, or the next item of a list.
  new RegExp(String.raw`(?<![\w-])--${name}(?:["']?\s{0,9},?\s{1,99}(?:-[ \t]{1,9})?)${value}`, 'g'),
]
const valueFirst = new RegExp(
  String.raw`["']?\bvalue["']?[ \t]{0,9}:[ \t]{0,9}${value}\s{0,99},?\s{0,99}["']?name["']?[ \t]{0,9}:[ \t]{0,9}${name}`,
  'g',
)
/** Below a key that ends in a colon: the lines of a block that are indented further. */
const block =
  /^([ \t]{0,200})["']?([A-Za-z_][\w.-]{0,80})["']?[ \t]{0,9}:[ \t]{0,9}[|>][-+0-9]{0,2}[ \t]{0,9}\n((?:\1[ \t]+[^\n]{0,4000}\n|[ \t]{0,200}\n){1,200})/gm
const keyBlock = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----([^-]{1,20000})/g
const passwordInUrl = /:\/\/[^\s/:@]{0,200}:((?!\$[({])[^\s/@"']{1,500})@/g

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(text)
const isPrintable = (text: string): boolean => text.length > 0 && !/[^\x20-\x7e\n\t]/.test(text)

/** What a text of base64 stands for, and what that stands for. */
function decoded(text: string): readonly string[] {
  if (!isBase64(text)) return []
  const once = Buffer.from(text, 'base64').toString('utf8')
  if (!isPrintable(once)) return []
  return [once, ...decoded(once.trim())]
}

/** Values of one comparison: each is looked for in every text. A Secret's own values are hidden where they stand, however many. */
const most = 400

/** Words that stand in many places: hiding each would hide the review. They are hidden beside their name alone. */
const isPlainWord = (text: string): boolean => text.length < 8 || /^[a-z]+(?:[-.][a-z]+)*$/.test(text)

const first = (...all: readonly (string | undefined)[]): string => all.find((one) => one !== undefined) ?? ''
/** The kind in a sentence: `wanted a Secret: one of type Opaque`. */
const isProse = (key: string, bare: string | undefined): boolean =>
  key === 'Secret' && bare !== undefined && isPlainWord(bare)
const lines = (text: string): readonly string[] => text.split('\n').map((line) => line.trim())

/** The values of `data` and `stringData` of a text with a Secret. */
const entry = new RegExp(
  String.raw`^[ \t]{0,200}["']?[\w.-]{1,300}["']?[ \t]{0,9}:[ \t]{0,9}${value}[ \t]{0,9},?[ \t]*$`,
  'gm',
)
const inData =
  /^([ \t]{0,200})["']?(?:data|stringData)["']?[ \t]{0,9}:[^\n]{0,9}\n((?:\1[ \t]+[^\n]*\n?|[ \t]*\n){1,5000})/gm
const isSecret = /\bkind["']?\s*:\s*["']?Secret\b/

function* found(text: string): Generator<readonly [value: string, isSure: boolean]> {
  if (!suspect.test(text)) return
  for (const pattern of secretShapes) for (const [match] of text.matchAll(pattern)) yield [match, true]
  for (const [, body = ''] of text.matchAll(keyBlock))
    for (const line of body.split(/\\n|\n/)) yield [line.trim(), true]
  for (const [, password = ''] of text.matchAll(passwordInUrl)) yield [password, true]
  for (const pattern of named)
    for (const [, key = '', double, single, bare] of text.matchAll(pattern))
      if (isSecretName(key) && !isProse(key, bare)) yield [first(double, single, bare), false]
  for (const [, double, single, bare, key = ''] of text.matchAll(valueFirst))
    if (isSecretName(key)) yield [first(double, single, bare), false]
  for (const [, , key = '', body = ''] of text.matchAll(block))
    if (isSecretName(key)) for (const line of lines(body)) yield [line, false]
  if (!isSecret.test(text)) return
  for (const [, , body = ''] of text.matchAll(inData)) {
    for (const [, double, single, bare] of body.matchAll(entry)) yield [first(double, single, bare), false]
    for (const [, , , inner = ''] of body.matchAll(block)) for (const line of lines(inner)) yield [line, false]
  }
  for (const [, body = ''] of text.matchAll(/["'](?:data|stringData)["']\s{0,9}:\s{0,9}\{([^}]{0,100000})\}/g))
    for (const [, double, single, bare] of body.matchAll(new RegExp(`:\\s{0,9}${value}`, 'g')))
      yield [first(double, single, bare), false]
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * The values of secrets in some texts, by names, by shapes, and by standing in a Secret; what else they are in base64. Each has a number, so that
 * a report may show that one is another without showing either.
 */
export class SecretValues {
  readonly #numbers = new Map<string, number>()
  /** Plain words, hidden only where a value stands. */
  readonly #words = new Set<string>()
  #pattern: RegExp | undefined

  constructor(texts: Iterable<string>) {
    for (const text of texts)
      for (const [one, isSure] of found(text)) {
        this.#add(one, isSure)
        for (const inner of decoded(one)) for (const line of [inner, ...lines(inner)]) this.#add(line, isSure)
      }
  }

  get size(): number {
    return this.#numbers.size
  }

  #add(text: string, isSure: boolean): void {
    if (text.length < 3 || isHarmless(text) || text.startsWith('ENC[') || text.startsWith('(hidden')) return
    if (this.#numbers.has(text) || this.#numbers.size === most) return
    this.#numbers.set(text, this.#numbers.size + 1)
    if (!isSure && isPlainWord(text)) this.#words.add(text)
    this.#pattern = undefined
  }

  /** The text with a number in the place of each value, however it is written: also in base64, once or twice, and cut off at its end. */
  hide(text: string): string {
    if (this.#numbers.size === 0) return text
    this.#pattern ??= this.#made()
    // Nearly no text has one, and this is faster by far than the pattern.
    if (!this.#starts.some((start) => text.includes(start))) return text
    const hidden = text.replaceAll(this.#pattern, (match, before: string | undefined) => {
      const one = before === undefined ? match : match.slice(before.length)
      return `${before ?? ''}(hidden ${this.#numberOf(one)})`
    })
    return hidden
  }

  readonly #forms = new Map<string, number>()
  #starts: readonly string[] = []

  #numberOf(text: string): number {
    return this.#forms.get(text) ?? [...this.#forms].find(([form]) => text.startsWith(form.slice(0, 12)))?.[1] ?? 0
  }

  #made(): RegExp {
    const whole: string[] = []
    const words: string[] = []
    for (const [one, number] of [...this.#numbers].sort(([a], [b]) => b.length - a.length)) {
      const base64 = Buffer.from(one).toString('base64')
      const forms = [one, JSON.stringify(one).slice(1, -1), base64, Buffer.from(base64).toString('base64')]
      for (const form of new Set(forms)) {
        this.#forms.set(form, number)
        if (form === one && this.#words.has(one)) words.push(escaped(form))
        else if (form.length >= 24)
          whole.push(`${escaped(form.slice(0, 12))}(?:${escaped(form.slice(12))}|[^\\s"'<>…]{0,4000}(?=…|\\.\\.\\.))`)
        else whole.push(escaped(form))
      }
    }
    this.#starts = [...new Set([...this.#forms.keys()].map((form) => form.slice(0, 12)))]
    // On the value's line: a word that begins the next one is a key.
    const places = String.raw`[:=][ \t]{0,9}|-> |\n[ \t]{0,99}-[ \t]{1,9}|--[\w-]{1,80}\s{1,9}`
    // The group is there without words, too: what is replaced counts on it.
    const beside =
      words.length === 0 ? '((?!))' : `((?:${places})["'\`]?)(?:${words.join('|')})(?![\\w-]|["']?[ \\t]{0,9}[:=])`
    return new RegExp([beside, ...whole].join('|'), 'g')
  }
}
