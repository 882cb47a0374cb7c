/** GitHub Actions, by its number as a GitHub App: `integration_id` in the answers of GET /repos/{owner}/{repo}/rules/branches/{branch}. */
const actionsApp = 15_368

/** A GET of GitHub's REST API; `undefined` for what is not there, or what we may not see. */
export type Ask = (path: string) => unknown

export type State = 'good' | 'gap' | 'unseen'

export interface Finding {
  readonly code: SettingCode
  readonly state: State
  readonly got: string
}

export type SettingCode =
  | 'pull-request'
  | 'code-owners'
  | 'stale-approvals'
  | 'last-push'
  | 'required-gate'
  | 'queue'
  | 'merge-method'
  | 'force-push'
  | 'bypass'
  | 'release-branch'
  | 'release-key'
  | 'renderer-reviewers'
  | 'deploy-environment'
  | 'token-rights'
  | 'approving-actions'
  | 'pinned-actions'
  | 'fork-approval'
  | 'owners-file'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const field = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)

const found = (code: SettingCode, isGood: boolean, got: unknown): Finding => ({
  code,
  state: isGood ? 'good' : 'gap',
  got: typeof got === 'string' ? got : JSON.stringify(got ?? null),
})
const unseen = (code: SettingCode): Finding => ({ code, state: 'unseen', got: 'no answer' })

/** Several parameters of one rule may come from several rulesets: the strictest counts, as for GitHub. */
const anyRule = (rules: readonly Json[], type: string, test: (parameters: unknown) => boolean): boolean =>
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
  const says = (name: string) => anyRule(all, 'pull_request', (p) => field(p, name) === true)
  // Without the App's number a commit status of that name will do, which everybody with write access may set.
  const checks = all.flatMap((rule) =>
    rule['type'] === 'required_status_checks'
      ? objects(field(rule['parameters'], 'required_status_checks')).map(
          (check) => `${String(check['context'])}${check['integration_id'] === actionsApp ? '' : ' from anybody'}`,
        )
      : [],
  )
  const isStrict = anyRule(
    all,
    'required_status_checks',
    (p) => field(p, 'strict_required_status_checks_policy') === true,
  )
  const types = all.map((rule) => rule['type'])
  const approvals = all.map((rule) => Number(field(rule['parameters'], 'required_approving_review_count') ?? 0))
  return [
    found('pull-request', Math.max(0, ...approvals) >= 1, `${Math.max(0, ...approvals)} approvals`),
    found('code-owners', says('require_code_owner_review'), says('require_code_owner_review')),
    found('stale-approvals', says('dismiss_stale_reviews_on_push'), says('dismiss_stale_reviews_on_push')),
    found('last-push', says('require_last_push_approval'), says('require_last_push_approval')),
    found('required-gate', checks.includes('gate'), checks.length === 0 ? 'no check' : checks.join(', ')),
    found(
      'queue',
      types.includes('merge_queue') || isStrict,
      types.includes('merge_queue') ? 'a merge queue' : isStrict ? 'up to date before the merge' : 'neither',
    ),
    found('force-push', types.includes('non_fast_forward') && types.includes('deletion'), types.join(', ')),
  ]
}

/** How pull requests are merged, where the fleet says it: by the queue's own method, else by those that the rules allow. */
function mergeFindings(rules: unknown, wanted: string | undefined): readonly Finding[] {
  if (wanted === undefined) return []
  if (!Array.isArray(rules)) return [unseen('merge-method')]
  const of = (type: string, name: string) =>
    objects(rules).flatMap((rule) => (rule['type'] === type ? [field(rule['parameters'], name)].flat() : []))
  const named = (all: readonly unknown[]) =>
    [...new Set(all)].filter((one) => typeof one === 'string').map((one) => one.toLowerCase())
  const queued = named(of('merge_queue', 'merge_method'))
  const methods = queued.length > 0 ? queued : named(of('pull_request', 'allowed_merge_methods'))
  return [found('merge-method', methods.length === 1 && methods[0] === wanted, methods.join(', ') || 'any')]
}

