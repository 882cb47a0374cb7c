/** What is wrong with an input, as data: where, what was given, what is wanted, what to do. Collected, never thrown one by one. */
export interface Issue {
  /** The file a person has to open, relative to the estate's root. */
  readonly file: string
  /** The field in it, as `scale.min` or `calls[0]`; empty when the whole file is meant. */
  readonly at: string
  /** A stable name of the rule, for tests, tables and `--json`. */
  readonly code: string
  /** What was given, in the writer's own words. */
  readonly got: string
  /** What is wanted. */
  readonly want: string
  /** The next thing to do. */
  readonly hint: string
}

/** An issue in one line, its parts in the order in which people read them. */
export const issue = (file: string, at: string, code: string, got: string, want: string, hint: string): Issue => ({
  file,
  at,
  code,
  got,
  want,
  hint,
})

/** Either the value, or every reason why there is none. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] }

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const failed = (...issues: readonly Issue[]): Outcome<never> => ({ ok: false, issues })

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text)

/** Values that JSON has no word for, at any depth; a spec written as TypeScript can hold them. */
function plain(value: unknown): string | undefined {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return value instanceof Promise ? 'a Promise' : undefined
}

/** Shows a given value on one line, cut after 80 characters. Text that could be mistaken for another type keeps its quotes. Never throws. */
export function show(value: unknown): string {
  const word = plain(value)
  if (word !== undefined) return word
  try {
    return cut(
      JSON.stringify(value, (_, inner: unknown) => (inner === undefined ? undefined : (plain(inner) ?? inner))) ??
        'nothing',
    )
  } catch {
    return 'a value that holds itself or cannot be read'
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n]+\s*/g, ' ')

/** One issue as people read it: four short lines, the place first so that an editor's terminal can jump there. */
export function formatIssue(issue: Issue): string {
  const place = issue.at === '' ? issue.file : `${issue.file}: ${issue.at}`
  return [`${place}  [${issue.code}]`, `  given   ${issue.got}`, `  wanted  ${issue.want}`, `  do      ${issue.hint}`]
    .map(oneLine)
    .join('\n')
}

/** All issues in a stable order (file, field, code), each once, with a count at the end. */
export function formatIssues(issues: readonly Issue[]): string {
  const texts = sortIssues(issues).map(formatIssue)
  return [...texts, `${texts.length} ${texts.length === 1 ? 'problem' : 'problems'}`].join('\n\n')
}

/** Sorted by file, field, code and what was given; of issues that agree in these, the first. */
export function sortIssues(issues: readonly Issue[]): readonly Issue[] {
  const key = (i: Issue) => `${i.file}\0${i.at}\0${i.code}\0${i.got}`
  const unique = new Map([...issues].reverse().map((i) => [key(i), i]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, i]) => i)
}
