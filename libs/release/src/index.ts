export { detached, obstacles, toCommit, toDisk, uncommitted } from './apply-step.ts'
export { bump } from './bump.ts'
export { edition, editionRows, parseEdition, type EditionRow } from './edition.ts'
export { credentialsFor } from './credentials.ts'
export { pullRequestBody } from './evidence.ts'
export { checksOf, evidenceOf } from './evidence-sources.ts'
export { isBefore, openGit, type Git } from './git.ts'
export { openGitHub } from './github.ts'
export { history, type HistoryEntry } from './history.ts'
export { hold, unhold } from './hold.ts'
export { span } from './markdown.ts'
export { next } from './next.ts'
export { promote } from './promote.ts'
export {
  attestationsOf,
  provenanceIssue,
  type Builder,
  type Certificate,
  type Claim,
} from './provenance.ts'
export { readPrepared, writePrepared } from './prepared-pull.ts'
export { preparePull, publishPull, stopOthers, type Opened, type PreparedPull } from './pull-request.ts'
export { findImage, readManifest } from './registry.ts'
export { reject } from './reject.ts'
export { releaseName } from './release-text.ts'
export type { Note, Nothing } from './remarks.ts'
export { rollback } from './rollback.ts'
export { factText, holdText, noteText, nothingText, titleOf } from './sentences.ts'
export { shell } from './shell.ts'
export { statusFacts } from './status-facts.ts'
export { status, type Status, type StatusRow } from './status.ts'
export { after, ownFiles, type Decision, type ReleaseChange, type Step } from './step.ts'
export { findApp, findTarget, present, repositoryOf, type Target } from './target.ts'
export { appChange, treeChange, type MadeChange } from './tree-change.ts'
