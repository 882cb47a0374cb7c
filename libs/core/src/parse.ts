import type { z } from 'zod'
import { failed, type Issue, type Outcome, ok, show } from './issue.ts'
import { nearest } from './nearest.ts'
import { repair } from './repair.ts'
import {
  choices,
  describe,
  discriminatorOf,
  fieldsOf,
  keySchema,
  kindsOf,
  meant,
  optionsOf,
  type Schema,
  schemaAt,
  valueAt,
} from './schema.ts'

type Path = readonly PropertyKey[]
/** An issue whose place is still a path. */
interface Problem extends Omit<Issue, 'at' | 'file'> {
  readonly path: Path
  /** The field beside it that a misspelt one stands for: that it is missing need not be told as well. */
  readonly standsFor?: string
}

/** A path as people write it: `scale.on.times[0].from`, with quotes around names that are no words. */
export const fieldPath = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = /^[A-Za-z_][-A-Za-z0-9_]*$/.test(String(key)) ? String(key) : JSON.stringify(String(key))
    return text === '' ? name : `${text}.${name}`
  }, '')

/** Fields that the object's schema does not have. In a union by kind, another kind may have them. */
function unknownFields(schema: Schema, value: unknown, path: Path, keys: readonly string[], prefix: Path): Problem[] {
  const holder = schemaAt(schema, value, path)
  if (holder === undefined) return []
  const given = valueAt(value, path)
  const by = discriminatorOf(holder)
  const option = optionsOf(holder).length > 0 ? meant(holder, given) : holder
  const fields = option === undefined ? [] : fieldsOf(option)
  const free = fields.filter((f) => valueAt(given, [f]) === undefined)
  return keys.map((key) => {
    const at = {
      path: [...prefix, ...path, key],
      code: 'unknown-field',
      got: `a field ${show(key)}`,
      want: `one of: ${fields.join(', ')}`,
    }
    const others =
      by === undefined ? [] : kindsOf(holder).filter((_, i) => fieldsOf(optionsOf(holder)[i] as Schema).includes(key))
    if (others.length > 0) {
      return {
        ...at,
        want: `a field of ${by} ${show(valueAt(given, [by as string]))}: ${fields.join(', ')}`,
        hint: `take it out; only ${by} ${others.join(' and ')} has it`,
      }
    }
    const best = nearest(key, free)
    if (best !== undefined) return { ...at, hint: `did you mean "${best}"?`, standsFor: best }
    return { ...at, hint: `take "${key}" out` }
  })
}

/** A field in a sentence. */
const named = (path: Path): string => (fieldPath(path).includes('"') ? fieldPath(path) : `"${fieldPath(path)}"`)

function hintFor(schema: Schema | undefined, given: unknown, path: Path): string {
  const field = path.length === 0 ? 'this file' : named(path)
  if (given === undefined) return `add ${field}`
  if (given === null) return path.length === 0 ? 'write it' : `give ${field} a value, or take it out`
  const better = schema === undefined ? undefined : repair(schema, given)
  if (better === undefined) return `correct ${field}`
  if (typeof given === 'string' && typeof better !== 'string' && !Array.isArray(better))
    return `write ${show(better)}, without quotes`
  if (typeof given !== 'string' && better === String(given)) return `write ${show(better)}, in quotes`
  return `did you mean ${show(better)}?`
}

function problem(schema: Schema, value: unknown, issue: z.core.$ZodIssue, prefix: Path): Problem {
  const at = schemaAt(schema, value, issue.path)
  const path = [...prefix, ...issue.path]
  if (issue.code === 'invalid_key') {
    const name = String(issue.path.at(-1))
    const names = keySchema(schemaAt(schema, value, issue.path.slice(0, -1)))
    const better = names === undefined ? undefined : repair(names, name)
    const hint = better === undefined ? 'rename it' : `did you mean ${show(better)}?`
    return { path, code: 'invalid-name', got: `the name ${show(name)}`, want: describe(names) ?? issue.message, hint }
  }
  const given = valueAt(value, issue.path)
  const words = choices(at)
  // What is written beside a rule says more than the field's description does; zod's own text for a rule without words says nothing.
  const own = issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : undefined
  const code = given === undefined ? 'missing-field' : own === undefined ? 'invalid-value' : 'rule'
  const want = own ?? describe(at) ?? (words.length > 0 ? `one of: ${words.join(', ')}` : issue.message)
  // What may be a secret by mistake is not printed into a log.
  const hidden = given !== undefined && (at as z.ZodType | undefined)?.meta()?.['writeOnly'] === true
  const got = hidden ? 'a value that is not repeated here' : show(given)
  return {
    path,
    code,
    got,
    want,
    hint: own === undefined && !hidden ? hintFor(at, given, path) : `correct ${named(path)}`,
  }
}

