import type { Recording } from '../recording/recording.ts'
import { byTime } from './span.ts'

/** What somebody did to the cluster, not what it did by itself: a commit, a hand in it, a node taken away. Numbered over the scenario. */
export interface UserAction {
  readonly number: number
  readonly at: number
  readonly kind: 'commit' | 'hand' | 'node'
  readonly text: string
  /** The commit's short hash. */
  readonly sha?: string
  readonly app?: string
}

/** What stands before its text, which for a node says it all. */
export const actionWord: { readonly [K in UserAction['kind']]: string } = {
  commit: 'commit',
  hand: 'by hand',
  node: '',
}

export function userActions({ commits, events }: Pick<Recording, 'commits' | 'events'>): readonly UserAction[] {
  const all = [
    ...commits.map(({ at, sha, subject }) => ({ at, kind: 'commit' as const, text: subject, sha: sha.slice(0, 7) })),
    ...events.flatMap(({ at, kind, text, app }) =>
      kind === 'hand' || kind === 'node' ? [{ at, kind, text, ...(app === undefined ? {} : { app }) }] : [],
    ),
  ]
  return byTime(all).map((deed, i) => ({ ...deed, number: i + 1 }))
}

/** Those that an app's picture shows: its own, and those about all. */
export const actionsFor = (all: readonly UserAction[], app: string): readonly UserAction[] =>
  all.filter((d) => d.app === undefined || d.app === app)
