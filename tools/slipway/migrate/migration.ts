import type { Issue } from '@slipway/core'

export interface Edit {
  /** From the estate's root. */
  readonly file: string
  readonly text: string
  /** What changed, for the people who approve it. */
  readonly what: string
}

/** What an estate has, as its people wrote it: no version's rules are asked, for they may refuse it. */
export interface Sources {
  /** Names below a folder, sorted; empty if the folder is missing. */
  readonly list: (folder: string) => readonly string[]
  /** `undefined` where there is no such file. */
  readonly read: (file: string) => string | undefined
}

interface Migrated {
  readonly edits: readonly Edit[]
  /** What has another shape than the migration knows: a next step for a person. */
  readonly steps: readonly Issue[]
}

/**
 * `tools/slipway/migrations/<version>/<name>.ts`: what an older estate has to change for that version. It changes the exact shape that it knows, or says the next
 * step; on what it has changed it finds nothing to do.
 */
export interface Migration {
  readonly what: string
  readonly run: (sources: Sources) => Migrated
}
export const defineMigration = (migration: Migration): Migration => migration
