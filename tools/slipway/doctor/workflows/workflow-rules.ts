import { issue, type Issue } from '@slipway/core'
import { isFields } from '@slipway/kube'
import {
  checksOut,
  expressionsIn,
  foreignTriggers,
  isAction,
  isLocal,
  isPinned,
  isTooLong,
  stepsOf,
  takesStrangersFiles,
  textOf,
  triggersOf,
  type Job,
  type Step,
  type Workflow,
} from '@slipway/kube/workflow'
import { installsWithScripts, keepsToken, runsAppCode, runsTree, takesOwnBranch, usesCache } from './commands.ts'
import { isUnsound } from './conditions.ts'
import { driftJudges } from './drift-judge.ts'
import { runJobs, type ReadYamlFile, type RunJob } from './local-actions.ts'
import { choosesMachine, isOwnMachine, labelsOf } from './machines.ts'
import { isSafeInScript, runsOutsideText } from './outside-text.ts'
import { anyCommentStarts, hasPower, isOfPullRequests, usesAllSecrets, usesSecret } from './power.ts'

/** Images that a job runs in, and beside. */
function imagesOf({ container, services }: Job): readonly string[] {
  const all = [container, ...(isFields(services) ? Object.values(services) : [])]
  return all.filter((one) => one !== undefined).map((one) => String(isFields(one) ? one['image'] : one))
}

const isStartedByOthers = (workflow: Workflow): boolean =>
  isOfPullRequests(workflow) || foreignTriggers(workflow).length > 0

/**
 * Without `permission-*` the token has all that the App may do; with `owner` alone it is of all its repositories, and it may be kept alive
 * (the action's README).
 */
