import type { Recording } from '../recording/recording.ts'
import { byTime } from './span.ts'

/** A commit, an edit by hand, a lost node. Numbered over the scenario. */
export interface UserAction {
  readonly number: number
  readonly at: number
  readonly kind: 'commit' | 'hand' | 'node'
  readonly text: string
  readonly sha?: string
  readonly app?: string
}

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

export const actionsFor = (all: readonly UserAction[], app: string): readonly UserAction[] =>
  all.filter((d) => d.app === undefined || d.app === app)
