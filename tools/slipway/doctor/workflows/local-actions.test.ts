import type { Workflow } from '@slipway/kube/workflow'
import { describe, expect, it } from 'vitest'
import { workflowCodes, workflowIssuesOf, type WorkflowCase } from '../../test/workflow-codes.ts'
import { driftJudges } from './drift-judge.ts'
import { withLocalActions } from './local-actions.ts'

const composite = (...steps: readonly string[]) =>
  ['runs:', '  using: composite', '  steps:', ...steps.map((one) => `    - ${one.replaceAll('\n', '\n      ')}`)].join(
    '\n',
  )
const call = 'uses: ./.github/actions/x'
const at = '.github/actions/x/action.yml'
const told = (file: string, more: Partial<WorkflowCase> = {}) =>
  workflowCodes({
    on: '{ push: { branches: [main] } }',
    rights: '{ packages: write }',
    steps: [call],
    files: { [at]: file },
    ...more,
  })

it.each<[what: string, file: string, codes: string[]]>([
  ['an honest one', composite('run: echo "$X"\nshell: bash'), []],
  ["an app's code", composite('run: bash apps/web/x.sh\nshell: bash'), ['power-and-code']],
  ['a cache', composite('uses: actions/cache@@'), ['power-and-cache']],
  ['a tag', composite('uses: someone/thing@v1'), ['unpinned']],
  ['an expression', composite('run: echo ${{ inputs.name }}\nshell: bash'), ['script-injection']],
  ['a program of JavaScript', 'runs: { using: node24, main: dist/index.js, post: dist/post.js }', []],
  ['an image by its digest', `runs: { using: docker, image: "docker://a@sha256:${'a'.repeat(64)}" }`, []],
  ['an image by a tag', 'runs: { using: docker, image: "docker://a:1" }', ['unpinned']],
  ['an image that it builds', 'runs: { using: docker, image: Dockerfile }', ['power-and-code']],
  ['nothing that could be read', 'name: x', ['power-and-code']],
])('has the steps of %s', (_, file, codes) => expect(told(file)).toEqual(codes))

it.each(['$/.github/actions/x', '$/./.github/actions//x/'])('has the steps of %s, which needs no checkout', (uses) => {
  const steps = [`uses: ${uses}`]
  const code = composite('run: $GITHUB_ACTION_PATH/x.sh\nshell: bash')
  expect(told(composite('uses: someone/thing@v1'), { steps })).toEqual(['unpinned'])
  expect(told(code, { steps })).toEqual([])
  expect(told(code, { steps, on: 'pull_request' })).toEqual(['power-and-branch'])
})

it('has the jobs of a workflow by its own commit', () => {
  const job = 'runs-on: x, steps: [{ uses: actions/checkout@@, with: { persist-credentials: false } }, { run: make }]'
  const files = { '.github/workflows/b.yml': `{ on: workflow_call, jobs: { b: { ${job} } } }` }
  const steps = { job: 'uses: $/.github/workflows/b.yml', steps: [], files }
  expect(told('', { ...steps, on: 'pull_request' })).toContain('power-and-branch')
  expect(told('', steps)).not.toContain('power-and-branch')
})

it('reads those that it calls, and action.yaml', () => {
  const files = {
    '.github/actions/x/action.yaml': composite('uses: ./.github/actions/y'),
    '.github/actions/y/action.yml': composite('uses: someone/thing@v1'),
  }
  expect(told('', { files })).toEqual(['unpinned'])
})

it.each([
  ['itself', { [at]: composite(call) }],
  ['nothing', {}],
  ['a folder outside', {}],
])('stays unread where it calls %s', (what, files) => {
  const steps = [what === 'a folder outside' ? 'uses: ./../x' : call]
  expect(told('', { files, steps })).toEqual(['power-and-code'])
})

it('ends where each calls the next one twice', () => {
  const twice = (name: string) => ({ uses: `./${name}` })
  const read = (path: string) => {
    const next = String.fromCharCode((path.codePointAt(0) ?? 0) + 1)
    return path.endsWith('.yml')
      ? { runs: { using: 'composite', steps: Array.from({ length: 9 }, () => twice(next)) } }
      : {}
  }
  const { steps } = withLocalActions({ steps: [twice('a')] }, read)
  expect((steps as readonly unknown[]).length).toBeLessThan(20_000)
})

