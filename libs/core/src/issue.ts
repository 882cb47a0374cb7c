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

/** Either the value, or every reason why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] }

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const failed = (...issues: readonly Issue[]): Outcome<never> => ({ ok: false, issues })

/** Shows a given value on one line, cut after 80 characters. Text that could be mistaken for another type keeps its quotes. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value))
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

/** One issue as people read it: four short lines, the place first so that an editor's terminal can jump there. */
export function formatIssue(issue: Issue): string {
  const place = issue.at === '' ? issue.file : `${issue.file}: ${issue.at}`
  return [`${place}  [${issue.code}]`, `  given   ${issue.got}`, `  wanted  ${issue.want}`, `  do      ${issue.hint}`].join('\n')
}

/** All issues in a stable order (file, field, code), each once, with a count at the end. */
export function formatIssues(issues: readonly Issue[]): string {
  const texts = sortIssues(issues).map(formatIssue)
  return [...texts, `${texts.length} ${texts.length === 1 ? 'problem' : 'problems'}`].join('\n\n')
}

export function sortIssues(issues: readonly Issue[]): readonly Issue[] {
  const key = (i: Issue) => `${i.file}\0${i.at}\0${i.code}\0${i.got}`
  const unique = new Map(issues.map((i) => [key(i), i]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, i]) => i)
}
