import type { KubeObject } from '@slipway/core'
import type { Ground } from './ground.ts'

/** Repairs one field: the value that it should have; without a value the field is removed. */
type Repair = readonly [path: string, value?: unknown]

/** Where a try is refused: by the part's own rule, or by another that tells it already. */
type Place = string | { readonly code: string; readonly at: string }

/** What is there goes, or the repairs take its place, and nothing is wrong any more. */
export type Reason = Place | readonly [place: Place, repairs: readonly Repair[]]
export type Reasons = Readonly<Record<string, Reason>>
export type ReasonsOf = (ground: Ground) => Reasons

export const labelsOf = (app: string): object => ({ 'app.kubernetes.io/name': app })

const steps = (path: string): readonly string[] =>
  [...path.matchAll(/"([^"]+)"|\[(\d+)\]|([^.[\]"]+)/g)].map(
    ([, quoted, index, plain]) => quoted ?? index ?? plain ?? '',
  )

function put(object: object, path: string, value: unknown): void {
  const all = steps(path)
  let inner = object as Record<string, unknown>
  for (const step of all.slice(0, -1)) {
    inner[step] ??= {}
    inner = inner[step] as Record<string, unknown>
  }
  const last = all.at(-1) ?? ''
  if (value !== undefined) inner[last] = value
  else if (Array.isArray(inner)) inner.splice(Number(last), 1)
  else delete inner[last]
}

/** The object with what is wrong put right, and nothing else changed. */
export function repaired(object: KubeObject, repairs: readonly Repair[]): KubeObject {
  const copy = structuredClone(object)
  for (const [path, value] of repairs) put(copy, path, value)
  return copy
}

export interface Refusal {
  readonly code: string
  readonly at: string
  readonly repairs: readonly Repair[]
}

/** @param code of the part's own rule */
export function refusalOf(reason: Reason, code: string): Refusal {
  const [place, repairs] = typeof reason === 'string' || 'code' in reason ? [reason] : reason
  const told = typeof place === 'string' ? { code, at: place } : place
  return { ...told, repairs: repairs ?? [[told.at]] }
}
