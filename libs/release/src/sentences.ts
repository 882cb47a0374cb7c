import { say, type Sentences } from '@slipway/core'
import type { Hold } from '@slipway/spec'
import {
  headline,
  type Fact,
  type FactData,
  type Note,
  type NoteData,
  type Nothing,
  type NothingData,
} from './remarks.ts'
import { releaseName } from './release-text.ts'
import type { Step, Verb } from './steps/step.ts'
import { listed, verbFor } from './steps/target.ts'

export const holdSentences: Readonly<Record<Hold['by'], (hold: Hold) => string>> = {
  person: ({ reason }) => reason,
  rollback: ({ from, reason }) => (from === undefined ? reason : `rolled back from ${from}: ${reason}`),
}
export const holdText = (hold: Hold): string => holdSentences[hold.by](hold)

export const factSentences: Sentences<FactData> = {
  digest: (digest) => `Digest: ${digest}`,
  source: (commit) => `Source: ${commit}`,
  run: (run) => `Run: ${run}`,
  reason: (reason) => `Reason: ${reason}`,
  edition: ({ from, to }) => (from === to ? `Edition: ${to}, written down` : `Edition: ${from} -> ${to}`),
  'promoted-from': (target) => `Promoted from ${target}`,
  'as-in': (file) => `As in: ${file}`,
  'image-of': (app) => `Image of: ${app}`,
  along: (apps) => `With it, of the same image: ${listed(apps)}`,
  'freeze-overridden': ({ freeze, environment, override }) =>
    `Override of the freeze "${freeze}" of ${environment}: ${override}`,
  'environments-passed': ({ environments, override }) => `Override, ${listed(environments)} passed by: ${override}`,
  'bytes-overridden': ({ files, override }) =>
    `Override: ${files === 1 ? '1 file is not as it was' : `${files} files are not as they were`}: ${override}`,
  'as-then': ({ cluster, commit, release }) => `In ${cluster} as in ${commit}: ${releaseName(release)}`,
  'was-held': ({ cluster, hold }) => `Was held in ${cluster}: ${holdText(hold)}`,
}

const wouldBring = ({ branch, clusters }: NoteData['pull-open']): string =>
  `${branch} would bring it to ${listed(clusters)}`

export const noteSentences: Sentences<NoteData> = {
  'later-wave': ({ clusters, verb }) =>
    `${listed(clusters)} ${verbFor(clusters, 'is', 'are')} a later wave: \`next\` opens it, or ${verb} again`,
  'later-edition': (clusters) =>
    `${listed(clusters)} ${verbFor(clusters, 'is', 'are')} a later wave: run it again when this one is well`,
  'not-there': ({ app, clusters }) => `${app} has no release in ${listed(clusters)}; name the cluster to begin there`,
  'not-between': ({ app, environments }) =>
    `${app} has no release in ${listed(environments)}, so this image has not run there`,
  'override-unused': 'nothing was frozen, so the override is not recorded',
  'spec-of-today': (cluster) => `${cluster} takes today's spec again; a rollback had kept an earlier one`,
  'not-then': ({ app, cluster }) =>
    `${app} had no release of this version in ${cluster}: it gets the image of then, and keeps its spec of today`,
  'not-restored': ({ app, cluster }) =>
    `the spec of ${app} as it was then in ${cluster} cannot be read any more: it gets the image of then, and keeps its spec of today`,
  'held-before': ({ cluster, hold }) => `${cluster} was held before: ${holdText(hold)}`,
  'spec-kept': (cluster) => `${cluster} keeps the spec of its release until the next one comes`,
  'still-running': (clusters) => `${listed(clusters)} still ${verbFor(clusters, 'runs', 'run')} it:`,
  'roll-back': ({ app, cluster }) => `npm run release -- rollback ${app} ${cluster} --reason "..."`,
  'others-stay': (clusters) =>
    `${listed(clusters)} ${verbFor(clusters, 'is not concerned and stays', 'are not concerned and stay')}`,
  'caller-gone': (path) => `${path} does not come back: that app no longer calls`,
  'caller-stays': (path) => `${path} stays: that app began to call since`,
  'comment-differs': (path) => `${path} differs in its first line only, a comment`,
  'no-migration': (path) => `${path} does not come back: this version has migrated here before`,
  'more-files': (files) => `and ${files} more such files`,
  'same-bytes': ({ same, of, commit }) => `${same} of ${of} files byte for byte as in ${commit}`,
  'file-differs': (difference) => `${difference.path}: ${headline(difference)}`,
  'pull-closed': (pull) => `${wouldBring(pull)}: closed ${pull.url}`,
  'pull-open': (pull) => `${wouldBring(pull)}, if it is open. To stop that: gh pr close ${pull.branch}`,
}

