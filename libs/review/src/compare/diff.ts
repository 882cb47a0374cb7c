import { align } from './align.ts'
import { sameAmount } from './amount-fields.ts'
import { listKeys } from './list-keys.ts'
import { dropsNull } from './nulls.ts'
import { AmbiguousScalar } from '@slipway/kube'

/** One field that is not what it was. A subtree that is added or removed is one delta. */
export interface Delta {
  /** `order`: the members are the same, their order is not; the values are then the members' names. */
  readonly op: 'add' | 'remove' | 'set' | 'order'
  /** The path for tables: keys, and `[*]` for any member of a list. */
  readonly steps: readonly string[]
  /** The path for people: keys, and `[app]` or `[3]` for a member. */
  readonly names: readonly string[]
  readonly before: unknown
  readonly after: unknown
  /** So many fields differ below it that they are not told one by one. */
  readonly fields?: number
}

/** Fields of one object that are told one by one: with more, no reader finds the one that matters. */
const mostDeltas = 3000

type Values = Readonly<Record<string, unknown>>
const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof AmbiguousScalar)

/** A value as one text, its keys sorted: equal exactly for equal values. */
export function canonical(value: unknown): string {
  if (value instanceof AmbiguousScalar) return `?${JSON.stringify(value.source)}`
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (isMap(value))
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(',')}}`
  return Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'undefined')
}

/** Whether two values are the very same data. Most lists are, and then nothing has to be aligned. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (a instanceof AmbiguousScalar) return b instanceof AmbiguousScalar && a.source === b.source
  if (!isMap(a) || !isMap(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
}

const reach = (value: unknown, key: string): unknown =>
  key.split('.').reduce<unknown>((v, step) => (isMap(v) ? v[step] : undefined), value)

/**
 * The positions of a list's members by a key that tells them apart; `undefined` when some have none or two share it.
 */
function named(list: readonly unknown[], key: readonly string[]): ReadonlyMap<string, number> | undefined {
  const found = new Map<string, number>()
  for (const [i, member] of list.entries()) {
    const parts = key.map((field) => {
      const [name = '', otherwise] = field.split('=')
      return reach(member, name) ?? (typeof member === 'object' ? otherwise : undefined)
    })
    if (parts[0] === undefined && parts.every((part, j) => part === undefined || key[j]?.includes('=')))
      return undefined
    if (parts.some((part) => typeof part === 'object' && part !== null)) return undefined
    // The type is a part of the key: a port 80 is not a port "80".
    const name = parts
      .map((part = '') => (typeof part === 'string' ? part : JSON.stringify(part)))
      .join(' ')
      .trim()
    if (found.has(name)) return undefined
    found.set(name, i)
  }
  return found
}

/** A value, or none. */
type Side = readonly [unknown?]
const memberOf = (list: readonly unknown[], i: number | undefined): Side => (i === undefined ? [] : [list[i]])

/** Collects the differences of two values. */
class Differ {
  readonly deltas: Delta[] = []
  readonly #kind: string
  readonly #steps: string[] = []
  readonly #names: string[] = []

  constructor(kind: string) {
    this.#kind = kind
  }

  #tell(op: Delta['op'], before: unknown, after: unknown): void {
    this.deltas.push({ op, steps: [...this.#steps], names: [...this.#names], before, after })
  }

  compare(before: unknown, after: unknown): void {
    if (isMap(before) && isMap(after))
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
        this.#sides(key, key, this.#field(before, key), this.#field(after, key))
    else if (Array.isArray(before) && Array.isArray(after)) this.#lists(before, after)
    else if (!same(before, after) && !sameAmount(this.#kind, this.#steps, before, after))
      this.#tell('set', before, after)
  }

  #field(map: Values, key: string): Side {
    if (!Object.hasOwn(map, key)) return []
    return map[key] === null && dropsNull(this.#kind, [...this.#steps, key]) ? [] : [map[key]]
  }

  #sides(step: string, name: string, before: Side, after: Side): void {
    if (before.length + after.length === 0) return
    this.#steps.push(step)
    this.#names.push(name)
    // The first label is a label like any other: no labels are the same as an empty map.
    const none = this.#isTexts(before[0] ?? after[0]) ? [{}] : []
    const [[was], [is]] = [before.length > 0 ? before : none, after.length > 0 ? after : none]
    if (before.length + none.length === 0) this.#tell('add', undefined, is)
    else if (after.length + none.length === 0) this.#tell('remove', was, undefined)
    else this.compare(was, is)
    this.#steps.pop()
    this.#names.pop()
  }

  #isTexts(value: unknown): boolean {
    const [parent, key = ''] = this.#steps.slice(-2)
    return parent === 'metadata' && /^(?:label|annotation)s$/.test(key) && isMap(value) && Object.keys(value).length > 0
  }

  #lists(before: readonly unknown[], after: readonly unknown[]): void {
    if (same(before, after)) return
    for (const key of before.length > 0 && after.length > 0 ? (listKeys.get(this.#steps.at(-1) ?? '') ?? []) : []) {
      const [a, b] = [named(before, key), named(after, key)]
      if (a === undefined || b === undefined) continue
      const names = new Set([...a.keys(), ...b.keys()])
      for (const name of names)
        this.#sides('[*]', `[${name}]`, memberOf(before, a.get(name)), memberOf(after, b.get(name)))
      const [stayed, now] = [[...a.keys()].filter((name) => b.has(name)), [...b.keys()].filter((name) => a.has(name))]
      if (!same(stayed, now)) this.#tell('order', stayed, now)
      return
    }
    for (const { before: i, after: j } of align(before.map(canonical), after.map(canonical)))
      this.#sides('[*]', `[${j ?? i}]`, memberOf(before, i), memberOf(after, j))
  }
}

/** One delta for each field of the object itself. */
function folded(deltas: readonly Delta[], before: unknown, after: unknown): readonly Delta[] {
  return [...Map.groupBy(deltas, ({ steps }) => steps[0] ?? '')].map(([step, below]): Delta => {
    const [was, is] = [before, after].map((value) => (isMap(value) ? value[step] : value))
    const op = was === undefined ? 'add' : is === undefined ? 'remove' : 'set'
    return { op, steps: [step], names: [step], before: was, after: is, fields: below.length }
  })
}

/**
 * All differences of two objects of a kind, by meaning: keys have no order, members of lists are paired by their keys,
 * and two spellings of one amount are the same where the field holds amounts.
 */
export function diff(kind: string, before: unknown, after: unknown): readonly Delta[] {
  const differ = new Differ(kind)
  differ.compare(before, after)
  const { deltas } = differ
  return deltas.length <= mostDeltas ? deltas : folded(deltas, before, after)
}

/** `containers[app].image`: a path as people write it; names that are no words stand in quotes. */
export const pathText = (names: readonly string[]): string =>
  names.reduce((path, name) => {
    if (name.startsWith('[')) return path + name
    const word = /^[A-Za-z_][-A-Za-z0-9_/]*$/.test(name) ? name : JSON.stringify(name)
    return path === '' ? word : `${path}.${word}`
  }, '')
