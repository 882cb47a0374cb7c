import { isSchema, type Schema } from './strict.ts'

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isSchema(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

/** Keys sorted, a line a definition, so that diffs can be read. */
export function schemaText(schema: Schema): string {
  const { definitions, ...rest } = sorted(schema) as Record<string, unknown>
  if (!isSchema(definitions)) return `${JSON.stringify(rest)}\n`
  const lines = Object.entries(definitions).map(([name, s]) => `${JSON.stringify(name)}:${JSON.stringify(s)}`)
  const head = JSON.stringify(rest).slice(0, -1)
  return `${head}${head === '{' ? '' : ',\n'}"definitions":{\n${lines.join(',\n')}\n}}\n`
}
