import type { SpecPart } from '../shape/app.ts'
import { locate } from './locate.ts'
import type { Reading } from './read-spec.ts'

/** An app as far as it could be read, for the rules that see all apps: also one with issues has calls and hosts to look at. */
export interface Draft {
  readonly name: string
  readonly file: string
  readonly parts: ReadonlyMap<string, SpecPart>
  /** The clusters that it has a release file for. */
  readonly present: ReadonlySet<string>
  /** Where in the file a field's value for an environment was written: `calls[0]` or `in.prod.calls[0]`. */
  readonly place: (env: string, at: string) => string
}

/** `in.prod.calls[0]` where the override has the field's first part, else the field itself. */
export const placeIn =
  (reading: Reading) =>
  (env: string, at: string): string => {
    const reached = locate(at, reading.overrides.get(env))
    return reached === '' ? at : `in.${env}.${reached}`
  }
