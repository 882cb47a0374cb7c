import type { Fields } from '../value.ts'
import { actionOf, commands, isAction, textOf, triggersOf, type Step, type Workflow } from './workflow.ts'

/** Events by which a stranger starts a workflow with our rights (docs.github.com, "Events that trigger workflows"). */
const foreign = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'discussion_comment',
  'issues',
  'discussion',
  'fork',
  'watch',
  'gollum',
])
export const isForeign = (event: string): boolean => foreign.has(event)
export const foreignTriggers = (workflow: Workflow): readonly string[] =>
  [...triggersOf(workflow).keys()].filter(isForeign)

/** A ref that is written out, or the branch that the pull request goes into. */
const mainRef =
  /^(?!refs\/pull\/)[\w./-]+$|^\$\{\{\s*github\.(?:base_ref|event\.(?:pull_request\.base\.(?:sha|ref)|repository\.default_branch))\s*\}\}$/
export const namesMain = (ref: unknown): boolean => mainRef.test(String(ref ?? ''))
/** The run's own commit: the main branch's, where strangers start a run. */
const ownRef = /^\$\{\{\s*github\.(?:sha|ref|ref_name)\s*\}\}$/
/** A repository that is written out, or this one: no stranger chooses it. */
const namedRepository = /^(?:[\w./-]|\$\{\{\s*github\.repository(?:_owner)?\s*\}\})+$/
/** Whether `actions/checkout` takes the main branch's files, or those of a repository that we chose. */
function takesMain({ ref, repository }: Fields): boolean {
  const isOurs = repository === undefined || namedRepository.test(String(repository))
  return isOurs && (ref === undefined || ref === '' || namesMain(ref) || ownRef.test(String(ref)))
}

const checkouts =
  /\bgit\b[^\n;&|]*\s(?:checkout|switch|clone|worktree|pull|merge|reset|restore)\b[^\n;&|]*|\bgh\s+(?:pr\s+checkout|repo\s+clone)\b|\b(?:zipball|tarball)\b/g
/** A new branch of what is there. */
const newBranch = /\s(?:checkout[ \t]+-[bB]|switch[ \t]+(?:-[cC]|--create))[ \t]+\S+[ \t]*$/
/**
 * `git pull --rebase` and `git checkout main` take a branch that is named; `git merge FETCH_HEAD` and `git checkout
 * "$REF"` may take any.
 */
const anyBranch = /^gh\b|^(?:zip|tar)ball|\$|FETCH_HEAD|\bpull\//
const commandsOfCheckout = (step: Step): readonly string[] => commands(step).match(checkouts) ?? []
export const checksOut = (step: Step): boolean =>
  isAction(step, 'actions/checkout') || commandsOfCheckout(step).length > 0
/** Whether a command of the step puts a branch that nobody named into the place of what was checked out. */
export const changesBranch = (step: Step): boolean =>
  commandsOfCheckout(step).some((one) => anyBranch.test(one) && !newBranch.test(one))

/** Other ways to bring foreign files: a fetch, a patch, files of the API that become a program. */
const fetches = [
  /\bgit\b[^\n;&|]*\s(?:apply|am|cherry-pick|read-tree|archive)\b|\bpull\/[^\s"']+\/(?:head|merge)\b|\bgh\s+pr\s+diff\b[^\n]*\|/,
  /\bapplication\/vnd\.github\.(?:v3\.)?raw\b[^\n]*(?:>|\||-o\b|--output\b)/,
  /\b(?:gh\s+api\b|(?:curl|wget)\b(?=[^\n|]*\$))[^\n]*\|\s*(?:sudo\s+)?(?:bash|sh|zsh|python3?|node)\b/,
]
const remotes = /\bgit\b[^\n;&|]*\s(?:fetch|remote\s+(?:add|set-url)|submodule)\b[^\n;&|]*/g
/** Where strangers start a run, these are of the main branch. */
const ours =
  /\$\{?GITHUB_(?:SHA|REF|REF_NAME|BASE_REF|REPOSITORY|REPOSITORY_OWNER|SERVER_URL|WORKSPACE|TOKEN|ACTOR)\b\}?|\$\{?GH_TOKEN\b\}?|\$\{\{\s*(?:github\.(?:sha|ref|ref_name|base_ref|repository|repository_owner|token|actor|server_url|workspace|event\.(?:pull_request\.base\.(?:sha|ref)|repository\.default_branch))|secrets\.\w+)\s*\}\}/g
/** `git fetch --tags`, `git fetch origin main` and `git submodule update` bring what our own branches name. */
const bringsRemote = (text: string): boolean =>
  (text.match(remotes) ?? []).some((one) => anyBranch.test(one.replaceAll(ours, '')))
/** An address that is written out is somebody's who cannot be chosen. */
const bringsArchive = (text: string): boolean =>
  text
    .split(/\s+/)
    .some((word) => word.includes('$') && /\braw\.githubusercontent\.com\b|\bcodeload\b|\/archive\//.test(word))
const started = /\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bchmod\b|\b(?:bash|sh|node|python3?|source)\s+\S/
/** A file of the API, of which a later command makes a program. */
const startsContents = (text: string): boolean => {
  const at = text.search(/\bcontents\//)
  return at >= 0 && started.test(text.slice(at))
}
/** A script of the API's own language that writes files or starts programs. */
const startsPrograms =
  /\bchild_process\b|(?<![\w.])exec\s*(?:\.\s*\w+\s*)?\(|\beval\s*\(|\bnew\s+Function\b|\bwriteFile|\bimport\s*\(/
const own = /\$GITHUB_RUN_ID\b|\$\{GITHUB_RUN_ID\}|github\.run_id/
const aside = /\brunner\.temp\b|\bRUNNER_TEMP\b/
/** An artifact of another run, unless it lies beside what runs. */
const bringsArtifact = (step: Step): boolean => {
  const name = actionOf(step)
  const said = textOf(step.with)
  if (name === 'actions/download-artifact') return said.includes('"run-id"') && !own.test(said) && !aside.test(said)
  if (/download-(?:workflow-)?artifact/.test(name)) return !aside.test(said)
  return [...commands(step).matchAll(/\bgh\s+run\s+download\b[^\n]*/g)].some(
    ([call]) => !own.test(call) && !aside.test(call),
  )
}
const fetchesFiles = (step: Step): boolean =>
  (/checkout|clone/.test(actionOf(step)) && !isAction(step, 'actions/checkout')) ||
  fetches.some((one) => one.test(commands(step))) ||
  bringsRemote(commands(step)) ||
  bringsArchive(commands(step)) ||
  startsContents(commands(step)) ||
  bringsArtifact(step) ||
  (actionOf(step) === 'actions/github-script' && startsPrograms.test(String(step.with?.['script'] ?? '')))

/** Whether a step takes files of the repository, of a pull request, or of a stranger, by any way. */
export const takesFiles = (step: Step): boolean => checksOut(step) || fetchesFiles(step)

/**
 * Whether a step of a workflow that strangers start takes their files. Without a `ref` a checkout takes the main branch
 * there (docs.github.com, "Events that trigger workflows"). No run of `pull_request_target` checks out at all: one
 * `ref` would make it theirs.
 */
export function takesStrangersFiles(step: Step, events: readonly string[]): boolean {
  const isOfMain = isAction(step, 'actions/checkout') ? takesMain(step.with ?? {}) : !changesBranch(step)
  return (
    events.length > 0 &&
    (fetchesFiles(step) || (checksOut(step) && (!isOfMain || events.includes('pull_request_target'))))
  )
}
