import { describe, expect, it } from 'vitest'
import { forgedGate } from './forged-gate.ts'

const judge = '.github/workflows/ci.yml'
const facts = { branch: 'main', owners: ['@acme/platform', '@ada'], judges: [judge] }
type Answers = Readonly<Record<string, unknown>>

/**
 * An organisation where none of the three is set; shapes of https://docs.github.com/en/rest/repos/rules, collaborators
 * and deploy-keys.
 */
const open: Answers = {
  '': { id: 7 },
  'rulesets?includes_parents=true&targets=push': [],
  '/orgs/acme/teams/platform': { id: 3, slug: 'platform' },
  '/orgs/acme/teams/platform/members': [{ login: 'Grace' }],
  'collaborators?permission=push': [{ login: 'grace' }, { login: 'ada' }, { login: 'bob' }],
  keys: [],
}
const asked = (more: Answers = {}, rules: unknown = []) => {
  const all = { ...open, ...more }
  const { state, got } = forgedGate((place) => all[place], rules, facts)
  return `${state}: ${got}`
}

const required = (workflow: object) => [{ type: 'workflows', ruleset_id: 8, parameters: { workflows: [workflow] } }]
const pushRules = (paths: readonly string[], bypass: unknown = [], more: object = {}): Answers => ({
  'rulesets?includes_parents=true&targets=push': [{ id: 9, name: 'workflows', target: 'push' }],
  'rulesets/9': {
    id: 9,
    target: 'push',
    enforcement: 'active',
    bypass_actors: bypass,
    rules: [{ type: 'file_path_restriction', parameters: { restricted_file_paths: paths } }],
    ...more,
  },
})
const actor = (actor_type: string, actor_id: number | null) => ({ actor_type, actor_id, bypass_mode: 'always' })

it('says of each way why it is none', () => {
  expect(asked()).toBe(
    'gap: no required workflow; no push ruleset on .github/workflows; 1 people beside the platform may push',
  )
  expect(asked({ '': undefined }, null)).toContain('rules of the branch not seen')
})

describe('a required workflow', () => {
  it.each<[string, object]>([
    ['of the branch', { path: judge, repository_id: 7, ref: 'refs/heads/main' }],
    ['of the default branch', { path: judge, repository_id: 7 }],
    ['of a commit', { path: judge, repository_id: 7, ref: 'refs/heads/x', sha: 'a'.repeat(40) }],
  ])('%s is enough', (_, workflow) => expect(asked({}, required(workflow))).toBe('good: a required workflow'))

  it.each<[string, object, string]>([
    [
      'another',
      { path: '.github/workflows/lint.yml' },
      'gap: .github/workflows/lint.yml required, which judges no drift;',
    ],
    [
      "of somebody's branch",
      { path: judge, repository_id: 7, ref: 'refs/heads/x' },
      'of a branch that others may push',
    ],
  ])('%s is not', (_, workflow, want) => expect(asked({}, required(workflow))).toContain(want))
  it('two are not, and each is named', () => {
    const [a, b] = ['a', 'b'].map((name) => required({ path: `.github/workflows/${name}.yml` }))
    expect(asked({}, [...(a ?? []), ...(b ?? [])])).toContain('a.yml required, which judges no drift, and .github')
  })
})

describe('a required workflow of another repository', () => {
  const other = required({ path: judge, repository_id: 8, ref: 'refs/heads/x' })
  const file = (text: string): Answers => ({
    [`/repositories/8/contents/${judge}?ref=refs%2Fheads%2Fx`]: { content: Buffer.from(text).toString('base64') },
  })
  const steps = '[{ run: git checkout --detach "$BASE" }, { run: npx slipway check --commit x }]'
  const drift = `{ on: [pull_request, merge_group], jobs: { drift: { permissions: {}, steps: ${steps} } } }`
  it.each<[what: string, answers: Answers, want: RegExp]>([
    ['is read', file(drift), /^good: a required workflow of another repository$/],
    [
      'may judge nothing',
      file('{ on: pull_request, jobs: {} }'),
      /^gap: .*of another repository required, which judges/,
    ],
    ['may be no YAML', file('{'), /^unseen: .*ci\.yml required, of another repository, which is not seen/],
    ['may not be seen', {}, /^unseen: .*ci\.yml required, of another repository, which is not seen/],
  ])('%s', (_, answers, want) => expect(asked(answers, other)).toMatch(want))
})

