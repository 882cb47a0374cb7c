import { applicationSets, editing, ifThere, replacing, type Sabotage } from '../shared/kit.ts'

const namespaces = /\/namespace\/namespace-[^/]+\.yaml$/

/** Some commits have no Namespace file. */
export const unprotectedNamespace: Sabotage = {
  name: 'namespace-unprotected',
  change: ifThere(
    namespaces,
    replacing(namespaces, /^ {2}annotations:\n {4}argocd\.argoproj\.io\/sync-options: .*\n/m, ''),
  ),
  causes: [{ code: 'deleted', kind: 'Namespace' }],
}

/** An emptied tree counts as a tree without apps. */
export const emptyIsFine: Sabotage = {
  name: 'empty-is-fine',
  change: replacing(applicationSets, /^ {4}- merge:\n(?: {6}.*\n)+/gm, ''),
  noticedBy: 'nothing-deleted',
  causes: [
    { code: 'about', what: 'team-folder' },
    { code: 'deleted' },
    { code: 'set-policy', applicationsSync: 'sync', complaint: false },
  ],
}

export const deletesByItself: Sabotage = {
  name: 'deletes-by-itself',
  change: editing(applicationSets, (text) =>
    text
      .replace(/applicationsSync: create-update\n/, 'applicationsSync: sync\n')
      .replace('preserveResourcesOnDeletion: true', 'preserveResourcesOnDeletion: false'),
  ),
  causes: [{ code: 'deleted' }, { code: 'set-policy', applicationsSync: 'sync', preserve: false }],
}
