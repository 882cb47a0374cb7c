import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppSource, Estate } from '@slipway/spec'
import { treeChange } from '../steps/tree-change.ts'
import { pullRequestBody, type Evidence } from './evidence.ts'
import { evidenceOf } from './evidence-sources.ts'
import { openGit } from '../git.ts'
import { promote } from '../steps/promote.ts'
import { digest, SampleEstate, spec } from '../../test/sample.ts'
import { after, type Step } from '../steps/step.ts'
import { findTarget } from '../steps/target.ts'

let sample: SampleEstate
let estate: Estate
let step: Step
let evidence: Evidence
let app: AppSource
const commits: string[] = []
const day = 86_400_000

beforeAll(async () => {
  sample = new SampleEstate(['web', 'api'], {
    'apps/web/app.ts': { ...spec, scale: 2, in: { dev: { scale: 1, env: { MODE: 'x|y' } } } },
  })
  await sample.repository()
  for (const [file, subject] of [
    ['apps/web/src/a.ts', 'feat(web): a'],
    ['apps/api/src/a.ts', 'feat(api): not ours'],
    ['apps/web/src/b.ts', 'fix(web): `b` for @everybody'],
  ] as const) {
    sample.put(file, subject)
    commits.push(sample.commit(subject))
  }
  sample.put('apps/web/releases/staging.json', {
    digest: digest('a'),
    version: '1.0.0',
    commit: sample.git('rev-parse', 'HEAD~3'),
  })
  sample.put('apps/web/releases/dev.json', {
    digest: digest('b'),
    version: '1.1.0',
    commit: commits[2],
    run: 'https://ci.example/7',
  })
  await sample.render()
  sample.commit('release(web): 1.1.0 to dev')
  estate = await sample.load()
  const decided = promote({ estate, now: new Date(0) }, { app: 'web', from: 'dev', to: 'staging' })
  const git = openGit(sample.root)
  const from = findTarget(estate.fleet, 'dev')
  if (!decided.ok || !('step' in decided.value) || !git.ok || !from.ok) throw new Error(JSON.stringify(decided))
  ;({ step } = decided.value)
  const changed = treeChange(estate, after(estate, step), ['staging'])
  const found = estate.apps.find((one) => one.name === 'web')
  if (!changed.ok || found === undefined) throw new Error('no effect')
  app = found
  const now = new Date(Number(sample.git('log', '-1', '--format=%ct')) * 1000 + 2 * day)
  evidence = evidenceOf(git.value, { estate, app, step, changed: changed.value.changed, from: from.value, now })
})
afterAll(() => sample.clean())

describe("a promotion's evidence", () => {
  it("has the app's own commits between the two releases, newest first", () => {
    expect(evidence.sources?.commits).toEqual([
      { hash: commits[2], subject: 'fix(web): `b` for @everybody' },
      { hash: commits[0], subject: 'feat(web): a' },
    ])
    expect(evidence.sources?.backwards).toBe(false)
  })
  it('knows how long it ran, what the rules say, and what else is different', () => {
    expect(evidence.soak).toEqual([{ cluster: 'dev', seconds: 2 * 86_400 }])
    expect(evidence.checks?.issues).toEqual([])
    expect(evidence.differences).toEqual({
      from: 'dev',
      to: 'staging',
      all: [
        { what: 'env.MODE', from: '"x|y"', to: 'not set' },
        { what: 'scale', from: '1', to: '2' },
      ],
    })
  })
  it('is told in an order in which a person decides', () => {
    const body = pullRequestBody(evidence)
    const heads = body.split('\n').filter((line) => line.startsWith('## '))
    expect(heads).toEqual([
      '## What changes',
      '## The release',
      '## Source commits since the last release',
      '## Checks',
      '## Soak so far',
      '## What else is different between `dev` and `staging`',
      '## How to roll back',
    ])
    for (const line of [
      '| `staging` | `staging` | 1 | `1.0.0 (aaaaaaaaaaaa)` | `1.1.0 (bbbbbbbbbbbb)` | 1 |',
      `- digest \`${digest('b')}\``,
      '- built by https://ci.example/7',
      `- ${commits[2]?.slice(0, 12)} \`fix(web): 'b' for @everybody\``,
      '- `dev`: 2 d since it came there',
      '| `env.MODE` | `"x\\|y"` | `not set` |',
      'npm run release -- rollback web staging --reason "..." --pr',
    ])
      expect(body.split('\n')).toContain(line)
    expect(body).not.toContain('not ours')
  })
})

describe('the text of a pull request', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({
    hash: String(i).padStart(40, '0'),
    subject: 'x'.repeat(5000),
  }))
  const unlike = {
    from: 'dev',
    to: 'staging',
    all: Array.from({ length: 500 }, (_, i) => ({ what: `f${i}`, from: 'y'.repeat(900), to: 'z' })),
  }
  it('fits, however much there is to say', () => {
    const body = pullRequestBody({
      ...evidence,
      sources: { from: 'a', to: 'b', backwards: false, commits: many },
      differences: unlike,
    })
    expect(body.length).toBeLessThan(65_536)
    expect(body).toContain('and 960 more commits')
    expect(body).toContain('and 460 more fields')
  })
  it.each<[string, Partial<Evidence>, string]>([
    ['commits that are not known', { sources: undefined }, 'Not known: one of the two release files names no commit'],
    [
      'the same source',
      { sources: { from: 'a', to: 'a', backwards: false, commits: [] } },
      'None (`a..a` in `apps/web`)',
    ],
    [
      'an earlier source',
      { sources: { from: 'b', to: 'a', backwards: true, commits: many.slice(0, 2) } },
      'This goes **back**: `b..a` in `apps/web` takes 2 of them away.',
    ],
    [
      'what the rules find',
      { checks: { rules: 3, issues: [{ file: 'f', at: '', code: 'c', got: 'g', want: 'w', hint: '' }] } },
      '- `f` `c`: `g`, wanted `w`',
    ],
    [
      'a time that is not known',
      { soak: [{ cluster: 'dev', seconds: undefined }] },
      "- `dev`: not known (not in this clone's history)",
    ],
    ['no difference', { differences: { from: 'dev', to: 'staging', all: [] } }, 'Nothing.'],
  ])('says %s', (_, part, text) => {
    expect(pullRequestBody({ ...evidence, ...part })).toContain(text)
  })
  it('says of an override', () => {
    const moves = step.changes.map((move) => ({ ...move, to: { ...move.to, override: 'a hole' } }))
    expect(pullRequestBody({ ...evidence, step: { ...step, changes: moves } })).toContain(
      '- **in spite of a freeze**: `a hole`',
    )
  })
})
