import { ApiObject, Chart, type ChartProps } from 'cdk8s'
import type { Construct, Node } from 'constructs'
import { fileName, type KubeObject, type Rendered } from '@slipway/core'

export interface FolderProps extends ChartProps {
  /** Path from the estate's root. */
  readonly folder: string
  /** The file that people edit to change these objects. */
  readonly source: string
}

/** What a child says of its own file: `object.node.addMetadata('source', 'apps/web/app.ts')`. */
export type FileMetadata = 'source' | 'file'
const said = (node: Node, type: FileMetadata): string | undefined =>
  node.metadata.find((entry) => entry.type === type)?.data as string | undefined

/**
 * A folder of the tree. Each child of the chart is one file of nearly always one object, `<kind>-<name>.yaml`, unless its metadata names another
 * `file`; and made from the chart's source, unless its metadata names another `source`.
 */
export class FolderChart extends Chart {
  readonly folder: string
  readonly source: string

  constructor(scope: Construct, id: string, { folder, source, ...props }: FolderProps) {
    super(scope, id, { ...props, disableResourceNameHashes: true })
    this.folder = folder
    this.source = source
  }

  /** The objects of the chart, file by file. */
  files(): readonly Rendered[] {
    return this.node.children.map(({ node }) => {
      const objects: KubeObject[] = []
      for (const one of node.findAll()) if (ApiObject.isApiObject(one)) objects.push(one.toJson() as KubeObject)
      const [first] = objects
      if (first === undefined) throw new Error(`${node.path} has no object`)
      const file = said(node, 'file') ?? fileName(first)
      return { path: `${this.folder}/${file}`, source: said(node, 'source') ?? this.source, objects }
    })
  }
}