/** A union that tells its options apart by a field with a wrong word: the rest is read as what was most likely meant. */
function wrongKind(schema: Schema, value: unknown, path: Path, prefix: Path): Problem[] {
  const by = String(path.at(-1))
  const holder = schemaAt(schema, value, path.slice(0, -1))
  if (holder === undefined) return []
  const words = kindsOf(holder)
  const given = valueAt(value, path)
  const best = typeof given === 'string' ? nearest(given, words) : undefined
  const at = [...prefix, ...path]
  const hint =
    best !== undefined ? `did you mean "${best}"?` : given === undefined ? `add ${named(at)}` : `correct ${named(at)}`
  const told: Problem = {
    path: at,
    code: given === undefined ? 'missing-field' : 'invalid-value',
    got: show(given),
    want: `one of: ${words.join(', ')}`,
    hint,
  }
  if (best === undefined) return [told]
  const whole = valueAt(value, path.slice(0, -1)) as object
  return [told, ...problems(holder, { ...whole, [by]: best }, [...prefix, ...path.slice(0, -1)])]
}

function fromZod(schema: Schema, value: unknown, issue: z.core.$ZodIssue, prefix: Path): Problem[] {
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

/** In place of zod's own texts, which throw for data such as `{ constructor: { name: {} } }`; messages written beside a rule come before it. */
const plain = {
  error: ({ code, expected }: { readonly code?: string | undefined; readonly expected?: unknown }): string =>
    code === 'invalid_type' ? `a value of type ${String(expected)}` : 'Invalid input',
}

/** One problem a field: the first, and none for what a misspelt neighbour stands for. */
function problems(schema: Schema, value: unknown, prefix: Path): Problem[] {
  const result = (schema as z.ZodType).safeParse(value, plain)
  if (result.success) return []
  const all = result.error.issues.flatMap((issue) => fromZod(schema, value, issue, prefix))
  const meantBy = new Set(
    all.flatMap((p) => (p.standsFor === undefined ? [] : [fieldPath([...p.path.slice(0, -1), p.standsFor])])),
  )
  const told = new Set<string>()
  return all.filter(({ path, code }) => {
    const at = fieldPath(path)
    if (told.has(at) || (code === 'missing-field' && meantBy.has(at))) return false
    told.add(at)
    return true
  })
}

/**
 * Parses a value that came from outside (a spec, a release file, fleet data).
 * @param file where it came from, for the messages
 * @param at where in the file the value lies, when it is not all of it
 * @returns the parsed value, or every issue in it: field, what was given, what is wanted (the field's description), what to do
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  file: string,
  at: readonly PropertyKey[] = [],
): Outcome<z.output<T>> {
  const result = schema.safeParse(value, plain)
  if (result.success) return ok(result.data)
  return failed(
    ...problems(schema, value, at).map(({ path, code, got, want, hint }) => ({
      file,
      at: fieldPath(path),
      code,
      got,
      want,
      hint,
    })),
  )
}

interface Change {
  readonly path: Path
  /** The new name of the field; without one it goes. */
  readonly to?: string | undefined
}

/** A copy with each change made. A list with something wrong in it goes as a whole, so that the others keep their numbers. */
function changed(value: unknown, changes: readonly Change[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const here = changes.filter((c) => c.path[0] === key)
    const whole = here.find((c) => c.path.length === 1)
    if (whole !== undefined) return whole.to === undefined ? [] : [[whole.to, inner]]
    if (here.length > 0 && (typeof inner !== 'object' || Array.isArray(inner))) return []
    return [
      [
        key,
        here.length === 0
          ? inner
          : changed(
              inner,
              here.map((c) => ({ ...c, path: c.path.slice(1) })),
            ),
      ],
    ]
  })
  return Object.fromEntries(fields)
}

/**
 * What is left of a value when misspelt fields are read as what they stand for and everything else that is wrong is taken out, so that rules
 * can look at the rest in the same run.
 * @returns the parsed rest, or nothing when too little is left to be a value at all
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
  return sound(schema, changed(value, changes))
}
