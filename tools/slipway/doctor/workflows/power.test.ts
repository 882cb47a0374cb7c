import { describe, expect, it } from 'vitest'
import { workflowCodes, workflowIssuesOf, type WorkflowCase } from '../../test/workflow-codes.ts'
import { anyCommentStarts, isGuarded, tagPatterns } from './power.ts'

const told = (more: Partial<WorkflowCase>) => workflowCodes({ steps: ['run: echo'], ...more })

describe('a secret', () => {
  it.each<[string, Partial<WorkflowCase>, string[]]>([
    ['of the repository', { job: 'env: { KEY: "${{ secrets.KEY }}" }' }, ['secret-everywhere']],
    ['by an index', { job: `env: { KEY: "\${{ Secrets['KEY'] }}" }` }, ['secret-everywhere']],
    ['all of them', { job: 'env: { ALL: "${{ toJSON(secrets) }}" }' }, ['secret-everywhere']],
    ['in a line of its own', { job: 'env:\n  KEY: |\n    ${{\n    secrets.KEY }}' }, ['secret-everywhere']],
    ['of which only a job has the name', { job: 'env: { KEY: "${{ needs.secrets.outputs.x }}" }' }, []],
    ['of which only a file has the name', { job: `env: { KEY: "\${{ hashFiles('secrets/x') }}" }` }, []],
    ['of an environment', { job: 'environment: release\nenv: { KEY: "${{ secrets.KEY }}" }' }, []],
    [
      'one of all, of an environment',
      { job: 'environment: x\nenv: { A: "${{ secrets[github.ref] }}" }' },
      ['secret-everywhere'],
    ],
    ['of the run itself', { job: 'env: { KEY: "${{ secrets.GITHUB_TOKEN }}" }' }, []],
  ])('%s', (_, more, codes) => expect(told(more)).toEqual(codes))
})

describe('a machine', () => {
  const matrix = (text: string) => `strategy: { matrix: ${text} }`
  const on = (machine: string, more = '') => ({ job: `runs-on: ${machine}${more}` })
  it.each<[string, string, string]>([
    ['of its own', 'self-hosted', ''],
    ['by labels', '[self-hosted, linux]', ''],
    ['by a group', '{ labels: [self-hosted], group: x }', ''],
    ['by a title', '"${{ github.event.pull_request.title }}"', ''],
    ['by a branch', '"${{ github.head_ref }}"', ''],
    ['by what a job read', '"${{ needs.plan.outputs.machine }}"', ''],
    [
      'by a list that a job read',
      '"${{ matrix.machine }}"',
      `\n${matrix('"${{ fromJSON(needs.plan.outputs.list) }}"')}`,
    ],
    [
      'by a key of it',
      '"${{ matrix.machine }}"',
      `\n${matrix('{ machine: "${{ fromJSON(needs.plan.outputs.list) }}" }')}`,
    ],
  ])('%s is not for a pull request', (_, machine, more) => {
    const { job } = on(machine, more)
    expect(told({ job })).toEqual(['own-runner'])
  })
  it.each<[string, string, string, string]>([
    ['hosted', 'ubuntu-24.04', '', 'pull_request'],
    [
      'of a hosted list that stands there',
      '"${{ matrix.machine }}"',
      `\n${matrix('{ machine: [ubuntu-24.04, macos-15] }')}`,
      'pull_request',
    ],
    ['of its own, for the main branch', 'self-hosted', '', '{ push: { branches: [main] } }'],
  ])('%s', (_, machine, more, trigger) => expect(told({ ...on(machine, more), on: trigger })).toEqual([]))
})

it.each<[machine: string, notes: boolean[]]>([
  ['[self-hosted, linux]', [true]],
  ['"${{ github.head_ref }}"', [false]],
  ['"${{ github.head_ref || \'self-hosted\' }}"', [false]],
  ['my-scale-set', [true]],
  ['{ group: x }', [true]],
  ['{ group: x, labels: ubuntu-24.04-arm }', []],
  ["\"${{ github.repository == 'a/b' && 'big' || 'ubuntu-latest' }}\"", [true]],
  ["\"${{ github.event_name == 'push' && 'windows-2025' || 'ubuntu-slim' }}\"", []],
  ['macos-15-xlarge', []],
])('the machine %s is a note: %j', (machine, notes) => {
  const issues = workflowIssuesOf({ job: `runs-on: ${machine}`, steps: ['run: echo'] })
  expect(issues.map(({ warning }) => warning === true)).toEqual(notes)
})

