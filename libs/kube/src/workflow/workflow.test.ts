import { expect, it } from 'vitest'
import {
  actionOf,
  commands,
  expressionsIn,
  isLocal,
  isOfRun,
  isPinned,
  isTooLong,
  mapExpressions,
  script,
  secretsOf,
  triggersOf,
} from './workflow.ts'

it.each<[what: string, workflow: object, names: string[]]>([
  ['a word', { on: 'push' }, ['push']],
  ['a list', { on: ['push', 'pull_request'] }, ['push', 'pull_request']],
  ['a map', { on: { push: null, schedule: [] } }, ['push', 'schedule']],
  ['what a reader of YAML 1.1 makes of it', { true: 'push' }, ['push']],
  ['none', {}, []],
])('what starts a workflow: %s', (_, workflow, names) => expect([...triggersOf(workflow).keys()]).toEqual(names))

it.each<[value: unknown, names: string[]]>([
  [{ KEY: '${{ secrets.KEY }}' }, ['KEY']],
  [{ KEY: "${{ Secrets [ 'KEY' ] }}" }, ['KEY']],
  [{ KEY: "${{ github.ref == 'x' && secrets.ONE || secrets.TWO }}" }, ['ONE', 'TWO']],
  [{ KEY: '${{\n  secrets.KEY }}' }, ['KEY']],
  [{ ALL: '${{ toJSON(secrets) }}' }, ['all of them (toJSON)']],
  [{ secrets: 'inherit' }, ['all of them (inherit)']],
  [{ X: '${{ needs.secrets.outputs.x }}', Y: "${{ hashFiles('secrets/x') }}", Z: 'secrets.X' }, []],
])('secrets of %j', (value, names) => expect([...secretsOf(value)]).toEqual(names))

it.each<[text: string, inside: string[]]>([
  ['a ${{ b }} c ${{d}}', [' b ', 'd']],
  ["${{ format('{0}', x) }}", [" format('{0}', x) "]],
  ['${{ a ${{ b }}', [' b ']],
  ['none', []],
])('expressions in %s', (text, inside) => expect(expressionsIn(text)).toEqual(inside))

it('changes expressions alone', () => expect(mapExpressions('a ${{ b }} b', () => ' c ')).toBe('a ${{ c }} b'))

it.each<[run: string, said: string]>([
  ['# make', '""'],
  ['echo "make it" && make', 'echo "" && make'],
  ["printf 'make it'", 'printf ""'],
  ['gh pr comment --body "run make it"', 'gh pr comment --body ""'],
  ['echo "$(make it)"', 'echo "$(make it)"'],
  ['echo "make it" | bash', 'echo "make it" | bash'],
  ['echo a; make # all', 'echo a; make # all'],
  ['git commit -am "make it"', 'git commit -am ""'],
  ['python -m "$IT"', 'python -m "$IT"'],
])('of %j a shell runs %j', (run, said) => expect(commands({ run })).toBe(said))

it('lines that go on are one, quotes around words none', () =>
  expect(script({ run: '"npm" \\\n  ci' })).toBe('npm    ci'))
it('a long script is not read', () => {
  const step = { run: 'x '.repeat(20_000) }
  expect([isTooLong(step), script(step), commands(step)]).toEqual([true, '', ''])
})
it.each<[uses: string, local: boolean, ofRun: boolean]>([
  ['./x', true, false],
  ['$/x', true, true],
  ['a/b@v1', false, false],
])('%s is of this repository: %j, at the commit of the run: %j', (uses, local, ofRun) =>
  expect([isLocal({ uses }), isOfRun({ uses })]).toEqual([local, ofRun]),
)

it.each([
  ['Actions//Checkout@v4', 'actions/checkout'],
  ['actions/./checkout/sub@v4', 'actions/checkout/sub'],
  ['docker://a/b:1', 'docker://a/b:1'],
])('the action of %s is %s', (uses, name) => expect(actionOf({ uses })).toBe(name))

it.each<[string, boolean]>([
  [`a/b@${'a'.repeat(40)}`, true],
  [`docker://a@sha256:${'a'.repeat(64)}`, true],
  ['a/b@v1', false],
  [`a/b@${'a'.repeat(39)}`, false],
])('%s is pinned: %j', (uses, is) => expect(isPinned(uses)).toBe(is))
