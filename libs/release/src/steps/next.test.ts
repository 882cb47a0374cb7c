import { afterAll, describe, expect, it } from 'vitest'
import { next, type NextInput } from './next.ts'
import { clusters, digest, SampleEstate } from '../../test/sample.ts'
import { undone } from '../../test/told.ts'

const made: SampleEstate[] = []
afterAll(() => made.forEach((one) => one.clean()))

/** An estate whose clusters have these digests, a letter each; `-` for none. */
async function estate(letters: string, files: Readonly<Record<string, unknown>> = {}, over: object = {}) {
  const releases = clusters.map((c, i) => [
    `apps/web/releases/${c}.json`,
    letters[i] === '-' ? undefined : { digest: digest(letters[i] ?? 'a'), version: '1' },
  ])
  const sample = new SampleEstate(['web'], { ...Object.fromEntries(releases), ...files }, over)
  made.push(sample)
  return sample.load()
}
const input: NextInput = { cluster: 'dev', app: 'web', digest: digest('b') }
const freezes = [
  { environments: ['staging'], reason: 'audit', from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' },
]

describe('next', () => {
  it.each<[string, string, string, string[] | string]>([
    ['from dev to staging', 'baaa', 'dev', ['staging']],
    ['from staging to the first wave of prod', 'bbaa', 'staging', ['prod-eu']],
    ['from the first wave to the second', 'bbba', 'prod-eu', ['prod-us']],
    ['nowhere from the last', 'bbbb', 'prod-us', 'prod is the last environment, and all of it has 1 (bbbbbbbbbbbb)'],
    ['nowhere twice', 'bbaa', 'dev', 'staging has 1 (bbbbbbbbbbbb) of web already'],
    [
      'nowhere when the event is late',
      'caaa',
      'dev',
      'dev is to run 1 (cccccccccccc) by now; this was about bbbbbbbbbbbb',
    ],
    [
      'nowhere from the second wave while the first is behind',
      'bbab',
      'prod-us',
      'prod-eu of the same wave or an earlier one does not have it yet',
    ],
    [
      'nowhere for the first time',
      'b---',
      'dev',
      'web has no release in staging; the first is for people: npm run release -- promote web --from dev --to staging',
    ],
    ['nowhere from where it is no more', '-aaa', 'dev', 'dev has no release of web any more'],
  ])('goes %s', async (_, letters, cluster, expected) => {
    const decided = next(
      { estate: await estate(letters), now: new Date('2026-11-20T12:00:00Z') },
      { ...input, cluster },
    )
    if (!decided.ok) throw new Error(JSON.stringify(decided.issues))
    expect('step' in decided.value ? decided.value.step.changes.map((m) => m.cluster.name) : undone(decided)).toEqual(
      expected,
    )
  })

  it.each<[string, Readonly<Record<string, unknown>>, object, RegExp]>([
    [
      'a hold here',
      { 'apps/web/releases/dev.json': { digest: digest('b'), version: '1', hold: 'a test' } },
      {},
      /dev\.json: "a test"/,
    ],
    [
      'a hold there',
      { 'apps/web/releases/staging.json': { digest: digest('a'), version: '1', hold: 'QA' } },
      {},
      /staging\.json: "QA"; when that is over/,
    ],
    [
      'a reject',
      { 'apps/web/releases/rejected.json': { [digest('b')]: { reason: 'slow', running: ['dev'] } } },
      {},
      /rejected: slow/,
    ],
    ['a freeze', {}, { freezes }, /staging is frozen: audit; wait until it ends/],
  ])('says that %s is against it, and fails nobody', async (_, files, over, why) => {
    const decided = next({ estate: await estate('baaa', files, over), now: new Date('2026-11-20T12:00:00Z') }, input)
    expect(undone(decided)).toMatch(why)
  })

  it('is an error for words that name nothing', async () => {
    const decided = next(
      { estate: await estate('baaa'), now: new Date(0) },
      { cluster: 'dve', app: 'wbe', digest: 'latest' },
    )
    expect(decided.ok ? [] : decided.issues.map((i) => i.code)).toEqual([
      'unknown-app',
      'unknown-cluster',
      'wrong-digest',
    ])
  })
})
