export interface KubeObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: KubeMetadata
  readonly [field: string]: unknown
}

interface KubeMetadata {
  readonly name: string
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** A file of the tree, nearly always with one object. */
export interface Rendered {
  /** `clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml`. */
  readonly path: string
  readonly source: string
  readonly objects: readonly KubeObject[]
  readonly json?: Readonly<Record<string, unknown>>
  readonly template?: Template
  /** YAML of another program, such as eksctl. */
  readonly document?: Readonly<Record<string, unknown>>
}

export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09'
  readonly Description: string
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly [field: string]: unknown }>>
  readonly [field: string]: unknown
}

/** @param name if the object's own has a content hash */
export const fileName = (object: KubeObject, name: string = object.metadata.name): string =>
  `${object.kind.toLowerCase()}-${name}.yaml`
