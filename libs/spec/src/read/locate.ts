import { fieldPath } from '@slipway/core'

const parts = (at: string): readonly string[] =>
  [...at.matchAll(/"(?:[^"\\]|\\.)*"|[^.[\]]+/g)].map(([part]) =>
    part.startsWith('"') ? (JSON.parse(part) as string) : part,
  )

/** The value at a field path, if any. */
export const valueAt = (at: string, value: unknown): unknown =>
  parts(at).reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Record<string, unknown>)[part]
        : undefined,
    value,
  )

/** The longest existing part of a field path: `scale.min` in `{ scale: { max: 3 } }` gives `scale`; '' if none. */
export function locate(at: string, value: unknown): string {
  const walked: PropertyKey[] = []
  let inner = value
  for (const part of parts(at)) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) break
    walked.push(Array.isArray(inner) ? Number(part) : part)
    inner = (inner as Record<string, unknown>)[part]
  }
  return fieldPath(walked)
}
