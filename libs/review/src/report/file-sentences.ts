import { say, type Sentences } from '@slipway/core'
import { markText } from '@slipway/kube'
import { count, some } from './format-locations.ts'
import type { FileRisk, FileRiskData, FileSubject } from '../files/file-risk.ts'

/** The consequence of a name that another resource has. */
const takenTexts = {
  kept: 'AWS keeps that one, so the stack fails until somebody imports it or takes another name',
  'same-stack': 'CloudFormation makes the new one before it deletes the old one, and fails',
  'other-stack': 'it fails until the other stack has deleted that one, and begins empty',
} as const

/** The powers of files. */
export const subjectWords: Readonly<Record<FileSubject, string>> = {
  manifest: 'what a cluster runs',
  release: 'which image runs where',
  rejected: 'which images run nowhere',
  'kept-spec': 'the spec that a rollback kept',
  spec: 'the spec of an app; its manifests say what it does, and here stands whom it lets in',
  extra: 'code that adds to manifests, and runs wherever they are rendered',
  aws: 'rights and resources in AWS',
  fleet: 'clusters, defaults and rules for every app',
  codeowners: 'who has to approve what',
  workflow: 'what runs on GitHub, and with which rights',
  forge: 'settings and actions on GitHub',
  ci: 'what CI runs and lets pass',
  dockerfile: 'what is in an image, and as whom it runs',
  package: 'which packages and scripts run',
  lockfile: 'which bytes are installed',
  'npm-settings': 'where packages come from',
  pins: 'what tools of other languages fetch and run',
  vendored: 'code in the place of a package, which nobody fetches and no checksum holds',
  'git-settings': 'what git and its forge show, merge and leave out',
  product: 'what renders, checks and tells; it may hide anything of this review',
  'tool-settings': 'settings of tools that build, test and check',
  workstation: 'commands, and what agents are told, on the machine of whoever opens the repository',
  'review-settings': 'says which risks of later changes weigh more or less',
  'app-test': 'tests, which run in CI',
  'app-code': 'the code of an app',
  contract: 'what an app promises to its callers',
  docs: 'words for people',
  source: 'what helm or kustomize makes objects of; those are reviewed',
  'not-known': 'not known to this review',
}

const change = ({
  at,
  before,
  after,
}: {
  readonly at: string
  readonly before: string
  readonly after: string
}): string => `${at}: ${[before, after].map((value) => (value === '' ? 'nothing' : value)).join(' -> ')}`

/** Some of the alarms by name; a database has a dozen. */
const withAlarms = (alarms: readonly string[]): string =>
  alarms.length === 0 ? '' : `, with its ${count(alarms.length, 'alarm')}: ${some(alarms, 3)}`

