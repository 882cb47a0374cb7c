import type { z } from 'zod'
import { fieldPath } from './field-path.ts'
import { hiddenText } from './hidden-text.ts'
import { failed, type Issue, issue, type Outcome, ok, show } from './issue.ts'
import { isSecretName } from './literal-secret.ts'
import { byNearness, nearest } from './nearest.ts'
import { repair } from './repair.ts'
import {
  describe,
  described,
  discriminatorOf,
  fieldsOf,
  isNever,
  isRequired,
  keySchema,
  kindsOf,
  meant,
  optionsOf,
  type Schema,
  schemaAt,
  valueAt,
} from './schema.ts'

type Path = readonly PropertyKey[]
interface Finding extends Omit<Issue, 'at' | 'file'> {
  readonly path: Path
  /** A misspelt field's sibling, then not reported as missing. */
  readonly standsFor?: string
}

/** Lists all fields, or the nearest of many. @param key the unknown field */
const fieldsText = (key: string, fields: readonly string[]): string =>
  fields.length <= mostListed
    ? `one of: ${fields.join(', ')}`
    : `one of ${fields.length} fields, the nearest of which are ${byNearness(key, fields).slice(0, 6).join(', ')} (docs/spec.md, docs/fleet.md)`
const mostListed = 12

/** The hint names other kinds that have the field. */
function unknownFields(schema: Schema, value: unknown, path: Path, keys: readonly string[], prefix: Path): Finding[] {
  const holder = schemaAt(schema, value, path)
  if (holder === undefined) return []
  const given = valueAt(value, path)
  const by = discriminatorOf(holder)
  const option = optionsOf(holder).length > 0 ? meant(holder, given) : holder
  const fields = option === undefined ? [] : fieldsOf(option)
  const free = fields.filter((f) => valueAt(given, [f]) === undefined)
  const missing = option === undefined ? [] : free.filter((f) => isRequired(option, f))
  return keys.map((key) => {
    const at = {
      path: [...prefix, ...path, key],
      code: 'unknown-field',
      got: `a field ${show(key)}`,
      want: fieldsText(key, fields),
    }
    const others =
      by === undefined ? [] : kindsOf(holder).filter((_, i) => fieldsOf(optionsOf(holder)[i] as Schema).includes(key))
    if (others.length > 0) {
      return {
        ...at,
        want: `a field of ${by} ${show(valueAt(given, [by as string]))}`,
        hint: `take it out; only ${by} ${others.join(' and ')} ${others.length === 1 ? 'has' : 'have'} it`,
      }
    }
    // A required field is a likelier correction than an optional one.
    const best = nearest(key, missing) ?? nearest(key, free)
    if (best !== undefined) return { ...at, hint: `did you mean "${best}"?`, standsFor: best }
    return { ...at, hint: `take "${key}" out` }
  })
}

const named = (path: Path): string => (fieldPath(path).includes('"') ? fieldPath(path) : `"${fieldPath(path)}"`)

function hintFor(schema: Schema | undefined, given: unknown, path: Path): string {
  const field = path.length === 0 ? 'this file' : named(path)
  if (given === undefined) return `add ${field}`
  if (schema !== undefined && isNever(schema)) return `take ${field} out`
  if (given === null) return path.length === 0 ? 'write it' : `give ${field} a value, or take it out`
  const better = schema === undefined ? undefined : repair(schema, given)
  if (better === undefined) return `correct ${field}`
  if (typeof given === 'string' && typeof better !== 'string' && !Array.isArray(better))
    return `write ${show(better)}, without quotes`
  if (typeof given !== 'string' && better === String(given)) return `write ${show(better)}, in quotes`
  return `did you mean ${show(better)}?`
}

const unset = ''
const messageOf = ({ message }: z.core.$ZodIssue): string => (message === unset ? 'Invalid input' : message)

function problem(schema: Schema, value: unknown, issue: z.core.$ZodIssue, prefix: Path): Finding {
  const at = schemaAt(schema, value, issue.path)
  const path = [...prefix, ...issue.path]
  if (issue.code === 'invalid_key') {
    const name = String(issue.path.at(-1))
    const names = keySchema(schemaAt(schema, value, issue.path.slice(0, -1)))
    const better = names === undefined ? undefined : repair(names, name)
    const hint = better === undefined ? 'rename it' : `did you mean ${show(better)}?`
    return {
      path,
      code: 'invalid-name',
      got: `the name ${show(name)}`,
      want: describe(names) ?? messageOf(issue),
      hint,
    }
  }
  const given = valueAt(value, issue.path)
  // A rule's message beats the field's description; zod's default is useless.
  const own = issue.code === 'custom' && issue.message !== unset ? issue.message : undefined
  const code = given === undefined ? 'missing-field' : own === undefined ? 'invalid-value' : 'rule'
  const want = own ?? described(schema, value, issue.path) ?? messageOf(issue)
  // A write-only value may be a secret.
  const isWriteOnly = (at as z.ZodType | undefined)?.meta()?.['writeOnly'] === true
  const hidden = given !== undefined && (isWriteOnly || isSecretName(String(path.at(-1))))
  const got = hidden ? 'a value that is not repeated here' : show(given)
  return {
    path,
    code,
    got,
    want,
    hint: own === undefined && !hidden ? hintFor(at, given, path) : `correct ${named(path)}`,
  }
}

