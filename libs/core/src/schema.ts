import type { z } from 'zod'
import { nearest } from './nearest.ts'

export type Schema = z.core.$ZodType
/** zod 4's internals (https://zod.dev/packages/core). */
interface Def {
  readonly type: string
  readonly innerType?: Schema
  readonly in?: Schema
  readonly shape?: Record<string, Schema>
  readonly element?: Schema
  readonly keyType?: Schema
  readonly valueType?: Schema
  readonly options?: readonly Schema[]
  readonly discriminator?: string
  readonly values?: readonly unknown[]
  readonly entries?: Record<string, unknown>
}

const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def

/** The schema that a wrapper holds; resolves lazy ones. */
function innerOf(schema: Schema): Schema | undefined {
  const { type, innerType, in: input } = defOf(schema)
  return type === 'lazy' ? (schema as z.core.$ZodLazy)._zod.innerType : (innerType ?? input)
}

export function unwrap(schema: Schema): Schema {
  const next = innerOf(schema)
  return next === undefined ? schema : unwrap(next)
}

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null

const own = (value: unknown, key: PropertyKey): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined

export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => path.reduce(own, value)

/** Without `never` fields; empty for other schemas. */
export const fieldsOf = (schema: Schema): readonly string[] =>
  Object.entries(defOf(unwrap(schema)).shape ?? {}).flatMap(([name, field]) => (isNever(field) ? [] : [name]))

export const isNever = (schema: Schema): boolean => defOf(unwrap(schema)).type === 'never'

export const isRequired = (schema: Schema, field: string): boolean =>
  defOf(unwrap(schema)).shape?.[field]?._zod.optin !== 'optional'

export const optionsOf = (schema: Schema): readonly Schema[] => defOf(unwrap(schema)).options ?? []

export const discriminatorOf = (schema: Schema): string | undefined => defOf(unwrap(schema)).discriminator

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

function takes(schema: Schema, type: string): boolean {
  const { type: own, values, entries, options } = defOf(unwrap(schema))
  if (own === 'literal' || own === 'enum')
    return [...(values ?? []), ...Object.values(entries ?? {})].some((v) => typeOf(v) === type)
  if (own === 'union') return (options ?? []).some((o) => takes(o, type))
  return own === type || (own === 'record' && type === 'object')
}

/** Exact names count most, misspelt ones a little. */
function fit(schema: Schema, value: unknown): number {
  const fields = fieldsOf(schema)
  const required = new Set(fields.filter((f) => isRequired(schema, f)))
  return Object.keys(isRecord(value) ? value : {}).reduce((sum, key) => {
    if (fields.includes(key)) return sum + (required.has(key) ? 3 : 2)
    return sum + (nearest(key, fields) === undefined ? 0 : 1)
  }, 0)
}

/** The likely option: by discriminator, else by type and fields. */
export function meant(union: Schema, value: unknown): Schema | undefined {
  const options = optionsOf(union)
  const by = discriminatorOf(union)
  if (by !== undefined)
    return options.find((o) => choices(defOf(unwrap(o)).shape?.[by]).includes(own(value, by) as string))
  const fitting = options.filter((o) => takes(o, typeOf(value)))
  if (fitting.length <= 1) return fitting[0]
  const [best] = fitting.map((option) => ({ option, score: fit(option, value) })).sort((a, b) => b.score - a.score)
  return best === undefined || best.score === 0 ? undefined : best.option
}

/** With its wrappers, which have the description. */
export function schemaAt(schema: Schema, value: unknown, path: readonly PropertyKey[]): Schema | undefined {
  const [key, ...rest] = path
  if (key === undefined) return schema
  const bare = unwrap(schema)
  const def = defOf(bare)
  if (def.options !== undefined) {
    const option = meant(bare, value)
    return option === undefined ? undefined : schemaAt(option, value, path)
  }
  const next = (own(def.shape, key) as Schema | undefined) ?? def.valueType ?? def.element
  return next === undefined ? undefined : schemaAt(next, own(value, key), rest)
}

export const keySchema = (schema: Schema | undefined): Schema | undefined =>
  schema === undefined ? undefined : defOf(unwrap(schema)).keyType

export function describe(schema: Schema | undefined): string | undefined {
  for (let s = schema; s !== undefined; s = innerOf(s)) {
    const { description } = s as z.ZodType
    if (description !== undefined) return description
  }
  return undefined
}

export function choices(schema: Schema | undefined): readonly string[] {
  if (schema === undefined) return []
  const { type, entries, values, options, discriminator } = defOf(unwrap(schema))
  if (discriminator !== undefined) return []
  if (options !== undefined) return options.flatMap(choices)
  if (type === 'enum') return Object.values(entries ?? {}).map(String)
  return type === 'literal' ? (values ?? []).map(String) : []
}

/** Discriminator values, such as the kinds of app. */
export function kindsOf(union: Schema): readonly string[] {
  const by = discriminatorOf(union)
  return by === undefined ? [] : optionsOf(union).flatMap((o) => choices(defOf(unwrap(o)).shape?.[by]))
}

/** By the nearest description: its own, that of the option that is meant, or that of what it is in. */
export function described(schema: Schema, value: unknown, path: readonly PropertyKey[]): string | undefined {
  const at = schemaAt(schema, value, path)
  const words = choices(at)
  return (
    describe(at) ??
    (at === undefined ? undefined : describe(meant(at, valueAt(value, path)))) ??
    (words.length > 0 ? `one of: ${words.join(', ')}` : undefined) ??
    (path.length === 0 ? undefined : described(schema, value, path.slice(0, -1)))
  )
}
