import { unhashed } from '../compare/match.ts'
import { entitiesOf } from '../read/entity.ts'
import type { PathLocation } from '../read/path-location.ts'
import type { Source, Unrendered } from './source.ts'

type Texts = ReadonlyMap<string, string>

/** The rendered charts and kustomizations of both sides, a file for each object. */
export interface Rendering {
  /** Texts of objects that differ. */
  readonly before: Texts
  readonly after: Texts
  /** Texts of objects that are the same in both. */
  readonly same: Texts
  readonly locations: ReadonlyMap<string, PathLocation>
  /** Keys of the Applications and sets whose sources were all rendered. */
  readonly applications: ReadonlySet<string>
  /** Files that tools read to make these objects: the objects stand for them. */
  readonly inputs: ReadonlySet<string>
  readonly unrendered: readonly Unrendered[]
}

export const noRendering: Rendering = {
  before: new Map(),
  after: new Map(),
  same: new Map(),
  locations: new Map(),
  applications: new Set(),
  inputs: new Set(),
  unrendered: [],
}

/** A document mark stands at the beginning of its line; within a block of text it is indented. */
const documentMark = /^---(?:[ \t].*)?$/m

/** One path for each object of a source, the same on both sides whatever its order. */
export function splitRendered({ location }: Pick<Source, 'location'>, output: string): Texts {
  const files = new Map<string, string>()
  for (const part of output.split(documentMark)) {
    if (part.trim() === '') continue
    const [object] = entitiesOf('rendered.yaml', part).entities
    const name =
      object === undefined || object.kind === ''
        ? 'other'
        : [object.kind, object.namespace, unhashed(object.name)]
            .filter((word) => word !== '')
            .join('-')
            .toLowerCase()
    const path = `${location.folder}/${name}.yaml`
    const known = files.get(path)
    files.set(path, known === undefined ? `${part.trim()}\n` : `${known}---\n${part.trim()}\n`)
  }
  return files
}
