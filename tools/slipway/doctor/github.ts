import { at, type Fields } from '@slipway/kube'
import { forgedGate, type GateFacts } from './forged-gate.ts'
import { found, objects, unseen, type Ask, type Finding } from './setting.ts'
import { leftToSettings, type LeftToSettings } from './workflow-settings.ts'

/**
 * GitHub Actions, by its number as a GitHub App: `integration_id` in the answers of GET
 * /repos/{owner}/{repo}/rules/branches/{branch}.
 */
const actionsApp = 15_368

/** Several parameters of one rule may come from several rulesets: the strictest counts, as for GitHub. */
const anyRule = (rules: readonly Fields[], type: string, test: (parameters: unknown) => boolean): boolean =>
  rules.some((rule) => rule['type'] === type && test(rule['parameters']))

/** The rules that hold for the branch (https://docs.github.com/en/rest/repos/rules). */
function branchFindings(rules: unknown): readonly Finding[] {
  const codes = [
    'pull-request',
    'code-owners',
    'stale-approvals',
    'last-push',
    'required-gate',
    'queue',
    'force-push',
  ] as const
  if (!Array.isArray(rules)) return codes.map(unseen)
  const all = objects(rules)
  const says = (name: string) => anyRule(all, 'pull_request', (p) => at(p, name) === true)
  // Without the App's number a commit status of that name will do, which everybody with write access may set.
  const checks = all.flatMap((rule) =>
    rule['type'] === 'required_status_checks'
      ? objects(at(rule['parameters'], 'required_status_checks')).map(
          (check) => `${String(check['context'])}${check['integration_id'] === actionsApp ? '' : ' from anybody'}`,
        )
      : [],
  )
  const isStrict = anyRule(all, 'required_status_checks', (p) => at(p, 'strict_required_status_checks_policy') === true)
  const types = all.map((rule) => rule['type'])
  const approvals = all.map((rule) => Number(at(rule['parameters'], 'required_approving_review_count') ?? 0))
  return [
    found('pull-request', Math.max(0, ...approvals) >= 1, `${Math.max(0, ...approvals)} approvals`),
    found('code-owners', says('require_code_owner_review'), says('require_code_owner_review')),
    found('stale-approvals', says('dismiss_stale_reviews_on_push'), says('dismiss_stale_reviews_on_push')),
    found('last-push', says('require_last_push_approval'), says('require_last_push_approval')),
    found('required-gate', checks.includes('gate'), checks.length === 0 ? 'no check' : checks.join(', ')),
    queueFinding(all, isStrict),
    found('force-push', types.includes('non_fast_forward') && types.includes('deletion'), types.join(', ')),
  ]
}

/** A queue of HEADGREEN puts commits on the main line that no check has seen green. */
function queueFinding(rules: readonly Fields[], isStrict: boolean): Finding {
  const queue = rules.find(({ type }) => type === 'merge_queue')
  if (queue === undefined) return found('queue', isStrict, isStrict ? 'up to date before the merge' : 'neither')
  const isEach = at(queue['parameters'], 'grouping_strategy') !== 'HEADGREEN'
  return found('queue', isEach, isEach ? 'a merge queue' : 'a merge queue that asks for the last of a group alone')
}

const methodsOfSettings = { merge: 'allow_merge_commit', squash: 'allow_squash_merge', rebase: 'allow_rebase_merge' }

/**
 * How pull requests are merged: by the queue's own method, else by those that all rules and the repository's settings
 * allow. A rebase puts each commit of a pull request on the main line, also one that the next takes back: nobody saw
 * it, and yet promotions and rollbacks take it for what ran.
 */
function mergeFinding(ask: Ask, rules: unknown, wanted: string | undefined): Finding {
  if (!Array.isArray(rules)) return unseen('merge-method')
  const lists = (type: string, name: string): readonly (readonly string[])[] =>
    objects(rules)
      .filter((rule) => rule['type'] === type)
      .map(({ parameters }) => [at(parameters, name)].flat().filter((one) => typeof one === 'string'))
      .filter((list) => list.length > 0)
      .map((list) => list.map((one) => one.toLowerCase()))
  const settings = ask('')
  const queued = lists('merge_queue', 'merge_method')
  const allowed = queued.length > 0 ? queued : lists('pull_request', 'allowed_merge_methods')
  const methods = Object.entries(methodsOfSettings)
    .filter(([method, name]) => allowed.every((list) => list.includes(method)) && at(settings, name) !== false)
    .map(([method]) => method)
  const isMeant = wanted === undefined || (methods.length === 1 && methods[0] === wanted)
  return found('merge-method', isMeant && !methods.includes('rebase'), methods.join(', ') || 'none')
}

/** The actors that may bypass a ruleset of the branch. */
function bypassFinding(ask: Ask, rules: unknown): Finding {
  const ids = [...new Set(objects(rules).map((rule) => rule['ruleset_id']))].filter((id) => typeof id === 'number')
  const sets = ids.map((id) => ask(`rulesets/${id}`))
  if (ids.length === 0 || sets.some((set) => !Array.isArray(at(set, 'bypass_actors')))) return unseen('bypass')
  const actors = sets.flatMap((set) => objects(at(set, 'bypass_actors')))
  return found('bypass', actors.length === 0, `${actors.length} who may pass by`)
}

