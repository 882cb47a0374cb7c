/** A rendered Kubernetes object, before it is text. */
export interface KubeObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: KubeMetadata
  readonly [field: string]: unknown
}

export interface KubeMetadata {
  readonly name: string
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** One file of the tree: where it lies, whose source makes it, what is in it (nearly always one object). */
export interface Rendered {
  /** Path from the estate's root, `clusters/<cluster>/<team>/<app>/<kind>-<name>.yaml`. */
  readonly path: string
  /** The file a person edits to change this one. */
  readonly source: string
  readonly objects: readonly KubeObject[]
  /** For a file of another tool that lies among the manifests and is no object of Kubernetes: what it says, as JSON. */
  readonly json?: Readonly<Record<string, unknown>>
  /** What is no object of Kubernetes, in `aws/`: a file has one or the other. */
  readonly template?: Template
}

/** A CloudFormation template, as far as everybody needs to know it; `libs/aws` makes them. */
export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09'
  readonly Description: string
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly [field: string]: unknown }>>
  readonly [field: string]: unknown
}

/** `deployment-web.yaml`: the file name says what is in it. `name` stands in for the object's own where that has a content hash. */
export const fileName = (object: KubeObject, name: string = object.metadata.name): string =>
  `${object.kind.toLowerCase()}-${name}.yaml`