export const nothingSentences: Sentences<NothingData> = {
  'there-already': ({ target, release, app }) => `${target} has ${releaseName(release)} of ${app} already`,
  'moves-with': ({ app, of }) => `${app} moves with ${of}, whose image it runs`,
  'later-image': (clusters) =>
    `${listed(clusters)} ${verbFor(clusters, 'has', 'have')} an image of a later commit; to go back, roll back`,
  'later-pull': 'the pull request that is open brings an image of a later commit',
  'held-already': (target) => `${target} is held for that reason already`,
  'edition-already': ({ app, target, edition }) => `${app} lives by edition ${edition} in all of ${target} already`,
  'not-held': ({ app, target }) => `nothing holds ${app} in ${target}`,
  'rejected-already': (reason) => `it is rejected already: ${reason}`,
  'no-release': ({ cluster, app }) => `${cluster} has no release of ${app} any more`,
  'other-release': ({ cluster, release, digest }) =>
    `${cluster} is to run ${releaseName(release)} by now; this was about ${digest.slice(7, 19)}`,
  against: ({ file, got }) => `${file}: ${got}`,
  refused: (issues) => issues.map(({ file, got, hint }) => `${file}: ${got}; ${hint}`).join('. '),
  'wave-incomplete': (clusters) =>
    `${listed(clusters)} of the same wave or an earlier one ${verbFor(clusters, 'does', 'do')} not have it yet`,
  'all-there': ({ environment, release }) =>
    `${environment} is the last environment, and all of it has ${releaseName(release)}`,
  'first-by-people': ({ app, from, to }) =>
    `${app} has no release in ${to}; the first is for people: npm run release -- promote ${app} --from ${from} --to ${to}`,
}

const clustersOf = ({ changes }: Step): string => listed(changes.map(({ cluster }) => cluster.name))
const versionsOf = ({ changes }: Step): string => listed([...new Set(changes.map(({ to }) => to.version))])
const brought = (step: Step): string => `${versionsOf(step)} to ${clustersOf(step)}`

export const titleSentences: Readonly<Record<Verb, (step: Step) => string>> = {
  bump: brought,
  promote: brought,
  hold: (step) => `hold ${clustersOf(step)}`,
  unhold: (step) => `lift the hold on ${clustersOf(step)}`,
  reject: ({ facts }) => `reject ${facts.map(([code, data]) => (code === 'digest' ? data.slice(7, 19) : '')).join('')}`,
  edition: (step) =>
    `edition ${listed([...new Set(step.changes.map(({ to }) => String(to.edition)))])} in ${clustersOf(step)}`,
  rollback: (step) => `roll ${clustersOf(step)} back to ${versionsOf(step)}`,
}

export const factText = ([code, data]: Fact): string => say(factSentences, code, data)
export const noteText = ([code, data]: Note): string => say(noteSentences, code, data)
export const nothingText = ([code, data]: Nothing): string => say(nothingSentences, code, data)
/** A commit's first line. */
export const titleOf = (step: Step): string => `release(${step.app}): ${titleSentences[step.verb](step)}`
