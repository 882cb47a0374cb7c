import { argo, explain } from './explanation.ts'

const flux = (page: string): string => `https://fluxcd.io/flux/components/${page}/`

/** Objects that Flux, kustomize and Argo CD apply, leave alone and delete. */
export const explainedDelivery = {
  flux: explain(
    'Flux applies a folder, and with prune deletes what it applied and does not find any more. It knows what is its own by where it came from.',
    flux('kustomize/kustomizations'),
    'flux-prunes',
    'flux-elsewhere',
    'flux-stops',
    'flux-resumes',
    'flux-forces',
    'flux-undecrypted',
    'release-anew',
    'chart-other',
    'flux-rights',
    'flux-unchecked',
    'flux-alters',
    'flux-variables',
    'values-from',
    'deletes-at-end',
    'version-floats',
    'version-moves',
    'release-options',
  ),
  fleet: explain(
    "Rancher's Fleet makes bundles of the folders of a repository for the clusters that its targets name, and deletes those that it no longer finds.",
    'https://fleet.rancher.io/ref-gitrepo',
    'bundles-gone',
  ),
  kustomized: explain(
    'A patch that says `$patch: delete` leaves an object out of what a kustomization comes to.',
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/',
    'patched-away',
  ),
  'flux-source': explain(
    'Who writes to the source of a GitOps controller decides what the cluster runs.',
    flux('source/gitrepositories'),
    'source-other',
    'source-revision',
    'source-unverified',
    'source-signers',
    'flux-leaves-out',
  ),
  'flux-end': explain(
    'With prune, a Kustomization that goes takes along what it applied; a HelmRelease is uninstalled. Suspended ones leave all of it.',
    flux('kustomize/kustomizations'),
    'flux-end-takes-objects',
    'flux-end-leaves-objects',
    'bundles-gone',
    'release-uninstalled',
    'source-gone',
  ),
  'objects-go': explain(
    'What an Application is made of stands in this tree, so what it has no more is named, with what goes along. Without prune it stays as OutOfSync until somebody prunes it.',
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/',
    'objects-go',
  ),
  'argo-scope': explain(
    'Windows, projects and filters decide what Argo CD syncs at all: what they hold back is in git and not in the cluster.',
    argo('user-guide/sync_windows'),
    'syncs-held',
    'project-narrowed',
    'other-files',
    'made-by-plugin',
    'pods-allowed',
    'syncs-once',
  ),
  'argo-trust': explain(
    'Argo CD applies what a repository or cluster answers; without a check of who that is, whoever is on the way answers.',
    argo('operator-manual/declarative-setup'),
    'argo-unchecked',
  ),
}
