import { isWithin } from '@slipway/core'
import { isFields, key as named, mapValues } from '@slipway/kube'

/** A value without parts, and the way to it: `scale.on.cpu`, `calls[0]`. */
export interface Leaf {
  readonly path: string
  readonly value: unknown
}

/** Every leaf; an empty list or object is one, too. */
export function leaves(value: unknown, path = ''): readonly Leaf[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((one, i) => leaves(one, `${path}[${i}]`))
  if (isFields(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : leaves(inner, named(path, key))))
  return [{ path, value }]
}

/** The value with one leaf changed by a function. */
export function withLeaf(value: unknown, path: string, change: (leaf: unknown) => unknown, at = ''): unknown {
  if (at === path) return change(value)
  const inside = (field: string) => isWithin(path, field)
  if (Array.isArray(value))
    return value.map((one: unknown, i) => (inside(`${at}[${i}]`) ? withLeaf(one, path, change, `${at}[${i}]`) : one))
  if (!isFields(value)) return value
  return mapValues(value, (inner, key) => {
    const next = named(at, key)
    return inside(next) ? withLeaf(inner, path, change, next) : inner
  })
}

/**
 * Another value of the same form: the next number, the other truth, a text with its first number raised or a letter
 * more.
 */
export function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return value
  return /\d/.test(value) ? value.replace(/\d+/, (digits) => String(Number(digits) + 1)) : `${value}x`
}
