import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { promote, type PromoteInput } from './promote.ts'
import { digest, SampleEstate } from '../../test/sample.ts'
import { stepOf, told } from '../../test/told.ts'

const b = {
  digest: digest('b'),
  version: '1.1.0',
  commit: '3'.repeat(40),
  run: 'https://ci.example/7',
  override: 'once',
}
let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  sample = new SampleEstate(['web', 'held', 'two', 'none', 'only-dev'], {
    'apps/only-dev/releases/dev.json': b,
    'apps/only-dev/releases/staging.json': undefined,
    'apps/web/releases/dev.json': b,
    'apps/held/releases/dev.json': { ...b, hold: 'a test' },
    'apps/two/releases/prod-us.json': b,
    'apps/none/releases/dev.json': undefined,
  })
  estate = await sample.load()
})
afterAll(() => sample.clean())

const decide = (input: Partial<PromoteInput>) =>
  promote({ estate, now: new Date(0) }, { app: 'web', from: 'dev', to: 'staging', ...input })

describe('promote', () => {
  it('hands on the release, and nothing that was said about it where it was', () => {
    const step = stepOf(decide({}))
    const { override: _, ...release } = b
    expect(step.changes.map((m) => [m.cluster.name, m.to])).toEqual([['staging', release]])
    expect(told(step).title).toBe('release(web): 1.1.0 to staging')
  })

  it.each<[string, Partial<PromoteInput>, string]>([
    ['from a held cluster', { app: 'held' }, 'apps/held/releases/dev.json release-held'],
    ['of two releases at once', { app: 'two', from: 'prod', to: 'dev' }, 'apps/two/releases not-one-release'],
    ['from where it is not', { app: 'none' }, 'apps/none/releases no-release'],
    ['past an environment that has another release', { to: 'prod' }, 'apps/web/releases environment-skipped'],
    ['from nowhere', { from: 'production' }, 'fleet unknown-target'],
  ])('refuses one %s', (_, input, issue) => {
    const decided = decide(input)
    expect(decided.ok ? '' : decided.issues.map((i) => `${i.file} ${i.code}`).join()).toBe(issue)
  })

  it('passes an environment by for a reason, which is recorded', () => {
    const step = stepOf(decide({ to: 'prod', override: 'people cannot pay' }))
    expect(step.changes.map(({ to }) => to.override)).toEqual(['people cannot pay'])
    const { facts, notes } = told(step)
    expect(facts).toContain('Override, staging passed by: people cannot pay')
    expect(notes.join()).not.toContain('not recorded')
  })

  it('says that an environment in between does not have the app', () => {
    const noted = (app: string) => told(stepOf(decide({ app, to: 'prod' }))).notes
    expect(noted('only-dev')).toContain('only-dev has no release in staging, so this image has not run there')
    expect(told(stepOf(decide({ app: 'only-dev' }))).notes.join()).not.toContain('has not run there')
  })

  it('says what to do instead', () => {
    const decided = decide({ to: 'prod' })
    expect(decided.ok ? '' : decided.issues[0]?.hint).toBe(
      'promote it to staging first, or add --override "why it cannot wait"',
    )
  })

  it('may name one cluster of an environment that has two releases', () => {
    expect(decide({ app: 'two', from: 'prod-us', to: 'dev' })).toMatchObject({
      ok: true,
      value: { step: { target: 'dev' } },
    })
  })
})
