import type { Files } from './corpus.ts'
import { inputOf, review, type ReviewInput } from '../src/review.ts'
import type { Risk } from '../src/risks/risks.ts'

type Side = string | Readonly<Record<string, string>>
/** A change, and every risk of it as level and code; none for a neighbour that is no risk. */
export type RiskCase = readonly [what: string, before: Side, after: Side, ...risks: readonly string[]]

const files = (side: Side): Files => new Map(typeof side === 'string' ? [['a.yaml', side]] : Object.entries(side))

/** A file CODEOWNERS is read as the repository's. */
export const inputOfCase = ([, before, after]: RiskCase): ReviewInput => {
  const [{ CODEOWNERS: codeOwners, ...was }, { CODEOWNERS: _, ...is }] = [before, after].map((side) =>
    typeof side === 'string' ? { 'a.yaml': side } : side,
  ) as [Record<string, string>, Record<string, string>]
  return inputOf(files(was), files(is), codeOwners === undefined ? {} : { codeOwners })
}
export const risksIn = (one: RiskCase): readonly Risk[] => {
  const done = review(inputOfCase(one))
  return [...done.risks, ...done.groups.flatMap((group) => group.risks)]
}

/** `v1 Service`, metadata beside the name, and what is below it. */
export const object = (kind: string, body = '', metadata = ''): string => {
  const [apiVersion = '', name = ''] = kind.split(' ')
  return `apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: {name: web, namespace: shop${metadata}}\n${body}\n`
}
/** The same object with one field this way and that way. */
export const changed = (
  what: string,
  kind: string,
  before: string,
  after: string,
  ...risks: readonly string[]
): RiskCase => [what, object(kind, before), object(kind, after), ...risks]
/** The same with annotations or labels. */
export const marked = (
  what: string,
  kind: string,
  place: 'annotations' | 'labels',
  before: string,
  after: string,
  ...risks: readonly string[]
): RiskCase => [what, object(kind, '', `, ${place}: {${before}}`), object(kind, '', `, ${place}: {${after}}`), ...risks]

/**
 * A kind, and a table of its fields before and after with the expected report; an empty side means that the object is
 * absent.
 */
export const casesOf =
  (kind: string, metadata = '') =>
  (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
    const side = (body: string) => (body === '' ? '' : object(kind, body, metadata))
    const [, name = ''] = kind.split(' ')
    return [`${name}: ${what}`, side(before), side(after), ...risks]
  }
/** Its end. */
export const gone = (kind: string, ...risks: readonly string[]): RiskCase =>
  casesOf(kind)('goes', 'spec: {a: b}', '', ...risks)
/** The same object under another name. */
export const renamed = (name: string, text: string): string => text.replace('name: web', `name: ${name}`)
