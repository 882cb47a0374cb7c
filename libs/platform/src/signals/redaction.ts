import { keyStart, secretShapes } from '@slipway/core'

const redacted = '[redacted]'

/** Patterns and their replacements, as RE2 has them (https://github.com/google/re2/wiki/Syntax). */
interface Redaction {
  readonly pattern: string
  readonly by: string
}

/** RE2 counts to 1000 at most. */
const asRe2 = ({ source, flags }: RegExp): string =>
  `${flags.includes('i') ? '(?i)' : ''}${source.replaceAll(/\{(\d+),(\d{4,})\}/g, (_, from: string) => `{${from},}`)}`

/** The whole key, in one line or in many, and the rest of the text behind it. */
const privateKey: Redaction = {
  pattern: keyStart.source + String.raw`[A-Za-z0-9+/=\\\s:,-]*`,
  by: redacted,
}

const names = String.raw`[\w.-]{0,60}(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)`

/** By the name before it: of a header, a field of JSON (also of JSON inside of JSON), or an assignment. */
const named: readonly Redaction[] = [
  {
    pattern: String.raw`(?i)(\b(?:proxy-)?authorization\\?"?\s*[:=]\s*\\?"?(?:(?:bearer|basic|digest|apikey|token)\s+)?)[^\s"\\,;]+`,
    by: `$1${redacted}`,
  },
  { pattern: String.raw`(?i)(\b(?:set-)?cookie\\?"?\s*[:=]\s*\\?"?)[^"\\\n]+`, by: `$1${redacted}` },
  { pattern: String.raw`(?i)("${names}"\s*:\s*")(?:[^"\\]|\\.)+`, by: `$1${redacted}` },
  { pattern: String.raw`(?i)(\\"${names}\\"\s*:\s*\\")[^"\\]+`, by: `$1${redacted}` },
  { pattern: String.raw`(?i)(\b${names}\s*[=:]\s*)[^\s"'\\,;&{}\[\]]+`, by: `$1${redacted}` },
]

const inUrl: Redaction = { pattern: String.raw`(://[^\s/:@"]{0,200}:)[^\s/@"]{1,500}@`, by: `$1${redacted}@` }

/** The shapes by which `check` finds secrets in specs, and what only a running program writes. */
export const redactions: readonly Redaction[] = [
  privateKey,
  ...secretShapes
    .filter(({ source }) => source !== keyStart.source)
    .map((shape) => ({ pattern: asRe2(shape), by: redacted })),
  inUrl,
  ...named,
]