const fileSentences: Sentences<FileRiskData> = {
  // any file
  link: (target) => `a link to ${target}: Argo CD and tools read what is there`,
  submodule: 'another repository, whose content this review does not see',
  'no-file': 'neither a file nor a link',
  executable: 'it can be run as a program now',
  'too-large': (size) => `too large to be read (${size})`,
  'no-text': 'no UTF-8 text, so what it says is not known',
  unreadable: (what) => `cannot be read as ${what}`,
  invisible: (character) => `${character}, which makes people see another text than programs`,
  // manifests
  'read-otherwise': markText,
  'no-object': 'a document that is no object of Kubernetes: Argo CD refuses or leaves out the file',
  'hidden-by-items': (kind) => `a ${kind} with items: Argo CD takes those and drops the rest`,
  'many-fields': ({ object, fields }) => `${fields} fields of ${object} differ, which is too many to tell one by one`,
  'argo-override': 'Argo CD reads it as another source of the app, whatever the manifests say',
  'argo-tool': (name) => `by ${name}, which comes or goes, Argo CD renders this folder by another tool`,
  'argo-unread': 'Argo CD reads no files of this name',
  'other-digest': ({ object, tree, release }) => `${object} runs ${tree}, the release file says ${release}`,
  // aws
  'resource-removed': ({ what, alarms }) => `${what} is removed${withAlarms(alarms)}`,
  'resource-added': (what) => `${what} is new`,
  'resource-left': ({ what, alarms }) => `${what} stays in AWS, and is in no stack any more${withAlarms(alarms)}`,
  'resource-anew': (turn) => `made anew and empty; the old one stays in AWS, in no stack: ${change(turn)}`,
  'resource-replaced': (turn) => `deleted and made anew: ${change(turn)}`,
  'name-taken': ({ what, by, other }) => `${what} has the name of ${other}: ${takenTexts[by]}`,
  'trust-widened': (turn) => `more are trusted: ${change(turn)}`,
  'grant-added': ({ at, what }) => `more is allowed: ${at}: ${what}`,
  'grant-to-all': ({ at, what }) => `all of a kind is allowed: ${at}: ${what}`,
  'deny-removed': ({ at }) => `what was forbidden is no more: ${at}`,
  'condition-lost': ({ at }) => `a condition is gone or wider: ${at}`,
  'encryption-lost': (turn) => `encryption is lost or weaker: ${change(turn)}`,
  'retention-lost': (turn) => `less is kept: ${change(turn)}`,
  'guard-lost': (turn) => `a guard is lost or weaker: ${change(turn)}`,
  'secret-literal': ({ at }) =>
    `a secret stands in the template for everybody who reads it: ${at} (write {{resolve:secretsmanager:...}} there)`,
  'made-public': (turn) => `open to everybody: ${change(turn)}`,
  'store-refused': (turn) => `AWS refuses it, and the stack goes back: ${change(turn)}`,
  'store-restarted': (turn) => `its machines restart, and every connection ends: ${change(turn)}`,
  'store-upgraded': (turn) => `another major version, which stops it and is not taken back: ${change(turn)}`,
  'store-shared': ({ what, apps }) => `${what} is used by ${apps.join(', ')}, too: what happens to it happens to them`,
  'macro-added': (name) => `a macro rewrites the template, and what it makes is not seen here: ${name}`,
  'provider-added': (what) => `OpenTofu runs or reads more than AWS's providers as soon as it plans: ${what}`,
  'property-changed': change,
  // workflows
  'trigger-added': (name) => `runs on ${name} now`,
  'permission-added': ({ at, right }) => `${at} gets ${right}`,
  'permissions-default': ({ at }) => `${at} names no permissions and has the repository's default`,
  'action-added': (uses) => `runs ${uses}, which it did not use before`,
  'action-unpinned': (uses) => `${uses} is not pinned by a commit`,
  'action-moved': (uses) => `another version: ${uses}`,
  'action-exchanged': ({ uses, version }) =>
    `another commit by the same version ${version}: ${uses} (a fork's commit answers to the name, too)`,
  'secret-used': (name) => `gets the secret ${name}`,
  'outside-text-run': ({ at, expression }) => `${at}: text from outside becomes a command: ${expression}`,
  'outside-code-run': ({ at }) => `${at}: takes code from outside in a run that has rights`,
  'run-changed': ({ at }) => `other commands or settings: ${at}`,
  'guard-removed': ({ at, what }) => `a guard is gone or another: ${at}: ${what}`,
  'runner-changed': (turn) => `another machine: ${change(turn)}`,
  'job-removed': (id) => `the job ${id} is gone`,
  // code owners
  'owner-lost': ({ pattern, owners }) => `${owners.join(', ')} no longer approve ${pattern}`,
  'owner-gained': ({ pattern, owners }) => `${owners.join(', ')} may approve ${pattern} alone`,
  'owner-unread': (line) => `GitHub leaves this line out, so the line before it decides: ${line}`,
  // specs
  'word-given': ({ at, who }) => `${at} lets ${who} in`,
  // Dockerfiles
  'base-changed': (turn) => `another image: ${change(turn)}`,
  'base-added': (image) => `stands on ${image}`,
  'base-unpinned': (image) => `${image} is not pinned by a digest`,
  'user-lost': (user) => `the process is root${user === '' ? ', since no USER is named' : ''}`,
  'step-added': (step) => `a new step: ${step}`,
  'fetched-step': (step) => `a new step that takes something from outside: ${step}`,
  // contracts
  'contract-broken': ({ what, callers }) =>
    `breaks callers: ${what}${callers.length === 0 ? '' : ` (called by ${callers.join(', ')})`}`,
  'contract-broken-more': (rest) => `breaks callers: ${rest} more`,
  'contract-removed': (callers) =>
    callers.length === 0 ? 'the contract is gone' : `the contract is gone, and ${callers.join(', ')} call by it`,
  'contract-unchecked': (why) => `whether it breaks callers is not known: ${why}`,
  // packages
  'install-script': ({ name, command }) => `${name} runs by itself when packages are installed: ${command}`,
  'script-changed': ({ name, command }) => `the script ${name}: ${command}`,
  'package-added': (name) => `a new package: ${name}`,
  'package-elsewhere': ({ name, from }) => `${name} comes from ${from}`,
  'integrity-lost': (name) => `${name} has no checksum by SHA-512 alone`,
  'integrity-changed': (name) => `the checksum of ${name} is another, its version is not`,
  'versions-moved': (all) => `${count(all.length, 'package')} in another version: ${some(all, 5)}`,
  'package-scripts': (name) => `${name} may run scripts when it is installed`,
  'setting-changed': change,
  // settings
  'line-added': (line) => `new: ${line}`,
  'line-removed': (line) => `gone: ${line}`,
  'hidden-from-review': (line) => `changes of these files are folded or not shown any more: ${line}`,
}

export const fileRiskText = ({ code, data, ...risk }: FileRisk): string => {
  const line = code === 'read-otherwise' ? `line ${data.line}: ` : ''
  return `${line}${say(fileSentences, code, data)}${risk.level === 'low' && code === 'read-otherwise' ? ' (as before)' : ''}`
}
