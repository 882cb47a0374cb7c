import { isDeepStrictEqual } from 'node:util'
import { isFields, key } from '../value.ts'
import type { Constraint, Literal, Test, Values } from './constraint.ts'

export interface Judged {
  readonly team: string
  readonly lists: Readonly<Record<string, readonly string[]>>
}

const patterns = new Map<string, RegExp>()
function patternOf(text: string): RegExp {
  const pattern = patterns.get(text) ?? new RegExp(text)
  patterns.set(text, pattern)
  return pattern
}

function filledIn(value: Literal, { team }: Judged): unknown {
  if (typeof value === 'string') return value.includes('{team}') ? value.replaceAll('{team}', team) : value
  if (Array.isArray(value)) return value.map((inner: Literal) => filledIn(inner, { team, lists: {} }))
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === undefined ? [] : [[name, filledIn(inner as Literal, { team, lists: {} })]],
    ),
  )
}

const valuesOf = (values: Values, judged: Judged): readonly unknown[] =>
  'list' in values ? (judged.lists[values.list] ?? []) : values.map((value) => filledIn(value, judged))

const members = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined)

/** Whether a value passes a test; a value of another type than the test expects does not. */
export function satisfies(value: unknown, test: Test, judged: Judged): boolean {
  switch (test.is) {
    case 'nothing':
      return value === undefined
    case 'one':
      return valuesOf(test.of, judged).some(
        (allowed) => allowed === value || (typeof value === 'object' && isDeepStrictEqual(allowed, value)),
      )
    case 'starting':
      return typeof value === 'string' && valuesOf(test.with, judged).some((start) => value.startsWith(String(start)))
    case 'ending':
      return typeof value === 'string' && valuesOf(test.with, judged).some((end) => value.endsWith(String(end)))
    case 'matching':
      return typeof value === 'string' && patternOf(test.pattern).test(value)
    case 'filled':
      return Array.isArray(value) ? value.length > 0 : isFields(value) && Object.keys(value).length > 0
    case 'holding':
      return test.all.every((wanted) => members(value)?.includes(filledIn(wanted, judged)) === true)
    case 'keys':
      return isFields(value) && Object.keys(value).every((name) => isAllowedKey(name, test, judged))
    case 'with':
      return (
        isFields(value) &&
        Object.entries(test.fields).every(
          ([name, inner]) => value[name] !== undefined && satisfies(value[name], inner, judged),
        )
      )
    case 'without':
      return isFields(value) && value[test.field] === undefined
    case 'each':
      return members(value)?.every((member) => satisfies(member, test.test, judged)) === true
    case 'first':
      return (members(value)?.length ?? 0) > 0 && satisfies(members(value)?.[0], test.test, judged)
    case 'not':
      return !satisfies(value, test.test, judged)
    case 'any':
      return test.tests.some((inner) => satisfies(value, inner, judged))
    case 'all':
      return test.tests.every((inner) => satisfies(value, inner, judged))
  }
}

function isAllowedKey(name: string, test: Extract<Test, { is: 'keys' }>, judged: Judged): boolean {
  const listed = valuesOf(test.of, judged).map(String)
  return (
    listed.some((allowed) => name === allowed || (allowed.endsWith('/') && name.startsWith(allowed))) ||
    (test.plain === true && !name.includes('/') && !(test.never ?? []).some((start) => name.startsWith(start)))
  )
}

/** A value that breaks a constraint, and its field path. */
interface Breach {
  readonly at: string
  readonly value: unknown
}

/** Every breach of a constraint below the object or pod template where its path starts. @param where its own field path */
export function breaches(
  { path, test, required }: Constraint,
  root: unknown,
  where: string,
  judged: Judged,
): readonly Breach[] {
  const below = (value: unknown, rest: readonly string[], at: string): readonly Breach[] => {
    const [step, ...further] = rest
    if (step === undefined) {
      if (satisfies(value, test, judged)) return []
      if (test.is !== 'keys' || !isFields(value)) return [{ at, value }]
      return Object.keys(value)
        .filter((name) => !isAllowedKey(name, test, judged))
        .map((name) => ({ at: key(at, name), value: value[name] }))
    }
    if (step === '*') {
      if (!Array.isArray(value)) return [{ at, value }]
      return value.flatMap((member: unknown, i) => below(member, further, `${at}[${i}]`))
    }
    const inner = isFields(value) ? value[step] : undefined
    const there = at === '' ? step : key(at, step)
    if (inner === undefined) return required === true && further.length === 0 ? [{ at: there, value: inner }] : []
    return below(inner, further, there)
  }
  return below(root, path, where)
}
