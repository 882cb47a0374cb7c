import { z } from 'zod'

/** The part of a JSON Schema that a reference tells of. */
export interface Node {
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Node[]
  readonly items?: Node
  readonly additionalProperties?: Node | boolean
}

/** Everything below a node: `scale.min`, `calls[].app`, and `teams.<name>.owners` for names that people choose. */
export function* children(node: Node, prefix: string): Generator<readonly [string, Node, boolean]> {
  const named = Object.entries(node.properties ?? {})
  const [first] = named
  // Many names of one form are one row; the prose lists them.
  const isUniform = named.length > 4 && new Set(named.map(([, child]) => JSON.stringify(child))).size === 1
  if (isUniform && first !== undefined) yield [`${prefix}<name>`, first[1], false]
  else for (const [name, child] of named) yield [`${prefix}${name}`, child, node.required?.includes(name) === true]
  if (typeof node.additionalProperties === 'object' && Object.keys(node.additionalProperties).length > 0)
    yield [`${prefix}<name>`, node.additionalProperties, false]
  // A field that one variant requires is missing in another.
  const ways = node.anyOf ?? []
  for (const option of ways)
    for (const [field, child, required] of children(option, prefix)) yield [field, child, required && ways.length < 2]
  if (node.items !== undefined) yield* children(node.items, prefix.replace(/\.$/, '[].'))
}

export const schemaNode = (schema: z.ZodType): Node => z.toJSONSchema(schema, { io: 'input' }) as Node

/** A table cell; a bar would end it. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
