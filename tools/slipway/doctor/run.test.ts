import { cpSync } from 'node:fs'
import path from 'node:path'
import { SampleEstate } from '@slipway/release/sample'
import { afterAll, expect, it } from 'vitest'
import { doctor } from './run.ts'
import { settingsOf } from './github.ts'
import { settingSentences } from './sentences.ts'
import type { SettingCode } from './setting.ts'

const repository = { url: 'https://github.com/acme/slipway.git', branch: 'main' }
const owners = ['@acme/platform']
const estate = new SampleEstate([], {}, { repository, owners })
const rests = {
  branch: 'main',
  owners,
  judges: ['.github/workflows/ci.yml'],
  merge: 'merge',
  left: { tags: ['v*'], ownMachines: [undefined] },
}
cpSync(path.resolve(import.meta.dirname, '../../../.github/workflows'), estate.full('.github/workflows'), {
  recursive: true,
})
afterAll(estate.clean)
const { root } = estate

/** Answers of GitHub's REST API in the shape of its reference, of a repository where the gate stands. */
const answers = {
  '': { id: 1296269, allow_merge_commit: true, allow_squash_merge: true, allow_rebase_merge: true },
  'rules/branches/main': [
    {
      type: 'pull_request',
      ruleset_id: 7,
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: true,
        require_last_push_approval: true,
        required_review_thread_resolution: false,
        allowed_merge_methods: ['merge'],
      },
    },
    { type: 'deletion', ruleset_id: 7 },
    { type: 'non_fast_forward', ruleset_id: 7 },
    {
      type: 'required_status_checks',
      ruleset_id: 7,
      parameters: {
        strict_required_status_checks_policy: false,
        required_status_checks: [{ context: 'gate', integration_id: 15368 }],
      },
    },
    { type: 'merge_queue', ruleset_id: 7, parameters: { merge_method: 'MERGE', grouping_strategy: 'ALLGREEN' } },
  ],
  'rulesets?includes_parents=true&targets=push': [{ id: 9, name: 'workflows', target: 'push', enforcement: 'active' }],
  'rulesets/9': {
    id: 9,
    target: 'push',
    enforcement: 'active',
    bypass_actors: [{ actor_id: 3, actor_type: 'Team', bypass_mode: 'always' }],
    rules: [{ type: 'file_path_restriction', parameters: { restricted_file_paths: ['.github/**/*'] } }],
  },
  'rulesets?includes_parents=true&targets=tag': [{ id: 11, name: 'tags', target: 'tag', enforcement: 'active' }],
  'rulesets/11': {
    id: 11,
    target: 'tag',
    enforcement: 'active',
    bypass_actors: [{ actor_id: 3, actor_type: 'Team', bypass_mode: 'always' }],
    conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
    rules: [{ type: 'creation' }],
  },
  'actions/runners': { total_count: 1, runners: [{ id: 1, name: 'x', labels: [], ephemeral: true }] },
  '/orgs/acme/teams/platform': { id: 3, slug: 'platform' },
  '/orgs/acme/teams/platform/members': [{ login: 'ada' }],
  'collaborators?permission=push': [{ login: 'ada' }, { login: 'bob' }],
  keys: [],
  'rulesets/7': { id: 7, name: 'main', target: 'branch', enforcement: 'active', bypass_actors: [] },
  'environments/release': {
    name: 'release',
    protection_rules: [{ type: 'branch_policy' }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  },
  'environments/release/deployment-branch-policies': { total_count: 1, branch_policies: [{ id: 1, name: 'main' }] },
  'environments/release/secrets': { total_count: 1, secrets: [{ name: 'RELEASE_APP_PRIVATE_KEY' }] },
  'environments/stacks-prod': {
    name: 'stacks-prod',
    protection_rules: [{ type: 'required_reviewers', reviewers: [{ type: 'Team' }] }],
  },
  'environments/stacks-prod/deployment-branch-policies': { branch_policies: [{ id: 2, name: 'main' }] },
  'environments/renderer': {
    name: 'renderer',
    protection_rules: [
      { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team', reviewer: { id: 1 } }] },
    ],
  },
  'actions/secrets': { total_count: 0, secrets: [] },
  'actions/permissions': { enabled: true, allowed_actions: 'selected', sha_pinning_required: true },
  'actions/permissions/workflow': { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
  'actions/permissions/fork-pr-contributor-approval': { approval_policy: 'all_external_contributors' },
  'codeowners/errors?ref=main': { errors: [] },
} as const

async function ran(text: string, json = true) {
  const all = JSON.parse(text) as Record<string, unknown>
  let out = ''
  const code = await doctor(
    { root, github: true, json },
    { out: (said) => void (out += said), err: (said) => void (out += said) },
    () => (place) => all[place],
  )
  return { code, out }
}
const recorded = JSON.stringify(answers)
function gaps(text: string): readonly string[] {
  const all = JSON.parse(text) as Record<string, unknown>
  const findings = settingsOf((place) => all[place], { ...rests, deploys: [{ name: 'stacks-prod', isReviewed: true }] })
  return findings.filter(({ state }) => state !== 'good').map((one) => `${one.code} ${one.state}`)
}

it('finds nothing where the gate stands', async () => {
  expect(gaps(recorded)).toEqual([])
  const { code, out } = await ran(recorded)
  expect([code, (JSON.parse(out) as { issues: unknown }).issues]).toEqual([0, []])
})

const broken: readonly (readonly [SettingCode, string | RegExp, string])[] = [
  ['pull-request', '"required_approving_review_count":1', '"required_approving_review_count":0'],
  ['code-owners', '"require_code_owner_review":true', '"require_code_owner_review":false'],
  ['stale-approvals', '"dismiss_stale_reviews_on_push":true', '"dismiss_stale_reviews_on_push":false'],
  ['last-push', '"require_last_push_approval":true', '"require_last_push_approval":false'],
  ['required-gate', '"context":"gate"', '"context":"lint"'],
  ['required-gate', ',"integration_id":15368', ''],
  ['required-gate', '"integration_id":15368', '"integration_id":1'],
  ['forged-gate', '".github/**/*"', '".github/CODEOWNERS"'],
  ['queue', '"merge_queue"', '"copilot_code_review"'],
  ['queue', 'ALLGREEN', 'HEADGREEN'],
  ['merge-method', '"merge_method":"MERGE"', '"merge_method":"SQUASH"'],
  ['merge-method', '"merge_method":"MERGE"', '"merge_method":"REBASE"'],
  ['force-push', '"non_fast_forward"', '"creation"'],
  [
    'bypass',
    '"bypass_actors":[]',
    '"bypass_actors":[{"actor_id":5,"actor_type":"Integration","bypass_mode":"always"}]',
  ],
  ['release-branch', '"branch_policies":[{"id":1,"name":"main"}]', '"branch_policies":[]'],
  ['release-branch', '{"id":1,"name":"main"}', '{"id":1,"name":"main","type":"tag"}'],
  ['release-key', '"total_count":0,"secrets":[]', '"total_count":1,"secrets":[{"name":"RELEASE_APP_PRIVATE_KEY"}]'],
  ['renderer-reviewers', '"prevent_self_review":true', '"prevent_self_review":false'],
  ['deploy-environment', '"branch_policies":[{"id":2,"name":"main"}]', '"branch_policies":[]'],
  ['deploy-environment', '"reviewers":[{"type":"Team"}]', '"reviewers":[]'],
  ['token-rights', '"default_workflow_permissions":"read"', '"default_workflow_permissions":"write"'],
  ['approving-actions', '"can_approve_pull_request_reviews":false', '"can_approve_pull_request_reviews":true'],
  ['pinned-actions', '"sha_pinning_required":true', '"sha_pinning_required":false'],
  ['fork-approval', 'all_external_contributors', 'first_time_contributors'],
  ['tag-makers', '"type":"creation"', '"type":"update"'],
  ['own-runners', '"ephemeral":true', '"ephemeral":false'],
  ['owners-file', '"errors":[]', '"errors":[{"line":3,"kind":"Unknown owner","message":"Unknown owner on line 3"}]'],
]

it('wants no reviewers of stacks where the fleet has no approvers, and the branch alone as ever', () => {
  const seen = (text: string) => {
    const all = JSON.parse(text.replace('"reviewers":[{"type":"Team"}]', '"reviewers":[]')) as Record<string, unknown>
    const found = settingsOf((place) => all[place], { ...rests, deploys: [{ name: 'stacks-prod', isReviewed: false }] })
    return found.find(({ code }) => code === 'deploy-environment')?.state
  }
  expect(seen(recorded)).toBe('good')
  expect(seen(recorded.replace('[{"id":2,"name":"main"}]', '[{"id":2,"name":"*"}]'))).toBe('gap')
})

it.each(broken)('sees the gap %s', (code, from, to) => {
  const text = recorded.replace(from, to)
  expect(text).not.toBe(recorded)
  expect(gaps(text)).toEqual([`${code} gap`])
})

it('has a broken answer for each setting', () => {
  expect([...new Set(broken.map(([code]) => code))].sort()).toEqual(Object.keys(settingSentences).sort())
})

it('takes what it cannot see for a gap, and says so in a table', async () => {
  const { code, out } = await ran('{}', false)
  expect(code).toBe(1)
  expect(out).toContain('UNSEEN')
  expect(out).toMatch(/^GAP +release-branch +the environment release is for the main branch alone$/m)
})

it.each(['actions/organization-secrets', 'dependabot/secrets'])('sees the key in %s', (place) => {
  const secrets = { total_count: 1, secrets: [{ name: 'RELEASE_APP_PRIVATE_KEY' }] }
  expect(gaps(JSON.stringify({ ...answers, [place]: secrets }))).toEqual(['release-key gap'])
})

it.each<[string, object | undefined, object, string | undefined, string]>([
  ['nobody said, and the queue merges otherwise', undefined, {}, undefined, 'good merge'],
  ['the queue merges so', undefined, {}, 'merge', 'good merge'],
  ['the queue merges otherwise', undefined, {}, 'squash', 'gap merge'],
  ['without a queue, the only one allowed', { allowed_merge_methods: ['squash'] }, {}, 'squash', 'good squash'],
  ['one of several', { allowed_merge_methods: ['squash', 'merge'] }, {}, 'squash', 'gap merge, squash'],
  ['any', {}, {}, 'squash', 'gap merge, squash, rebase'],
  ['nobody said, and any', {}, {}, undefined, 'gap merge, squash, rebase'],
  ['settings without rebase', {}, { allow_rebase_merge: false }, undefined, 'good merge, squash'],
  ['settings of one', {}, { allow_rebase_merge: false, allow_merge_commit: false }, 'squash', 'good squash'],
  ['a fleet that wants rebases', { allowed_merge_methods: ['rebase'] }, {}, 'rebase', 'gap rebase'],
])('the merge method: %s', (_, rule, settings, merge, want) => {
  const rules = rule === undefined ? answers['rules/branches/main'] : [{ type: 'pull_request', parameters: rule }]
  const all: Record<string, unknown> = { ...answers, 'rules/branches/main': rules, '': settings }
  const told = settingsOf((place) => all[place], { ...rests, merge }).filter(({ code }) => code === 'merge-method')
  expect(told.map(({ state, got }) => `${state} ${got}`)).toEqual([want])
})
