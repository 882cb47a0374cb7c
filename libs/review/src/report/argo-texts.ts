import type { ApplicationsOutcome } from '../effects/applications.ts'
import { some } from './format-locations.ts'

const happenings: Readonly<Record<ApplicationsOutcome['what'], string>> = {
  gone: 'Applications that go',
  renamed: 'Applications that get another name',
  moved: 'Applications with another source or destination',
  shared: 'Applications that another one has already, by name or by objects',
}

/** What becomes of Applications and of their objects. */
export const fateTexts: Readonly<Record<ApplicationsOutcome['fate'], string>> = {
  'objects-deleted': 'the old ones are deleted, and all of their objects with them',
  'objects-left':
    'the objects of the old ones stay and run on; nobody syncs them until another Application takes them over',
  stays:
    'the old ones stay: where old and new have the same objects, these have two owners, and each may prune what the other made',
}

export const outcomeText = ({ what, names }: ApplicationsOutcome): string => `${happenings[what]}: ${some(names, 6)}`

const phaseTexts: Readonly<Record<string, string>> = {
  PreSync: 'before each sync, which waits for it and stops when it fails',
  Sync: 'with each sync',
  PostSync: 'after each sync, when all is healthy',
  SyncFail: 'when a sync fails',
  PreDelete: 'before the Application is deleted',
  PostDelete: 'after the Application is deleted',
}
export const phaseText = (phases: readonly string[]): string =>
  phases.map((phase) => `${phaseTexts[phase] ?? phase} (${phase})`).join('; ')
