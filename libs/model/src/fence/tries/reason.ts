import type { KubeObject } from '@slipway/core'
import type { Ground } from './ground.ts'

/** What puts one thing right: the value that it should have, or none where it has to go. */
type Repair = readonly [path: string, value?: unknown]

/**
 * Where a try is refused: a place of the part's own rule, or `<code> <place>` of another that tells it already. What is
 * there goes, or these take its place, and nothing is wrong any more.
 */
export type Reason = string | readonly [place: string, repairs: readonly Repair[]]
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

export function refusalOf(reason: Reason, code: string): Refusal {
  const [told, repairs] = typeof reason === 'string' ? [reason, undefined] : reason
  const [first = '', second] = told.split(/ (?=spec|metadata|kind)/)
  const at = second ?? first
  return { code: second === undefined ? code : first, at, repairs: repairs ?? [[at]] }
}
