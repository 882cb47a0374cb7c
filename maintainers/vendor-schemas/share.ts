import { isSchema, type Schema } from './strict.ts'

const worthIt = 120

/** @param visit gets the field that a schema stands for, too */
function mapInner(schema: Schema, visit: (inner: Schema, name: string) => Schema): Schema {
  const out: Record<string, unknown> = { ...schema }
  if (isSchema(schema['properties'])) {
    out['properties'] = Object.fromEntries(
      Object.entries(schema['properties']).map(([name, s]) => [name, visit(s as Schema, name)]),
    )
  }
  for (const word of ['items', 'additionalProperties', 'not'])
    if (isSchema(schema[word])) out[word] = visit(schema[word], word)
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    if (Array.isArray(schema[word])) out[word] = (schema[word] as Schema[]).map((s) => visit(s, word))
  }
  return out
}

/**
 * Repeated parts become definitions named for their first field (`affinity`, `env`, `env2`); a Rollout shrinks to a
 * third.
 */
export function share(root: Schema): Schema {
  const seen = new Map<string, number>()
  const count = (schema: Schema): Schema => {
    const text = JSON.stringify(schema)
    const before = seen.get(text) ?? 0
    seen.set(text, before + 1)
    // Parts of a repeated part count once.
    return before > 0 ? schema : mapInner(schema, count)
  }
  count(root)
  const names = new Map<string, string>()
  const definitions: Record<string, Schema> = {}
  const free = (name: string): string => {
    for (let n = 1; ; n++) if (!((n === 1 ? name : `${name}${n}`) in definitions)) return n === 1 ? name : `${name}${n}`
  }
  const replace = (schema: Schema, name: string): Schema => {
    const text = JSON.stringify(schema)
    if (text.length < worthIt || (seen.get(text) ?? 0) < 2) return mapInner(schema, replace)
    const known = names.get(text) ?? free(name)
    if (!names.has(text)) {
      names.set(text, known)
      definitions[known] = {}
      definitions[known] = mapInner(schema, replace)
    }
    return { $ref: `#/definitions/${known}` }
  }
  const whole = replace(root, 'root')
  return Object.keys(definitions).length === 0 ? whole : { ...whole, definitions }
}
