import type { Side } from './side.ts'
import { specData } from './spec-data.ts'

const specFile = /^apps\/([^/]+)\/app\.(?:ts|ya?ml)$/

export async function textsOf(side: Side, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await side.read(paths))].map(([file, content]) => [file, content.toString()]))
}

/** The specs of a side by app, as data: none is run. */
export async function specsOf(side: Side): Promise<ReadonlyMap<string, unknown>> {
  const texts = await textsOf(
    side,
    [...side.files.keys()].filter((file) => specFile.test(file)),
  )
  return new Map([...texts].map(([file, source]) => [specFile.exec(file)?.[1] ?? '', specData(file, source)]))
}
