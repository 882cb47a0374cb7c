import { any, both, type Constraint, filled, having, matching, not, nothing, one, where } from '@slipway/kube'
import { objectAnnotations, objectLabels } from './keys-of-team.ts'
import { teamKinds } from './kinds.ts'
import { on } from './on.ts'

const of = (path: readonly string[], rest: Omit<Constraint, 'kinds' | 'of' | 'path'>): Constraint => ({
  kinds: [],
  of: 'object',
  path: ['metadata', ...path],
  ...rest,
})

const kindsBut = (...names: readonly string[]): readonly string[] =>
  teamKinds.flatMap(({ kind }) => (names.includes(kind) ? [] : [kind]))

/** Every object: no metadata that makes it another owner's, or that keeps others' objects from being deleted. */
export const metadataConstraints: readonly Constraint[] = [
  of(['labels'], { ...objectLabels('dashboards'), kept: true }),
  of(['annotations'], { ...objectAnnotations, kept: true }),
  of(['labels', 'app.kubernetes.io/part-of'], {
    test: one('{team}'),
    want: "the team's own name",
    hint: 'correct it',
  }),
  of(['annotations', 'argocd.argoproj.io/tracking-id'], {
    test: { is: 'starting', with: ['{team}-'] },
    want: "an Application of the team's own",
    hint: 'take it out: Argo CD writes it',
  }),
  {
    ...of(['annotations', 'argocd.argoproj.io/hook'], {
      test: nothing,
      want: 'no hook but jobs and what they read: Argo CD passes over one it does not know, and takes one away when it has ended',
      hint: 'take it out',
    }),
    kinds: kindsBut('Job', 'Pod', 'ConfigMap', 'ExternalSecret'),
  },
  // The last is Argo CD's own, on each hook until it has ended (gitops-engine, pkg/sync/hook).
  // By `orphan` an object's pods would outlive it.
  of(['finalizers', '*'], {
    test: one('kubernetes.io/pvc-protection', 'argocd.argoproj.io/hook-finalizer'),
    kept: true,
    want: 'none: an object that cannot be deleted holds its namespace and its Application',
    hint: 'take it out',
  }),
  of(['ownerReferences'], {
    test: nothing,
    kept: true,
    want: 'none: controllers write them',
    hint: 'take it out',
  }),
]

/** Kinds that may stay, since they keep data or an old version still reads them. */
const mayStay = ['ConfigMap', 'ExternalSecret', 'PersistentVolumeClaim']

/** By `Delete=false` pods run on when their app has left git, and by `confirm` its Application waits for a person. */
export const stayConstraints: readonly Constraint[] = [
  {
    ...of(['annotations', 'argocd.argoproj.io/sync-options'], {
      test: not(matching('(Prune|Delete) *= *(false|confirm)')),
      kept: true,
      want: 'an object that goes with its app: what git no longer says would run on',
      hint: 'take Prune and Delete out of it',
    }),
    kinds: kindsBut(...mayStay),
  },
]

/** Claims. In the cluster the scheduler writes the field, and `kept` lets it. */
export const claimConstraints: readonly Constraint[] = [
  on('PersistentVolumeClaim', 'spec.volumeName', {
    test: nothing,
    kept: true,
    want: 'no volume by name: it may be what another team left',
  }),
]

/** ConfigMaps of every namespace, which Kubernetes and istiod write again as often as somebody else does. */
const written = ['kube-root-ca.crt', 'istio-ca-root-cert']
export const rootConstraints: readonly Constraint[] = [
  on('ConfigMap', 'metadata.name', {
    test: not(one(...written)),
    want: 'a name of your own: whoever writes this one and Argo CD would undo each other for ever',
    hint: 'rename it',
  }),
]

/** StatefulSets make pods of them, and adopt those that fit: a template that nobody has judged. */
export const revisionConstraints: readonly Constraint[] = [
  on('ControllerRevision', 'data', {
    test: nothing,
    kept: true,
    want: 'none of your own: controllers write them, and pods are made of them',
    hint: 'take the object out',
  }),
]

/** The team's Namespace keeps what the platform relies on. */
export const namespaceConstraints: readonly Constraint[] = [
  {
    kinds: ['Namespace'],
    of: 'object',
    path: ['metadata', 'labels'],
    required: true,
    test: both(
      filled,
      having({
        'app.kubernetes.io/managed-by': one('slipway'),
        'pod-security.kubernetes.io/enforce': one('restricted'),
      }),
      where({ 'pod-security.kubernetes.io/enforce-version': one('latest') }),
      any(having({ 'istio-injection': one('enabled') }), having({ 'istio.io/rev': { is: 'matching', pattern: '.' } })),
    ),
    want: 'the labels that Slipway writes: in the mesh, with restricted pods',
    hint: 'take the change out',
  },
]
