/** A word that a verb takes: `true` for one with a value, `false` for a switch. */
type Flags = Readonly<Record<string, boolean>>

export interface Verb {
  /** What stands after the verb, in order. */
  readonly words: readonly string[]
  /** Its own flags; those that every verb has are in `common`. */
  readonly flags: Flags
  readonly required: readonly string[]
  readonly does: string
}

/** Verbs that change something may commit it. */
const landing: Flags = { commit: false, pr: false, 'dry-run': false }
const registry: Flags = { verify: false, 'registry-insecure': false }

/** Every verb with its words and flags; the usage, the parser and the test of the workflows read this one table. */
export const verbs = {
  bump: {
    words: ['APP', 'TARGET'],
    flags: { image: true, version: true, source: true, run: true, override: true, ...registry, ...landing },
    required: ['image'],
    does: 'an image that was just built comes to TARGET',
  },
  promote: {
    words: ['APP'],
    flags: { from: true, to: true, override: true, ...registry, ...landing },
    required: ['from', 'to'],
    does: 'what runs in one target comes to another',
  },
  next: {
    words: [],
    flags: { cluster: true, app: true, digest: true, override: true, ...landing },
    required: ['cluster', 'app', 'digest'],
    does: 'after a healthy sync: opens the next wave or environment, or says why not',
  },
  hold: {
    words: ['APP', 'TARGET'],
    flags: { reason: true, ...landing },
    required: ['reason'],
    does: 'no release comes to TARGET or goes on from it',
  },
  unhold: {
    words: ['APP', 'TARGET'],
    flags: { reason: true, ...landing },
    required: ['reason'],
    does: 'lifts a hold, also that of a rollback',
  },
  reject: {
    words: ['APP', 'DIGEST'],
    flags: { reason: true, ...landing },
    required: ['reason'],
    does: 'DIGEST comes to no cluster any more',
  },
  rollback: {
    words: ['APP', 'TARGET'],
    flags: { to: true, reason: true, override: true, ...landing },
    required: ['reason'],
    does: 'image and rendered files as they were, and held there',
  },
  status: { words: ['[APP]'], flags: {}, required: [], does: 'what runs where, what is held, rejected, frozen' },
  history: { words: ['APP', 'TARGET'], flags: {}, required: [], does: 'what ran in TARGET, by number' },
  verify: {
    words: ['APP', 'TARGET'],
    flags: { 'registry-insecure': false },
    required: [],
    does: 'asks the registry for the images of TARGET',
  },
} as const satisfies Record<string, Verb>
export type VerbName = keyof typeof verbs

export const common: Flags = { root: true, json: false, help: false }
