import type { Live } from './kube-object.ts'
import type { Files } from '@slipway/tree'
import { parseAllDocuments } from 'yaml'

export const objectsIn = (text: string): readonly Live[] =>
  parseAllDocuments(text)
    .map((document) => (document as { toJS(): unknown }).toJS() as Live | null)
    .filter((object) => object !== null)

/** The first object of a file, if it is there. */
export const objectAt = (files: Files, file: string): Live | undefined => objectsIn(files.get(file) ?? '')[0]

/** Objects of a folder's files. @param fits their paths */
export const objectsUnder = (files: Files, folder: string, fits = /^/): readonly Live[] =>
  objectsOfFiles(files, (file) => file.startsWith(`${folder}/`) && fits.test(file))

export const objectsOfFiles = (files: Files, wanted: (file: string) => boolean): readonly Live[] =>
  [...selected(files, wanted).values()].flatMap(objectsIn)

export const selected = (files: Files, wanted: (file: string) => boolean): Files =>
  new Map([...files].filter(([file]) => wanted(file)))
