import { at } from '@slipway/kube'
import {
  actionOf,
  foreignTriggers,
  isAllSecrets,
  jobsOf,
  rightsOf,
  secretsOf,
  stepsOf,
  textOf,
  triggersOf,
  type Job,
  type Workflow,
} from '@slipway/kube/workflow'
import { mayPass } from './conditions.ts'

/**
 * With `checks` a job could say that a pull request's `gate` is green, with `issues` write under our name: each right
 * to write counts.
 */
const writes = /:"write"|write-all/
/** Whether a job uses a secret. The run's own token is a right instead. */
export const usesSecret = (job: Job, { env }: Workflow): boolean =>
  [...secretsOf([job, env])].some((name) => name.toUpperCase() !== 'GITHUB_TOKEN')
/** All of them at once, or one whose name is worked out: the runner is given each. */
export const usesAllSecrets = (job: Job, { env }: Workflow): boolean => [...secretsOf([job, env])].some(isAllSecrets)
const mayWrite = (job: Job, workflow: Workflow): boolean => writes.test(textOf(rightsOf(job, workflow)))
/** A right or a secret, which whoever runs code there has, too. */
export const hasPower = (job: Job, workflow: Workflow): boolean => mayWrite(job, workflow) || usesSecret(job, workflow)

const ofPullRequests = ['pull_request', 'pull_request_review', 'pull_request_review_comment']
export const isOfPullRequests = (workflow: Workflow): boolean =>
  ofPullRequests.some((name) => triggersOf(workflow).has(name))

/**
 * The triggers that a condition lets pass, as far as it asks for the event, or for a branch that a pull request is
 * none.
 */
export const triggersThatPass = (workflow: Workflow, condition: unknown): unknown =>
  Object.fromEntries(
    [...triggersOf(workflow)].filter(([event]) =>
      mayPass(event, String(condition ?? ''), ofPullRequests.includes(event) ? 'branch' : 'any'),
    ),
  )

/** Events that run the code of a branch that anybody pushed (docs.github.com, "Events that trigger workflows"). */
const withAnyBranch = new Set([
  ...ofPullRequests,
  'workflow_dispatch',
  'create',
  'deployment',
  'deployment_status',
  'registry_package',
])

const filtersOf = (filters: unknown, ...keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => at(filters, key) ?? []).map(String)
/**
 * For which refs a push starts a workflow: filters of branches alone keep tags away, filters of tags alone branches,
 * and with none of them, or both, either may start it (docs.github.com, "Workflow syntax", `on.push`).
 */
function pushed(filters: unknown): { readonly anyBranch: boolean; readonly tags: readonly string[] } {
  const has = (...keys: readonly string[]) => keys.some((key) => at(filters, key) !== undefined)
  const [ofBranches, ofTags] = [has('branches', 'branches-ignore'), has('tags', 'tags-ignore')]
  const names = filtersOf(filters, 'branches')
  const isNamed = names.length > 0 && !names.some((name) => /[*?[]/.test(name))
  const wanted = filtersOf(filters, 'tags')
  return {
    anyBranch: ofBranches ? !isNamed : !ofTags,
    tags: wanted.length > 0 ? wanted : ofTags || !ofBranches ? ['**'] : [],
  }
}
const branchEvents = (workflow: Workflow): readonly string[] =>
  [...triggersOf(workflow)].flatMap(([name, filters]) =>
    (name === 'push' ? pushed(filters).anyBranch : withAnyBranch.has(name)) ? [name] : [],
  )

const tagsOf = (event: string, filters: unknown): readonly string[] =>
  event === 'release' ? ['**'] : event === 'push' ? pushed(filters).tags : []
/** Events that run the code of a tag: whoever may push makes one, of any commit. */
const tagEvents = (workflow: Workflow): readonly string[] =>
  [...triggersOf(workflow)].flatMap(([name, filters]) => (tagsOf(name, filters).length > 0 ? [name] : []))

/** Patterns of the tags that start a workflow: of releases, all. `!` takes tags out of those before it. */
export const tagPatterns = (workflow: Workflow): readonly string[] =>
  [...triggersOf(workflow)]
    .flatMap(([name, filters]) => tagsOf(name, filters))
    .filter((pattern) => !pattern.startsWith('!'))

const runsAnyway = /\b(?:always|cancelled|failure)\s*\(/
function isKept(
  job: Job,
  workflow: Workflow,
  mayStart: (condition: string) => boolean,
  seen = new Set<Job>(),
): boolean {
  const condition = String(job.if ?? '')
  if (job.environment !== undefined || !mayStart(condition)) return true
  if (runsAnyway.test(condition) || seen.has(job)) return false
  seen.add(job)
  const needs = [job.needs ?? []].flat().map(String)
  return jobsOf(workflow).some(([name, one]) => needs.includes(name) && isKept(one, workflow, mayStart, seen))
}
/**
 * Whether no branch that anybody pushed starts a job: by the workflow's triggers, or by the condition of the job or of
 * one that it waits for. One of an environment has that environment's rules.
 */
export const isGuarded = (job: Job, workflow: Workflow): boolean =>
  isKept(job, workflow, (condition) => branchEvents(workflow).some((event) => mayPass(event, condition, 'branch')))
/** The same of tags that anybody made. */
export const isGuardedFromTags = (job: Job, workflow: Workflow): boolean =>
  isKept(job, workflow, (condition) => tagEvents(workflow).some((event) => mayPass(event, condition, 'tag')))

/** Rights to talk about issues and pull requests: a bot that answers has no more. */
const talking = /"(?:issues|pull-requests|discussions)":"write",?/g
/** Asks who it is, in the condition or by an action. */
const asksWho = (job: Job): boolean =>
  /author_association|\bpermission\b|\bmember/i.test(textOf([job.if, stepsOf(job)])) ||
  stepsOf(job).some((step) => /permission|membership/.test(actionOf(step)))
/** Whether a comment by anybody starts a job that can do more than answer. */
export const anyCommentStarts = (job: Job, workflow: Workflow): boolean =>
  foreignTriggers(workflow).some((name) => name.endsWith('_comment')) &&
  (usesSecret(job, workflow) || writes.test(textOf(rightsOf(job, workflow)).replaceAll(talking, ''))) &&
  job.environment === undefined &&
  !asksWho(job) &&
  !jobsOf(workflow).some(([name, one]) => String(job.if).includes(`needs.${name}.`) && asksWho(one))
