import type { KubeObject } from '@slipway/core'

/** Repairs one field: the value that it should have; without a value the field is removed. */
type Repair = readonly [path: string, value?: unknown]

/** The place of a refusal: the part's own rule, or another that tells it already. */
export type Place = string | { readonly code: string; readonly at: string }

/** A refusal, with the repairs after which the object is allowed; without repairs the field itself is removed. */
export type Reason = Place | readonly [place: Place, repairs: readonly Repair[]]

/** Refused at a field that should have this value. */
export const becomes = (place: Place, value: unknown): Reason => within(place, '', value)

/** Refused at a field for what stands below it, which should have this value, or not be there. */
export const within = (place: Place, below: string, value?: unknown): Reason => [
  place,
  [[`${typeof place === 'string' ? place : place.at}${below}`, value]],
]

/** A field of a workload's pods. */
export const inPod = (field: string): string => `spec.template.spec.${field}`

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
