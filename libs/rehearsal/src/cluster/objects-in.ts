import type { KubeObject } from '@slipway/core'
import type { Files } from '@slipway/tree'
import { parseAllDocuments } from 'yaml'

/** The objects of one file of the tree. */
export const objectsIn = (text: string): readonly KubeObject[] =>
  parseAllDocuments(text)
    .map((document) => (document as { toJS(): unknown }).toJS() as KubeObject | null)
    .filter((object) => object !== null)

/** The objects of those files of a tree that `wanted` takes. */
export const objectsOfFiles = (files: Files, wanted: (file: string) => boolean): readonly KubeObject[] =>
  [...files].filter(([file]) => wanted(file)).flatMap(([, text]) => objectsIn(text))
