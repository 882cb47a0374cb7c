import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import { verbs } from '../bin/verbs.ts'
import { globPattern } from '../images/input.ts'
import { npmCalls, readWorkflow, slipwayWords, steps, uses, type Workflow } from './workflow.ts'

const repo = path.resolve(import.meta.dirname, '../../..')
const folder = path.join(repo, '.github/workflows')
const temporary = mkdtempSync(path.join(tmpdir(), 'slipway-workflow-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

const { scripts } = JSON.parse(readFileSync(path.join(repo, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'))
const workflows: readonly (readonly [string, Workflow])[] = files.map((name) => [
  name,
  readWorkflow(path.join(folder, name)),
])

describe('npmCalls', () => {
  const of = (run: string, env = {}) => npmCalls({ jobs: {} }, { run, env }, temporary)

  it('sees what bash would give to npm, in loops and conditions, and nothing of other programs', () => {
    const script =
      'npm ci\ngh auth setup-git\nnpm run --silent a -- "$X Y" ${TO:+--to "$TO"} || failed=1\nexit "$failed"'
    expect(of(script, { X: 1, TO: 1 })).toEqual([
      ['npm', 'ci'],
      ['npm', 'run', '--silent', 'a', '--', '1 Y', '--to', '1'],
    ])
    const loop = 'for f in "$RUNNER_TEMP"/none-*/; do npx b "$(cat "$f")"; done > "$RUNNER_TEMP/out"'
    expect(of(loop)).toEqual([['npx', 'b', '']])
    expect(of('echo npm run no')).toEqual([])
  })

  it.each([
    ['npm ci', undefined],
    ['npm test', undefined],
    ['npm run unit', undefined],
    ['npm run --silent review -- --json', ['review', '--json']],
    ['npm run gen', ['gen']],
    ['npx nx run gen:manifests', undefined],
    ['npx slipway images scan x', ['images', 'scan', 'x']],
  ])('slipwayWords %s', (call, words) => {
    expect(slipwayWords(call.split(' '), scripts)).toEqual(words)
  })
})

const calls = workflows.flatMap(([name, workflow]) =>
  steps(workflow)
    .flatMap((step) => npmCalls(workflow, step, temporary))
    .flatMap((call) => {
      const words = slipwayWords(call, scripts)
      return words === undefined ? [] : [{ name, words }]
    }),
)

describe('a workflow runs verbs that exist', () => {
  it.each([
    ['build.yml', 'release'],
    ['build.yml', 'images'],
    ['promote.yml', 'release'],
    ['rollback.yml', 'release'],
    ['ci.yml', 'judge'],
    ['ci.yml', 'check'],
    ['ci.yml', 'attacks'],
    ['review.yml', 'review'],
  ])('%s runs %s', (name, verb) => {
    expect(calls.filter((call) => call.name === name).map((call) => call.words[0])).toContain(verb)
  })

  it.each(calls)(
    '$name: slipway $words',
    async ({ words: [name = '', ...words] }) => {
      const verb = verbs().find((one) => one.name === name)
      if (verb === undefined) throw new Error(`no verb ${name}`)
      const slipway = async (...more: readonly string[]) => ran(await verb.load(), [...words, ...more], repo)
      // The verb reads its words strictly and then finds that it was only asked for help: 2 is its word for one that it
      // does not know.
      expect(await slipway('--help')).toMatchObject({
        code: 0,
        err: '',
        out: expect.stringContaining('Usage: npx slipway') as unknown,
      })
      expect((await slipway('--no-such-flag', '--help')).code).toBe(2)
    },
    30_000,
  )

  it('runs no script of npm that is not there', () => {
    const all = workflows.flatMap(([, workflow]) =>
      steps(workflow).flatMap((step) => npmCalls(workflow, step, temporary)),
    )
    const run = all.filter(([program, verb]) => program === 'npm' && verb === 'run')
    const names = run.map((call) => call.slice(2).find((word) => !word.startsWith('-')) ?? '')
    expect(names.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})

describe('build.yml', () => {
  it('is not started by a commit of nothing but what a bump changes', () => {
    const { on } = readWorkflow(path.join(folder, 'build.yml')) as unknown as {
      on: { push: { 'paths-ignore': readonly string[] } }
    }
    const ignored = on.push['paths-ignore']
    const bump = [
      'apps/web/releases/dev.json',
      'clusters/dev/shop/web/rollout-web.yaml',
      'argocd/dev/root.yaml',
      'aws/1/role-images.yaml',
    ]
    expect(bump.filter((file) => !ignored.some((glob) => globPattern(glob)?.(file) === true))).toEqual([])
    const code = [
      'apps/web/src/main.ts',
      'apps/web/Dockerfile',
      'apps/web/package.json',
      'libs/service/src/index.ts',
      'package-lock.json',
    ]
    expect(code.filter((file) => ignored.some((glob) => globPattern(glob)?.(file) !== false))).toEqual([])
  })
})

describe.each(workflows)('%s', (name, workflow) => {
  it('takes what is not ours by its commit, with the version beside it', () => {
    const text = readFileSync(path.join(folder, name), 'utf8')
    for (const one of uses(workflow)) {
      if (one.startsWith('./')) expect(existsSync(path.join(repo, one)), one).toBe(true)
      else expect(text, one).toMatch(new RegExp(`uses: ${one.replaceAll('/', '\\/')} # v\\d+\\.\\d+\\.\\d+\\n`))
    }
    expect(uses(workflow).filter((one) => !/^\.\/|@[0-9a-f]{40}$/.test(one))).toEqual([])
  })

  it('has no rights but those that a job names', () => {
    expect(workflow.permissions).toEqual({})
    for (const [job, { permissions }] of Object.entries(workflow.jobs)) expect(permissions, job).toBeTypeOf('object')
  })

  it('puts no expression into a script: what comes from outside is a variable there', () => {
    expect(steps(workflow).filter(({ run = '' }) => run.includes('${{'))).toEqual([])
  })

  it("takes nothing from GitHub's cache where it may push an image", () => {
    const pushing = Object.values(workflow.jobs).filter((job) =>
      JSON.stringify(job.permissions ?? {}).includes('id-token'),
    )
    const cached = pushing
      .flatMap((job) => job.steps ?? [])
      .filter((step) => /actions\/cache|"cache":|type=gha/.test(JSON.stringify(step)))
    expect(cached).toEqual([])
  })
})
