import { issue, repeated, show, type Issue } from '@slipway/core'

/**
 * @param got a value to show, or `words`
 * @param needs if one of these fields is invalid, the issue is dropped
 */
export type Report = (
  at: string,
  code: string,
  got: unknown,
  want: string,
  hint: string,
  ...needs: readonly string[]
) => void

class Words {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** In place of a value that must not be printed. */
export const words = (text: string) => new Words(text)

export const reportTo =
  (issues: Issue[], file: string, wrong: (field: string) => boolean): Report =>
  (at, code, got, want, hint, ...needs) => {
    if (!needs.some(wrong)) issues.push(issue(file, at, code, got instanceof Words ? got.text : show(got), want, hint))
  }

/** Drops issues that several clusters or environments share; keeps the last. */
export const oncePerPlace = (issues: readonly Issue[]): Issue[] => [
  ...new Map(issues.map((one) => [`${one.file} ${one.at} ${one.code}`, one])).values(),
]

/** @param each gets an item's index and that of the first with its key */
export function reportRepeats<T>(
  items: readonly T[] | undefined,
  key: (item: T) => string,
  each: (index: number, first: number, item: T) => void,
) {
  for (const [i, first] of repeated(items?.map(key) ?? [])) each(i, first, items?.[i] as T)
}

export const reportRepeatedNames = (
  list: string,
  items: readonly { readonly name: string }[] | undefined,
  report: Report,
) =>
  reportRepeats(
    items,
    (item) => item.name,
    (i, first, { name }) =>
      report(
        `${list}[${i}].name`,
        'duplicate-name',
        name,
        `a name of its own (${list}[${first}] has it)`,
        'rename one of the two',
      ),
  )