describe('a push ruleset', () => {
  it.each([
    [['.github/**/*']],
    [['.github/workflows/*']],
    [['.github/workflows/**']],
    [['apps/x', '.github/workflows/**/*']],
    [['.github/workflows/*.yml', '.github/workflows/*.yaml']],
    [['.github/workflows/*.y?ml', '.github/*/*.yml']],
    [['.github/**/*.yml', '.github/**/*.yaml']],
  ])('of %j is enough', (paths) => expect(asked(pushRules(paths))).toBe('good: a push ruleset on .github/workflows'))

  it.each([
    [['.github/*']],
    [['**/*.yml', '**/*.yaml']],
    [['**/workflows/*']],
    [['*/workflows/*']],
    [['?github/workflows/*']],
    [['.GitHub/**/*']],
    [['.github/workflows/*.YML', '.github/workflows/*.YAML']],
    [['.github/actions/**/*', 'action.yml', '.github/CODEOWNERS']],
    [['.github/**']],
    [['.github']],
    [['.github/workflows']],
    [['.github/workflows/ci.yml']],
    [['.github/workflows/*.yml']],
    [['workflows/**/*']],
    [['*']],
    [[]],
  ])('of %j is not', (paths) => expect(asked(pushRules(paths))).toContain('no push ruleset on .github/workflows'))

  it.each<[string, Answers]>([
    ['that only tells', pushRules(['.github/**/*'], [], { enforcement: 'evaluate' })],
    ['of branches', pushRules(['.github/**/*'], [], { target: 'branch' })],
  ])('%s is not', (_, answers) => expect(asked(answers)).toContain('no push ruleset'))

  it.each<[string, unknown, string]>([
    ['the platform', [actor('Team', 3), actor('OrganizationAdmin', null), actor('RepositoryRole', 5)], 'good'],
    ['another team', [actor('Team', 3), actor('Team', 4)], 'Team 4 may pass by'],
    ['whoever may write', [actor('RepositoryRole', 4)], 'RepositoryRole 4 may pass by'],
    ['an App', [actor('Integration', 12)], 'Integration 12 may pass by'],
    ['deploy keys', [actor('DeployKey', null)], 'DeployKey null may pass by'],
    ['who is not seen', undefined, 'who may pass by not seen'],
  ])('may be passed by %s', (_, bypass, want) =>
    expect(asked(pushRules(['.github/**/*'], bypass ?? null))).toContain(want),
  )
})

describe('no right to push', () => {
  const writers = (...logins: readonly string[]) => ({
    'collaborators?permission=push': logins.map((login) => ({ login })),
  })
  it.each<[string, Answers, string]>([
    ['but the platform', writers('grace', 'Ada'), 'good: only the platform may push'],
    [
      'where a deploy key may',
      { ...writers('ada'), keys: [{ id: 1, read_only: false }] },
      'and 1 deploy keys may push',
    ],
    [
      'but administrators',
      { 'collaborators?permission=push': [{ login: 'owner', permissions: { admin: true } }] },
      'good: only the platform may push',
    ],
    ['with a key that reads', { ...writers('ada'), keys: [{ id: 1, read_only: true }] }, 'good'],
    ['where nobody sees who', { 'collaborators?permission=push': undefined }, 'unseen: no required workflow'],
    ['where the team is not seen', { ...writers('ada'), '/orgs/acme/teams/platform/members': undefined }, 'unseen'],
  ])('%s', (_, answers, want) => expect(asked(answers)).toContain(want))
})
