import type { Sentences } from '@slipway/core'
import type { CareCode } from '../risks/fields/care-codes.ts'

/** What such a word comes to, and what to look at. */
export const careSentences: Sentences<Readonly<Record<CareCode, undefined>>> = {
  'rollout-fails':
    'a rollout counts as failed before new pods can be ready: Argo CD shows it degraded, a canary aborts',
  'ready-at-once':
    'a new pod counts as available the moment it is ready: one that fails seconds later has replaced a good one',
  'all-at-once': 'each change stops all pods at once, then new ones start: an outage of that length',
  'waits-for-hand': 'changes arrive in no pod until somebody deletes it (OnDelete)',
  'killed-sooner': 'pods that answer slowly are killed sooner: under load they go down one after the other',
  'killed-while-starting':
    'nothing holds the liveness probe back while a pod starts: slow starts are killed, again and again',
  'names-unresolved': 'pods ask the DNS of their node: names of the cluster are not found',
  'other-priority': 'pods of another priority: others may push them off their nodes, or be pushed by them',
  'one-node': 'all pods have to run on one machine: when that goes, all of them go, and new ones wait',
  'spread-gone': 'nothing spreads the pods any more: all may be on one node or in one zone, and go with it',
  'runs-never': 'it never runs: no day has that date',
  'runs-often': 'it runs at least ten times as often as before',
  'retried-no-more': 'a run that fails once is not tried again',
  'stuck-canary': 'a canary that gets stuck is not aborted any more: it keeps its share of the traffic',
  'slow-rollback': 'the stable pods shrink while the canary grows: to go back, pods have to start first',
  'weights-by-pods':
    'the canary has its share by the number of pods, no longer by routes: steps below one pod in all are none',
  'scales-by-other': 'the number of pods follows another measure, or one less: look what it says today',
  'no-load-trigger': 'no trigger knows the load any more: pods are added by the clock alone',
  'scales-down-soon': 'pods are taken away as soon as the load drops: a load that comes in waves finds none',
  'unready-called': 'pods that are not ready get calls, too',
  'local-only': 'only pods on the same node answer: where a node has none, calls fail',
  'retry-storm': 'each failed call is tried many times more: a service in trouble gets a multiple of its load',
  'seen-less': 'fewer namespaces see it: for callers in the others it does not hold',
  'origins-any': 'pages of every origin may call it with the logins of its visitors',
  'sticky-ends':
    'sessions no longer stay with their pod, or all move at once: what a pod keeps for a visitor is not there',
  'outside-otherwise': 'the same names outside are found in another way: calls may go elsewhere, or fail',
  'token-keys': 'tokens are checked by keys from another place: who holds those signs in as anybody',
  'tokens-of-others': 'tokens that were made for other apps are taken here, too',
  'mesh-otherwise':
    'the control plane or the gateways of the mesh are set up anew: look what goes with it before the merge',
  'targets-other':
    'the controller refuses another target group or type; made anew, the old group has no targets and answers 503',
  'targets-gone': 'pods leave their target group: its load balancer has nobody to send to',
  'canary-end':
    'Flagger goes with its primary pods and routes, and leaves the Deployment at no pods, unless revertOnDeletion is set',
  'syncs-held': 'Argo CD syncs its Applications at fewer times: what is merged, a rollback too, waits',
  'project-narrowed': 'Applications that use what it no longer permits are not synced any more',
  'other-files':
    'Argo CD reads fewer or other files of the folder: objects of those that it no longer reads are pruned, or left alone',
  'syncs-once': 'a sync that fails is not tried again',
  'argo-unchecked': 'Argo CD no longer checks whom it talks to: who is on the way decides what it applies',
  'misplaced-field':
    'a field beside spec that its kind does not have: the API server drops it, or refuses the object; look where it was meant to be',
  'node-rights': 'nodes have other rights in the cloud: each pod that reaches their metadata has them, too',
  'nodes-public': 'nodes get addresses on the internet',
  'pods-changed': 'the policy changes what others deploy, in no diff of theirs: read what it writes into them',
  'operator-installed':
    'an operator comes with all the rights that it asks for, and stays up to date by itself unless approval is manual',
  'operator-other': 'another version, channel or catalog of an operator: it may change all that it looks after',
  'operator-left': 'its operator runs on and gets no updates: what it looks after stays',
  'pods-allowed': 'pods may do more than before, or pods of more people may',
  'group-joined': 'more people are in the group, with all that bindings give it',
}
