import { isDeepStrictEqual } from 'node:util'
import { memoized } from '../memoized.ts'
import { parseQuantity } from '../quantity.ts'
import { at, type Fields, isFields, key } from '../value.ts'
import type { Constraint, Literal, Same, Test, Values } from './constraint.ts'

export interface Judged {
  readonly team: string
  readonly lists: Readonly<Record<string, readonly string[]>>
}

type KeysTest = Extract<Test, { is: 'keys' }>

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

const none: readonly unknown[] = []

/** Resolves a test's values for a team. Most name no team, and are shared. */
function valuesOf(values: Values): (judged: Judged) => readonly unknown[] {
  if ('list' in values) {
    const { list } = values
    return ({ lists }) => lists[list] ?? none
  }
  if (!JSON.stringify(values).includes('{team}')) return () => values
  return memoized((judged: Judged) => values.map((value) => filledIn(value, judged)))
}

const members = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined)
const sizeOf = (value: unknown): number | undefined =>
  Array.isArray(value) ? value.length : isFields(value) ? Object.keys(value).length : undefined

type Passing = (value: unknown, judged: Judged) => boolean

/** Makes no list, as it is asked of each object of an estate many times. */
function isEachName(value: Fields, passes: (name: string, judged: Judged) => boolean, judged: Judged): boolean {
  for (const name in value) if (!passes(name, judged)) return false
  return true
}

/** Compiles a test once for all objects of an estate. A value of another type than the test expects fails. */
function passing(test: Test): Passing {
  switch (test.is) {
    case 'nothing':
      return (value) => value === undefined
    case 'one': {
      const of = valuesOf(test.of)
      return (value, judged) =>
        typeof value === 'object'
          ? of(judged).some((allowed) => isDeepStrictEqual(allowed, value))
          : of(judged).includes(value)
    }
    case 'starting': {
      const starts = valuesOf(test.with)
      return (value, judged) => typeof value === 'string' && starts(judged).some((one) => value.startsWith(String(one)))
    }
    case 'ending': {
      const ends = valuesOf(test.with)
      return (value, judged) => typeof value === 'string' && ends(judged).some((one) => value.endsWith(String(one)))
    }
    case 'matching': {
      const pattern = new RegExp(test.pattern)
      return (value) => typeof value === 'string' && pattern.test(value)
    }
    case 'filled':
      return (value) => (sizeOf(value) ?? 0) > 0
    case 'few':
      return (value) => (sizeOf(value) ?? Infinity) <= test.most
    // CEL counts code points: never more than these.
    case 'short':
      return (value) => typeof value === 'string' && value.length <= test.most
    case 'within':
      return (value) => Number.isInteger(value) && Number(value) >= test.least && Number(value) <= test.most
    case 'upTo': {
      const of = valuesOf(test.of)
      return (value, judged) => {
        const asked = parseQuantity(value)
        return asked !== undefined && of(judged).some((most) => asked.nanos <= (parseQuantity(most)?.nanos ?? -1n))
      }
    }
    case 'covered':
      return (value) => {
        const [own, other] = [at(value, ...test.path), at(value, ...test.by)]
        if (own === undefined || other === undefined) return true
        const [asked, most] = [parseQuantity(own), parseQuantity(other)]
        return asked !== undefined && most !== undefined && asked.nanos <= most.nanos
      }
    case 'holding': {
      const all = valuesOf(test.all)
      return (value, judged) => all(judged).every((wanted) => members(value)?.includes(wanted) === true)
    }
    case 'keys': {
      const isAllowed = allowedKeys(test)
      return (value, judged) => isFields(value) && isEachName(value, isAllowed(judged), judged)
    }
    case 'with': {
      const inner = Object.entries(test.fields).map(([name, own]) => [name, passing(own)] as const)
      return (value, judged) => {
        if (!isFields(value)) return false
        for (const [name, passes] of inner) if (value[name] === undefined || !passes(value[name], judged)) return false
        return true
      }
    }
    case 'without':
      return (value) => isFields(value) && value[test.field] === undefined
    case 'each': {
      const passes = passing(test.test)
      return (value, judged) => {
        if (!Array.isArray(value)) return false
        for (const member of value as readonly unknown[]) if (!passes(member, judged)) return false
        return true
      }
    }
    case 'values': {
      const passes = passing(test.test)
      return (value, judged) => {
        if (!isFields(value)) return false
        for (const name in value) if (!passes(value[name], judged)) return false
        return true
      }
    }
    case 'names': {
      const passes = passing(test.test)
      return (value, judged) => isFields(value) && isEachName(value, passes, judged)
    }
    case 'first': {
      const passes = passing(test.test)
      return (value, judged) => (members(value)?.length ?? 0) > 0 && passes(members(value)?.[0], judged)
    }
    case 'not': {
      const passes = passing(test.test)
      return (value, judged) => !passes(value, judged)
    }
    case 'any': {
      const all = test.tests.map(passing)
      return (value, judged) => {
        for (const passes of all) if (passes(value, judged)) return true
        return false
      }
    }
    case 'all': {
      const all = test.tests.map(passing)
      return (value, judged) => {
        for (const passes of all) if (!passes(value, judged)) return false
        return true
      }
    }
  }
}

