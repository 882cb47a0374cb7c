import { parseAllDocuments, type Document } from 'yaml'
import { share } from './share.ts'
import { isSchema, strict, type Schema } from './strict.ts'

interface Crd {
  readonly group: string
  readonly kind: string
  readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: Schema }[]
}

interface CrdVersion {
  readonly name: string
  readonly served: boolean
  readonly schema?: { readonly openAPIV3Schema?: Schema }
}

interface CrdDocument {
  readonly kind?: string
  readonly spec?: {
    readonly group: string
    readonly names: { readonly kind: string }
    readonly versions: readonly CrdVersion[]
  }
}

export function readCrds(text: string): readonly Crd[] {
  return Array.from<Document>(parseAllDocuments(text)).flatMap((document): Crd[] => {
    const value = document.toJS() as CrdDocument | null
    if (value?.kind !== 'CustomResourceDefinition' || value.spec === undefined) return []
    const { group, names, versions } = value.spec
    const schemas = versions.map(({ name, served, schema }) => ({
      name,
      served,
      schema: schema?.openAPIV3Schema ?? {},
    }))
    return [{ group, kind: names.kind, versions: schemas }]
  })
}

const metadataRef: Schema = { $ref: '../metadata.json' }

const noReferences = (name: string): Schema => {
  throw new Error(`a CRD's schema may not refer to "${name}": structural schemas have no $ref`)
}

/** Strict, repeated parts shared. Without `status`: controllers write it, and a file that sets it is a mistake. */
export function crdSchema(crd: Crd, version: string): Schema {
  const source = crd.versions.find((v) => v.name === version && v.served)?.schema
  if (source === undefined) {
    const served = crd.versions.filter((v) => v.served).map((v) => v.name)
    throw new Error(`${crd.kind} of ${crd.group} does not serve ${version}, only ${served.join(', ')}`)
  }
  const body = strict(source, { ref: noReferences, openObjects: false, metadata: metadataRef })
  const properties = { ...(isSchema(body['properties']) ? body['properties'] : {}) }
  delete properties['status']
  const required = new Set(['apiVersion', 'kind', 'metadata', ...((body['required'] as string[] | undefined) ?? [])])
  required.delete('status')
  return share({
    ...body,
    properties: {
      ...properties,
      apiVersion: { enum: [`${crd.group}/${version}`] },
      kind: { enum: [crd.kind] },
      metadata: metadataRef,
    },
    required: [...required].sort(),
  })
}
