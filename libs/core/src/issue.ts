import { compareBy } from './compare-by.ts'
import { mayBeSecretName } from './literal-secret.ts'
import { SecretValues } from './secret-values.ts'
import { counted } from './text.ts'

/** One problem of an input, as data. Issues are collected, not thrown. */
export interface Issue {
  readonly file: string
  /** `scale.min` or `calls[0]`; empty for the whole file. */
  readonly at: string
  /** Stable, for tests, tables and `--json`. */
  readonly code: string
  readonly got: string
  readonly want: string
  readonly hint: string
  /** Worth a look, and no reason to stop. */
  readonly warning?: true
}

export const issue = (file: string, at: string, code: string, got: string, want: string, hint: string): Issue => ({
  file,
  at,
  code,
  got,
  want,
  hint,
})

/** An issue without its place. */
export type Problem = readonly [code: string, got: string, want: string, hint: string]

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] }

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const failed = (...issues: readonly Issue[]): Outcome<never> => ({ ok: false, issues })

export const refused = (file: string, ...problem: Problem): Outcome<never> => failed(issue(file, '', ...problem))

export const issuesOf = (...outcomes: readonly Outcome<unknown>[]): readonly Issue[] =>
  outcomes.flatMap((one) => (one.ok ? [] : one.issues))

/** All values, or the issues of all outcomes. */
export function combine<T extends object>(outcomes: { readonly [K in keyof T]: Outcome<T[K]> }): Outcome<T> {
  const entries = Object.entries<Outcome<unknown>>(outcomes)
  const issues = issuesOf(...entries.map(([, one]) => one))
  if (issues.length > 0) return failed(...issues)
  return ok(Object.fromEntries(entries.map(([key, one]) => [key, one.ok ? one.value : undefined])) as T)
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text)

/** JSON cannot hold these; a spec in TypeScript can. */
function plain(value: unknown): string | undefined {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return value instanceof Promise ? 'a Promise' : undefined
}

/** JSON on one line, at most 80 characters, without values of what is named as a secret. Never throws. */
export function show(value: unknown): string {
  const word = plain(value)
  if (word !== undefined) return word
  try {
    const text = JSON.stringify(value, (_, inner: unknown) =>
      inner === undefined ? undefined : (plain(inner) ?? inner),
    )
    return cut(text === undefined ? 'nothing' : new SecretValues([text]).hide(text))
  } catch {
    return 'a value that holds itself or cannot be read'
  }
}

/** A field's name may be a megabyte long, and `want` a list of fields. */
const longestLine = 2000
const oneLine = (text: string): string => {
  const line = text.slice(0, longestLine).replaceAll(/\s*[\r\n]+\s*/g, ' ')
  return text.length > longestLine ? `${line}...` : line
}

/** Four lines; the place is first, so that an editor's terminal can jump there. */
export function formatIssue(issue: Issue): string {
  const at = issue.at.length > 300 ? `${issue.at.slice(0, 297)}...` : issue.at
  const place = at === '' ? issue.file : `${issue.file}: ${at}`
  return [`${place}  [${issue.code}]`, `  given   ${issue.got}`, `  wanted  ${issue.want}`, `  do      ${issue.hint}`]
    .map(oneLine)
    .join('\n')
}

/**
 * Sorted and unique, with a count.
 * @param most of very many, only the first are shown
 * @param last codes of what stands behind all else
 */
export function formatIssues(issues: readonly Issue[], most = Infinity, last: ReadonlySet<string> = new Set()): string {
  const sorted = inOrder(issues).toSorted((a, b) => Number(last.has(a.code)) - Number(last.has(b.code)))
  const shown = sorted.slice(0, most).map(withoutSecrets)
  const rest = shown.length < sorted.length ? ` shown, of ${sorted.length}; --json has them all` : ''
  return [...shown.map(formatIssue), `${counted(shown.length, 'problem')}${rest}`].join('\n\n')
}

/** @throws with all issues */
export function orThrow<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(formatIssues(outcome.issues))
  return outcome.value
}

/** The name of the field: `DB_PASS` of `in.prod.env.DB_PASS`. */
const fieldName = (at: string): string => /([^.[\]"]+)"?(?:\[\d+\])*$/.exec(at)?.[1] ?? ''
const isValue = (got: string): boolean => /^(?:["[{]|-?\d)/.test(got)

/** Hides values that stand under the name of a secret, or have the form of one, whatever made the issue. */
function withoutSecrets(issue: Issue): Issue {
  const { at, got } = issue
  if (isValue(got) && mayBeSecretName(fieldName(at.slice(-300)))) return { ...issue, got: '(hidden)' }
  const values = new SecretValues([issue.got, issue.want, issue.hint])
  if (values.size === 0) return issue
  return { ...issue, got: values.hide(got), want: values.hide(issue.want), hint: values.hide(issue.hint) }
}

/** Sorts, and drops repeated issues. */
function inOrder(issues: readonly Issue[]): readonly Issue[] {
  const key = (i: Issue) => `${i.file}\0${i.at}\0${i.code}\0${i.got}`
  const unique = new Map([...issues].reverse().map((i) => [key(i), i]))
  return [...unique.entries()].sort(compareBy(([key]) => key)).map(([, i]) => i)
}

/** Sorts, drops repeated issues and hides secrets. All output goes through here or through `formatIssues`. */
export const sortIssues = (issues: readonly Issue[]): readonly Issue[] => inOrder(issues).map(withoutSecrets)