const called = (job: string) => `on: workflow_call\npermissions: {}\njobs:\n  b:\n    runs-on: ubuntu-24.04\n    ${job}`
const calls = { job: 'uses: ./.github/workflows/b.yml', steps: [] }
it.each<[what: string, on: string, rights: string, job: string, codes: string[]]>([
  [
    'a checkout for a stranger',
    'pull_request_target',
    '{}',
    'permissions: {}\n    steps: [{ uses: actions/checkout@@, with: { persist-credentials: false } }]',
    ['target-checkout'],
  ],
  [
    'a right beside a pull request',
    'pull_request',
    '{ contents: write }',
    'permissions: { contents: write }\n    steps: [{ uses: actions/checkout@@, with: { persist-credentials: false } }, { run: make }]',
    ['power-and-branch'],
  ],
  ['what is wrong with it anyway', 'pull_request', '{}', 'permissions: {}\n    steps: [{ uses: a/b@v1 }]', []],
  ['a machine of ours', 'pull_request', '{}', 'permissions: {}\n    steps: [{ run: "true" }]', []],
])('a called workflow has the triggers of its caller: %s', (_, on, rights, job, codes) =>
  expect(workflowCodes({ ...calls, on, rights, files: { '.github/workflows/b.yml': called(job) } })).toEqual(codes),
)

it('a called workflow has the condition of its caller', () => {
  const job = `if: github.ref == 'refs/heads/main'\n${calls.job}`
  const steps = '[{ uses: actions/checkout@@, with: { persist-credentials: false } }, { run: make }]'
  const files = { '.github/workflows/b.yml': called(`permissions: { contents: write }\n    steps: ${steps}`) }
  const on = '[push, pull_request]'
  expect(workflowCodes({ ...calls, job, on, rights: '{ contents: write }', files })).toEqual([])
})

it('secrets that are all handed on', () =>
  expect(workflowCodes({ ...calls, job: `uses: a/b/.github/workflows/b.yml@@\nsecrets: inherit` })).toEqual([
    'secret-everywhere',
  ]))

describe('secrets for a workflow of this repository', () => {
  const secret = (more: string) =>
    `{ on: workflow_call, permissions: {}, jobs: { b: { ${more}permissions: {}, runs-on: ubuntu-24.04, ` +
    `steps: [{ run: x, env: { KEY: "\${{ secrets.KEY }}" } }] } } }`
  const at = (file: string, job: string) =>
    workflowIssuesOf({ ...calls, job: `${calls.job}\n${job}`, files: { '.github/workflows/b.yml': file } })
  it.each(['secrets: inherit', 'secrets: { KEY: "${{ secrets.KEY }}" }'])(
    '%s are judged where they are used',
    (job) => {
      expect(at(secret('environment: release, '), job)).toEqual([])
    },
  )
  it('are red where the workflow cannot be read', () =>
    expect(workflowCodes({ ...calls, job: `${calls.job}\nsecrets: inherit` })).toEqual(['secret-everywhere']))
})

it('an input is what the caller gives, or its default', () => {
  const action = (more: string) =>
    `inputs: { folder: { default: x } }\n${composite(`run: x\nshell: bash\nworking-directory: \${{ inputs.folder }}${more}`)}`
  const by = (given: string) => told(action(''), { rights: '{ contents: read }', steps: [`${call}${given}`] })
  expect(by('')).toEqual([])
  expect(by('\nwith: { folder: y }')).toEqual([])
  expect(by('\nwith: { folder: "${{ github.head_ref }}" }')).toEqual(['outside-command'])
})

it('a called workflow that judges drift is one of its caller', () => {
  const drift = {
    permissions: {},
    steps: [{ run: 'git checkout --quiet --detach "$BASE"' }, { run: 'npx slipway check --commit "$GITHUB_SHA"' }],
  }
  const on = ['pull_request', 'merge_group']
  const caller = { on, jobs: { drift: { uses: './.github/workflows/drift.yml' } } }
  const workflows = new Map<string, Workflow>([
    ['.github/workflows/ci.yml', caller],
    ['.github/workflows/drift.yml', { on: 'workflow_call', jobs: { drift } }],
  ])
  expect(driftJudges(workflows, () => undefined)).toEqual(['.github/workflows/ci.yml'])
})

it.each<[on: string, codes: string[]]>([
  ['{ workflow_call: { inputs: { x: { type: string } } } }', []],
  ['{ workflow_call: { inputs: { x: { type: string } } }, workflow_dispatch: }', ['outside-command']],
])('inputs of a workflow started by %s are judged where they are given', (on, codes) =>
  expect(workflowCodes({ on, steps: ['run: eval "$X"\nenv: { X: "${{ inputs.x }}" }'] })).toEqual(codes),
)
