import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { bump, type BumpInput } from './bump.ts'
import { digest, image, SampleEstate } from '../../test/sample.ts'
import { stepOf, told, undone } from '../../test/told.ts'

const old = '1'.repeat(40)
const young = '2'.repeat(40)
const frozenNow = new Date('2026-12-24T12:00:00Z')
const free = new Date('2026-11-20T12:00:00Z')

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  sample = new SampleEstate(
    ['web', 'api'],
    {
      'apps/web/releases/dev.json': { digest: digest('a'), version: '1.0.0', commit: young },
      'apps/web/releases/staging.json': { hold: 'a load test', digest: digest('a'), version: '1.0.0' },
      'apps/web/releases/rejected.json': {
        [digest('f')]: { reason: 'loses orders', running: [] },
        [digest('a')]: { reason: 'old', running: ['dev', 'prod-eu'] },
      },
    },
    {
      freezes: [
        { environments: ['prod'], reason: 'Christmas', from: '2026-12-20T00:00:00Z', to: '2026-12-27T00:00:00Z' },
      ],
    },
  )
  estate = await sample.load()
})
afterAll(() => sample.clean())

const decide = (input: Partial<BumpInput>, now = free) =>
  bump({ estate, now, isBefore: (a, b) => a < b }, { app: 'web', target: 'dev', image: image('web', 'b'), ...input })

describe('bump', () => {
  it('writes down why an image comes past the environments before, and nothing where it passes none', () => {
    const past = stepOf(decide({ target: 'prod', override: 'people cannot pay' }))
    expect(past.changes.map(({ to }) => to.override)).toEqual(past.changes.map(() => 'people cannot pay'))
    expect(past.facts).toContainEqual([
      'environments-passed',
      { environments: ['dev', 'staging'], override: 'people cannot pay' },
    ])
    expect(past.notes.map(([code]) => code)).not.toContain('override-unused')
    const first = stepOf(decide({ target: 'dev', override: 'people cannot pay' }))
    expect(first.changes.map(({ to }) => to.override)).toEqual([undefined])
    expect(first.notes.map(([code]) => code)).toContain('override-unused')
  })

  it('brings an image to a cluster, with where it came from, and takes the cluster off the rejected that run', () => {
    const step = stepOf(decide({ version: '1.1.0', commit: '3'.repeat(40), run: 'https://ci.example/7' }))
    expect(step).toMatchObject({ app: 'web', target: 'dev' })
    expect(told(step).title).toBe('release(web): 1.1.0 to dev')
    expect(step.changes.map((m) => [m.cluster.name, m.to])).toEqual([
      ['dev', { digest: digest('b'), version: '1.1.0', commit: '3'.repeat(40), run: 'https://ci.example/7' }],
    ])
    expect(step.rejected?.[digest('a')]?.running).toEqual(['prod-eu'])
  })

  it.each<[string, Partial<BumpInput>, string]>([
    ['a version from the commit', { commit: '3'.repeat(40) }, '333333333333'],
    ['a version from the digest', {}, 'bbbbbbbbbbbb'],
  ])('takes %s', (_, input, version) => {
    const decided = decide(input)
    expect(decided.ok && 'step' in decided.value && decided.value.step.changes[0]?.to.version).toBe(version)
  })

  it('moves the first wave of an environment, and says what waits', () => {
    const step = stepOf(decide({ target: 'prod' }))
    expect(step.changes.map((m) => m.cluster.name)).toEqual(['prod-eu'])
    expect(told(step).notes).toEqual(['prod-us is a later wave: `next` opens it, or bump again'])
  })

  it.each<[string, Partial<BumpInput>, string]>([
    [
      'what is there',
      { image: image('web', 'a'), version: '7.7.7', target: 'prod' },
      'prod has 1.0.0 (aaaaaaaaaaaa) of web already',
    ],
    ['an earlier commit', { commit: old }, 'dev has an image of a later commit; to go back, roll back'],
  ])('has nothing to do for %s', (_, input, why) => {
    expect(undone(decide(input))).toBe(why)
  })

  it.each<[string, Partial<BumpInput>, Date, string[]]>([
    ['a hold', { target: 'staging' }, free, ['apps/web/releases/staging.json: hold release-held']],
    ['a rejected digest', { image: image('web', 'f') }, free, ['apps/web/releases/rejected.json:  release-rejected']],
    ['a freeze', { target: 'prod' }, frozenNow, ['fleet/fleet.ts: freezes frozen']],
    [
      'all of them at once',
      { image: image('web', 'f'), target: 'prod-us' },
      frozenNow,
      ['apps/web/releases/rejected.json:  release-rejected', 'fleet/fleet.ts: freezes frozen'],
    ],
    [
      'an unknown app and target',
      { app: 'wbe', target: 'pord' },
      free,
      ['apps:  unknown-app', 'fleet:  unknown-target'],
    ],
    ["another app's image", { image: image('api', 'b') }, free, ['--image:  image-repository']],
    ['a version that is none', { version: 'a b' }, free, ['--version:  invalid-value']],
    ['a commit that is none', { commit: 'abc' }, free, ['--source:  invalid-value']],
  ])('refuses %s', (_, input, now, issues) => {
    const decided = decide(input, now)
    expect(decided.ok ? [] : decided.issues.map((i) => `${i.file}: ${i.at} ${i.code}`)).toEqual(issues)
  })

  it('goes through a freeze with a reason, which is recorded', () => {
    const step = stepOf(decide({ target: 'prod', override: 'a hole in security' }, frozenNow))
    expect(step.changes[0]?.to.override).toBe('a hole in security')
    expect(told(step).facts).toContain('Override of the freeze "Christmas" of prod: a hole in security')
  })
})
