import { isFields, type Fields, mapValues } from '@slipway/kube'
import { z } from 'zod'
import { compareBy } from '@slipway/core'
import { kinds, overrideOf, shapes, type Kind } from '../shape/app.ts'

const draft = (schema: z.ZodType): Fields => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused: 'inline' })
  return rest
}

/** `in` takes any name: the fleet's environments are unknown here. */
function kindSchema(kind: Kind): Fields {
  const { properties, required, ...rest } = draft(z.strictObject(shapes[kind])) as {
    properties: Fields
    required: string[]
  }
  return {
    ...rest,
    required: ['kind', ...required],
    properties: {
      kind: { const: kind, description: `the kind of app: ${kinds.join(', ')}` },
      ...properties,
      in: {
        type: 'object',
        description: 'what differs in an environment, such as { dev: { scale: 1 } }',
        additionalProperties: draft(overrideOf(kind)),
      },
    },
  }
}

/** Repeated field schemas become `definitions`, named after the field: a third of the size, stable names. */
function shared(schema: Fields): Fields {
  const counts = new Map<string, number>()
  const names = new Map<string, string>()
  const definitions: Record<string, unknown> = {}
  const count = (value: unknown): void => {
    if (isFields(value)) counts.set(JSON.stringify(value), (counts.get(JSON.stringify(value)) ?? 0) + 1)
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(count)
  }
  const nameOf = (text: string, field: string): string => {
    for (let i = 1; ; i += 1) {
      const name = i === 1 ? field : `${field}${i}`
      if (!(name in definitions)) return names.set(text, name), (definitions[name] = {}), name
    }
  }
  const move = (value: unknown, field?: string): unknown => {
    if (Array.isArray(value)) return value.map((inner) => move(inner))
    if (!isFields(value)) return value
    const text = JSON.stringify(value)
    const copy = () => mapValues(value, (inner, key) => (key === 'properties' ? fields(inner) : move(inner)))
    if (field === undefined || text.length < 120 || (counts.get(text) ?? 0) < 2) return copy()
    const known = names.get(text)
    if (known !== undefined) return { $ref: `#/definitions/${known}` }
    const name = nameOf(text, field)
    definitions[name] = copy()
    return { $ref: `#/definitions/${name}` }
  }
  const fields = (value: unknown) => mapValues(value as Fields, (inner, key) => move(inner, key))
  count(schema)
  const moved = move(schema) as Fields
  return { ...moved, definitions: Object.fromEntries(Object.entries(definitions).sort(compareBy(([name]) => name))) }
}

/** Draft-07, for editors. `if kind` selects one kind, so that an error does not list all of them. */
export function appJsonSchema(): string {
  const branches = kinds.map((kind) => ({
    if: { type: 'object', required: ['kind'], properties: { kind: { const: kind } } },
    then: kindSchema(kind),
  }))
  const schema = shared({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Slipway app',
    description: 'one app as data: its kind, its team, what it needs and how it is released',
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: kinds, description: `the kind of app: ${kinds.join(', ')}` } },
    allOf: branches,
  })
  return `${JSON.stringify(schema, null, 1)}\n`
}
