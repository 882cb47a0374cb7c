import { align } from './align.ts'
import { sameAmount } from './amount-fields.ts'
import { listKeys } from './list-keys.ts'
import { AmbiguousScalar } from '@slipway/kube'

/** One field that is not what it was. A whole subtree that came or went is one delta. */
export interface Delta {
  /** `order`: the members are the same, their order is not; the values are then the members' names. */
  readonly op: 'add' | 'remove' | 'set' | 'order'
  /** The path for tables: keys, and `[*]` for any member of a list. */
  readonly steps: readonly string[]
  /** The path for people: keys, and `[app]` or `[3]` for a member. */
  readonly names: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

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
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
  if (a instanceof AmbiguousScalar) return b instanceof AmbiguousScalar && a.source === b.source
  if (!isMap(a) || !isMap(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
}

const reach = (value: unknown, key: string): unknown =>
  key.split('.').reduce<unknown>((v, step) => (isMap(v) ? v[step] : undefined), value)

/** What tells the members of a list apart by one key, or nothing when some have none or two share it. */
function named(list: readonly unknown[], key: readonly string[]): Map<string, number> | undefined {
  const found = new Map<string, number>()
  for (let i = 0; i < list.length; i++) {
    const parts = key.map((field) => {
      const [name = '', otherwise] = field.split('=')
      return reach(list[i], name) ?? (typeof list[i] === 'object' ? otherwise : undefined)
    })
    if (parts[0] === undefined && parts.every((part, j) => part === undefined || key[j]?.includes('=') === true))
      return undefined
    if (parts.some((part) => typeof part === 'object' && part !== null)) return undefined
    // The type is a part of the key: a port 80 is not a port "80".
    const name = parts
      .map((part) => (typeof part === 'string' ? part : part === undefined ? '' : `${JSON.stringify(part)}`))
      .join(' ')
      .trim()
    if (found.has(name)) return undefined
    found.set(name, i)
  }
  return found
}

/** The differences of two values that are not amounts of the same size. Nothing is left out: no delta means equal data. */
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

  #in(step: string, name: string, work: () => void): void {
    this.#steps.push(step)
    this.#names.push(name)
    work()
    this.#steps.pop()
    this.#names.pop()
  }

  compare(before: unknown, after: unknown): void {
    if (before === after && typeof before !== 'object') return
    if (isMap(before) && isMap(after)) this.#maps(before, after)
    else if (Array.isArray(before) && Array.isArray(after)) this.#lists(before, after)
    else if (before instanceof AmbiguousScalar && after instanceof AmbiguousScalar && before.source === after.source)
      return
    else if (!Object.is(before, after) && !sameAmount(this.#kind, this.#steps, before, after))
      this.#tell('set', before, after)
  }

  #maps(before: Values, after: Values): void {
    for (const key of Object.keys(before)) {
      this.#in(key, key, () => {
        if (Object.hasOwn(after, key)) this.compare(before[key], after[key])
        else if (this.#isTexts(before[key])) this.compare(before[key], {})
        else this.#tell('remove', before[key], undefined)
      })
    }
    for (const key of Object.keys(after)) {
      if (Object.hasOwn(before, key)) continue
      this.#in(key, key, () => {
        if (this.#isTexts(after[key])) this.compare({}, after[key])
        else this.#tell('add', undefined, after[key])
      })
    }
  }

  /** The first label is a label like any other: none is the same as an empty map. */
  #isTexts(value: unknown): boolean {
    const [parent, key] = this.#steps.slice(-2)
    return (
      parent === 'metadata' &&
      (key === 'labels' || key === 'annotations') &&
      isMap(value) &&
      Object.keys(value).length > 0
    )
  }

  #lists(before: readonly unknown[], after: readonly unknown[]): void {
    if (same(before, after)) return
    for (const key of listKeys.get(this.#steps.at(-1) ?? '') ?? []) {
      const [a, b] = [named(before, key), named(after, key)]
      if (a !== undefined && b !== undefined && before.length > 0 && after.length > 0)
        return this.#keyed(before, after, a, b)
    }
    const pairs = align(before.map(canonical), after.map(canonical))
    for (const pair of pairs) {
      const at = `[${pair.after ?? pair.before}]`
      this.#in('[*]', at, () => {
        if (pair.before === undefined) this.#tell('add', undefined, after[pair.after ?? 0])
        else if (pair.after === undefined) this.#tell('remove', before[pair.before], undefined)
        else this.compare(before[pair.before], after[pair.after])
      })
    }
  }

  #keyed(before: readonly unknown[], after: readonly unknown[], a: Map<string, number>, b: Map<string, number>): void {
    for (const [name, i] of a) {
      this.#in('[*]', `[${name}]`, () => {
        const j = b.get(name)
        if (j === undefined) this.#tell('remove', before[i], undefined)
        else this.compare(before[i], after[j])
      })
    }
    for (const [name, j] of b)
      if (!a.has(name)) this.#in('[*]', `[${name}]`, () => this.#tell('add', undefined, after[j]))
    const stayed = [...a.keys()].filter((name) => b.has(name))
    const now = [...b.keys()].filter((name) => a.has(name))
    if (stayed.some((name, i) => name !== now[i])) this.#tell('order', stayed, now)
  }
}

/**
 * All differences of two objects of a kind, by meaning: the order of keys is none, members of lists are paired by their keys, and two
 * spellings of one amount are the same where the field holds amounts.
 */
export function diff(kind: string, before: unknown, after: unknown): readonly Delta[] {
  const differ = new Differ(kind)
  differ.compare(before, after)
  return differ.deltas
}

/** `containers[app].image`: a path as people write it; names that are no words stand in quotes. */
export const pathText = (names: readonly string[]): string =>
  names.reduce((path, name) => {
    if (name.startsWith('[')) return path + name
    const word = /^[A-Za-z_][-A-Za-z0-9_/]*$/.test(name) ? name : JSON.stringify(name)
    return path === '' ? word : `${path}.${word}`
  }, '')
