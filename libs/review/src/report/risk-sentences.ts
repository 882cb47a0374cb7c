import { say, type Sentences } from '@slipway/core'
import type { Drift, DriftData } from '../changes/environment-drift.ts'
import type { Values } from '../effects/row.ts'
import type { ClaimKind, RiskData } from '../risks/risk.ts'
import { settingsFile } from '../risks/settings.ts'
import type { Risk } from '../risks/risks.ts'
import { wordsIn, type Opening } from '../risks/covers.ts'
import { dangerTexts, topicRisks, topicTexts } from './annotation-texts.ts'
import { fateText, objectsText, outcomeText } from './argo-texts.ts'
import { effectText, one } from './effect-sentences.ts'
import { fieldSentences } from './field-sentences.ts'
import { some } from './format-locations.ts'

/** Direction, peer and port of a connection. */
const connection = ([direction, peer, port]: Opening): string =>
  `${direction === 'Egress' ? 'to' : 'from'} ${or(peer, 'everywhere')}, ${or(port, 'every port')}`
/** `principals a, b; notPaths /x`: conditions of Istio. */
function conditions(part = '*', all: string): string {
  const said = Object.entries(wordsIn(part) ?? {}).map(
    ([field, words]) =>
      `${field} ${some(
        words.map((word) => or(word, 'all')),
        3,
      )}`,
  )
  return said.length === 0 ? or(part, all) : said.join('; ')
}
const request = ([source, operation, condition]: Opening): string =>
  `${conditions(operation, 'every request')} of ${conditions(source, 'everybody')}${condition === '*' ? '' : ` when ${condition ?? ''}`}`
const throughTexts: Readonly<Record<string, string>> = {
  '*': 'of the internet',
  inside: 'of the network that its load balancer stands in',
  proxied: 'that reaches the ingress controller',
  node: 'at a port of each node',
}
const fewer = ({ before, after }: Values): string => `${before} to ${after}`

/** Some of many openings, each by its words. */
const each = (openings: readonly Opening[], words: (parts: Opening) => string = (parts) => parts.join(' ')): string =>
  some([...new Set(openings.map((one) => words(one).trim()))], 4)
/** A part of an opening, or what it is called when it is all of them. */
const or = (part: string | undefined, all: string): string => (part === '*' || part === undefined ? all : part)
const fields = (openings: readonly Opening[]): string => each(openings, ([field = '']) => field)
const said = (value: unknown): string =>
  value == null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)
const letters = (codes: readonly string[]): string => (codes.length === 0 ? '' : ` (${some(codes, 4)})`)

/** A field that an object has twice, or lacks. */
function invalid(what: string, name: string, container: string): string {
  switch (what) {
    case 'role':
      return 'it names no role (roleRef)'
    case 'text':
      return `${name} is a number or a yes or no, where only a text may stand: put it in quotes`
    case 'mode':
      return `the mode ${name} of the volume ${container} is above 0777: an octal number begins with 0`
    case 'mount':
      return `two volumes are mounted at ${name} of ${container}`
    default:
      return `two of its ${what}s are called ${name}`
  }
}

/** The consequence for the second of two objects. */
const claimTexts: Readonly<Record<ClaimKind, (what: string, by: string) => string>> = {
  'node-port': (port, by) =>
    `port ${port} of each node is ${by}'s: the API server refuses the second Service that asks for it`,
  route: (route, by) =>
    `${by} takes the same requests (${route}): the controller chooses one of the two, mostly the older one, or refuses the later`,
  secret: (name, by) => `${by} makes the Secret ${name}, too: one overwrites the other, or is never ready`,
  scaler: (target, by) => `${by} scales ${target}, too: one undoes what the other sets, or neither acts`,
  budget: (_, by) =>
    `${by} is about the same pods: the API evicts no pod that has two budgets, so node drains never end`,
}

