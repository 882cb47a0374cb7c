/** A value that JSON has no word for, where it stands. */
interface OddValue {
  readonly at: readonly (string | number)[]
  readonly kind: 'undefined' | 'function' | 'symbol' | 'bigint' | 'number' | 'promise' | 'object'
  readonly text: string
}

export interface PlainData {
  readonly value: unknown
  readonly odd: readonly OddValue[]
}

type At = readonly (string | number)[]

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

function kindOf(value: unknown): OddValue['kind'] | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'number'
  if (typeof value !== 'object') return typeof value as Exclude<OddValue['kind'], 'promise' | 'object'>
  if (value instanceof Promise) return 'promise'
  return Array.isArray(value) || isPlain(value) ? undefined : 'object'
}

/** A word for an odd value that an issue can show. */
function textOf(value: unknown, kind: OddValue['kind']): string {
  if (kind === 'bigint' || kind === 'number') return String(value)
  if (kind !== 'object') return ''
  const isPrototypeSet = Object.getPrototypeOf(value)?.constructor === Object
  return `an object of ${isPrototypeSet ? 'a prototype that __proto__ set' : String((value as object).constructor?.name)}`
}

/** Runs in the child: a copy of what a file exports, as JSON can carry it. @throws for a value that holds itself */
export default function plainData(exported: unknown): PlainData {
  const odd: OddValue[] = []
  const above = new Set<object>()
  const copy = (value: unknown, at: At): unknown => {
    const kind = kindOf(value)
    if (kind !== undefined) {
      odd.push({ at, kind, text: textOf(value, kind) })
      return null
    }
    if (typeof value !== 'object' || value === null) return value
    if (above.has(value)) throw new Error('a value that holds itself')
    above.add(value)
    const copied = Array.isArray(value)
      ? Array.from(value, (item, i) => copy(item, [...at, i]))
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner, [...at, key])]))
    above.delete(value)
    return copied
  }
  return { value: copy(exported, []), odd }
}

/** Stand-ins for odd values, which a schema refuses with the same words. */
const standIns: Readonly<Record<OddValue['kind'], (text: string) => unknown>> = {
  undefined: () => undefined,
  function: () => () => undefined,
  symbol: () => Symbol(),
  bigint: (text) => BigInt(text),
  number: Number,
  promise: () => Promise.resolve(),
  object: () => undefined,
}

/** Puts the odd values back where they stood. */
export function withOddValues({ value, odd }: PlainData): unknown {
  const top = { value }
  for (const { at, kind, text } of odd) {
    const keys = ['value', ...at]
    const last = keys.pop() as string | number
    const holder = keys.reduce<Record<string | number, unknown>>(
      (inner, key) => inner[key] as Record<string | number, unknown>,
      top,
    )
    Object.defineProperty(holder, last, {
      value: standIns[kind](text),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return top.value
}
