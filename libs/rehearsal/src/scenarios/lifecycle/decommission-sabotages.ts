import { editing, type Sabotage } from '../shared/kit.ts'

const unprotected = editing(/\/namespace\/namespace-[^/]+\.yaml$/, (text) =>
  text.replace(/^ {2}annotations:\n {4}argocd\.argoproj\.io\/sync-options: .*\n/m, ''),
)

/** Some commits have no Namespace file. */
export const unprotectedNamespace: Sabotage = {
  name: 'namespace-unprotected',
  change: (files) =>
    [...files.keys()].some((file) => /^clusters\/.*\/namespace\/namespace-/.test(file)) ? unprotected(files) : files,
  noticedBy: { causes: [{ code: 'deleted', kind: 'Namespace' }] },
}

/** An emptied tree counts as a tree without apps. */
export const emptyIsFine: Sabotage = {
  name: 'empty-is-fine',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) => text.replaceAll(/^ {4}- merge:\n(?: {6}.*\n)+/gm, '')),
  noticedBy: {
    by: 'nothing-deleted',
    causes: [
      { code: 'about', what: 'team-folder' },
      { code: 'deleted' },
      { code: 'set-policy', applicationsSync: 'sync', complaint: false },
    ],
  },
}

export const deletesByItself: Sabotage = {
  name: 'deletes-by-itself',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) =>
    text
      .replace(/applicationsSync: create-update\n/, 'applicationsSync: sync\n')
      .replace('preserveResourcesOnDeletion: true', 'preserveResourcesOnDeletion: false'),
  ),
  noticedBy: { causes: [{ code: 'deleted' }, { code: 'set-policy', applicationsSync: 'sync', preserve: false }] },
}