/** Who may pass by a ruleset that holds for the branch. */
function bypassFinding(ask: Ask, rules: unknown): Finding {
  const ids = [...new Set(objects(rules).map((rule) => rule['ruleset_id']))].filter((id) => typeof id === 'number')
  const sets = ids.map((id) => ask(`rulesets/${id}`))
  if (ids.length === 0 || sets.some((set) => !Array.isArray(field(set, 'bypass_actors')))) return unseen('bypass')
  const actors = sets.flatMap((set) => objects(field(set, 'bypass_actors')))
  return found('bypass', actors.length === 0, `${actors.length} who may pass by`)
}

const branchesOf = (policies: unknown): readonly string[] =>
  objects(field(policies, 'branch_policies')).map(({ name }) => String(name))
const reviewRule = (environment: unknown) =>
  objects(field(environment, 'protection_rules')).find(({ type }) => type === 'required_reviewers')
const reviewersOf = (rule: unknown): number => objects(field(rule, 'reviewers')).length

function environmentFindings(ask: Ask, branch: string): readonly Finding[] {
  const release = ask('environments/release')
  const policies = ask('environments/release/deployment-branch-policies')
  const renderer = ask('environments/renderer')
  const secrets = ask('actions/secrets')
  const own = ask('environments/release/secrets')
  const names = (value: unknown): readonly string[] => objects(field(value, 'secrets')).map(({ name }) => String(name))
  const branches = branchesOf(policies)
  const rule = reviewRule(renderer)
  const who = reviewersOf(rule)
  const prevents = field(rule, 'prevent_self_review') === true
  const key = 'RELEASE_APP_PRIVATE_KEY'
  return [
    release === undefined
      ? found('release-branch', false, 'no environment release')
      : found('release-branch', branches.length === 1 && branches[0] === branch, branches.join(', ') || 'any branch'),
    secrets === undefined || own === undefined
      ? unseen('release-key')
      : found(
          'release-key',
          names(own).includes(key) && !names(secrets).includes(key),
          names(secrets).includes(key)
            ? 'in the repository, for every workflow'
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

/** An environment that lets stacks be deployed: what it trusts is its name, so the branch has to be its own rule. */
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
  const forks = field(ask('actions/permissions/fork-pr-contributor-approval'), 'approval_policy')
  const rights = field(workflow, 'default_workflow_permissions')
  const approves = field(workflow, 'can_approve_pull_request_reviews')
  const pinned = field(actions, 'sha_pinning_required')
  return [
    workflow === undefined ? unseen('token-rights') : found('token-rights', rights === 'read', rights),
    workflow === undefined ? unseen('approving-actions') : found('approving-actions', approves === false, approves),
    actions === undefined ? unseen('pinned-actions') : found('pinned-actions', pinned === true, pinned),
    forks === undefined
      ? unseen('fork-approval')
      : found('fork-approval', forks === 'all_external_contributors', forks),
  ]
}

/** Compares a repository's settings with what the gate rests on. @param ask answers paths below `repos/OWNER/NAME/` */
export function settingsOf(
  ask: Ask,
  branch: string,
  merge?: string,
  deploys: readonly DeployEnvironment[] = [],
): readonly Finding[] {
  const rules = ask(`rules/branches/${encodeURIComponent(branch)}`)
  const owners = ask(`codeowners/errors?ref=${encodeURIComponent(branch)}`)
  const errors = objects(field(owners, 'errors'))
  return [
    ...branchFindings(rules),
    ...mergeFindings(rules, merge),
    bypassFinding(ask, rules),
    ...environmentFindings(ask, branch),
    ...deploys.map((one) => deployFinding(ask, branch, one)),
    ...actionsFindings(ask),
    owners === undefined
      ? unseen('owners-file')
      : found(
          'owners-file',
          errors.length === 0,
          errors.length === 0 ? 'no errors' : String(errors[0]?.['message'] ?? errors.length),
        ),
  ]
}
