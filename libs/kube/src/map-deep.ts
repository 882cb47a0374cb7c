import { isFields, mapValues, type Fields } from './value.ts'

interface Changes {
  readonly text?: (text: string) => unknown
  /** After the change of all inside it. */
  readonly object?: (fields: Fields) => unknown
  /** Keys whose values stay as they are. */
  readonly kept?: ReadonlySet<string>
}

const same = <T>(value: T): T => value

/** A copy of a value, with its texts and its objects changed at every depth. */
export function mapDeep(value: unknown, { text = same, object = same, kept = new Set() }: Changes): unknown {
  const changed = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one)
    if (Array.isArray(one)) return one.map(changed)
    return isFields(one) ? object(mapValues(one, (inner, key) => (kept.has(key) ? inner : changed(inner)))) : one
  }
  return changed(value)
}
