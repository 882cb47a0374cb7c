import { strict as assert } from 'node:assert'
import { chmodSync, cpSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { digest } from '@slipway/release/sample'
import { assertRefused, sayInFleet, type Attack, type ScratchEstate } from '../estate.ts'

const github = 'repos/acme/slipway'

const rules = 'rules/branches/main'
const branchPolicies = 'environments/release/deployment-branch-policies'
const secret = { total_count: 1, secrets: [{ name: 'RELEASE_APP_PRIVATE_KEY' }] }
const none = { total_count: 0, secrets: [] }
const queue = (more: object) => [{ type: 'merge_queue', parameters: { merge_method: 'MERGE', ...more } }]
const ruleset = (paths: readonly string[], bypass: readonly object[] = []) => ({
  'rulesets?includes_parents=true&targets=push': [{ id: 9 }],
  'rulesets/9': {
    target: 'push',
    enforcement: 'active',
    bypass_actors: bypass,
    rules: [{ type: 'file_path_restriction', parameters: { restricted_file_paths: paths } }],
  },
  'collaborators?permission=push': [{ login: 'mallory' }],
  keys: [],
})

/** What `doctor` says of one setting, where GitHub's answers are these: of `gh` there is a stand-in that knows them. */
async function settingOf(estate: ScratchEstate, code: string, answers: Answers): Promise<unknown> {
  const fleet = 'fleet/fleet.ts'
  estate.put(fleet, estate.text(fleet).replace(/https:[^"]*slipway\.git/, 'https://github.com/acme/slipway.git'))
  estate.put('.git/bin/gh', '#!/bin/sh\ncat "$(dirname "$0")/$(printf %s "$6" | tr -c a-z0-9- _)" 2>/dev/null\n')
  chmodSync(estate.full('.git/bin/gh'), 0o755)
  for (const [place, answer] of Object.entries(answers)) {
    const name = `${github}${place === '' ? '' : `/${place}`}`.replaceAll(/[^a-z0-9-]/g, '_')
    estate.put(`.git/bin/${name}`, JSON.stringify([answer]))
  }
  const { PATH = '' } = process.env
  process.env['PATH'] = `${estate.full('.git/bin')}:${PATH}`
  try {
    const said = await estate.slipway('doctor', '--github', '--json')
    assert.equal(said.code, 1, said.err)
    const { settings } = JSON.parse(said.out) as { settings: readonly { code: string; state: string }[] }
    return settings.find((one) => one.code === code)?.state
  } finally {
    process.env['PATH'] = PATH
  }
}

type Answers = Readonly<Record<string, unknown>>
const rows: readonly (readonly [name: string, code: string, answers: Answers])[] = [
  ['writes a green gate from a workflow on its branch', 'forged-gate', { [rules]: [], ...ruleset([]) }],
  [
    'does so where one workflow alone is closed',
    'forged-gate',
    { [rules]: [], ...ruleset(['.github/workflows/ci.yml']) },
  ],
  ['does so by another ending', 'forged-gate', { [rules]: [], ...ruleset(['.github/workflows/*.yml']) }],
  [
    'does so where whoever may write passes by the ruleset',
    'forged-gate',
    { [rules]: [], ...ruleset(['.github/**/*'], [{ actor_type: 'RepositoryRole', actor_id: 4 }]) },
  ],
  [
    'does so where the workflow that is required is of a branch of its own',
    'forged-gate',
    {
      ...ruleset([]),
      '': { id: 7 },
      [rules]: [
        {
          type: 'workflows',
          parameters: { workflows: [{ path: '.github/workflows/ci.yml', repository_id: 7, ref: 'refs/heads/web' }] },
        },
      ],
    },
  ],
  [
    'runs with the key of the release App by a tag that is called main',
    'release-branch',
    { 'environments/release': {}, [branchPolicies]: { branch_policies: [{ name: 'main', type: 'tag' }] } },
  ],
  [
    'takes the key of the release App from the organisation, on any branch',
    'release-key',
    { 'actions/secrets': none, 'environments/release/secrets': secret, 'actions/organization-secrets': secret },
  ],
  [
    "takes the key of the release App in a run of Dependabot's",
    'release-key',
    { 'actions/secrets': none, 'environments/release/secrets': secret, 'dependabot/secrets': secret },
  ],
  [
    'has a red commit go in with a green one behind it, in one group of the queue',
    'queue',
    { [rules]: queue({ grouping_strategy: 'HEADGREEN' }) },
  ],
  ['has the queue rebase', 'merge-method', { [rules]: queue({ merge_method: 'REBASE' }) }],
]

/** A release of staging and prod, as the attacker's branch says it, and nobody's approval. */
async function says(estate: ScratchEstate, cluster: string, letter: string): Promise<string> {
  estate.put(`apps/web/releases/${cluster}.json`, { digest: digest(letter), version: '1.0.0' })
  assert.equal((await estate.gen()).code, 0)
  estate.commit(`${cluster} ${letter}`)
  return estate.git('rev-parse', 'HEAD')
}

export default [
  ...rows.map(
    ([name, code, answers]): Attack => ({
      name,
      why: 'what GitHub does not forbid is allowed; doctor --github asks for it, and says what follows',
      async run(estate) {
        cpSync(path.join(home, '.github/workflows'), estate.full('.github/workflows'), { recursive: true })
        assert.equal(await settingOf(estate, code, answers), 'gap')
      },
    }),
  ),
  {
    name: 'leaves something on a machine of its own for the next job',
    why: 'whether a runner takes a single job stands in no file, so doctor notes such a job and asks GitHub',
    async run(estate) {
      const ci = '.github/workflows/ci.yml'
      cpSync(path.join(home, '.github/workflows'), estate.full('.github/workflows'), { recursive: true })
      estate.put(ci, estate.text(ci).replaceAll('runs-on: ubuntu-24.04', 'runs-on: [self-hosted, linux]'))
      const answers = {
        '': { name: 'slipway', owner: { type: 'User' } },
        'actions/runners': { total_count: 1, runners: [{ name: 'builder', ephemeral: false }] },
      }
      assert.equal(await settingOf(estate, 'own-runners', answers), 'gap')
    },
  },
  {
    name: 'has an image on the main line by a commit that its next one takes back',
    why: 'nobody sees it in the pull request, and drift takes it for one that staging had; so doctor asks for no rebase merges',
    async run(estate) {
      sayInFleet(estate, { owners: ['@acme/platform'], approvers: { prod: ['@acme/release'], staging: ['@acme/qa'] } })
      assert.equal((await estate.slipway('owners')).code, 0)
      assert.equal((await estate.gen()).code, 0)
      estate.commit('approvers')
      const main = estate.git('rev-parse', 'HEAD')
      await says(estate, 'staging', 'b')
      const branch = await says(estate, 'staging', 'a')
      assert.equal(estate.git('diff', '--stat', main, branch), '', 'the pull request shows something')
      const judge = () => estate.slipway('check', '--no-schemas', '--commit', 'HEAD')
      // Rebased, both commits are of the main line.
      await says(estate, 'prod-eu', 'b')
      assert.equal((await judge()).code, 0)
      // Merged or squashed, they are not.
      estate.git('reset', '-q', '--hard', main)
      estate.git('merge', '-q', '--no-ff', '-m', 'merge', branch)
      await says(estate, 'prod-eu', 'b')
      assertRefused(await judge(), 'release-unpromoted')
      const answers = { '': { allow_rebase_merge: true }, [rules]: [] }
      assert.equal(await settingOf(estate, 'merge-method', answers), 'gap')
    },
  },
] satisfies readonly Attack[]
