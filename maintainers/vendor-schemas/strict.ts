import { baseName } from '@slipway/core'
import { mapValues, type Fields } from '@slipway/kube'

/** JSON Schema (draft 4, for kubeconform), or the OpenAPI schema that it is made from. */
export type Schema = Fields

/** They limit a value, and mean the same in OpenAPI. No descriptions, defaults or `x-` words. */
const limits = [
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'multipleOf',
  'pattern',
  'required',
  'uniqueItems',
] as const

/** The API server checks it, too. Others (int32, int64, byte, double) are widths. */
const formats = new Set(['date-time'])

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface Dialect {
  readonly ref: (name: string) => Schema
  /** Whether `type: object` without properties takes any field: built-in kinds yes; a CRD prunes. */
  readonly openObjects: boolean
  /** The metadata of resources embedded in others. */
  readonly metadata: Schema
}

const each = (schemas: unknown, change: (s: Schema) => Schema): Schema =>
  mapValues((schemas ?? {}) as Record<string, Schema>, change)

/** Below allOf, anyOf, oneOf, not: lists some fields, never closes the object. */
function judging(schema: Schema): Schema {
  const out: Record<string, unknown> = {}
  for (const word of limits) if (schema[word] !== undefined) out[word] = schema[word]
  if (typeof schema['type'] === 'string') out['type'] = schema['type']
  if (schema['properties'] !== undefined) out['properties'] = each(schema['properties'], judging)
  if (isSchema(schema['items'])) out['items'] = judging(schema['items'])
  if (isSchema(schema['additionalProperties'])) out['additionalProperties'] = judging(schema['additionalProperties'])
  return { ...out, ...junctors(schema) }
}

function junctors(schema: Schema): Schema {
  const out: Record<string, unknown> = {}
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    if (Array.isArray(schema[word])) out[word] = (schema[word] as Schema[]).map(judging)
  }
  if (isSchema(schema['not'])) out['not'] = judging(schema['not'])
  return out
}

const embedded: Schema = { apiVersion: { type: 'string' }, kind: { type: 'string' } }

function fields(schema: Schema, dialect: Dialect): Schema {
  const own = each(schema['properties'], (s) => strict(s, dialect))
  const all =
    schema['x-kubernetes-embedded-resource'] === true ? { ...embedded, ...own, metadata: dialect.metadata } : own
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true
  const values = schema['additionalProperties']
  const listed = Object.keys(all).length > 0 ? { properties: all } : {}
  if (isSchema(values)) return { ...listed, additionalProperties: strict(values, dialect) }
  if (preserves || values === true) return listed
  if (schema['properties'] === undefined && dialect.openObjects) return listed
  return { ...listed, additionalProperties: false }
}

const nullable = (schema: Schema): Schema => ({
  ...schema,
  ...(schema['type'] === undefined ? {} : { type: [schema['type'], 'null'].flat() }),
  ...(Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {}),
})

/**
 * Refuses fields that the source does not list. Objects are closed unless they keep unknown fields
 * (`x-kubernetes-preserve-unknown-fields`) or are maps; `x-kubernetes-int-or-string`, `nullable` and embedded
 * resources are honoured; CEL rules are the API server's. See
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function strict(source: Schema, dialect: Dialect): Schema {
  const reference = source['$ref']
  if (typeof reference === 'string') return dialect.ref(baseName(reference))
  const intOrString = source['x-kubernetes-int-or-string'] === true
  const out: Record<string, unknown> = {}
  const type = intOrString ? ['integer', 'string'] : source['type']
  if (type !== undefined) out['type'] = type
  for (const word of limits) if (source[word] !== undefined) out[word] = source[word]
  if (formats.has(String(source['format']))) out['format'] = source['format']
  if (type === 'object') Object.assign(out, fields(source, dialect))
  if (isSchema(source['items'])) out['items'] = strict(source['items'], dialect)
  const judged = junctors(source)
  // `anyOf: [integer, string]` beside int-or-string repeats the types.
  Object.assign(out, intOrString ? { ...judged, anyOf: undefined } : judged)
  if (out['anyOf'] === undefined) delete out['anyOf']
  return source['nullable'] === true ? nullable(out) : out
}
