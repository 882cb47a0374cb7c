import type { Sentences } from '@slipway/core'
import type { OperatorCode } from '../risks/fields/operator-codes.ts'

/** The consequence of a field of an operator, a chart's values or a guard, and what to look at. */
export const operatorSentences: Sentences<Readonly<Record<OperatorCode, undefined>>> = {
  'fewer-members':
    'fewer members of what its operator runs: with one left, each failure or update of it is an outage; with none, it is off',
  'fewer-at-rest': 'fewer pods at the least or at the most: the next load finds less to answer it',
  'controller-off':
    'its controller stops it, or acts at once instead of at its own time, until somebody changes it back',
  'memory-cut': 'less memory than before at the most: what needs more is killed',
  'part-off': 'a part of it is switched off: what that part made or ran is removed',
  'data-unkept': 'its data is deleted with it from now on, or lies where a restart loses it',
  'storage-shrinks': 'storage does not shrink: the change is refused, or it is made anew and empty',
  'kept-shorter': 'what is older, or more, than it keeps from now on is deleted at once and for good',
  'checks-off': 'what checks its callers, or encrypts, is gone or weaker: who could not call or read it before now may',
  'limits-off': 'what bounds requests or restarts is gone: a burst, or a drain, hits all of it at once',
  'words-for-all': 'it now says everybody, everywhere or everything where it named some',
  'reached-outside': 'it can be called from outside of the cluster, where before it could not',
  'version-moves':
    'its operator moves what runs, and its data, to another version: mostly there is no way back; have a backup, and read its notes',
  'nodes-together':
    'its nodes may go together: on spot, in one zone, on one machine, or with no budget that keeps the others',
  'data-less-safe': 'fewer copies have to be written, or writes wait for no disk: a crash loses what was acknowledged',
  'machine-other': 'it moves to machines of another size: it is away while it moves, and slower on smaller ones',
  'becomes-follower': 'it follows another one from now on and takes no writes any more',
  'backups-otherwise':
    'backups are made at other times, or go to another place: a restore may find none that is recent enough',
  'other-credentials': 'it works by other credentials: what it looks after needs their rights, and has all of them',
  'partitions-other':
    'a key goes to another partition from now on: its order is lost across the change; fewer than before are refused',
  'flux-rights':
    'Flux applies it with other rights: with no account of its own it has those of the controller, mostly of a cluster admin',
  'flux-unchecked':
    'Flux no longer waits for it: it says ready, and goes on with what depends on it, while that may not run',
  'flux-variables': 'Flux writes this value into every object that names the variable: look who does',
  'values-from': 'values of the chart come from other objects than before: what they say counts from its next run',
  'flux-alters': 'all that it applies is altered on its way to the cluster: what is in git is not what runs',
  'deletes-at-end': 'when this object goes, so does all that it applied; before, it stayed',
  'flux-leaves-out':
    'other files are left out of what is fetched: where a Kustomization prunes, their objects are deleted',
  'source-signers':
    'it is fetched with other credentials, or other signers are believed: where these are wrong, nothing arrives',
  'release-options':
    'Helm checks, replaces or rolls back otherwise at its next upgrade: CRDs, hooks, drift and failures are left as they are, or overwritten',
  'version-floats': 'each new version of the chart is installed by itself, unreviewed, within its interval',
  'images-by-itself': 'which images are written to git by themselves, and to which branch, is another rule now',
  'set-overrides':
    'what it makes its Applications of is changed last, by other words: what they delete, whence they come and where they go may be another',
  'set-all-at-once': 'its Applications are no longer synced step by step: a bad change reaches all of them at once',
  'routes-dropped': 'routes of some namespaces or kinds are not taken in any more: their hosts are answered no more',
  'certificate-served':
    'another certificate is served, or TLS ends at another place: callers refuse it where its Secret, its names or its backend are not ready',
  'trusts-other':
    'other authorities are believed: calls to those that only the old one signed fail, and those of the new one are trusted',
  'requests-unanswered': 'requests that a rule took are taken by no rule any more: they are answered 404',
  'requests-copied': 'a copy of each request, with its tokens and its body, goes to somebody else, too',
  'filter-gone': 'what an extension did on the way, such as asking for a login or limiting, is not done any more',
  'requests-rewritten':
    'requests arrive with another path, host or headers, or callers are sent elsewhere: look what the backend makes of it',
  'timeout-shorter': 'requests that took longer fail from now on',
  'reference-gone': 'routes and gateways that name objects here by it answer 500, or serve no certificate',
  'names-gone': 'a DNS name leads nowhere, as soon as resolvers forget it',
  'names-elsewhere':
    'a DNS name leads to another address, or a new one is answered: who has that address gets the requests',
  'certificate-authority':
    'who has its key can sign certificates for any name, and all who trust its signer believe them',
  'certificate-otherwise':
    'it is issued anew with another key, use or lifetime: look whether who serves and who checks it takes it',
  'policy-rule-other':
    'a policy asks for something else: whether it is stricter or weaker is not taken apart here; read its diff',
  'policy-acts': 'objects of others are changed when they are made or changed next: look which, and to what',
  'policy-acts-no-more':
    'what it changed in, or made for, objects of others is not done any more: defaults and network policies among it',
  'policy-wider-exempt': 'more is exempt from policies, or allowed by them, than before',
  'measured-otherwise':
    'other pods, rules or series are measured, or kept: an alert on those that are missing is never raised',
  'secret-keys-gone':
    'a key of a Secret is gone: pods that read it do not start, or run on without it from their next start',
  'secret-shared': 'others can decrypt it, or what is encrypted from now on: look whose keys these are',
  'secret-otherwise':
    'its Secret is made, kept or refreshed otherwise: rotated values may not arrive, or all that a search finds arrives',
  'secret-pushed': 'values of a Secret of this cluster are copied into a store outside: whoever reads there has them',
  'key-missing': 'a key is gone that pods here name: their next start fails (CreateContainerConfigError)',
  'composed-otherwise':
    'all that was composed by it is composed anew: what it does not name any more is deleted, in a cloud with its data',
  'program-flag':
    'a program that others rely on is told otherwise: what it deletes, whom it believes or what it looks after is another',
}
