import { isDeepStrictEqual } from 'node:util'
import { memoized } from '../memoized.ts'
import { parseQuantity } from '../quantity.ts'
import { at, isFields, key } from '../value.ts'
import type { Constraint, Literal, Same, Test, Values } from './constraint.ts'

export interface Judged {
  readonly team: string
  readonly lists: Readonly<Record<string, readonly string[]>>
}

type KeysTest = Extract<Test, { is: 'keys' }>

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

/** The same for every team, as most are; `undefined` where `{team}` stands in one. */
const fixedValues = memoized((values: readonly Literal[]): readonly unknown[] | undefined =>
  JSON.stringify(values).includes('{team}') ? undefined : values,
)

const valuesOf = (values: Values, judged: Judged): readonly unknown[] =>
  'list' in values
    ? (judged.lists[values.list] ?? [])
    : (fixedValues(values) ?? values.map((value) => filledIn(value, judged)))

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
    case 'few':
      return (Array.isArray(value) ? value.length : isFields(value) ? Object.keys(value).length : Infinity) <= test.most
    case 'within':
      return Number.isInteger(value) && Number(value) >= test.least && Number(value) <= test.most
    case 'upTo': {
      const asked = parseQuantity(value)
      return (
        asked !== undefined &&
        valuesOf(test.of, judged).some((most) => asked.nanos <= (parseQuantity(most)?.nanos ?? -1n))
      )
    }
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

/** Most objects have the same keys. */
const verdicts = memoized((_: Judged) => new Map<Test, Map<string, boolean>>())

function isAllowedKey(name: string, test: KeysTest, judged: Judged): boolean {
  const ofTest = verdicts(judged)
  const known = ofTest.get(test) ?? new Map<string, boolean>()
  ofTest.set(test, known)
  const isAllowed = known.get(name) ?? isListed(name, test, judged)
  known.set(name, isAllowed)
  return isAllowed
}

function isListed(name: string, test: KeysTest, judged: Judged): boolean {
  const isCovered = (allowed: string) => name === allowed || (allowed.endsWith('/') && name.startsWith(allowed))
  return (
    valuesOf(test.of, judged).some((allowed) => isCovered(String(allowed))) ||
    (test.plain === true && !name.includes('/') && !(test.never ?? []).some((start) => name.startsWith(start)))
  )
}

/** @param root where the path of the constraint starts */
export const keeps = (value: unknown, test: Test | Same, root: unknown, judged: Judged): boolean =>
  test.is === 'same'
    ? typeof value === 'string' && test.as.some((path) => at(root, ...path) === value)
    : satisfies(value, test, judged)

/** A value that breaks a constraint, and its field path. */
interface Breach {
  readonly at: string
  readonly value: unknown
}

/** Whether nothing below breaks a constraint: so it is for most objects, and nothing has to be collected. */
function passes(constraint: Constraint, value: unknown, from: number, judged: Judged, root = value): boolean {
  const { path, test, required } = constraint
  let inner = value
  for (let i = from; i < path.length; i++) {
    const step = path[i] ?? ''
    if (step === '*')
      return Array.isArray(inner) && inner.every((member: unknown) => passes(constraint, member, i + 1, judged, root))
    inner = isFields(inner) ? inner[step] : undefined
    if (inner === undefined) return required !== true || i < path.length - 1
  }
  return keeps(inner, test, root, judged)
}

/** Every breach of a constraint below the object or pod template where its path starts. @param where its own field path */
export function breaches(constraint: Constraint, root: unknown, where: string, judged: Judged): readonly Breach[] {
  if (passes(constraint, root, 0, judged)) return []
  const { path, test, required } = constraint
  const below = (value: unknown, rest: readonly string[], at: string): readonly Breach[] => {
    const [step, ...further] = rest
    if (step === undefined) {
      if (keeps(value, test, root, judged)) return []
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