/** A tag may be called as the branch is, and anybody who may push makes one. */
const branchesOf = (policies: unknown): readonly string[] =>
  objects(at(policies, 'branch_policies')).map(({ name, type }) =>
    type === 'tag' ? `tag ${String(name)}` : String(name),
  )
const reviewRule = (environment: unknown) =>
  objects(at(environment, 'protection_rules')).find(({ type }) => type === 'required_reviewers')
const reviewersOf = (rule: unknown): number => objects(at(rule, 'reviewers')).length

function environmentFindings(ask: Ask, branch: string): readonly Finding[] {
  const release = ask('environments/release')
  const policies = ask('environments/release/deployment-branch-policies')
  const renderer = ask('environments/renderer')
  // Of the organisation there are none for a person's repository, and Dependabot's runs have a store of their own.
  const shared = ['actions/secrets', 'actions/organization-secrets', 'dependabot/secrets'].map(ask)
  const own = ask('environments/release/secrets')
  const names = (value: unknown): readonly string[] => objects(at(value, 'secrets')).map(({ name }) => String(name))
  const branches = branchesOf(policies)
  const rule = reviewRule(renderer)
  const who = reviewersOf(rule)
  const prevents = at(rule, 'prevent_self_review') === true
  const key = 'RELEASE_APP_PRIVATE_KEY'
  return [
    release === undefined
      ? found('release-branch', false, 'no environment release')
      : found('release-branch', branches.length === 1 && branches[0] === branch, branches.join(', ') || 'any branch'),
    shared[0] === undefined || own === undefined
      ? unseen('release-key')
      : found(
          'release-key',
          names(own).includes(key) && !shared.flatMap(names).includes(key),
          shared.flatMap(names).includes(key)
            ? 'in the repository or the organisation, for every workflow'
            : names(own).includes(key)
              ? 'in the environment'
              : 'nowhere',
        ),
    renderer === undefined
      ? found('renderer-reviewers', false, 'no environment renderer')
      : found(
          'renderer-reviewers',
          who > 0 && prevents,
          `${who} reviewers, ${prevents ? 'not of their own' : 'of their own, too'}`,
        ),
  ]
}

/** An environment that may deploy stacks. AWS trusts its name, so a rule has to bind it to the branch. */
interface DeployEnvironment {
  readonly name: string
  readonly isReviewed: boolean
}

function deployFinding(ask: Ask, branch: string, { name, isReviewed }: DeployEnvironment): Finding {
  const there = ask(`environments/${name}`)
  const policies = ask(`environments/${name}/deployment-branch-policies`)
  if (there === undefined) return found('deploy-environment', false, `no environment ${name}`)
  const branches = branchesOf(policies)
  const who = reviewersOf(reviewRule(there))
  const isGood = branches.length === 1 && branches[0] === branch && (who > 0 || !isReviewed)
  return found('deploy-environment', isGood, `${name}: ${branches.join(', ') || 'any branch'}, ${who} reviewers`)
}

function actionsFindings(ask: Ask): readonly Finding[] {
  const workflow = ask('actions/permissions/workflow')
  const actions = ask('actions/permissions')
  const forks = at(ask('actions/permissions/fork-pr-contributor-approval'), 'approval_policy')
  const rights = at(workflow, 'default_workflow_permissions')
  const approves = at(workflow, 'can_approve_pull_request_reviews')
  const pinned = at(actions, 'sha_pinning_required')
  return [
    workflow === undefined ? unseen('token-rights') : found('token-rights', rights === 'read', rights),
    workflow === undefined ? unseen('approving-actions') : found('approving-actions', approves === false, approves),
    actions === undefined ? unseen('pinned-actions') : found('pinned-actions', pinned === true, pinned),
    forks === undefined
      ? unseen('fork-approval')
      : found('fork-approval', forks === 'all_external_contributors', forks),
  ]
}

/** The parts of the fleet and the repository that settings are compared with. */
interface GateRests extends GateFacts {
  /** `repository.merge` of the fleet. */
  readonly merge?: string | undefined
  readonly deploys?: readonly DeployEnvironment[]
  readonly left?: LeftToSettings
  readonly organisation?: string
}

/** Compares a repository's settings with what the gate rests on. */
export function settingsOf(ask: Ask, rests: GateRests): readonly Finding[] {
  const { branch, merge, deploys = [], left = { tags: [], ownMachines: [] }, owners: platform, organisation } = rests
  const rules = ask(`rules/branches/${encodeURIComponent(branch)}`)
  const owners = ask(`codeowners/errors?ref=${encodeURIComponent(branch)}`)
  const errors = objects(at(owners, 'errors'))
  return [
    ...branchFindings(rules),
    forgedGate(ask, rules, rests),
    mergeFinding(ask, rules, merge),
    bypassFinding(ask, rules),
    ...environmentFindings(ask, branch),
    ...deploys.map((one) => deployFinding(ask, branch, one)),
    ...actionsFindings(ask),
    ...leftToSettings(ask, left, platform, organisation),
    owners === undefined
      ? unseen('owners-file')
      : found(
          'owners-file',
          errors.length === 0,
          errors.length === 0 ? 'no errors' : String(errors[0]?.['message'] ?? errors.length),
        ),
  ]
}
