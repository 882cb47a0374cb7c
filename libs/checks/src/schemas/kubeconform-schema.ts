import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

type Schema = Readonly<Record<string, unknown>>

export const schemaFolder = fileURLToPath(new URL('../../schemas', import.meta.url))

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parts = (kubernetesVersion: string): readonly string[] => [`kubernetes-${kubernetesVersion}`, 'crds']

export const schemaLocations = (kubernetesVersion: string): readonly string[] =>
  parts(kubernetesVersion).map((folder) => `${folder}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`)

function schemaFile(folder: string, kubernetesVersion: string, apiVersion: string, kind: string): string | undefined {
  const [group = '', version = group] = apiVersion.split('/')
  const file = `${kind.toLowerCase()}_${version}.json`
  return parts(kubernetesVersion)
    .map((part) => path.join(folder, part, group, file))
    .find((name) => existsSync(name))
}

const load = (file: string): Schema => JSON.parse(readFileSync(file, 'utf8')) as Schema

/** `$ref` may lead into another file. */
function resolve(schema: Schema, file: string): { readonly schema: Schema; readonly file: string } {
  const reference = schema['$ref']
  if (typeof reference !== 'string') return { schema, file }
  const [where = '', pointer = ''] = reference.split('#')
  const target = where === '' ? file : path.join(path.dirname(file), where)
  const name = pointer.split('/').at(-1) ?? ''
  const whole = load(target)
  const definition = pointer === '' ? whole : (whole['definitions'] as Record<string, Schema> | undefined)?.[name]
  return definition === undefined ? { schema: {}, file } : resolve(definition, target)
}

export function knownFields(
  folder: string,
  kubernetesVersion: string,
  object: { readonly apiVersion: string; readonly kind: string },
  at: readonly string[],
): readonly string[] {
  const start = schemaFile(folder, kubernetesVersion, object.apiVersion, object.kind)
  if (start === undefined) return []
  let here = resolve(load(start), start)
  for (const key of at) {
    const properties = isSchema(here.schema['properties']) ? here.schema['properties'] : {}
    const next =
      properties[key] ?? (/^\d+$/.test(key) ? here.schema['items'] : undefined) ?? here.schema['additionalProperties']
    if (!isSchema(next)) return []
    here = resolve(next, here.file)
  }
  return isSchema(here.schema['properties']) ? Object.keys(here.schema['properties']) : []
}

/** As `apiVersion kind`, the kind in small letters as in file names. */
export function knownKinds(folder: string, kubernetesVersion: string): readonly string[] {
  return parts(kubernetesVersion).flatMap((part) => {
    const groups = readdirSync(path.join(folder, part), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    return groups.flatMap(({ name: group }) =>
      readdirSync(path.join(folder, part, group)).map((file) => {
        const [kind = '', version = ''] = file.slice(0, -'.json'.length).split('_')
        return `${group === version ? version : `${group}/${version}`} ${kind}`
      }),
    )
  })
}
