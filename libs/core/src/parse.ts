import type { z } from 'zod'
import { failed, ok, show, type Issue, type Outcome } from './issue.ts'
import { nearest } from './names.ts'

type Key = string | number
/** The part of zod's internals that says how a schema is put together (zod 4, https://zod.dev/packages/core). */
interface Def {
  readonly type: string
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly shape?: Record<string, z.core.$ZodType>
  readonly element?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly discriminator?: string
  readonly values?: readonly unknown[]
  readonly entries?: Record<string, unknown>
}

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { type, innerType, in: input } = defOf(schema)
  if (innerType !== undefined && type !== 'array') return unwrap(innerType)
  return type === 'pipe' && input !== undefined ? unwrap(input) : schema
}

const isRecord = (value: unknown): value is Record<Key, unknown> => typeof value === 'object' && value !== null

function get(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((v, key) => (isRecord(v) ? v[key as Key] : undefined), value)
}

/** The option of a union that the writer meant: by discriminator, else the one of the value's own type. */
function optionFor(def: Def, value: unknown): z.core.$ZodType | undefined {
  const options = def.options ?? []
  if (def.discriminator !== undefined) {
    const given = isRecord(value) ? value[def.discriminator] : undefined
    return options.find((o) => {
      const field = defOf(o).shape?.[def.discriminator as string]
      return field !== undefined && defOf(field).values?.includes(given) === true
    })
  }
  const type = Array.isArray(value) ? 'array' : typeof value
  const fits = options.map(unwrap).filter((o) => {
    const t = defOf(o).type
    return t === type || (type === 'object' && t === 'record') || (type === 'object' && t === 'union')
  })
  return fits.find((o) => defOf(o).shape !== undefined && isRecord(value) && Object.keys(value).some((k) => k in (defOf(o).shape ?? {}))) ?? fits[0]
}

/** The schema that governs `path`, the outermost wrapper first so that its description is kept. */
function schemaAt(schema: z.core.$ZodType, value: unknown, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  const bare = unwrap(schema)
  const def = defOf(bare)
  if (def.options !== undefined && path.length > 0) {
    const option = optionFor(def, value)
    return option === undefined ? undefined : schemaAt(option, value, path)
  }
  const [key, ...rest] = path
  if (key === undefined) return schema
  const next = def.shape?.[key as string] ?? def.valueType ?? def.element
  return next === undefined ? undefined : schemaAt(next, isRecord(value) ? value[key as Key] : undefined, rest)
}

function describe(schema: z.core.$ZodType | undefined): string | undefined {
  for (let s = schema; s !== undefined; ) {
    const description = (s as z.ZodType).description
    if (description !== undefined) return description
    const { innerType, in: input, type } = defOf(s)
    s = type === 'array' ? undefined : (innerType ?? input)
  }
  return undefined
}

const choices = (schema: z.core.$ZodType | undefined): readonly string[] => {
  if (schema === undefined) return []
  const def = defOf(unwrap(schema))
  if (def.entries !== undefined) return Object.values(def.entries).map(String)
  return def.type === 'literal' ? (def.values ?? []).map(String) : []
}

const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = /^[A-Za-z_][-A-Za-z0-9_]*$/.test(String(key)) ? String(key) : JSON.stringify(String(key))
    return text === '' ? name : `${text}.${name}`
  }, '')

function unknownKeys(schema: z.ZodType, value: unknown, path: readonly PropertyKey[], keys: readonly string[], file: string): Issue[] {
  const holder = schemaAt(schema, value, path)
  const bare = holder === undefined ? undefined : unwrap(holder)
  const option = bare !== undefined && defOf(bare).options !== undefined ? optionFor(defOf(bare), get(value, path)) : bare
  const known = Object.keys((option === undefined ? undefined : defOf(option).shape) ?? {})
  return keys.map((key) => {
    const best = nearest(key, known)
    return {
      file,
      at: fieldPath([...path, key]),
      code: 'unknown-field',
      got: `a field "${key}"`,
      want: `one of: ${known.join(', ')}`,
      hint: best === undefined ? `take "${key}" out` : `did you mean "${best}"?`,
    }
  })
}

function toIssues(schema: z.ZodType, value: unknown, issue: z.core.$ZodIssue, file: string): Issue[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(schema, value, issue.path, issue.keys, file)
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const holder = schemaAt(schema, value, issue.path)
    const def = holder === undefined ? undefined : defOf(unwrap(holder))
    const option = def === undefined ? undefined : optionFor(def, get(value, issue.path))
    const index = def?.options?.findIndex((o) => unwrap(o) === option || o === option) ?? -1
    const inner = index >= 0 ? (issue.errors[index] ?? []) : []
    if (inner.length > 0) return inner.flatMap((i) => toIssues(schema, value, { ...i, path: [...issue.path, ...i.path] } as z.core.$ZodIssue, file))
  }
  const holder = schemaAt(schema, value, issue.path)
  const given = get(value, issue.path)
  const allowed = choices(holder)
  const wanted = describe(holder)
  const best = typeof given === 'string' ? nearest(given, allowed) : undefined
  const missing = given === undefined
  const field = fieldPath(issue.path)
  // A message written beside the rule (a refinement) says more than the field's description does.
  const own = issue.code === 'custom' ? issue.message : undefined
  return [
    {
      file,
      at: field,
      code: missing ? 'missing-field' : own === undefined ? 'invalid-value' : 'rule',
      got: show(given),
      want: own ?? wanted ?? (allowed.length > 0 ? `one of: ${allowed.join(', ')}` : issue.message),
      hint: best !== undefined ? `did you mean "${best}"?` : missing ? `add "${field}"` : field === '' ? 'correct this file' : `correct "${field}"`,
    },
  ]
}

/**
 * Parses a value that came from outside (a spec, a release file, fleet data).
 * @param file where it came from, for the messages
 * @returns the parsed value, or every issue in it: field, what was given, what is wanted (the field's description), what to do
 */
export function parse<T extends z.ZodType>(schema: T, value: unknown, file: string): Outcome<z.output<T>> {
  const result = schema.safeParse(value)
  if (result.success) return ok(result.data)
  return failed(...result.error.issues.flatMap((issue) => toIssues(schema, value, issue, file)))
}
