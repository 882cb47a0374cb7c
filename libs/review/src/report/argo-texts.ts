import type { ApplicationsOutcome } from '../effects/applications.ts'
import type { ObjectsOutcome } from '../effects/application-objects.ts'
import { some } from './format-locations.ts'

const happenings: Readonly<Record<ApplicationsOutcome['what'], string>> = {
  gone: 'Applications that go',
  renamed: 'Applications that get another name',
  moved: 'Applications with another source or destination',
  shared: 'Applications that another one has already, by name or by objects',
  unknown: 'a generator asks otherwise than before, so Applications may come and go',
}

/** The fates of Applications and of their objects. */
const fates: Readonly<Record<ApplicationsOutcome['what'], Readonly<Record<ApplicationsOutcome['fate'], string>>>> = {
  gone: {
    'objects-deleted':
      'they are deleted, and all of their objects with them; to keep these, set preserveResourcesOnDeletion in a change of its own before',
    'objects-left':
      'they are deleted; their objects run on (the set says preserveResourcesOnDeletion), and nobody syncs them any more: give them to another Application',
    stays:
      'they stay as they are, and so do their objects (the set says applicationsSync, so it deletes none); their set looks after them no more',
  },
  renamed: {
    'objects-deleted':
      'the old ones are deleted, and all of their objects with them, until the new ones make these anew; to keep these, set preserveResourcesOnDeletion in a change of its own before',
    'objects-left':
      'the old ones are deleted, their objects stay (the set says preserveResourcesOnDeletion), and the new ones take them over',
    stays:
      'the old ones stay, for the set deletes none (applicationsSync): the same objects have two owners, and each may undo or prune what the other made; delete the old ones without their objects (argocd app delete --cascade=false)',
  },
  moved: {
    'objects-deleted': 'objects that their new source does not have are deleted',
    'objects-left': 'their objects at the old place run on, and nobody syncs them any more',
    stays: 'their objects at the old place run on, and nobody syncs them any more',
  },
  shared: {
    'objects-deleted': 'the same objects have two owners',
    'objects-left': 'the same objects have two owners',
    stays: 'the same objects have two owners, and each may undo or prune what the other made',
  },
  unknown: {
    'objects-deleted':
      'those that it no longer finds are deleted, and all of their objects with them: compare what it finds before and afterwards (argocd appset generate)',
    'objects-left': 'those that it no longer finds are deleted; their objects run on, and nobody syncs them any more',
    stays: 'those that it no longer finds stay as they are, and nobody looks after them',
  },
}
export const fateText = ({ what, fate }: ApplicationsOutcome): string => fates[what][fate]

/** Why a generator stands for Applications that nobody can name here. */
const generatorTexts: Readonly<Record<string, string>> = {
  clusters: 'Argo CD knows its clusters, and this tree does not',
  git: 'it reads folders or files that this tree does not have',
  list: 'its elements are a template',
  pullRequest: 'it asks a forge for its pull requests',
  scmProvider: 'it asks a forge for its repositories',
  clusterDecisionResource: 'it asks a controller for clusters',
  plugin: 'it asks a program of its own',
}
const unknownText = (unknown: readonly string[] = []): string =>
  unknown
    .map(
      (kind) =>
        ` (which ones is not known here: generator ${kind}${kind in generatorTexts ? `, for ${generatorTexts[kind] ?? ''}` : ''})`,
    )
    .join('')

export const outcomeText = ({ what, names, unknown }: ApplicationsOutcome): string =>
  `${happenings[what]}: ${some(names, 6)}${unknownText(unknown)}`

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

/** The fate of an Application's objects in this tree after its change. */
export const objectsText = ({ gone, made, fate }: ObjectsOutcome): string => {
  const fates = {
    deleted: ['is deleted at the next sync', 'are deleted at the next sync'],
    left: [
      'runs on, and nobody syncs it, until somebody prunes it',
      'run on, and nobody syncs them, until somebody prunes them',
    ],
  }
  return [
    ...(gone.length === 0 ? [] : [`${some(gone, 6)} ${fates[fate][gone.length === 1 ? 0 : 1]}`]),
    ...(made.length === 0 ? [] : [`${some(made, 6)} ${made.length === 1 ? 'is' : 'are'} made`]),
  ].join('; ')
}
