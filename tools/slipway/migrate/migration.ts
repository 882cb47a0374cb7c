import type { Issue } from '@slipway/core'

export interface Edit {
  /** From the estate's root. */
  readonly file: string
  readonly text: string
  /** The change, for its approvers. */
  readonly what: string
}

/** The files of an estate as people wrote them. Validates nothing: rules of another version may refuse them. */
export interface Sources {
  /** Names below a folder, sorted; empty if the folder is missing. */
  readonly list: (folder: string) => readonly string[]
  /** `undefined` where there is no such file. */
  readonly read: (file: string) => string | undefined
}

interface Migrated {
  readonly edits: readonly Edit[]
  /** Steps for a person, for shapes that the migration does not know. */
  readonly steps: readonly Issue[]
}

/**
 * `tools/slipway/migrations/<version>/<name>.ts`: the changes that an older estate needs for that version. Changes only
 * the shape that it knows, else names a step for a person; a second run finds nothing to do.
 */
export interface Migration {
  readonly what: string
  readonly run: (sources: Sources) => Migrated
}
export const defineMigration = (migration: Migration): Migration => migration