export const riskSentences: Sentences<RiskData> = {
  ...fieldSentences,
  // data
  'content-deleted': (kind) => `${one(kind)} is deleted, with what it holds`,
  'volumes-without-set': "a StatefulSet is deleted; its volumes are then nobody's",
  'empty-volumes':
    'to Kubernetes it is another StatefulSet: its pods begin with empty volumes, and the data stays behind in the volumes of the old name',
  'volumes-deleted': 'volumes are deleted with the set or when it is scaled down',
  'version-gone': (version) =>
    `version ${version} is not served any more: who asks for it gets nothing, and what is stored in it cannot be read`,
  'storage-version':
    'objects are stored in another version from now on; old ones stay as they are until somebody writes them',
  'field-dropped': (field) => `the API server drops ${field} from objects of this kind at their next change`,
  'options-lost': (options) => `it loses ${options.join(' and ')}`,
  applications: (outcome) => `${outcomeText(outcome)}; ${fateText(outcome)}`,
  'application-gone': ({ name, objects }) =>
    objects === 'deleted'
      ? `the Application ${name} goes and, by its finalizer, all of its objects`
      : `the Application ${name} goes; its objects run on, and nobody syncs them`,
  'objects-go': (outcome) =>
    `${objectsText(outcome)}; to keep what goes, take it into another Application, or take prune or the finalizer off, in a change of its own before`,
  'application-elsewhere': (places) =>
    `its objects are made at ${said(places.after)}; those at ${said(places.before)} may run on, and nobody syncs them`,
  'application-other-namespace': ({ before, after, prunes }) =>
    `what names no namespace itself is made in ${said(after)}; what is in ${said(before)} ${prunes ? 'is deleted at that sync (prune), with its volumes and Secrets, unless the AppProject no longer permits that namespace' : 'runs on beside it until somebody prunes'}`,
  'argo-orders': (orders) => `from now on Argo CD syncs with ${fields(orders)}`,
  'argo-keeps-no-more': (kept) =>
    `${fields(kept)} kept Applications or their objects when they leave git, and does so no more: from now on they are deleted`,
  'end-takes-objects': () => 'when this Application is deleted, its objects are deleted, too',
  'end-leaves-objects': () => 'when this Application is deleted, its objects stay and run on',
  // outage
  refused: effectText,
  recreated: effectText,
  'workload-deleted': (kind) =>
    `${one(kind)} is deleted: its pods stop at the next sync that prunes, and nothing takes their place`,
  'needed-object-deleted': (kind) =>
    `${one(kind)} is deleted: who calls, mounts or names it fails from the next sync on; look for its name in what stays`,
  'runs-on': 'it is gone from git and runs on',
  'stops-before-start': 'all its pods stop before new ones start (Recreate)',
  'only-pod-stops': 'its only pod stops before the new one starts',
  'one-pod-until-scaler-acts': 'replicas leave git for a scaler: one pod until it acts',
  'no-pods': 'it may have no pods at all, the fewest are 0: then requests wait for the first pod, or fail',
  'single-pod': ({ before }) => `from ${before} pods to a single one`,
  'fewer-pods': (pods) => `fewer pods: ${fewer(pods)}`,
  'no-target': (target) => `there is no ${target} in this tree for it to scale`,
  'target-gone': (target) => `a scaler stays for ${target}, which is not there any more`,
  'no-readiness-probe': 'no readiness probe: pods get traffic before they can answer',
  'no-liveness-probe': 'no liveness probe: a pod that hangs stays',
  'resources-cut': (cut) => `less than before: ${cut.what} ${fewer(cut)}`,
  'no-drain': 'pods no longer wait before they stop',
  'no-time-after-hook':
    'pods are killed while they wait before they stop: the grace period is not longer than the preStop hook',
  'drain-cut': ({ before, after }) => `less time to stop: ${before} s to ${after} s`,
  'no-canary-steps': 'releases have no canary steps any more',
  'no-analysis': 'nothing judges the canary any more',
  'canary-halved': 'the canary is less than half as long',
  'canary-starts-high': ({ before, after }) =>
    `the first step of a release takes ${after} % of the requests, no longer ${before} %`,
  'fewer-canary-steps': (steps) => `fewer canary steps: ${fewer(steps)}`,
  'endless-pause': 'each release stops at this step until a person promotes it (kubectl argo rollouts promote)',
  paused: 'changes make no new pods until somebody resumes it',
  suspended: 'it does not run any more until somebody resumes it',
  'no-budget': 'a node drain may take all pods at once',
  'budget-guards-nothing': 'the budget lets a node drain take all pods at once',
  'budget-blocks-drains': 'the budget lets no pod go: node drains and upgrades never end',
  quota: (room) => `less room than before, ${fewer(room)}: what needs more is not made any more`,
  'limit-raised': (room) => `more room than before, ${fewer(room)}`,
  'limit-added': (limits) => `a limit that was not there: ${fields(limits)}; what needs more is not made`,
  'limit-gone': (limits) => `no limit any more for ${fields(limits)}`,
  'other-pods-called': 'the Service selects other pods: where none has these labels, its calls fail',
  'answered-by-gateway': 'the gateway answers 5xx in place of the app: nobody reaches it by this host',
  'routes-and-image': 'routes and image in one change: Argo CD and Rollouts write the weights at the same time',
  'two-owners-of-replicas': 'git and a scaler both own the number of pods',
  'schema-stricter': 'the API server may refuse objects of this kind that it took before',
  'hosts-closed': (hosts) =>
    `answered no more: ${each(hosts, ([host, path = '']) => `${or(host, 'every host')} ${path === '*' || path === 'host' ? '' : path}`)}`,
  'volume-left': (claims) =>
    `pods no longer mount ${each(claims, ([claim = '', path = '']) => `the volume ${claim} at ${path}`)}: what they wrote there stays behind, and they begin with what is at the new place, mostly nothing`,
  'refused-from-now': (rules) => `what does not fit is refused when it is made or changed next: ${fields(rules)}`,
  'pods-refused': (profiles) =>
    `pods that are not ${fields(profiles)} are refused when they start next; those that run stay`,
  'admission-blocks': (rules) =>
    `while the webhook does not answer, the API server refuses every change of: ${each(rules, ([hook = '', resource]) => `${or(resource, 'all objects')} (${hook})`)}`,
  'no-subset': (subsets) => `routes send to a subset that no DestinationRule has, and answer 503: ${fields(subsets)}`,
  'service-without-pods': (services) =>
    `no pods are behind these any more, for their labels are others: ${fields(services)}; all calls fail`,
  'port-without-container': (ports) => `no container has a port of this name: ${fields(ports)}; calls of it fail`,
  'requests-closed': (pods) =>
    pods.length === 0
      ? 'all requests that no policy names are refused from now on'
      : `requests that no policy names are refused from now on: ${fields(pods)}`,
  'invalid-object': (parts) =>
    `the API server refuses it, and its sync fails: ${each(parts, ([what = '', name = '', container = '']) => invalid(what, name, container))}`,
  'pods-closed': (pods) => `no policy closed these off before; what it does not name is cut now: ${fields(pods)}`,
  'central-settings': (name) => `all of the cluster, or of Argo CD, goes by ${name}: read this diff line by line`,
  'route-starved': (routes) => `a route before them takes all requests: none comes to ${fields(routes)}`,
  'connections-cut': (cut) => `let through no more: ${each(cut, connection)}`,
  'all-connections-cut': (cut) =>
    `no connection ${each(cut, ([direction]) => (direction === 'Egress' ? 'from these pods is let out, questions to DNS included' : 'to these pods is let in'))}, but for what another policy lets through`,
  'all-requests-cut': () =>
    'it names nobody any more: every request to its pods is refused, but for what another policy of ALLOW names',
  'requests-cut': (cut) => `answered no more: ${each(cut, request)}`,
  'requests-refused': (refused) => `refused from now on, whatever other policies let in: ${each(refused, request)}`,
  twice: (files) => `the same object stands here more than once (${some(files, 3)}): the last one that is synced wins`,
  'argo-syncs-no-more': (what) => `Argo CD no longer does by itself: ${fields(what)}`,
  'argo-overlooks': (paths) => `differences that Argo CD no longer sees: ${each(paths)}`,
  // exposure
  'policy-deleted': (kind) => `${one(kind)} is gone, and with it what it kept closed`,
  'open-policy-added': 'it lets connections to or from everywhere through',
  'policy-scope': 'the policy holds for other pods, or another way: some that it guarded are open now',
  'connections-opened': (open) => `let through: ${each(open, connection)}`,
  'requests-answered': (open) => `answered from now on: ${each(open, request)}`,
  'requests-refused-no-more': (open) => `refused no more: ${each(open, request)}`,
  'tokens-unchecked': (issuers) => `tokens of ${fields(issuers)} are not checked any more`,
  'unencrypted-calls': (modes) => `calls need no longer be encrypted (${each(modes)})`,
  'unencrypted-destination': (words) =>
    `calls to it are no longer encrypted, or to whom is not checked (${fields(words)})`,
  'every-outside-address': () => 'every address outside can be called',
  'outside-address': 'an address outside can be called',
  'node-namespace': (words) => `pods share with their node: ${fields(words)}`,
  'node-folder': (folders) => `pods get folders of their node: ${fields(folders)}`,
  'node-port': (ports) => `pods can be called at a port of their node: ${fields(ports)}`,
  'more-privileges': (words) => `processes may get more rights: ${fields(words)}`,
  root: (words) => `processes may be root (${fields(words)})`,
  'more-capabilities': (names) => `more capabilities: ${each(names, ([name]) => or(name, 'ALL'))}`,
  'writable-image': () => 'processes may write to their image',
  'process-restriction-removed': (words) => `a restriction of what processes may do is gone: ${fields(words)}`,
  'token-mounted': (whom) => `pods get a token for ${fields(whom)}: whoever breaks into one can use it`,
  'mesh-left': (words) =>
    `pods leave the mesh (${fields(words)}), those with a sidecar at their next start: no encryption, no policies, no routes of it`,
  'image-source': (images) => `images come from ${fields(images)}: whoever writes there decides what runs`,
  'other-identity':
    'pods have another identity and its rights: what the old one could do in the API or the cloud may fail',
  annotation: ({ topic, dangerous }) =>
    (dangerous ? dangerTexts[topic] : undefined) ?? topicRisks[topic] ?? topicTexts[topic],
  reachable: (places) =>
    `can be called from ${each(places, ([range, through = '']) => `${or(range, 'every address')} ${throughTexts[through] ?? `at ${through}`}`)}`,
  'hosts-opened': (hosts) =>
    `can be called from now on: ${each(hosts, ([host, path]) => `${or(host, 'every host')} ${path === '*' ? '' : (path ?? '')}`)}`,
  'moved-owners': ({ from, to }) =>
    `changes of it were approved by ${from.join(', ')}, from now on by ${to.length === 0 ? 'anybody' : to.join(', ')}`,
  'moved-environment': ({ from, to }) =>
    `it goes from ${from.filter((one) => one !== '').join(', ') || 'nowhere that has a name'} to ${to || 'a folder of no environment'}`,
  'moved-folder': ({ from, to }) =>
    `whoever applies ${to || 'the root'} has it from now on, and no longer who applies ${from || 'the root'}`,
  'host-claimed': (hosts) => `answers first on ${each(hosts.map((host) => [host]))}: nobody did before`,
  'host-owner': ({ host, from, to }) =>
    `${host} is answered by ${to.join(', ')}, no longer by ${from.join(', ')}: ` +
    `cookies and passwords of its visitors go there`,
  'path-owner': ({ host, paths, from, to }) =>
    `${host} at ${some(paths, 4)} is answered by ${to.join(', ')}, no longer by ${from.join(', ')}: ` +
    `cookies and passwords of its visitors go there`,
  'host-shared': ({ host, paths, from, to }) =>
    `${host}, where ${from.join(', ')} answers, is at ${some(paths, 4)} answered by ${to.join(', ')}: cookies of its visitors go there`,
  'claimed-twice': ({ claim, what, by }) => claimTexts[claim](what, by),
  'served-plain': (hosts) =>
    `served without TLS: ${each(hosts, ([host]) => or(host, 'every host'))}; passwords and sessions go in plain text`,
  'tls-weaker': (words) => `callers need no longer have: ${fields(words)}`,
  'route-takes-more': (routes) =>
    `takes from now on: ${each(routes, ([path, more, name]) => `${or(path, 'every request')}${more === '*' ? '' : ` with ${more}`}${name === '' ? '' : ` (route ${name})`}`)}`,
  rights: (rights) =>
    `may from now on: ${each(rights, ([group, resource, verb, name]) => `${or(verb, 'do everything with')} ${name === '*' ? 'all ' : ''}${or(resource, 'resources')}${group === '' ? '' : ` of ${or(group, 'every group')}`}${name === '*' ? '' : ` called ${name}`}`)}`,
  'rights-aggregated': (labels) => `other roles take in its rights, and give them: ${fields(labels)}`,
  granted: (subjects) =>
    `${each(subjects, ([who]) => who ?? '')} may do what ${each(subjects, ([, ...role]) => role.join(' '))} says`,
  'pod-security-lowered': (profiles) => `the namespace takes pods that are not ${fields(profiles)}`,
  'refused-no-more': (rules) => `no longer refused, reported at most: what ${each(rules)} is about`,
  'policy-words': (words) =>
    `its lists are others: a word more or less may let more in, or ask of more: ${each(words)}`,
  'project-permits': (words) =>
    `lets its Applications have: ${each(words, ([field, what, where = '']) => `${field} ${or(what, '(all)')}${where === '' ? '' : ` in ${or(where, 'every namespace')}`}`)}`,
  'project-forbids-no-more': (words) => `no longer keeps out: ${each(words)}`,
  'secret-readable':
    'a secret that only the cluster could read stands in git for everybody who can read it: change it, for history keeps it',
  'secret-in-git': 'a secret stands in git, for everybody who can read it',
  'other-secret': ({ before, after }) => `the secret comes from ${said(after)} in place of ${said(before)}`,
  'secret-version': ({ before, after }) =>
    after === undefined
      ? `the newest version of the secret is read, and no longer ${said(before)}`
      : `version ${said(after)} of the secret is read: it must be in the store before the merge, or new pods cannot start`,
  'store-elsewhere': 'secrets come from another store, or as somebody else',
  'looks-the-same': (codes) =>
    `it looks as before and is another text${letters(codes)}: who compares it or looks for it finds no match`,
  'key-read-otherwise': ([word = '', read = '']) =>
    `without quotes Kubernetes reads the key ${word} as ${read}, with quotes as ${word}: they are two keys, and who looks for the one that went misses it`,
  'unseen-characters': (codes) => `it has characters that nobody sees${letters(codes)}`,
  // policy
  'image-unproved': (clusters) => `${clusters.join(', ')} did not run this image before`,
  'image-by-tag': 'the image is named by a tag, which can be moved',
  'other-project': 'another AppProject says what it may do',
  'source-elsewhere': 'it is made from another place; what its old one had and this has not is pruned',
  'not-known': 'nobody here knows what that does: ask who runs its controller, or try it in a cluster that may break',
  'read-by-tools': 'what a tool makes of it is seen only where that is rendered: look who names this file',
  // reach
  'all-regions': (regions) => `${regions.join(' and ')} of prod at once: no region is left to compare with`,
  'not-rendered': (names) =>
    `what ${some(names, 4)} ${names.length === 1 ? 'comes' : 'come'} to was not rendered, so nobody has seen it`,
  'rendered-no-more': (names) =>
    `${some(names, 4)} could be rendered before, and cannot any more: Argo CD or Flux stops applying ${names.length === 1 ? 'it' : 'them'} until that is mended`,
  'team-changed': (moved) =>
    moved
      .map(
        ({ app, from, to }) =>
          `${app} moves from the team ${from} to ${to}, whose secrets and callers it gets: ask ${to}`,
      )
      .join('; '),
  'many-apps': (n) => `${n} apps of prod at once`,
}

export const driftSentences: Sentences<DriftData> = {
  versions: ({ clusters: [a, b], versions: [x, y] }) => `${a} runs ${x}, ${b} runs ${y}`,
  fields: ({ clusters, fields }) => `${clusters.join(' and ')} differ now in ${some(fields, 3)}`,
}

/** The level that the rule gives, where the repository gives another; and why. */
const otherLevel = ({ overridden }: Risk): string =>
  overridden === undefined ? '' : ` (${overridden.level} by the rule; ${settingsFile}: ${overridden.reason})`

export const riskText = (risk: Risk): string => `${say(riskSentences, risk.code, risk.data)}${otherLevel(risk)}`
export const driftText = ({ code, data }: Drift): string => say(driftSentences, code, data)
