import { say, type Sentences } from '@slipway/core'
import { cronProblem, cronTimes } from '@slipway/kube'
import type { Effect, EffectData, Ending } from '../effects/effect.ts'
import type { EffectKind, Values } from '../effects/row.ts'
import { readerNames, topicTexts } from './annotation-texts.ts'
import { objectsText, outcomeText, phaseText } from './argo-texts.ts'
import type { Chart } from '../effects/platform.ts'
import { lifecycleSentences } from './lifecycle-sentences.ts'
import { planText } from './canary-text.ts'

/** `a Service`, `an Ingress`. */
export const one = (kind: string): string => `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`

/** The word for each kind of effect. */
export const effectWords: Readonly<Record<EffectKind, string>> = {
  nothing: 'nothing',
  metadata: 'metadata only',
  config: 'configuration',
  later: 'later',
  kept: 'kept',
  create: 'created',
  run: 'runs again',
  scale: 'scale',
  nodes: 'nodes',
  traffic: 'traffic',
  restart: 'rolling restart',
  canary: 'canary',
  identity: 'identity',
  security: 'security',
  recreate: 'deleted and made anew',
  refused: 'refused',
  delete: 'deleted',
  unknown: 'not known',
}

/** The command that shows it; empty for names that are no plain words, which nobody should paste into a shell. */
function howToRender({ chart, repository, versions: [before, after] }: Chart): string {
  if (![chart, repository, before, after].every((word) => /^\w[\w.:/@+-]*$/.test(word))) return ''
  const where = /^https?:/.test(repository)
    ? `${chart} --repo ${repository}`
    : `oci://${repository.replace('oci://', '')}/${chart}`
  return `; render both and review the two: helm template ${where} --version ${before} (and ${after})`
}
const said = (value: unknown): string => (value == null ? 'not said' : JSON.stringify(value))
const change = ({ before, after }: Values): string => `${said(before)} to ${said(after)}`
/** How often, where that changes: `* 3 * * *` is sixty times. */
function timesADay({ before, after }: Values): string {
  const [was, is] = [before, after].map((one) =>
    typeof one === 'string' && cronProblem(one) === undefined ? cronTimes(one).length : undefined,
  )
  return was === undefined || is === undefined || was === is ? '' : `, ${was} to ${is} times on a day that it names`
}
const anew = 'and what it ran is away meanwhile'

/** Panels of a dashboard. */
const named = (what: string, titles: readonly string[]) =>
  titles.length === 0 ? '' : `${what}: ${titles.map((title) => `"${title}"`).join(', ')}`

