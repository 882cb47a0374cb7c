import type { KubeObject } from '@slipway/core'
import plainData, { type PlainData } from '@slipway/fleet/plain-data'
import type { Extra, ExtraContext } from '@slipway/spec'

export interface ExtraInput {
  readonly context: ExtraContext
  readonly objects: readonly KubeObject[]
}

export interface Built {
  readonly objects: readonly unknown[]
  /** Objects whose name cdk8s made up with a hash. */
  readonly hashed: readonly { readonly kind: string; readonly name: string }[]
  readonly isPromise: boolean
}

/** The answers of an extra.ts, as untrusted data. */
export interface ExtraAnswer {
  /** One for each object; `null` where there is no `patch`. */
  readonly patched: PlainData | null
  readonly added: PlainData
  readonly built: Built | null
}

/** As it would be written: a class, a date or `undefined` would not survive that. */
function written(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Promise) return value
  return JSON.parse(JSON.stringify(value)) as unknown
}

/** Runs in the sandbox. @param build what makes its `build` data; none without cdk8s */
export function answerOf(
  extra: Extra,
  { context, objects }: ExtraInput,
  build: (extra: Extra, context: ExtraContext) => Built | null = () => null,
): ExtraAnswer {
  const { patch, add } = extra
  const own = (): ExtraContext => ({ ...context })
  const added: unknown = add?.(own()) ?? []
  return {
    // A copy, or a change of the name in place would compare equal.
    patched: patch === undefined ? null : plainData(objects.map((o) => written(patch(structuredClone(o), own())))),
    added: plainData(Array.isArray(added) ? added.map(written) : written(added)),
    built: build(extra, own()),
  }
}

export default (extra: Extra, input: ExtraInput): ExtraAnswer => answerOf(extra, input)
