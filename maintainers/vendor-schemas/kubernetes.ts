import { isSchema, strict, type Schema } from './strict.ts'

/** OpenAPI 2; definitions by long names. */
export interface Swagger {
  readonly definitions: Readonly<Record<string, Schema>>
}

interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/**
 * Their JSON differs from their OpenAPI type; numbers are quantities, too:
 * https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
 */
const special: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['integer', 'string'] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['number', 'string'] },
}

const prefixes = ['io.k8s.api.', 'io.k8s.apimachinery.pkg.apis.', 'io.k8s.apimachinery.pkg.']
/** `io.k8s.api.core.v1.PodSpec` -> `core.v1.PodSpec`. */
const short = (name: string): string => {
  const prefix = prefixes.find((p) => name.startsWith(p)) ?? ''
  return name.slice(prefix.length)
}

/** By short name, `meta.v1.ObjectMeta`, with all that a definition needs. */
export class Definitions {
  readonly #swagger: Swagger
  readonly #file: string
  readonly #long = new Map<string, string>()
  readonly needed = new Map<string, Schema>()

  /** @param file holds the definitions; empty for the same file */
  constructor(swagger: Swagger, file: string) {
    this.#swagger = swagger
    this.#file = file
    for (const name of Object.keys(swagger.definitions)) {
      const other = this.#long.get(short(name))
      if (other !== undefined)
        throw new Error(`two definitions have the short name ${short(name)}: ${other} and ${name}`)
      this.#long.set(short(name), name)
    }
  }

  /** Adds the definitions that it refers to to `needed`. */
  strict(name: string, file: string = this.#file): Schema {
    const source = this.#swagger.definitions[name]
    if (source === undefined) throw new Error(`the OpenAPI document has no definition "${name}"`)
    const given = special[name]
    if (given !== undefined) return given
    const schema = strict(source, { ref: (inner) => this.#refer(inner, file), openObjects: true, metadata: {} })
    // Controllers write `status`; a file that sets it is a mistake.
    if (!Array.isArray(source['x-kubernetes-group-version-kind']) || !isSchema(schema['properties'])) return schema
    const properties = Object.fromEntries(Object.entries(schema['properties']).filter(([field]) => field !== 'status'))
    return { ...schema, properties }
  }

  #refer(name: string, file: string): Schema {
    const schema = special[name]
    if (schema !== undefined) return schema
    const key = short(name)
    if (!this.needed.has(key)) {
      this.needed.set(key, {})
      this.needed.set(key, this.strict(name, ''))
    }
    return { $ref: `${file}#/definitions/${key}` }
  }

  kind(apiVersion: string, kind: string): Schema {
    const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion]
    const is = (gvk: GroupVersionKind) => gvk.group === group && gvk.version === version && gvk.kind === kind
    const found = Object.entries(this.#swagger.definitions).find(([, schema]) => {
      const kinds = schema['x-kubernetes-group-version-kind']
      return Array.isArray(kinds) && kinds.length === 1 && (kinds as GroupVersionKind[]).some(is)
    })
    if (found === undefined) throw new Error(`the OpenAPI document has no kind ${kind} of ${apiVersion}`)
    const schema = this.strict(found[0])
    const properties = isSchema(schema['properties']) ? schema['properties'] : {}
    const required = new Set([
      'apiVersion',
      'kind',
      'metadata',
      ...((schema['required'] as string[] | undefined) ?? []),
    ])
    const fixed = { ...properties, apiVersion: { enum: [apiVersion] }, kind: { enum: [kind] } }
    return { ...schema, properties: fixed, required: [...required].sort() }
  }

  metadata(): Schema {
    const own = new Definitions(this.#swagger, '')
    const schema = own.strict('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
    return { ...schema, definitions: Object.fromEntries(own.needed) }
  }
}