export const effectSentences: Sentences<EffectData> = {
  ...lifecycleSentences,
  // workloads
  'selector-immutable': (kind) => `spec.selector of a ${kind} is immutable`,
  'scaler-starts-at-one': 'no number in git, and the API server puts 1 at this sync: the scaler begins from one pod',
  replicas: (data) => `pods from ${change(data)}${data.scaled ? ', against the scaler that owns them' : ''}`,
  'deployment-paused':
    'while it is paused, changes of the template make no new pods; resumed, all of them arrive at once',
  'rollout-paused': 'while it is paused, the rollout stops where it is; resumed, it goes on',
  'restart-at': 'its pods are restarted from that time on',
  'canary-routing': 'the controller moves traffic by other routes or Services from its next step on',
  'next-release': 'the next release goes by it; one that is under way begins its steps again',
  'recreate-beside-rolling-update':
    'Recreate beside the rollingUpdate that the API server filled in, which ServerSideApply leaves there',
  'deployment-strategy': 'nothing now; the next release replaces pods in the new way',
  'pod-replacement':
    'nothing now; the next release replaces pods in the new way, and keeps as many old ones as it says',
  'volume-retention': 'nothing now; when it is scaled down or deleted, its volumes are kept or deleted as it says',
  ordinals: 'its pods get other numbers: those outside of the new range stop, with their volumes left behind',
  'claim-templates-immutable':
    'volumeClaimTemplates of a StatefulSet are immutable: leave them as they were and grow each PersistentVolumeClaim (in an app of Slipway, `grown` beside `size`)',
  'field-immutable': (kind) => `this field of ${one(kind)} is immutable`,
  'job-progress': 'the Job that runs goes on by the new setting',
  schedule: (data) => `it runs at other times: ${change(data)}${timesADay(data)}`,
  'next-runs': 'its next runs go by it; one that runs now does not',
  'pod-immutable': 'nearly every field of a Pod is immutable',
  'next-pods': 'pods that are made from now on have it; those that run stay as they are',
  // new pods
  'default-value': 'it is what is filled in anyway',
  'no-pods-yet': 'it has no pods: those that it gets will be new',
  paused: (kind) => `new pods once the ${kind} is no longer paused`,
  canary: (plan) => `new pods by canary: ${planText(plan)}`,
  'blue-green': 'new pods beside the old ones, then all traffic at once (blue-green)',
  'no-canary-steps': 'new pods, a few at a time (a canary without steps)',
  'few-at-a-time': 'new pods, a few at a time',
  'all-pods-stop': 'all pods stop, then new ones start: an outage of that length',
  'on-delete': 'new pods when somebody deletes the old ones (OnDelete)',
  partition: (n) => `new pods when the partition is less than ${n}: it holds all of them back`,
  'one-by-one': 'its pods one by one, the last first',
  'node-by-node': 'the pods of one node after the other',
  // fields of a pod template
  'node-isolation': 'the new pods share more or less with their node than before',
  'process-rights': 'processes in the new pods may do more or less than before',
  'pod-secrets': 'the new pods read another Secret, or no longer one; a pod whose Secret is missing does not start',
  'node-folder': 'the new pods see another folder of their node, or no longer one',
  'pod-token': 'the new pods get a token for the API of the cluster, or get none any more',
  'pod-identity': 'the new pods are somebody else to the API, the mesh and the cloud, with the rights of that one',
  'pod-requests': 'the scheduler reserves the new amount for each new pod; a pod that no node has room for waits',
  'pod-placement': 'the new pods go to other nodes; where none fits, they wait and the old ones stay',
  'pod-ports': 'Services and probes that name the port find the new one in new pods, or no longer one',
  readiness: 'new pods get traffic by the new check',
  'pod-labels': 'Services, policies and budgets that look for these labels find the new pods, or no longer do',
  'mesh-membership': 'the new pods are in the mesh or out of it, as the value says',
  // traffic
  'service-selector': 'requests go to other pods at once',
  'service-reach': 'other addresses than before are let in, or let out, within minutes',
  'service-address-immutable': 'the address of a Service is immutable',
  'service-address-kept':
    'it keeps the address that it has, and stays headless if it is: only a new Service has another',
  'service-calls': 'callers reach it by the new ports and rules at once',
  'route-hosts': 'other hosts and gateways are answered within seconds',
  'route-order': 'requests that fit several routes take another one within seconds: the first that fits counts',
  'route-weights':
    'traffic is split anew within seconds; a Rollout in the middle of a canary puts its own weights back at once',
  routes: 'requests are routed anew within seconds',
  subsets: 'requests to a subset go to other pods within seconds',
  'destination-tls': 'calls to it are encrypted by the new setting within seconds',
  connections: 'calls to it are spread and cut off by the new setting within seconds',
  'gateway-tls': 'the gateway serves another certificate, or other TLS, within seconds',
  'gateway-hosts': 'other hosts and ports are open at the edge within seconds',
  'ingress-tls': 'hosts are served with TLS by another Secret, or without TLS, within seconds',
  'ingress-hosts': 'other hosts, paths or Services are served at the edge within seconds',
  'gateway-api-routes': 'requests are routed anew within seconds',
  'outside-addresses': 'other addresses outside can be called within seconds',
  'unknown-addresses': 'unknown addresses can be called, or no longer, within seconds',
  'sidecar-services': 'its proxies know other services within seconds; what is not here cannot be called',
  'envoy-filter': 'Envoy takes the configuration as it stands within seconds; nobody checks it',
  certificate: 'cert-manager issues the certificate anew',
  // security
  'policy-pods': 'other pods are closed off at once, and those that it held for before no longer are',
  'policy-connections': 'connections are let through by the new rules at once; those that are open mostly stay',
  'request-rights': 'other requests are answered or refused within seconds',
  'call-encryption': 'pods take encrypted calls only, or plain ones too, within seconds',
  'request-tokens': 'other tokens are taken or refused within seconds',
  'role-ref-recreated':
    'roleRef is immutable, so Argo CD deletes the binding and makes it anew: for a moment nobody has what it gives',
  'role-ref-immutable': 'roleRef is immutable',
  'api-rights': 'the API grants or refuses by the new rights at once',
  'account-of-new-pods': 'pods that are made from now on get it; those that run do not',
  'secret-refresh': 'a new value of the secret is seen sooner or later than before',
  'secret-version': 'another Secret: new pods have it, old ones keep theirs',
  'secret-fetched': 'the Secret is written anew; pods that have it as env keep the old until they restart',
  'secret-store': 'secrets are read from there, as that identity, at their next refresh',
  'secret-type-immutable': 'the type of a Secret is immutable',
  'secret-immutable': 'a Secret that is immutable',
  'secret-data':
    'mounted files have the new values within a minute; pods that have them as env keep the old ones until they restart',
  'rights-label': 'other roles take its rights in, or lose them, at once',
  'namespace-labels':
    'policies and webhooks that look for these labels hold for the namespace, or no longer do, at once; sidecars and Pod Security, when a pod starts next',
  project: 'Argo CD lets its Applications do more or less from their next sync on',
  admission: 'the API server takes or refuses objects by the new rules at once; what is there stays',
  // pods, nodes, volumes
  'fewest-pods': (data) => `the fewest pods: ${change(data)}; it goes down to that when there is no load`,
  'most-pods': (data) => `the most pods: ${change(data)}; load above that is not met`,
  'scaling-speed': 'the scaler adds and takes away pods by the new rule within a minute',
  'metric-identity': 'KEDA asks for its numbers as somebody else; without an answer it does not scale',
  'disruption-budget': 'the next node drain takes as many pods at once as it says now',
  quota: (data) => `what the namespace may hold, ${change(data)}; pods above it are not made`,
  'limit-range': 'nothing now; pods that are made from now on get these amounts where they say none, or are refused',
  'node-limits': 'Karpenter adds and takes away nodes by the new limits and budgets',
  'node-replacement': 'nodes that do not fit any more are replaced, as many at once as the budget lets',
  'class-of-new': 'volumes of this class that are made or changed from now on go by it; those that are there stay',
  'default-class': 'pods that are made from now on and name no class get another priority',
  'volume-shrinks': (data) => `a volume never shrinks, ${change(data)}`,
  'volume-fixed': (data) =>
    `volumes of the StorageClass ${data.storageClass} do not grow (allowVolumeExpansion), ${change(data)}`,
  'volume-grows': (data) => `the volume grows, ${change(data)}; it never shrinks`,
  'claim-immutable': 'a claim is immutable, but for its size',
  // what controllers read
  'new-config-object': 'in the new object: pods that name it get it',
  'config-map-immutable': 'a ConfigMap that is immutable',
  'config-map-data': 'mounted files follow in about a minute; env only when the pods restart',
  dashboard: ({ added, removed, changed }) => {
    const parts = [named('new', added), named('gone', removed), named('changed', changed)].filter((part) => part !== '')
    return `Grafana shows it within a minute${parts.length === 0 ? '' : `: ${parts.join('; ')}`}`
  },
  'becomes-immutable': 'from now on nobody can change its data: another object with another name has to take its place',
  'encryption-notes': 'notes of SOPS about how it was encrypted',
  'stays-immutable': 'what is immutable stays so',
  analysis: 'the next canary is judged by it',
  alerts: 'Prometheus alerts by the new rules within a minute',
  measurements: 'Prometheus measures by the new words within a minute',
  'alert-receivers': 'alerts go to others, or in another way, within a minute',
  'mesh-telemetry': 'the proxies measure and log by the new words within seconds',
  'need-fixed': 'its name in AWS stays as it is: another object has to say the other name',
  'need-unchangeable': 'AWS cannot change it: what is there stays, and the object is in error until it says so again',
  'need-set': 'the controller sets it in AWS within seconds',
  'chart-version': (chart) =>
    `another version or other values of a chart: what it changes is not in this tree${howToRender(chart)}`,
  'chart-rendered': 'what its charts and kustomizations come to is part of this review, object by object',
  'sync-policy': 'nothing now; from the next sync on Argo CD prunes, heals and replaces by the new words',
  'set-policy': 'nothing now; when its Applications leave git, they and their objects stay or go by the new words',
  application: 'Argo CD syncs by the new words within minutes',
  'application-set': 'the set writes its Applications anew, and they sync by the new words within minutes',
  'certificate-proofs': 'nothing now; names are proved in the new way from the next renewal on',
  'certificate-issuer': 'certificates are signed by the new one from the next renewal on',
  'definition-immutable': 'scope, group and names of a CustomResourceDefinition are immutable',
  description: 'words for people: the API server takes the same objects',
  'resource-definition':
    'the API server takes, drops or refuses fields of this kind by the new schema at once; which objects that hits is not known here',
  'api-version': 'the same object, by another version of its API',
  status: 'controllers own the status, not git',
  deletion: 'nothing now; when it is deleted, other controllers act first, or go with it',
  'object-metadata': 'labels or notes of the object itself: nothing that runs changes',
  annotation: ({ reader, topic }) => `${readerNames[reader]}: ${topicTexts[topic]}`,
  'unknown-annotation': 'who reads this annotation, and what they do then, is not known here',
  'hook-runs': (phases) =>
    `at the next sync, which a change of hooks alone does not start, Argo CD deletes what it ran last and runs it anew: ${phaseText(phases)}`,
  'hook-gone': (phases) => `it runs no more (${phases.join(', ')}); what is there of its last run stays`,
  applications: outcomeText,
  'taken-in': 'its controller takes the new value in; what that does to what runs is not told here',
  'no-object': 'a document that is no Kubernetes object',
  'tool-input':
    'kustomize makes objects of it, which nobody applies as it is; what they come to was not rendered for all that build on it',
  'for-tools': 'nobody applies it as it is: it is a patch of another object, or a part of a test',
  'unknown-kind': (kind) => `what the controller of ${kind} does with it is not known here`,
  // Flux and others
  'flux-suspended': 'Flux stops looking after it, or looks after it again and carries out all that changed meanwhile',
  'flux-applied':
    'Flux applies what its folder comes to at its next run, and with prune deletes what is not there any more',
  'release-ways':
    'no upgrade by itself: how Flux installs, upgrades, tests and corrects the release from its next run on',
  'release-upgraded':
    'Flux upgrades the release at its next run; what the chart makes of it is not in this tree: run helm template with both versions and values, and review the two',
  'flux-fetched': 'Flux fetches from there at its next run, and applies what it finds',
  vpa: 'its pods get other requests: at their next start, or by eviction where its mode says so',
  'secret-unsealed': 'the Secret is written anew; pods that have it as env keep the old until they restart',
  'volume-reclaim': 'nothing now; when its claim goes, the volume is kept or deleted as it says',
  'node-state': 'pods are kept away from the node, or evicted from it, at once',
  'policy-other': 'connections are let through by the new rules within seconds',
  'event-runs': 'events start runs by the new words within seconds',
  cleanup: 'a controller deletes by the new words and schedule',
  reference: 'objects of other namespaces may name those that it lists, or no longer, within seconds',
  'application-objects': objectsText,
  'app-ends': 'Argo CD deletes the Application and, by its finalizer, all of its objects',
  'made-unknown': 'a new object of a kind that is not known here: what its controller makes of it is not in this tree',
  'outside-made': 'its operator makes the object in the cloud that it stands for',
  'outside-changed':
    'its operator changes the object in the cloud by it; whether that interrupts it, or replaces it, is not known here',
  'outside-ends': 'its operator deletes the object in the cloud that it stands for, unless a policy keeps it',
  'removed-unknown':
    'gone at the next sync; what its controller made of it mostly goes along, and that is not known here',
  made: 'made at the next sync',
  removed: 'gone at the next sync',
  // objects as a whole
  'held-back': 'it does not arrive: another field of this object is refused',
  'anew-at-every-change': `Argo CD deletes the object and makes it anew at every change (Replace=true,Force=true), ${anew}`,
  unreadable: 'its file cannot be read any more: what becomes of it is not known',
  kept: 'it stays in the cluster: Prune=false',
  'kept-by-flux': 'it stays in the cluster: Flux does not prune what is marked so',
  'kept-unwatched':
    'its whole folder is gone, and the ApplicationSet deletes no Application: it runs on, unwatched, until somebody deletes that',
  'new-hash': 'a new object; the old one is pruned at the same sync, while old pods may still want it',
  'new-hash-beside-kept': 'a new object beside the old one, which stays (Prune=false)',
  'new-name': 'to Kubernetes a new name is a new object',
  'other-file': 'the same object in another file',
  'other-application': 'another Application has it now: whichever syncs last wins, and the old one may prune it',
}

/** The ends of sentences. */
export const endings: Sentences<Readonly<Record<Ending, undefined>>> = {
  'sync-fails': ": the API server says no, and this app's sync fails until somebody deletes the object",
  'made-anew': `; Argo CD deletes the object and makes it anew (Force=true), ${anew}`,
  'once-confirmed': ', once somebody confirms it (Prune=confirm)',
}

export const effectText = (effect: Effect): string =>
  `${say(effectSentences, effect.code, effect.data)}${effect.ending === undefined ? '' : endings[effect.ending]}`