/** Checks the rest as the nearest option. */
function wrongKind(schema: Schema, value: unknown, path: Path, prefix: Path): Finding[] {
  const by = String(path.at(-1))
  const holder = schemaAt(schema, value, path.slice(0, -1))
  if (holder === undefined) return []
  const words = kindsOf(holder)
  const given = valueAt(value, path)
  const best = typeof given === 'string' ? nearest(given, words) : undefined
  const at = [...prefix, ...path]
  const hint =
    best !== undefined ? `did you mean "${best}"?` : given === undefined ? `add ${named(at)}` : `correct ${named(at)}`
  const wrong: Finding = {
    path: at,
    code: given === undefined ? 'missing-field' : 'invalid-value',
    got: show(given),
    want: `one of: ${words.join(', ')}`,
    hint,
  }
  if (best === undefined) return [wrong]
  const whole = valueAt(value, path.slice(0, -1)) as object
  return [wrong, ...problems(holder, { ...whole, [by]: best }, at.slice(0, -1))]
}

function fromZod(schema: Schema, value: unknown, issue: z.core.$ZodIssue, prefix: Path): Finding[] {
  if (issue.code === 'unrecognized_keys') return unknownFields(schema, value, issue.path, issue.keys, prefix)
  if (issue.code === 'invalid_union') {
    if ('discriminator' in issue) return wrongKind(schema, value, issue.path, prefix)
    const holder = schemaAt(schema, value, issue.path)
    const given = valueAt(value, issue.path)
    const option = holder === undefined ? undefined : meant(holder, given)
    const inner =
      option === undefined || typeof given !== 'object' ? [] : problems(option, given, [...prefix, ...issue.path])
    if (inner.length > 0) return inner
  }
  return [problem(schema, value, issue, prefix)]
}

/** zod's defaults throw for `{ constructor: { name: {} } }`. */
const plain = {
  error: ({ code, expected }: { readonly code?: string | undefined; readonly expected?: unknown }): string =>
    code === 'invalid_type' ? `a value of type ${String(expected)}` : unset,
}

/** One a field, without missing fields that a misspelt sibling stands for. */
function problems(schema: Schema, value: unknown, prefix: Path): Finding[] {
  const result = (schema as z.ZodType).safeParse(value, plain)
  if (result.success) return []
  const all = result.error.issues.flatMap((issue) => fromZod(schema, value, issue, prefix))
  const meantBy = new Set(
    all.flatMap((p) => (p.standsFor === undefined ? [] : [fieldPath([...p.path.slice(0, -1), p.standsFor])])),
  )
  const seen = new Set<string>()
  return all.filter(({ path, code }) => {
    const at = fieldPath(path)
    if (seen.has(at) || (code === 'missing-field' && meantBy.has(at))) return false
    seen.add(at)
    return true
  })
}

/**
 * @param at the value's path in the file
 * @returns or all issues; `want` is the field's description
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  file: string,
  at: readonly PropertyKey[] = [],
): Outcome<z.output<T>> {
  const result = schema.safeParse(value, plain)
  const dropped = hiddenText(value).map(({ path }) =>
    issue(file, fieldPath([...at, ...path]), 'unknown-field', 'a field "__proto__"', 'any other name', 'rename it'),
  )
  if (result.success && dropped.length === 0) return ok(result.data)
  const found = result.success ? [] : problems(schema, value, at)
  return failed(
    ...found.map(({ path, code, got, want, hint }) => issue(file, fieldPath(path), code, got, want, hint)),
    ...dropped.filter((one) => !found.some(({ path }) => fieldPath(path) === one.at)),
  )
}

interface Change {
  readonly path: Path
  readonly to?: string | undefined
}

/** Removes a list with a change as a whole, so that indexes stay right. */
function changed(value: unknown, changes: readonly Change[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const here = changes.filter((c) => c.path[0] === key)
    const whole = here.find((c) => c.path.length === 1)
    if (whole !== undefined) return whole.to === undefined ? [] : [[whole.to, inner]]
    if (here.length > 0 && (typeof inner !== 'object' || Array.isArray(inner))) return []
    const below = here.map((c) => ({ ...c, path: c.path.slice(1) }))
    return [[key, below.length === 0 ? inner : changed(inner, below)]]
  })
  return Object.fromEntries(fields)
}

/**
 * The valid part, misspelt fields renamed and wrong ones absent, for rules of the same run; `undefined` if too little
 * is left.
 */
export function sound<T extends z.ZodType>(schema: T, value: unknown): z.output<T> | undefined {
  const result = schema.safeParse(value, plain)
  if (result.success) return result.data
  const changes = problems(schema, value, []).map(
    (p): Change => ({
      path: p.code === 'missing-field' ? p.path.slice(0, -1) : p.path,
      to: p.standsFor,
    }),
  )
  if (changes.length === 0 || Array.isArray(value) || changes.some(({ path }) => path.length === 0)) return undefined
  const rest = sound(schema, changed(value, changes))
  // A wrong value gets no default: rules would judge the default in place of what was meant.
  return changed(
    rest,
    changes.filter(({ to }) => to === undefined),
  ) as typeof rest
}
