import { fileChange, type ChangedFile, type FileSide } from '../src/files/files.ts'

/** A side of a file, by its text. */
export const side = (text: string | undefined, more: Partial<FileSide> = {}): FileSide | undefined =>
  text === undefined ? undefined : { kind: 'file', executable: false, size: text.length, text, ...more }
export const file = (path: string, before?: string, after?: string): ChangedFile => ({
  path,
  before: side(before),
  after: side(after),
})
/** Level and code of each risk of a file of an estate. */
export const told = (one: ChangedFile): readonly string[] =>
  fileChange(one, true).risks.map(({ level, code }) => `${level} ${code}`)
