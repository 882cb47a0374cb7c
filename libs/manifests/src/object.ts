import type { KubeObject } from '@slipway/core'

interface Typed {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null

/** The value without fields that hold nothing; itself where there are none, so that most of it is never copied. */
function given(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value.map(given)
    return items.some((item, i) => item !== value[i]) ? items : value
  }
  let out: Record<string, unknown> | undefined
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key]
    const kept = given(field)
    if (kept === field && !isEmpty(field)) continue
    out ??= { ...value }
    if (isEmpty(kept)) delete out[key]
    else out[key] = kept
  }
  return out ?? value
}

/**
 * The objects of one folder while they are put together. A list and no tree of constructs: cdk8s walks, resolves and copies each field of each
 * object several times, which was a third of all work (docs/speed.md).
 */
export class Chart {
  readonly objects: KubeObject[] = []
  readonly #names = new Set<string>()

  /** @throws when it has an object of that kind and name, which would be a mistake of ours */
  add(object: Typed): void {
    const name = `${object.kind}-${object.metadata?.name ?? ''}`
    if (this.#names.has(name)) throw new Error(`two objects are called ${name}`)
    this.#names.add(name)
    this.objects.push(given(object) as KubeObject)
  }
}

/**
 * Adds an object as it stands. Used for pod-carrying kinds and custom resources: cdk8s-plus-27 writes its objects through a whitelist of
 * Kubernetes 1.27 and would drop `preStop.sleep` or native sidecars (FIELD-NOTES 0.2). `T` is the kind's own type. The kinds that it builds right
 * come as its `manifest`, without its constructs.
 */
export const addObject = <T extends Typed>(chart: Chart, object: T): void => chart.add(object)

/** Adds what a `manifest` of cdk8s-plus-27 made, which has no type of its own. */
export const addManifest = (chart: Chart, manifest: unknown): void => chart.add(manifest as Typed)
