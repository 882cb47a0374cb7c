import type { Sentences } from '@slipway/core'
import type { FieldCode } from '../risks/fields/field-codes.ts'
import { operatorSentences } from './operator-sentences.ts'

/** Sentences for the value of one field, or the end of one object: the loss, and what to look at. */
export const fieldSentences: Sentences<Readonly<Record<FieldCode, undefined>>> = {
  ...operatorSentences,
  // Flux and Helm
  'flux-prunes': 'from its next run on, Flux deletes what it applied before and no longer finds in git',
  'bundles-gone': 'Fleet deletes what it made of a folder, or on a cluster, that it is told of no more',
  'flux-elsewhere':
    'Flux applies what is at the new place; what only the old place had is deleted where it prunes, else it runs on and nobody looks after it',
  'flux-stops':
    'Flux leaves it alone: what is merged does not arrive, and what drifts stays, until somebody resumes it',
  'flux-resumes': 'Flux looks after it again: all that changed meanwhile arrives at once, removals too',
  'flux-forces': 'objects that cannot be changed are deleted and made anew: what they ran is away meanwhile',
  'flux-undecrypted': 'SOPS files are not decrypted any more: Flux fails to apply them, or applies their ciphertext',
  'source-other':
    'all that is made from it comes from another place: whoever writes there decides what the cluster runs',
  'source-revision': 'all that is made from it moves to another branch, tag or version, at its next fetch',
  'source-unverified': 'nobody checks any more who signed it, or that it is who it says',
  'release-anew':
    'to Helm it is another release: Flux uninstalls the old one, deletes its objects, and installs it anew, with empty volumes where claims go along',
  'chart-other': 'it is made of another chart: what only the old one had is deleted',
  'flux-end-takes-objects': 'all that it applied is deleted with it (prune)',
  'flux-end-leaves-objects': 'what it applied runs on, and nobody looks after it any more',
  'release-uninstalled': 'Flux uninstalls the release: all of its objects are deleted',
  'source-gone': 'what is made from it stays as it is and gets no changes any more',
  'patched-away': 'a patch takes an object away: it is deleted at the next sync that prunes, or is not made',
  // clouds and databases
  'outside-kept-no-more':
    "from now on the cloud's object is deleted with this one, with the data in it; before, it stayed",
  'outside-unprotected': "what protects the cloud's object or its data is switched off",
  'outside-moved':
    'it cannot be moved there: the change is refused, or another, empty one is made and the old one is left or deleted',
  'outside-deleted': 'its operator deletes what it stands for in the cloud, with the data in it',
  'outside-left': 'what it stands for in the cloud stays, costs money, and nobody looks after it',
  'database-deleted':
    'its operator deletes what it runs, and the volumes with it unless it is told to keep them: have a backup',
  'unknown-end':
    'its controller is not known here: such objects often take along what was made from them, data too; look what its finalizers do',
  // what controllers make in AWS for apps
  'need-refuses-less': 'its policy refuses less than before, such as calls without TLS',
  'need-opened': 'it lets in more callers than before, of other accounts or of the whole world',
  'need-granted': 'its policy lets in somebody more: a topic, or another service of AWS',
  'need-unencrypted': 'what is in it is no longer encrypted as before',
  'need-deleted-sooner': 'AWS deletes what is in it sooner than before, also what is there today',
  'need-unrestorable': 'its past can be restored no more, also that of the last 35 days',
  'need-other': 'AWS cannot change it: what is there stays as it is, and what the app expects is not there',
  'need-lost-messages': 'messages that nobody could work on, or that a topic sends, arrive otherwise or not at all',
  // nodes
  'fewer-nodes': 'other limits of nodes: at the limit no node is added, and new pods wait',
  'nodes-replaced':
    'nodes that do not fit the new words are drained and replaced, as many at once as the budgets let: pods move',
  'nodes-disrupted':
    'Karpenter empties and ends other nodes than before, or at other times: pods move, as many at once as the budgets let',
  'nodes-younger':
    'its nodes are replaced now, as many at once as the budgets let; from then on each one is drained at that age, and no budget of the pool holds that back',
  'all-nodes-at-once': 'all of its nodes may be drained at the same time: what runs on them moves at once, or is away',
  'node-metadata-open':
    "pods can ask the node's metadata service without a token, or over the network: whoever breaks into one has the node's rights in the cloud",
  'node-image-moves': 'nodes take every new image by themselves, untried',
  'nodes-gone': 'all of its nodes are drained and end: pods move to other pools, or wait where none takes them',
  'pods-evicted': 'pods that do not tolerate the taint are evicted at once (NoExecute)',
  'node-closed': 'no new pods come to it',
  'node-rights': 'nodes have other rights in the cloud: each pod that reaches their metadata has them, too',
  'nodes-public': 'nodes get addresses on the internet',
  // certificates
  'staging-signer': 'certificates come from a staging or test authority: browsers and clients refuse them',
  'proof-other':
    'names are proved to the authority in another way, or by another account: what is issued stays good, and no renewal works where the new way fails',
  'other-signer': 'certificates are issued anew by somebody else: callers have to trust that one',
  'names-uncertified': 'the certificate no longer has a name that it had: TLS to that name fails',
  'certificate-elsewhere':
    'the certificate goes into another Secret: who reads the old one serves a certificate that nobody renews, until it expires',
  'signer-gone': 'certificates of this issuer are renewed no more, and expire weeks from now',
  'certificate-unrenewed': 'its Secret mostly stays, is renewed no more, and expires weeks from now',
  // traffic
  'load-balancer-gone':
    'its address outside is gone: DNS names that lead there lead nowhere, and another one has another address',
  'address-changes': 'it gets another address: callers and DNS that know the old one reach nothing',
  'port-closed': 'a port is not there any more: calls of it fail at once',
  'other-port': 'calls go to another port of the pods: they fail where nothing listens there',
  'other-backend': 'requests are answered by somebody else: look whether that one is there and knows these requests',
  'no-backend': 'a rule has nobody to send to: its requests fail with 500 or 503',
  'fault-injected': 'requests are made to fail or wait on purpose',
  'other-edge': 'another gateway or controller has to take it in, and the old one drops it: nobody answers in between',
  'edge-class-gone': 'all that names this class is dropped: its hosts are answered no more',
  'route-gone': 'its hosts and paths are answered no more, or by the next route that fits',
  'api-gone':
    'the API server answers no requests of this API any more: who asks for it fails, scalers by their metrics too',
  // secrets
  'secret-elsewhere':
    'it is written to a Secret of another name, and the old one goes with its owner: pods that name the old one cannot start',
  'secret-ends-with-source': 'when the store loses the value, the Secret or its keys go, too',
  'secret-in-the-open':
    'what it fetches is written into an object that is no Secret: more people may read it, and it is not encrypted at rest',
  'store-open': 'every namespace may read from this store',
  'store-gone': 'secrets from it are not refreshed any more, and new ones are not made',
  // scaling
  'fewer-most-pods': 'fewer pods at the most: load above that is not met',
  'never-more-pods': 'no pods are ever added, whatever the load is',
  'no-fallback': 'when its numbers are missing, it stays at what it has',
  'evicts-by-itself': 'pods are evicted to get other requests, at any time and as the budgets let',
  'budget-elsewhere': 'the budget is about other pods: those that it was about are guarded no more',
  'scaler-gone': 'nobody adds pods under load any more; their number stays as it is',
  'runs-overlap': 'a run may begin while the last one still runs',
  'scales-late': 'pods are added later, or never: only at far more load than before',
  'scales-early': 'pods are added at nearly no load: as many as may be, at all times',
  'runs-at-other-hours': 'its schedule is read in another time zone: it runs at other hours',
  'runs-missed': 'its controller looks every ten seconds: runs that may start for a shorter time are mostly missed',
  'scaler-blind':
    'its scaler counts a share of what the pods ask for, and one of them asks for nothing: pods are added no more',
  'runs-never': 'it never runs: no day has that date',
  'runs-often': 'it runs at least ten times as often as before',
  'retried-no-more': 'a run that fails once is not tried again',
  'scales-by-other': 'the number of pods follows another measure, or one less: look what it says today',
  'no-load-trigger': 'no trigger knows the load any more: pods are added by the clock alone',
  'scales-down-soon': 'pods are taken away as soon as the load drops: a load that comes in waves finds none',
  // pods
  'probe-asks-nothing':
    'the readiness probe says yes whatever the program does: pods get traffic before they can answer',
  'every-node':
    'its pods may run on every node, the control plane too, also on one that a taint says is sick or drained',
  'other-runtime':
    'its pods run in another runtime: what kept them apart from the node, or gave them its devices, may be gone',
  'goes-on-by-itself': 'no release waits for a person any more',
  'rollout-fails':
    'a rollout counts as failed before new pods can be ready: Argo CD shows it degraded, a canary aborts',
  'ready-at-once':
    'a new pod counts as available the moment it is ready: one that fails seconds later has replaced a good one',
  'all-at-once': 'each change stops all pods at once, then new ones start: an outage of that length',
  'waits-for-hand': 'changes arrive in no pod until somebody deletes it (OnDelete)',
  'killed-sooner': 'pods that answer slowly are killed sooner: under load they go down one after the other',
  'killed-while-starting':
    'the probes wait less long, or not at all, for a pod that starts: slow starts are killed, again and again',
  'image-not-pulled': 'nodes that do not have the image yet never fetch it: pods that land there do not start',
  'names-unresolved': 'pods ask the DNS of their node: names of the cluster are not found',
  'other-priority': 'pods of another priority: others may push them off their nodes, or be pushed by them',
  'one-node': 'all pods have to run on one machine: when that goes, all of them go, and new ones wait',
  'spread-gone': 'nothing spreads the pods any more: all may be on one node or in one zone, and go with it',
  'stuck-canary': 'a canary that gets stuck is not aborted any more: it keeps its share of the traffic',
  'slow-rollback': 'the stable pods shrink while the canary grows: to go back, pods have to start first',
  'weights-by-pods':
    'the canary has its share by the number of pods, no longer by routes: steps below one pod in all are none',
  'script-other':
    'a script says something else, and no image was tried with it: read it as you would the code of an image',
  'code-in-command':
    'code stands in the command itself, or is taken in by a variable, and runs in an image that was tried without it: read it as you would the code of an image',
  // calls and their mesh
  'unready-called': 'pods that are not ready get calls, too',
  'local-only': 'only pods on the same node answer: where a node has none, calls fail',
  'retry-storm': 'each failed call is tried many times more: a service in trouble gets a multiple of its load',
  'seen-less': 'fewer namespaces see it: for callers in the others it does not hold',
  'origins-any': 'pages of every origin may call it with the logins of its visitors',
  'origins-added': 'pages of one more origin may call it with the logins of its visitors: look whose it is',
  'led-elsewhere': 'visitors are led to another host, and type there what it asks them for: look whose it is',
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
  // Argo CD
  'made-by-plugin': 'a plugin of Argo CD makes its objects: look what that makes of the folder',
  'syncs-held': 'Argo CD syncs its Applications at fewer times: what is merged, a rollback too, waits',
  'project-narrowed': 'Applications that use what it no longer permits are not synced any more',
  'other-files':
    'Argo CD reads fewer or other files of the folder: objects of those that it no longer reads are pruned, or left alone',
  'syncs-once': 'a sync that fails is not tried again',
  'argo-unchecked': 'Argo CD no longer checks whom it talks to: who is on the way decides what it applies',
  // limits
  'calls-limited': 'fewer requests or connections at once: what is above is answered with 503',
  'calls-cut-short': 'connections are given up sooner: pods that are far or busy count as gone',
  'connection-each': 'a connection for each request: more time and more load',
  'pods-ejected': 'more pods get no requests, sooner or for longer, when some of their answers are errors',
  'may-be-taken': 'its pods may run on spot machines, which AWS takes back within two minutes',
  'taken-before-end': 'its pods may need longer to end than the two minutes that a spot machine still has',
  // the cluster's own
  'conversion-gone':
    'objects of other versions are no longer converted: fields that differ between versions are lost or not read',
  'unknown-fields-dropped':
    'the API server drops fields that the schema does not name, at the next change of each object',
  'volume-not-kept': 'when its claim goes, the volume is deleted with the data in it; before, it was kept',
  'default-priority': 'pods that name no class get another priority: they may push others off the nodes, or be pushed',
  'class-gone': 'what names this class cannot be made any more: new claims wait, new pods are refused',
  'webhook-elsewhere':
    'the API server sends objects to another address, secrets too where its rules ask for them, and takes its word',
  'policy-not-judged': 'whom it lets through is not taken apart here: read its diff',
  'policy-to-all': 'it lets everybody through, or calls to everywhere',
  'exception-made': 'policies that it names do not hold for what it names',
  'reference-granted': 'objects of other namespaces may name those that it lists here, such as Secrets and Services',
  'deletes-by-itself': 'a controller deletes all that it matches, by its schedule: look what matches today',
  'misplaced-field':
    'a field beside spec that its kind does not have: the API server drops it, or refuses the object; look where it was meant to be',
  'pods-changed': 'the policy changes what others deploy, in no diff of theirs: read what it writes into them',
  'operator-installed':
    'an operator comes with all the rights that it asks for, and stays up to date by itself unless approval is manual',
  'operator-other': 'another version, channel or catalog of an operator: it may change all that it looks after',
  'operator-left': 'its operator runs on and gets no updates: what it looks after stays',
  'pods-allowed': 'pods may do more than before, or pods of more people may',
  'group-joined': 'more people are in the group, with all that bindings give it',
  'rights-gone': 'who works by these rights is refused at once, with all that it looks after',
  'records-gone': 'numbers that it recorded end: alerts and boards that ask for them find none',
  'alerts-gone': 'nobody is told any more of what it watched',
  'page-unheard': 'a page that reached somebody is sent to nobody any more: no receiver with a way takes it',
  'alerts-unheard': 'alerts that wake nobody, as tickets, are sent to nobody any more',
  'alerts-elsewhere': 'alerts no longer go all the ways that they went: ask who they reached whether that is meant',
  'alerts-muted': 'alerts are held back at more times, or while more of the others are raised',
  'mail-plain':
    'e-mails of alerts, and the password that sends them, may go without TLS: whoever is on the way reads them',
  'slo-removed':
    'what a canary was judged by, or an alert measured, is gone or judges no more: whatever it caught passes',
  'slo-loosened': 'a canary is judged, or an alert raised, less strictly: worse than before passes, and nobody is told',
  'slo-other':
    'a canary is judged, or an alert raised, by another measure: read the conditions, for neither is plainly stricter',
  'backups-end': 'backups that it makes or keeps end',
  'events-widened': 'events that were left out start runs now',
  'events-changed': 'other events start runs, or the same ones start others',
  'outside-closed': 'calls of these addresses fail where the mesh lets only known ones through',
  'calls-led-elsewhere':
    'callers reach other addresses than before by the same names, and notice nothing: who answers there has what they send',
  'api-elsewhere': 'requests for all kinds of this group are answered by a program behind a Service',
  'default-class':
    'what names no class gets another one from now on, or none: volumes of new claims, routes of the edge',
  'secret-everywhere':
    'every namespace of the cluster gets a copy of the Secret, and whoever reads Secrets there has it',
  'memory-unbounded':
    'its memory has no limit that a node would keep: if it leaks, other pods of the node are evicted or killed before it',
  'asks-much-more': 'eight times as much as before, or more: where no node has it free, its new pods wait for ever',
  'plain-refused': 'callers outside of the mesh are refused from now on: health checks and scrapes among them',
  'code-in-proxy': 'code runs in each proxy that it is for: it sees every request, and may change or refuse it',
  'waits-never': 'requests that it takes wait in no queue of the API server: they may leave no room for all others',
  'mesh-joined':
    'pods get a proxy of the mesh at their next start: its policies hold for them, and calls before the proxy is up may fail',
  'raw-envoy': 'Envoy takes it as it stands: one wrong line stops every proxy that it is for',
  'pull-secret-gone': 'nodes cannot fetch the images of a private registry any more: new pods do not start',
  'jobs-end': 'runs that it started do not start any more, or do not find it',
}
