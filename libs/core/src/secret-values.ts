import { isHarmless, isRandomText, keyStart, mayBeSecretName, secretShapes } from './literal-secret.ts'
import { SecretForms } from './secret-forms.ts'

/** A quick look: most texts have none, and a tree has thousands. */
const suspect = new RegExp(
  [
    String.raw`\bkind["']?\s*:\s*["']?Secret\b`,
    'PASS|PWD|SECRET|TOKEN|CRED|DSN|PRIVATE KEY|SALT|[-_]KEY|CONNECTION|apiKey|ccessKey|rivateKey|ncryptionKey',
    'igningKey|asterKey|ccountKey|haredKey|essionKey|bearer|basic|-u |--user|(?:redis|valkey)-cli|mysql|mariadb',
    String.raw`AKIA|ASIA|AIza|ATATT|\b(?:gh[pousr]|npm|dop_v1|whsec|shpat|shpss|glsa|glc)_|github_pat_|dckr_pat_`,
    String.raw`\bgl[a-z]{2,6}-|\bx(?:ox|app)|\b[sr]k[-_]|hooks\.|hv[sbr]\.|pypi-|SG\.|eyJ`,
    String.raw`:\/\/[^\s/]{0,300}[:@]`,
  ].join('|'),
  'i',
)

/** Long texts that may be random, of which no issuer is known. */
const randomText = /(?<![A-Za-z0-9+/_=.:@-])[A-Za-z0-9+/_-]{32,120}={0,2}(?![A-Za-z0-9+/_=-])/g

/**
 * One value, bare or in quotes, as YAML, JSON, shells and INI files write it; bounded, as a line may be a megabyte
 * long.
 */
