import { knownKinds } from '@slipway/kube'

/** Fields of the API server's own, at the object and at every template. */
const owned = new Set(['creationTimestamp', 'status'])
/** Maps whose keys are a person's: a null there is not nothing for everybody. */
const free = new Set([
  'data',
  'stringData',
  'binaryData',
  'labels',
  'annotations',
  'values',
  'valuesObject',
  'parameters',
  'matchLabels',
  'elements',
])

/**
 * Whether a null is the same as no field: Kubernetes drops it where a field has a type of its own, in its own kinds by
 * decoding and in those of CRDs by pruning. Not where nobody declared the field (a chart's values), nor for `replicas`:
 * a null takes them from whoever set them.
 */
export function dropsNull(kind: string, steps: readonly string[]): boolean {
  const last = steps.at(-1) ?? ''
  if (owned.has(last) && (steps.length === 1 || steps.at(-2) === 'metadata')) return true
  return kind in knownKinds && steps.length > 1 && last !== 'replicas' && !steps.some((step) => free.has(step))
}