it.each<[given: string, notes: string[]]>([
  ['permission-contents: read', []],
  ['client-id: x', ['whole-app']],
  ['permission-contents: read, owner: acme', ['whole-app']],
  ['permission-contents: read, owner: acme, repositories: x', []],
  ['permission-contents: read, skip-token-revoke: true', ['whole-app']],
])("an App's token with %s", (given, notes) =>
  expect(told({ steps: [`uses: actions/create-github-app-token@@\nwith: { ${given} }`] })).toEqual(notes),
)

it('a comment by anybody may have been asked by a job before it', () => {
  const jobs = {
    ask: { permissions: {}, steps: [{ uses: 'a/get-user-teams-membership@x' }] },
    run: { permissions: { contents: 'write' }, if: "needs.ask.outputs.is == 'true'", needs: 'ask' },
    other: { permissions: { contents: 'write' }, if: 'true', needs: 'ask' },
  }
  const workflow = { on: 'issue_comment', jobs }
  expect([anyCommentStarts(jobs.run, workflow), anyCommentStarts(jobs.other, workflow)]).toEqual([false, true])
})

it('a job is asked once, though many wait for it', () => {
  const layer = (i: number) => ({ needs: [`a${i + 1}`, `b${i + 1}`] })
  const layers = Array.from({ length: 60 }, (_, i) => Object.entries({ [`a${i}`]: layer(i), [`b${i}`]: layer(i) }))
  const jobs = Object.fromEntries(layers.flat())
  expect(isGuarded(layer(0), { on: 'pull_request', jobs })).toBe(false)
})

it.each<[push: object | null, tags: string[], anyBranch: boolean]>([
  [{ tags: ['v*', '!v*-rc*'] }, ['v*'], false],
  [{ 'tags-ignore': ['x'] }, ['**'], false],
  [{ branches: ['main'] }, [], false],
  [{ branches: ['release/*'] }, [], true],
  [{ branches: ['main'], 'tags-ignore': ['x'] }, ['**'], false],
  [{ 'branches-ignore': ['x'], tags: ['v*'] }, ['v*'], true],
  [{ 'branches-ignore': ['x'] }, [], true],
  [{ paths: ['a/**'] }, ['**'], true],
  [null, ['**'], true],
])('a push with %j is of the tags %j, and of any branch: %j', (push, tags, anyBranch) => {
  const workflow = { on: { push }, jobs: {} }
  expect([tagPatterns(workflow), !isGuarded({}, workflow)]).toEqual([tags, anyBranch])
})

describe('a right beside the code of a tag', () => {
  const told = (more: Partial<WorkflowCase>) =>
    workflowIssuesOf({
      rights: '{ packages: write }',
      steps: ['uses: actions/checkout@@\nwith: { persist-credentials: false }', 'run: make'],
      ...more,
    })
  it.each<[what: string, more: Partial<WorkflowCase>, notes: string[]]>([
    ['a tag', { on: '{ push: { tags: ["v*"] } }' }, ['power-and-tag']],
    ['a release', { on: '{ release: { types: [published] } }' }, ['power-and-tag']],
    [
      'a condition that asks for it',
      { on: '{ push: { branches: [main], tags: ["v*"] } }', job: "if: startsWith(github.ref, 'refs/tags/v')" },
      ['power-and-tag'],
    ],
    ['the main branch', { on: '{ push: { branches: [main] } }' }, []],
    ['all tags but one', { on: '{ push: { branches: [main], tags-ignore: [x] } }' }, ['power-and-tag']],
    ['a tag with the name of the branch', { on: 'push', job: "if: github.ref_name == 'main'" }, ['power-and-tag']],
    ['a branch by its type', { on: 'push', job: "if: github.ref_type == 'branch' && github.ref_name == 'main'" }, []],
    [
      'a condition that asks for the branch',
      { on: '{ push: { branches: [main], tags: ["v*"] } }', job: "if: github.ref == 'refs/heads/main'" },
      [],
    ],
    [
      'the default branch, by its name',
      { on: 'push', job: "if: github.ref == format('refs/heads/{0}', github.event.repository.default_branch)" },
      [],
    ],
    ['no tag', { on: '{ push: { branches: [main], tags: ["v*"] } }', job: "if: github.ref_type != 'tag'" }, []],
    [
      'no tag by its ref',
      {
        on: '{ push: { branches: [main], tags: ["v*"] } }',
        job: "if: ${{ !startsWith(github.ref, 'refs/tags/') }}",
      },
      [],
    ],
    ['an environment', { on: '{ push: { tags: ["v*"] } }', job: 'environment: release' }, []],
    ['no right', { on: '{ push: { tags: ["v*"] } }', rights: '{ contents: read }' }, []],
  ])('is a note for %s', (_, more, notes) => {
    const issues = told(more)
    expect(issues.map(({ code }) => code)).toEqual(notes)
    expect(issues.every(({ warning }) => warning === true)).toBe(true)
  })
})
