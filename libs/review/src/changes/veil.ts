import { AmbiguousScalar, isFields } from '@slipway/kube'

/** The text in place of a Secret's value. */
const hidden = '(hidden)'

/** An encrypted value is one for everybody; an empty one is none. */
const veiled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(veiled)
  if (isFields(value) && !(value instanceof AmbiguousScalar))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, veiled(inner)]))
  return typeof value === 'string' && (value === '' || value.startsWith('ENC[')) ? value : hidden
}

/** Fields of a Secret that say nothing of its values. */
const open = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'sops'])
/** kubectl keeps the whole object here. */
const applied = 'kubectl.kubernetes.io/last-applied-configuration'

const isSecret = (object: unknown): boolean => isFields(object) && object.kind === 'Secret'

/**
 * A value of an object as reports may show it: of a Secret only what everybody may know.
 * @param objects the object, before and after
 */
export function veil(objects: readonly unknown[], steps: readonly string[], value: unknown): unknown {
  if (value === undefined || !objects.some(isSecret)) return value
  const [field] = steps
  if (field !== undefined && !open.has(field)) return veiled(value)
  if (steps.at(-1) === applied) return hidden
  if (!isFields(value) || value instanceof AmbiguousScalar) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, veil(objects, [...steps, key], inner)]))
}

/** The lines of an object without such values. */
export const veiledText = (object: unknown): string =>
  object === undefined ? '' : `${JSON.stringify(veil([object], [], object), null, 2)}\n`

/** Whether a text may hold a Secret, if only in a part that nobody could read. */
export const maySecret = (text: string): boolean => /\bkind["']?\s*:\s*["']?Secret\b/.test(text)
