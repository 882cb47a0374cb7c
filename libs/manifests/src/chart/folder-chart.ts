import { ApiObject, Chart, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { fileName, type KubeObject, type Rendered } from '@slipway/core'

interface FolderProps extends ChartProps {
  readonly folder: string
  /** The file that people edit to change these objects. */
  readonly source: string
}

/** The file of an object whose name is not `<kind>-<name>.yaml`, or whose source is not the chart's. */
type OwnFile = Partial<Pick<FolderProps, 'source'>> & { readonly name?: string }
const fileMetadata = 'slipway.file'
export const setFile = (child: Construct, file: OwnFile): void => child.node.addMetadata(fileMetadata, file)

/** Each child is one file, nearly always of one object. */
export class FolderChart extends Chart {
  readonly folder: string
  readonly source: string

  constructor(scope: Construct, id: string, { folder, source, ...props }: FolderProps) {
    super(scope, id, { ...props, disableResourceNameHashes: true })
    this.folder = folder
    this.source = source
  }

  files(): readonly Rendered[] {
    return this.node.children.map(({ node }) => {
      const objects: KubeObject[] = []
      for (const one of node.findAll()) if (ApiObject.isApiObject(one)) objects.push(one.toJson() as KubeObject)
      const [first] = objects
      if (first === undefined) throw new Error(`${node.path} has no object`)
      const own = node.metadata.find((entry) => entry.type === fileMetadata)?.data as OwnFile | undefined
      return { path: `${this.folder}/${own?.name ?? fileName(first)}`, source: own?.source ?? this.source, objects }
    })
  }
}
