import { expect, test } from 'vitest'
import { file, told } from '../../test/changed-file.ts'
import type { ChangedFile } from './files.ts'

const workflow = (on: string, job: string, top = 'permissions: {}\n') =>
  `on: ${on}\n${top}jobs:\n  build:\n    runs-on: ubuntu-24.04\n${job}`
const sha = 'a'.repeat(40)
const steps = (...all: readonly string[]) =>
  `    permissions: {contents: read}\n    steps:\n${all.map((one) => `      - ${one}\n`).join('')}`
const checkout = `uses: actions/checkout@${sha}`
const base = workflow('pull_request', steps(checkout, 'run: npm test'))

test.each<[string, ChangedFile, string[]]>([
  [
    'pull_request_target',
    file('.github/workflows/a.yml', base, base.replace('on: pull_request', 'on: [pull_request, pull_request_target]')),
    ['high trigger-added', 'high outside-code-run'],
  ],
  [
    'rights',
    file('.github/workflows/a.yml', base, base.replace('{contents: read}', '{contents: write, id-token: write}')),
    ['high permission-added', 'high permission-added'],
  ],
  [
    'no permissions',
    file(
      '.github/workflows/a.yml',
      base,
      base.replace('permissions: {}\n', '').replace('    permissions: {contents: read}\n', ''),
    ),
    ['high permissions-default'],
  ],
  [
    'a tag',
    file('.github/workflows/a.yml', base, base.replace(sha, 'v4')),
    ['high action-unpinned', 'low action-moved'],
  ],
  [
    'another action',
    file('.github/workflows/a.yml', base, base.replace('actions/checkout', 'evil/checkout')),
    ['medium guard-removed', 'medium action-added'],
  ],
  [
    'a secret',
    file('.github/workflows/a.yml', base, base.replace('npm test', 'echo ${{ secrets.KEY }}')),
    ['high secret-used', 'medium run-changed'],
  ],
  [
    'text of strangers',
    file('.github/workflows/a.yml', base, base.replace('npm test', 'echo ${{ github.event.pull_request.title }}')),
    ['medium run-changed', 'high outside-text-run'],
  ],
  [
    'no environment',
    file(
      '.github/workflows/a.yml',
      workflow('push', `    environment: prod\n${steps(checkout)}`),
      workflow('push', steps(checkout)),
    ),
    ['high guard-removed'],
  ],
  [
    'credentials kept',
    file(
      '.github/workflows/a.yml',
      workflow('push', steps(`${checkout}\n        with: {persist-credentials: false}`)),
      workflow('push', steps(checkout)),
    ),
    ['high guard-removed'],
  ],
])('%s', (_, one, risks) => {
  expect(told(one)).toEqual(risks)
})

const thing = (digit: string, version: string) => `uses: someone/thing@${digit.repeat(40)} # ${version}`
const commit = (digit: string, version: string) => steps(thing(digit, version))
test.each<[string, string, string[]]>([
  ['another commit by the same version', commit('b', 'v1.0.0'), ['low action-moved', 'high action-exchanged']],
  ['another version', commit('b', 'v1.0.1'), ['low action-moved']],
  ['the same commit by another version', commit('a', 'v1.0.1'), []],
])('a comment beside a commit: %s', (_, after, risks) =>
  expect(
    told(file('.github/workflows/a.yml', workflow('push', commit('a', 'v1.0.0')), workflow('push', after))),
  ).toEqual(risks),
)

test.each<[what: string, before: string, after: string, risks: string[]]>([
  ['a tag that moves by itself has others', commit('a', 'v1'), commit('b', 'v1'), ['low action-moved']],
  [
    'the first of two uses',
    steps(thing('a', 'v1.0.0'), thing('a', 'v1.0.0')),
    steps(thing('b', 'v1.0.0'), thing('a', 'v1.0.0')),
    ['low action-moved', 'high action-exchanged'],
  ],
])('another commit: %s', (_, before, after, risks) =>
  expect(told(file('.github/workflows/a.yml', workflow('push', before), workflow('push', after)))).toEqual(risks),
)

test.each<[what: string, before: string, after: string]>([
  ['a second one', 'echo ${{ github.event.a }}', 'echo ${{ github.event.a }} ${{ github.head_ref }}'],
  ['all of the event', 'echo', "echo '${{ toJSON(github.event) }}'"],
  ['one with braces', 'echo', "echo ${{ format('{0}', github.head_ref) }}"],
])('text of strangers in a command: %s', (_, before, after) => {
  const of = (run: string) => workflow('push', steps(`run: ${run}`))
  const risks = ['medium run-changed', 'high outside-text-run']
  expect(told(file('.github/workflows/a.yml', of(before), of(after)))).toEqual(risks)
})

const action = (...all: readonly string[]) =>
  `name: x\nruns:\n  using: composite\n  steps:\n${all.map((one) => `    - ${one}\n`).join('')}`
test.each<[string, string, string[]]>([
  ['another command', action('run: x'), ['medium run-changed']],
  ['an action by a tag', action('run: y', 'uses: someone/thing@v1'), ['high action-unpinned', 'medium action-added']],
  ['text of strangers', action('run: echo ${{ inputs.title }}'), ['medium run-changed', 'high outside-text-run']],
  [
    'a program in place of steps',
    'runs: { using: node24, main: index.js }',
    ['medium run-changed', 'medium guard-removed'],
  ],
])('a local action is judged as the job that it is part of: %s', (_, after, risks) => {
  for (const path of ['action.yml', '.github/actions/x/action.yaml'])
    expect(told(file(path, action('run: y'), after))).toEqual(risks)
})
