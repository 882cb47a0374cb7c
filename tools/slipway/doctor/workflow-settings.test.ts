import { expect, it } from 'vitest'
import { leftToSettings, type LeftToSettings } from './workflow-settings.ts'

type Answers = Readonly<Record<string, unknown>>
/** Shapes of https://docs.github.com/en/rest/repos/rules and .../rest/actions/self-hosted-runner-groups. */
function told(left: Partial<LeftToSettings>, answers: Answers): readonly string[] {
  const all = { tags: [], ownMachines: [], ...left }
  const found = leftToSettings((place) => answers[place], all, ['@acme/platform'], 'acme')
  return found.map(({ code, state, got }) => `${code} ${state}: ${got}`)
}
const rulesets = 'rulesets?includes_parents=true&targets=tag'
const set = (include: readonly string[], more: object = {}): Answers => ({
  '/orgs/acme/teams/platform': { id: 3 },
  [rulesets]: [{ id: 9 }],
  'rulesets/9': {
    target: 'tag',
    enforcement: 'active',
    bypass_actors: [{ actor_type: 'Team', actor_id: 3 }],
    conditions: { ref_name: { include, exclude: [] } },
    rules: [{ type: 'creation' }],
    ...more,
  },
})

it('wants nothing where no workflow leaves anything to them', () =>
  expect(told({}, {})).toEqual([
    "tag-makers good: no job with a right runs a tag's code",
    'own-runners good: no pull request runs on a machine of its own',
  ]))

it.each<[what: string, answers: Answers, want: string]>([
  ['of all tags', set(['~ALL']), 'good: a ruleset of tags'],
  ['of these tags', set(['refs/tags/v*', 'refs/tags/x']), 'good: a ruleset of tags'],
  ['of other tags', set(['refs/tags/x']), 'gap: no ruleset says who makes v*'],
  [
    'but some',
    set(['~ALL'], { conditions: { ref_name: { include: ['~ALL'], exclude: ['refs/tags/v1'] } } }),
    'gap: no',
  ],
  ['that only tells', set(['~ALL'], { enforcement: 'evaluate' }), 'gap: no ruleset'],
  ['of branches', set(['~ALL'], { target: 'branch' }), 'gap: no ruleset'],
  ['of deletions', set(['~ALL'], { rules: [{ type: 'deletion' }] }), 'gap: no ruleset'],
  ['that others pass', set(['~ALL'], { bypass_actors: [{ actor_type: 'RepositoryRole', actor_id: 4 }] }), 'gap: Repo'],
  ['none', { [rulesets]: [] }, 'gap: no ruleset'],
  ['not seen', {}, 'unseen: '],
  [
    'none, where the platform alone may push',
    {
      [rulesets]: [],
      'collaborators?permission=push': [{ login: 'ada' }],
      keys: [],
      '/orgs/acme/teams/platform/members': [{ login: 'ada' }],
    },
    'good: only the platform may push',
  ],
])('a ruleset %s', (_, answers, want) => {
  const open = {
    'collaborators?permission=push': [{ login: 'bob' }],
    keys: [],
    '/orgs/acme/teams/platform/members': [],
  }
  const [state, ...words] = want.split(': ')
  const said = told({ tags: ['v*'] }, { ...open, ...answers })[0]
  expect(said).toContain(`tag-makers ${state}: `)
  expect(said).toContain(words.join(': '))
})

it.each<[tag: string, include: string, state: string]>([
  ['v*.*.*', 'refs/tags/v*', 'good'],
  ['v[0-9]+.[0-9]+', 'refs/tags/v*', 'good'],
  ['v*', 'refs/tags/*', 'good'],
  ['v*', 'refs/tags/v1*', 'unseen'],
  ['v?1', 'refs/tags/v*', 'unseen'],
  ['v**', 'refs/tags/v*', 'unseen'],
  ['v*/x', 'refs/tags/v*', 'unseen'],
  ['v*', 'refs/tags/**', 'good'],
  ['**', 'refs/tags/**/*', 'good'],
])('tags %s by a ruleset of %s: %s', (tag, include, state) =>
  expect(told({ tags: [tag] }, set([include]))[0]).toMatch(new RegExp(`^tag-makers ${state}: `)),
)

it.each<[what: string, answers: Answers, want: string]>([
  ['of a single job', { a: [{ name: 'x', ephemeral: true }], b: [] }, 'good: each runner takes a single job'],
  ['that stay', { a: [{ name: 'x', ephemeral: true }], b: [{ name: 'y', ephemeral: false }] }, 'gap: y stay'],
  ['that do not say', { a: [{ name: 'x' }], b: [] }, 'gap: x stay'],
  ['with another label', { a: [{ name: 'x', labels: [{ name: 'linux' }, { name: 'gpu' }] }], b: [] }, 'good'],
  ['with those labels', { a: [{ name: 'x', labels: [{ name: 'linux' }, { name: 'Big' }] }], b: [] }, 'gap: x stay'],
  ['that are not all seen', { a: [] }, 'unseen: runners not seen'],
])('runners %s', (_, { a, b }, want) => {
  const runners = (list: unknown) => (list === undefined ? undefined : { total_count: 1, runners: list })
  const groups = '/orgs/acme/actions/runner-groups'
  const answers = {
    '': { name: 'slipway' },
    'actions/runners': runners(a),
    [`${groups}?visible_to_repository=slipway`]: { total_count: 1, runner_groups: [{ id: 4, name: 'pulls' }] },
    [`${groups}/4/runners`]: runners(b),
  }
  expect(told({ ownMachines: [['Linux', 'big']] }, answers)[1]).toContain(want)
})

it('a person has no groups of runners', () => {
  const answers = { '': { name: 'slipway', owner: { type: 'User' } }, 'actions/runners': { runners: [] } }
  expect(told({ ownMachines: [['Linux', 'big']] }, answers)[1]).toContain('good')
})