function takesWholeApp(step: Step): boolean {
  if (!isAction(step, 'actions/create-github-app-token')) return false
  const given = new Map(Object.entries(step.with ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
  return (
    ![...given.keys()].some((name) => name.startsWith('permission-')) ||
    (given.has('owner') && !given.has('repositories')) ||
    given.get('skip-token-revoke') === 'true'
  )
}

interface Rule {
  readonly code: string
  readonly want: string
  readonly hint: string
  readonly breaks: (job: Job, workflow: Workflow, run: RunJob) => boolean
  /** The finding, if it may be meant: a note and no error. */
  readonly seen?: (job: Job) => string | undefined
}

/** Whether a job checks out what the sender of a `repository_dispatch` names. */
const takesSentBranch = (job: Job, workflow: Workflow): boolean =>
  job.environment === undefined &&
  triggersOf(workflow).has('repository_dispatch') &&
  stepsOf(job).some((step) => checksOut(step) && expressionsIn(textOf([step.with, step.env, step.run])).some(isSent))
const isSent = (expression: string): boolean => /github\.event\.client_payload\b/.test(expression)

export const workflowRules: readonly Rule[] = [
  {
    code: 'target-checkout',
    want: 'no checkout, fetch or artifact of a pull request in a workflow that a stranger can start with our rights',
    hint: 'use pull_request; or read what you need by gh api, as data; unpack artifacts below RUNNER_TEMP, and run nothing of them',
    breaks: (job, workflow) => stepsOf(job).some((step) => takesStrangersFiles(step, foreignTriggers(workflow))),
  },
  {
    code: 'install-scripts',
    want: 'npm ci --ignore-scripts: scripts of workspaces are code of apps',
    hint: 'add --ignore-scripts',
    breaks: (job) => stepsOf(job).some(installsWithScripts),
  },
  {
    code: 'power-and-code',
    want: "a right or a secret, or an app's code; never both in one job",
    hint: 'split the job: one without rights hands over an artifact, one with rights runs nothing of an app; a local action (./...) without an action.yml in the repository counts as code',
    breaks: (job, workflow) => hasPower(job, workflow) && stepsOf(job).some((step) => runsAppCode(step, job, workflow)),
  },
  {
    code: 'power-and-branch',
    want: 'a right or a secret, or the code of a branch or pull request that nobody has approved; never both in one job',
    hint: "check out the main branch (ref: main), ask for it (if: github.ref == 'refs/heads/main'), or take the right out: a hostile update of a package runs there before anybody has read it",
    breaks: (job, workflow, run) =>
      hasPower(job, workflow) &&
      ((!run.isGuarded && takesOwnBranch(job, run.written)) || takesSentBranch(job, workflow)) &&
      stepsOf(job).some(runsTree),
  },
  {
    code: 'power-and-tag',
    want: 'a ruleset that says who makes the tags that start a job with a right',
    hint: 'restrict their creation by a ruleset of tags, or say environment: in the job with a rule for tags; doctor --github looks at the rulesets',
    seen: () => "a job with a right that runs a tag's code: whoever may push makes a tag of any commit",
    breaks: (job, workflow, run) =>
      run.isGuarded &&
      !run.isGuardedFromTags &&
      hasPower(job, workflow) &&
      takesOwnBranch(job, run.written) &&
      stepsOf(job).some(runsTree),
  },
  {
    code: 'long-script',
    want: 'scripts of at most 32 KB, and commands of at most 8,000 characters over all of their lines, which people and doctor read',
    hint: 'put it into a file of the repository',
    breaks: (job) => stepsOf(job).some(isTooLong),
  },
  {
    code: 'token-stays',
    want: 'persist-credentials: false at every checkout',
    hint: 'add it; give the token to the one step that needs it',
    breaks: (job) => stepsOf(job).some(keepsToken),
  },
  {
    code: 'power-and-cache',
    want: "nothing from GitHub's cache in a job with rights: another run may have written it",
    hint: 'take the cache out of this job; setup-node, setup-go, setup-buildx and others have one by default',
    breaks: (job, workflow) => hasPower(job, workflow) && stepsOf(job).some(usesCache),
  },
  {
    code: 'rights-unsaid',
    want: 'permissions: {} for the workflow, and those of each job by name',
    hint: 'write them out',
    breaks: (job, workflow) =>
      textOf(workflow.permissions) !== '{}' || typeof job.permissions !== 'object' || job.permissions === null,
  },
  {
    code: 'secret-everywhere',
    want: 'a secret in an environment that admits the main branch alone; secrets by name, not inherit or toJSON(secrets)',
    hint: "move it there, and say environment: in the job (one that calls a workflow can say none: write the steps here): a secret of the repository is every branch's",
    breaks: (job, workflow, run) =>
      !run.isCall && usesSecret(job, workflow) && (job.environment === undefined || usesAllSecrets(job, workflow)),
  },
  {
    code: 'script-injection',
    want: 'no expression in a script but what stands in the workflow, or GitHub made: what comes from outside is a variable there',
    hint: 'give it by env, and write "$NAME"',
    breaks: (job, workflow) =>
      stepsOf(job).some((step) =>
        [step.run, step.shell, step.with?.['script']]
          .flatMap((one) => expressionsIn(String(one)))
          .some((one) => !isSafeInScript(one, step, job, workflow)),
      ),
  },
  {
    code: 'outside-command',
    want: 'no title, branch, label, comment or input as a command, a folder, or a line of GITHUB_ENV and GITHUB_PATH',
    hint: 'use it as an argument, "$NAME", of a command that is written out: no eval, no sh -c, no [[ "$NAME" -eq ]]',
    breaks: (job, workflow) => stepsOf(job).some((step) => runsOutsideText(step, job, workflow)),
  },
  {
    code: 'condition',
    want: 'an `if` that says what it seems to: one expression, no bot by the name of who pushed last, no comment by anybody',
    hint: 'write ${{ ... }} around all of it; ask github.event.pull_request.user.login, and github.event.comment.author_association; compare whole texts',
    breaks: (job, workflow) =>
      anyCommentStarts(job, workflow) ||
      [job, ...stepsOf(job)].some((one) =>
        isUnsound(one.if, hasPower(job, workflow) || foreignTriggers(workflow).length > 0),
      ),
  },
  {
    code: 'own-runner',
    want: 'a machine that is thrown away, named in the workflow, for what a pull request or a stranger starts',
    hint: 'use a hosted runner, or one that takes a single job and has a label of its own: on self-hosted ones code stays and waits for the next job',
    seen: (job) =>
      choosesMachine(job)
        ? undefined
        : "none of GitHub's own labels: whether the machine takes a single job is not written here; doctor --github asks",
    breaks: (job, workflow) => isStartedByOthers(workflow) && (isOwnMachine(job) || choosesMachine(job)),
  },
  {
    code: 'whole-app',
    want: "an App's token with the rights that its job needs, by name, for this repository or those that are named",
    hint:
      'add permission-contents: write, or what else it needs, to the `with` of the step; ' +
      'name repositories beside owner; leave skip-token-revoke out',
    seen: () => 'a token with all that its App may do, for all its repositories, or after the job',
    breaks: (job) => stepsOf(job).some(takesWholeApp),
  },
  {
    code: 'unpinned',
    want: 'every action by the full name of its commit, every image by its digest',
    hint: 'uses: owner/name@<40 hex digits> # vX.Y.Z; image: name@sha256:<64 hex digits>',
    breaks: (job) =>
      [job, ...stepsOf(job)].some(({ uses }) => uses !== undefined && !isLocal({ uses }) && !isPinned(String(uses))) ||
      imagesOf(job).some((image) => !/@sha256:[0-9a-f]{64}$/.test(image)),
  },
]

/** The labels of machines, not GitHub's, on which others' code runs; `undefined` is any. */
export const ownMachines = (
  workflows: ReadonlyMap<string, Workflow>,
  read: ReadYamlFile,
): readonly (readonly string[] | undefined)[] =>
  [...workflows]
    .flatMap(([file, workflow]) => runJobs(file, workflow, read))
    .flatMap(({ job, workflow }) => (isStartedByOthers(workflow) && isOwnMachine(job) ? [labelsOf(job)] : []))

const withoutLocal = (job: Job): Job => ({
  ...job,
  steps: stepsOf(job).filter((step) => !isLocal(step)),
})

interface Broken {
  readonly run: RunJob
  readonly rule: Rule
}
const brokenBy = (file: string, workflow: Workflow, read: ReadYamlFile): readonly Broken[] =>
  runJobs(file, workflow, read).flatMap((run) =>
    workflowRules.filter(({ breaks }) => breaks(run.job, run.workflow, run)).map((rule) => ({ run, rule })),
  )

/** Issues of a called workflow itself are reported at its own file alone. */
function jobIssues(workflows: ReadonlyMap<string, Workflow>, read: ReadYamlFile): readonly Issue[] {
  const all = [...workflows].flatMap(([top, workflow]) => brokenBy(top, workflow, read).map((one) => ({ ...one, top })))
  const keyOf = ({ run, rule }: Broken): string => [run.file, run.name, rule.code].join(' ')
  const told = new Set(all.filter(({ run, top }) => run.file === top).map(keyOf))
  return all
    .filter((one) => one.run.file === one.top || !told.has(keyOf(one)))
    .map(({ top, run, rule: { code, want, hint, breaks, seen } }) => {
      const note = seen?.(run.job)
      if (note !== undefined) return { ...issue(top, run.at, code, note, want, hint), warning: true as const }
      const isOfAction = !breaks(withoutLocal(run.written), run.workflow, run)
      const got = isOfAction ? 'a local action in a job that does not keep this' : 'a job that does not keep this'
      return issue(top, run.at, code, got, want, hint)
    })
}

/**
 * The issues of workflows, by file.
 * @param workflows of `.github/workflows`, by path
 * @param read other files of YAML: local actions
 */
export function workflowIssues(
  workflows: ReadonlyMap<string, Workflow>,
  read: ReadYamlFile = () => undefined,
): readonly Issue[] {
  const issues = jobIssues(workflows, (path) => workflows.get(path) ?? read(path))
  if (driftJudges(workflows, read).length > 0) return issues
  const want = "a job that checks the base out and runs slipway check --commit over the pull request's objects"
  const hint = 'take the job drift of .github/workflows/ci.yml as Slipway has it'
  return [...issues, issue('.github/workflows', '', 'no-drift-job', 'no job that judges drift', want, hint)]
}