const value = String.raw`(?:"((?:[^"\\\n]|\\.){1,4000})"|'([^'\n]{1,4000})'|(${[
  String.raw`\$\{[^}\n]{0,200}\}`,
  String.raw`\$\([^)\n]{0,200}\)`,
  String.raw`\{\{[^}\n]{0,200}\}\}`,
  String.raw`<[^>\n]{0,200}>`,
  String.raw`[^\s"',;{}\[\]#][^\s"',;}\]]{0,4000}`,
].join('|')}))`
/** Tags and anchors before a YAML value. */
const tag = String.raw`(?:[!&][\w!./-]{0,99}[ \t]{1,9}){0,2}`
const name = String.raw`["']?([A-Za-z_][\w.-]{0,80})["']?`

/** A name and its value: beside each other, or as two fields of an entry, in either order. */
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
const block = new RegExp(
  String.raw`^([ \t]{0,200})["']?([A-Za-z_][\w.-]{0,80})["']?[ \t]{0,9}:[ \t]{0,9}[|>][-+0-9]{0,2}[ \t]{0,9}\n` +
    String.raw`((?:\1[ \t]+[^\n]{0,4000}\n|[ \t]{0,200}\n){1,200})`,
  'gm',
)
const keyBlock = new RegExp(`${keyStart.source}([^-]{1,20000})`, 'g')
const address = /:\/\/[^\s"'<>]{1,4000}/g
const authorization = /\b(?:Bearer|Basic)[ \t]{1,9}([A-Za-z0-9._~+/=-]{8,4000})/gi
/** `curl -u name:password` */
const userOption = /(?<![\w-])(?:-u|--user)[ \t=]{1,9}["']?[^\s:"']{1,200}:([^\s"']{1,500})/g

/** `redis-cli -a password`, `mysql -ppassword` */
const clientOptions = [
  /\b(?:redis|valkey)-cli\b[^\n|;&]{0,200}?\s-a[ \t]{1,9}["']?([^\s"'$\\]{1,500})/g,
  /\b(?:mysql|mariadb)[\w-]{0,20}[ \t][^\n|;&]{0,200}?(?<=\s)-p["']?([^\s"'$\\]{1,500})/g,
]

/**
 * `name:password@tcp(host:3306)/shop`, `name:password@host:5432`; without a port only if the password has a digit, since
 * `npm:package@latest` is none.
 */
const bareHost = /@(?:(?:tcp|unix)\(|[a-z][\w.-]{0,99}(?::\d{2,5}\b|[\s"'/?]|$))/i
const bareAddresses = [
  /(?<![\w./:@-])[\w.-]{1,64}:([^\s"'@/:]{3,200})@(?:(?:tcp|unix)\(|[a-z][\w.-]{0,99}:\d{2,5}\b)/gi,
  /(?<![\w./:@-])[\w.-]{1,64}:((?=[^\s"'@/:]{0,199}\d)[^\s"'@/:]{6,200})@[a-z][\w.-]{0,99}(?=[\s"'/?]|$)/gi,
]

/** `a Basic Kubernetes Deployment` */
const plainSentence = /^[A-Z]?[a-z]+$/

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(text)
const isPrintable = (text: string): boolean => text.length > 0 && !/[^\x20-\x7e\n\t]/.test(text)

/** Decodes base64, and the result for as long as that is base64, too. */
function decoded(text: string): readonly string[] {
  if (!isBase64(text)) return []
  const once = Buffer.from(text, 'base64').toString('utf8')
  if (!isPrintable(once)) return []
  return [once, ...decoded(once.trim())]
}

/** `kind` and `apiVersion` of an object, at the beginning of a line or as JSON. */
const ownWords =
  /^(?:(?:kind|apiVersion)|[ \t]{0,4}"(?:kind|apiVersion)"):[ \t]{0,9}["']?([A-Za-z][\w./-]{1,100})["']?,?[ \t]{0,9}\r?$/gm
/** A key whose value stands in the lines below it. */
const bareKey = /^(?:- )?["']?[\w./-]+["']?:$/

/** Words that stand in many places: hiding each would hide the review. They are hidden beside their name alone. */
const isPlainWord = (text: string): boolean => text.length < 8 || /^[a-z]+(?:[-.][a-z]+)*$/.test(text)

const plainLine = /^(?:- )?["']?([\w./-]{1,80})["']?:[ \t]{1,9}["']?([\w.-]{0,40})["']?(?:,|[[{]{1,2})?$/
/** `namespace: shop`, `"values": [`: a line of a Secret's text that other files have, too. */
function isPlainLine(text: string): boolean {
  const [, key = '', word = ''] = plainLine.exec(text) ?? []
  return key !== '' && !mayBeSecretName(key) && isPlainWord(word)
}

const indent = (text: string): number => text.search(/[^ \t\n]/)
const first = (...all: readonly (string | undefined)[]): string => all.find((one) => one !== undefined) ?? ''
/**
 * Names of Kubernetes and GitHub: `wanted a Secret: one of type Opaque`, `automountServiceAccountToken: wanted false`,
 * `id-token: write`.
 */
const publicNames = new Set(['Secret', 'serviceAccountToken', 'automountServiceAccountToken', 'id-token'])
const isProse = (key: string, bare: string | undefined): boolean =>
  bare !== undefined && publicNames.has(key.replace(/^.*\./, '')) && isPlainWord(bare)
/** In an ExternalSecret `secretKey` is the name under which a value will be. */
const externalSecret = /\bkind["']?\s*:\s*["']?ExternalSecret\b/
const words = /^([a-z]+|[A-Z]+)([-._]([a-z]+|[A-Z]+))*$/
/** Whether a value only names where a secret is: in a store, in an existing Secret, at a token endpoint. */
const isReference = (key: string, value: string, namesKeys: boolean): boolean =>
  (key === 'existingSecret' && words.test(value)) ||
  (key === 'secretKey' && namesKeys && words.test(value)) ||
  /^[a-z0-9-]+(\/[a-z0-9._-]+)+#[A-Za-z0-9._-]+(@[\w.-]+)?$/.test(value) ||
  (key === 'token' && /^https?:\/\/[\w.-]+(\/[a-z0-9._-]{0,40}){0,6}$/.test(value))
/** `arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/shop/*` */
const isArn = (text: string, at: number): boolean =>
  /:secretsmanager:[\w-]{0,30}:[^\s:]{0,60}:$/.test(text.slice(Math.max(0, at - 120), at))

const lines = (text: string): readonly string[] => text.split('\n').map((line) => line.trim())

/** The values of `data` and `stringData` of a text with a Secret. */
const entry = new RegExp(
  String.raw`^[ \t]{0,200}["']?[\w.-]{1,300}["']?[ \t]{0,9}:[ \t]{0,9}${value}[ \t]{0,9},?[ \t]*$`,
  'gm',
)
const inData =
  /^([ \t]{0,200})["']?(?:data|stringData)["']?[ \t]{0,9}:[^\n]{0,9}\n((?:\1[ \t]+[^\n]*\n?|[ \t]*\n){1,5000})/gm
const documentMark = /^---(?=[ \t\r]|$)/m
const isSecret = /\bkind["']?\s*:\s*["']?Secret\b/

/** The password before the host, also if it has a raw slash in it; or a long user name alone, which is a token. */
function inAddress(address: string): readonly string[] {
  const end = address.lastIndexOf('@')
  if (end < 1) return []
  const who = address.slice(0, end)
  const colon = who.indexOf(':')
  if (colon < 0) return who.length >= 16 && !who.includes('/') ? [who] : []
  const password = who.slice(colon + 1)
  const isPort = /^[0-9]{1,5}[/,]/.test(password)
  const isFilledIn = /^\$[({]/.test(password)
  return who.slice(0, colon).includes('/') || isPort || isFilledIn ? [] : [password]
}

function* found(text: string): Generator<readonly [value: string, isSure: boolean]> {
  for (const [match] of text.matchAll(randomText)) if (isRandomText(match)) yield [match, true]
  const hasHost = bareHost.test(text)
  if (!hasHost && !suspect.test(text)) return
  for (const pattern of secretShapes) for (const [match] of text.matchAll(pattern)) yield [match, true]
  for (const [, body = ''] of text.matchAll(keyBlock))
    for (const line of body.split(/\\n|\n/)) yield [line.trim(), true]
  // `redis://u:secret@h` hides `secret` there, and leaves the name external-secrets whole.
  for (const [whole] of text.matchAll(address))
    for (const one of whole.split('://')) for (const value of inAddress(one)) yield [value, !/^[a-z]+$/.test(value)]
  for (const pattern of [authorization, userOption, ...clientOptions, ...(hasHost ? bareAddresses : [])])
    for (const [, password = ''] of text.matchAll(pattern)) if (!plainSentence.test(password)) yield [password, false]
  const namesKeys = externalSecret.test(text)
  for (const pattern of named)
    for (const { index, 1: key = '', 2: double, 3: single, 4: bare } of text.matchAll(pattern)) {
      if (!mayBeSecretName(key) || isProse(key, bare)) continue
      const value = first(double, single, bare)
      if (!isReference(key, value, namesKeys) && !isArn(text, index)) yield [value, false]
    }
  for (const [, double, single, bare, key = ''] of text.matchAll(valueFirst))
    if (mayBeSecretName(key)) yield [first(double, single, bare), false]
  for (const [, , key = '', body = ''] of text.matchAll(block))
    if (mayBeSecretName(key)) for (const line of lines(body)) yield [line, false]
  // A ConfigMap beside a Secret in one file is none.
  for (const document of text.split(documentMark)) if (isSecret.test(document)) yield* foundInSecret(document)
}

function* foundInSecret(text: string): Generator<readonly [value: string, isSure: boolean]> {
  for (const [, , body = ''] of text.matchAll(inData)) {
    // Deeper lines belong to some text, whose plain words are not the value.
    const outer = indent(body)
    for (const [line, double, single, bare] of body.matchAll(entry))
      if (indent(line) === outer || !isPlainLine(line.trim())) yield [first(double, single, bare), false]
    for (const [, , , inner = ''] of body.matchAll(block)) for (const line of lines(inner)) yield [line, false]
  }
  for (const [, body = ''] of text.matchAll(/["'](?:data|stringData)["']\s{0,9}:\s{0,9}\{([^}]{0,100000})\}/g))
    for (const [, double, single, bare] of body.matchAll(new RegExp(`:\\s{0,9}${value}`, 'g')))
      yield [first(double, single, bare), false]
}

/** What stands in a quoted text: JSON or a script in a value of YAML; nothing where nothing is escaped. */
const unescaped = (text: string): string =>
  /\\["n]/.test(text) ? text.replaceAll(/\\(["\\/n])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter)) : ''

/**
 * Finds secrets in texts, by name, by shape and inside Secrets, and hides them, also in base64. Each has a number, so
 * that a report can show that two differ without showing either.
 */
export class SecretValues {
  readonly #numbers = new Map<string, number>()
  readonly #forms = new SecretForms()

  /**
   * Kinds and versions of the objects in these texts: a Secret may hold a manifest, and these words of it are no
   * secrets.
   */
  readonly #open = new Set<string>()

  constructor(given: Iterable<string>) {
    const texts = [...given]
    for (const text of texts)
      for (const [, word = ''] of text.matchAll(ownWords))
        for (const one of [word, `kind: ${word}`, `apiVersion: ${word}`]) this.#open.add(one)
    for (const text of texts)
      for (const [one, isSure] of [...found(text), ...found(unescaped(text))]) {
        this.#add(one, isSure)
        for (const inner of decoded(one)) for (const line of [inner, ...lines(inner)]) this.#add(line, isSure)
      }
  }

  get size(): number {
    return this.#numbers.size
  }

  #add(text: string, isSure: boolean): void {
    if (
      text.length < 3 ||
      isHarmless(text) ||
      text.startsWith('ENC[') ||
      text.startsWith('(hidden') ||
      this.#open.has(text) ||
      bareKey.test(text)
    )
      return
    if (this.#numbers.has(text)) return
    const number = this.#numbers.size + 1
    this.#numbers.set(text, number)
    const base64 = Buffer.from(text).toString('base64')
    const forms = [JSON.stringify(text).slice(1, -1), base64, Buffer.from(base64).toString('base64')]
    this.#forms.add(text, number, !isSure && (isPlainWord(text) || isPlainLine(text)))
    for (const form of new Set(forms)) if (form !== text) this.#forms.add(form, number, false)
  }

  /** Replaces each value by its number, however it is written: in base64, once or twice, or cut off at its end. */
  hide(text: string): string {
    return this.#numbers.size === 0 ? text : this.#forms.hide(text, false)
  }

  /** The same for a report about these texts: keeps its own words. */
  hideQuoted(text: string): string {
    return this.#numbers.size === 0 ? text : this.#forms.hide(text, true)
  }
}