/** Whether a key is allowed. Caches answers, since most objects have the same keys. */
const allowedKeys = memoized((test: KeysTest) => {
  const of = openedTo(test)
  const among = memoized((values: readonly unknown[]) => {
    const known = new Map<string, boolean>()
    return (name: string): boolean => {
      let isAllowed = known.get(name)
      if (isAllowed === undefined) known.set(name, (isAllowed = isListed(name, test, values)))
      return isAllowed
    }
  })
  return (judged: Judged) => among(of(judged))
})

function openedTo({ of, opened }: KeysTest): (judged: Judged) => readonly unknown[] {
  const listed = valuesOf(of)
  if (opened === undefined) return listed
  const { list, under } = opened
  return memoized((judged: Judged) => {
    const more = (judged.lists[list] ?? []).filter((one) => one.startsWith(under)).map((one) => one.slice(under.length))
    return more.length === 0 ? listed(judged) : [...listed(judged), ...more]
  })
}

function isListed(name: string, test: KeysTest, values: readonly unknown[]): boolean {
  const isCovered = (allowed: string) => name === allowed || (allowed.endsWith('/') && name.startsWith(allowed))
  return (
    values.some((allowed) => isCovered(String(allowed))) ||
    (test.plain === true && !name.includes('/') && !(test.never ?? []).some((start) => name.startsWith(start)))
  )
}

/** @param root where the path of the constraint starts */
type Keeping = (value: unknown, root: unknown, judged: Judged) => boolean

/** The test of a constraint as a function, made once. */
export const keeping = memoized((test: Test | Same): Keeping => {
  if (test.is === 'same')
    return (value, root) => typeof value === 'string' && test.as.some((path) => at(root, ...path) === value)
  const passes = passing(test)
  return (value, _, judged) => passes(value, judged)
})

/** A value that breaks a constraint, and its field path. */
interface Breach {
  readonly at: string
  readonly value: unknown
}

/** Whether a value keeps a constraint: true for most, so that `breaches` collects nothing. */
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
  return keeping(test)(inner, root, judged)
}

/**
 * Every breach of a constraint below the object or pod template where its path starts.
 * @param where its own field path
 */
export function breaches(constraint: Constraint, root: unknown, where: string, judged: Judged): readonly Breach[] {
  if (passes(constraint, root, 0, judged)) return []
  const { path, test, required } = constraint
  const below = (value: unknown, rest: readonly string[], at: string): readonly Breach[] => {
    const [step, ...further] = rest
    if (step === undefined) {
      if (keeping(test)(value, root, judged)) return []
      if (test.is !== 'keys' || !isFields(value)) return [{ at, value }]
      return Object.keys(value)
        .filter((name) => !allowedKeys(test)(judged)(name))
        .map((name) => ({ at: key(at, name), value: value[name] }))
    }
    if (step === '*') {
      if (!Array.isArray(value)) return [{ at, value }]
      return value.flatMap((member: unknown, i) => below(member, further, `${at}[${i}]`))
    }
    const inner = isFields(value) ? value[step] : undefined
    const there = key(at, step)
    if (inner === undefined) return required === true && further.length === 0 ? [{ at: there, value: inner }] : []
    return below(inner, further, there)
  }
  return below(root, path, where)
}
