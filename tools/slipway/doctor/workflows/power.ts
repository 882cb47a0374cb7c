import { mayPass } from './conditions.ts'
import { action, jobsOf, stepsOf, textOf, triggersOf, type Job, type Workflow } from './workflow.ts'

/** A job without rights of its own has the workflow's. */
const rightsOf = (job: Job, workflow: Workflow): unknown => job.permissions ?? workflow.permissions
/** With `checks` a job could say that a pull request's `gate` is green, with `issues` write under our name: each right to write counts. */
const writes = /:"write"|write-all/
/**
 * Names of expressions have no case, and may follow a line break, which JSON writes as letters; `inherit` hands all to another workflow.
 */
const secret = /\$\{\{(?:(?!\}\}|\$\{\{).)*(?:\\[nrt]|(?<![\w.'/-]))secrets\b(?!\.GITHUB_TOKEN\b)|"secrets":"inherit"/i

export const usesSecret = (job: Job, { env }: Workflow): boolean => secret.test(textOf([job, env]))
export const mayWrite = (job: Job, workflow: Workflow): boolean => writes.test(textOf(rightsOf(job, workflow)))
/** A right or a secret, which whoever runs code there has, too. */
export const hasPower = (job: Job, workflow: Workflow): boolean => mayWrite(job, workflow) || usesSecret(job, workflow)

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
/** Of these a checkout is the main branch's own code, which bots of issues run everywhere. */
const ownCode = new Set(['issues', 'discussion', 'fork', 'watch', 'gollum'])
export const foreignTriggers = (workflow: Workflow): readonly string[] =>
  [...triggersOf(workflow).keys()].filter((name) => foreign.has(name))
export const takesNoFiles = (workflow: Workflow): boolean =>
  foreignTriggers(workflow).some((name) => !ownCode.has(name))

const ofPullRequests = ['pull_request', 'pull_request_review', 'pull_request_review_comment']
export const isOfPullRequests = (workflow: Workflow): boolean =>
  ofPullRequests.some((name) => triggersOf(workflow).has(name))

/** A filter that names branches, none by a pattern. */
function namesBranches(filters: unknown): boolean {
  const { branches, tags } = (filters ?? {}) as { readonly branches?: unknown; readonly tags?: unknown }
  const names = [branches ?? []].flat().map(String)
  return names.length === 0 ? tags !== undefined : !names.some((name) => /[*?[]/.test(name))
}
/** Events that start a workflow with the code of a branch that anybody pushed. */
function branchEvents(workflow: Workflow): readonly string[] {
  const triggers = triggersOf(workflow)
  return [...triggers.keys()].filter((name) =>
    name === 'push' ? !namesBranches(triggers.get(name)) : withAnyBranch.has(name),
  )
}
const withAnyBranch = new Set([...ofPullRequests, 'workflow_dispatch', 'create'])

const runsAnyway = /\b(?:always|cancelled|failure)\s*\(/
/**
 * Whether no branch that anybody pushed starts a job: by the workflow's triggers, or by the condition of the job or of one that it waits
 * for. One of an environment has that environment's rules.
 */
export function isGuarded(job: Job, workflow: Workflow, seen = new Set<Job>()): boolean {
  const condition = String(job.if ?? '')
  if (job.environment !== undefined || !branchEvents(workflow).some((event) => mayPass(event, condition))) return true
  if (runsAnyway.test(condition) || seen.has(job)) return false
  seen.add(job)
  const needs = [job.needs ?? []].flat().map(String)
  return jobsOf(workflow).some(([name, one]) => needs.includes(name) && isGuarded(one, workflow, seen))
}

/** Rights to talk about issues and pull requests: a bot that answers has no more. */
const talking = /"(?:issues|pull-requests|discussions)":"write",?/g
/** Whether a comment by anybody starts a job that can do more than answer. */
export const anyCommentStarts = (job: Job, workflow: Workflow): boolean =>
  foreignTriggers(workflow).some((name) => name.endsWith('_comment')) &&
  (usesSecret(job, workflow) || writes.test(textOf(rightsOf(job, workflow)).replaceAll(talking, ''))) &&
  job.environment === undefined &&
  !/author_association|\bpermission\b|\bmember/i.test(textOf([job.if, stepsOf(job)])) &&
  !stepsOf(job).some((step) => /permission|membership/.test(action(step)))
