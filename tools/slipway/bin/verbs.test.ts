import { readFileSync } from 'node:fs'
import path from 'node:path'
import { home, parse, type Command } from '@slipway/cli'
import { ran } from '@slipway/cli/test'
import { describe, expect, it } from 'vitest'
import { verbs } from './verbs.ts'

const all = new Map(await Promise.all(verbs().map(async (verb) => [verb.name, await verb.load()] as const)))
const verb = (name: string): Command => all.get(name) as Command
const split = (line: string) => line.split(' ').filter(Boolean)
/** Every verb, and the verbs of verbs. */
const lines = [...all].flatMap(([name, { commands = {} }]) => [
  name,
  ...Object.keys(commands).map((own) => `${name} ${own}`),
])

describe('verbs', () => {
  it('are called as their files are', () => {
    expect([...all].map(([file, { name }]) => [file, name])).toEqual([...all.keys()].map((name) => [name, name]))
    expect([...all.keys()]).toEqual(expect.arrayContaining(['gen', 'check', 'review', 'release', 'judge']))
  })

  // The README of an estate that `init` made is its own.
  const readme = readFileSync(path.join(home, 'README.md'), 'utf8')
  it.runIf(readme.includes('\n## Verbs\n'))("have a line in README's table, where they are for users", () => {
    const rows = readme.split('\n').flatMap((line) => (line.startsWith('| `') ? (line.split(' | ')[0] ?? '') : []))
    const users = verbs().filter(({ folder }) => folder === 'tools/slipway')
    const told = ({ name }: { readonly name: string }) =>
      rows.some((row) => row.includes(`\`${name}\``) || row.includes(`\`${name} `))
    expect(users.filter((one) => !told(one)).map(({ name }) => `| \`${name}\` | what it does |`)).toEqual([])
  })

  it.each(lines)('%s: help is no error and has no effect, what it does not know is wrong usage', async (line) => {
    const [name = '', ...words] = split(line)
    const help = await ran(verb(name), [...words, '--help'])
    expect([help.code, help.err]).toEqual([0, ''])
    expect(help.out.startsWith(`Usage: npx slipway ${line} `)).toBe(true)
    // As it stands on a terminal: no stray blank at either end of a line, and none that the terminal has to break.
    expect(help.out.split('\n').filter((row) => /^ \S|\s$/.test(row) || row.length > 120)).toEqual([])
    const wrong = await ran(verb(name), [...words, '--no-such-option', '--help'])
    expect([wrong.code, wrong.out]).toEqual([2, ''])
    expect(wrong.err).toContain(`\n\nUsage: npx slipway ${line} `)
  })

  it.each(['gen', 'resolve', 'check', 'capacity', 'advice', 'images', 'new-app', 'app-schema', 'judge'])(
    '%s has --root and --json',
    (name) => expect(Object.keys(verb(name).options)).toEqual(expect.arrayContaining(['root', 'json'])),
  )
})

describe('words', () => {
  it.each<[string, object, (readonly string[])?]>([
    ['gen', { root: home, check: false, app: undefined, json: false }],
    ['gen --check --json', { root: home, check: true, app: undefined, json: true }],
    ['gen --app=web --root /a/../b', { root: path.resolve('/b'), check: false, app: 'web', json: false }],
    ['resolve', { root: home, json: false }],
    ['check', { root: home, app: undefined, json: false, rules: false, 'no-schemas': false }],
    ['check --app web --json --no-schemas', { app: 'web', json: true, 'no-schemas': true }],
    ['capacity', { root: home, cluster: undefined, base: undefined, json: false }],
    ['capacity --base HEAD~1 --root estate', { root: '/here/estate', base: 'HEAD~1' }],
    ['app-schema', { root: home, check: false, json: false }],
    ['new-app cart', { kind: 'http', team: undefined, 'no-install': false, json: false, root: home }, ['cart']],
    ['new-app --kind cron --team=shop job --no-install', { kind: 'cron', team: 'shop', 'no-install': true }, ['job']],
    ['images', { base: undefined, head: 'HEAD', json: false, root: home }],
    ['images --base abc --head=def', { base: 'abc', head: 'def' }],
    ['advice a.json /b.json --environment dev', { environment: 'dev', 'dry-run': false }, ['a.json', '/b.json']],
    [
      'review --base main --format md --fail-on high',
      { base: 'main', head: 'worktree', format: 'md', 'fail-on': 'high' },
    ],
    ['review old new --out o', { out: '/here/o' }, ['old', 'new']],
  ])('%s', (line, values, words = []) => {
    const [name = '', ...argv] = split(line)
    expect(parse(verb(name), argv, '/here')).toMatchObject({ kind: 'run', values, words })
  })

  it.each([
    ['gen --chek', 'Unknown option \'--chek\'; did you mean "--check"?'],
    ['gen web', 'gen does not know "web"'],
    ['gen --app', '--app wants NAME'],
    ['gen --check=no', '--check takes no value'],
    ['resolve --check', "Unknown option '--check'"],
    ['capacity --base=--all', '"--all" is no commit'],
    ['capacity --base=', '"" is no commit'],
    ['new-app', 'new-app wants NAME'],
    ['new-app a b', 'new-app does not know "b"'],
    ['advice', 'advice wants FILE...'],
    ['images build', 'There is no verb "build"'],
    ['images scan', 'scan wants IMAGE@sha256:...'],
    ['images scan web:1.0', '"web:1.0" is no IMAGE@sha256:... with 64 hex digits'],
    [`images scan -- -x@sha256:${'a'.repeat(64)}`, `"-x@sha256:${'a'.repeat(64)}" is no IMAGE`],
    ['review --format pdf', '--format pdf is not one of text, md, html, json'],
    ['review --fail-on maybe', '--fail-on maybe is not one of low, medium, high'],
    ['review --rules --json', '--rules and --explain print text for people'],
    ['review --explain endless-pause --json', '--rules and --explain print text for people'],
    ['review one', 'two folders are wanted, 1 given'],
    ['review a b c', 'review does not know "c"'],
    ['review a b --base c', 'either two folders, or --base and --head'],
    ['review --base=--upload-pack=x', '"--upload-pack=x" is no commit'],
    ['prices', 'prices wants TABLE'],
    ['completion powershell', 'There is no script for powershell: use one of bash, zsh, fish'],
  ])('%s is told: %s', async (line, why) => {
    const [name = '', ...argv] = split(line)
    const { code, out, err } = await ran(verb(name), argv, '/here')
    expect([code, out, err.slice(0, why.length)]).toEqual([2, '', why])
    expect(err).toContain('\n\nUsage: npx slipway ')
  })
})
