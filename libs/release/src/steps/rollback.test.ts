import { afterEach, describe, expect, it } from 'vitest'
import { history, type HistoryEntry } from '../history.ts'
import { unhold } from './hold.ts'
import { stateBefore } from './rollback.ts'
import { digest, SampleEstate, spec, team } from '../../test/sample.ts'
import { back, carryOut, gitIn } from '../../test/rolled-back.ts'
import { cleanUp, copyOf, estateOf, eu, kept, prodEu, release, ship } from '../../test/shipped.ts'
import { stepOf, told as remarksOf } from '../../test/told.ts'

afterEach(cleanUp)

describe.each([
  ['', 'at the top of its repository'],
  ['my estate', 'below it'],
])('rollback %s', (folder, _) => {
  it('brings image and rendered files back, byte for byte, and holds', async () => {
    const sample = await estateOf({}, folder)
    const before = sample.git('rev-parse', 'HEAD')
    await ship(sample, 'b')
    const step = stepOf(await back(sample))
    await carryOut(sample, step)
    expect(sample.json(eu)).toEqual({
      hold: { reason: 'it is slow', by: 'rollback', from: '1.b (bbbbbbbbbbbb)' },
      digest: digest('a'),
      version: '1.0.0',
    })
    expect(
      sample
        .git('status', '--porcelain')
        .split('\n')
        .map((line) => line.trim().slice(2).replaceAll('"', '').trim()),
    ).toEqual(
      [eu, 'clusters/prod-eu/shop/web/deployment-web.yaml'].map((file) => (folder === '' ? file : `${folder}/${file}`)),
    )
    expect(sample.git('diff', '--stat', before, '--', 'clusters')).toBe('')
    expect(remarksOf(step).notes).toEqual([
      expect.stringMatching(/^(\d+) of \1 files byte for byte as in [0-9a-f]{12}$/),
    ])
    await sample.render()
    expect(sample.git('diff', '--stat', before, '--', 'clusters')).toBe('')
  })
})

describe('rollback of a function', () => {
  const repository = '222233334444.dkr.ecr.eu-west-1.amazonaws.com/web'
  const own = { kind: 'function', team: 'shop', image: repository, schedule: '0 3 * * *', memory: '256Mi' }
  const fleet = { teams: { shop: { ...team, may: { registries: [repository] } } } }
  const stack = 'aws/222233334444/eu-west-1/prod-eu-function-web.yaml'
  it('brings memory and variables back with the image, by the spec of then; each change of the stack is a state', async () => {
    const sample = await kept(new SampleEstate(['web'], { 'apps/web/app.ts': own }, fleet)).repository()
    const before = sample.text(stack)
    sample.put('apps/web/app.ts', { ...own, memory: '512Mi', env: { MODE: 'new' } })
    await sample.render()
    sample.commit('more memory')
    await ship(sample, 'b')
    const entries = history(gitIn(sample), 'web', prodEu, 'shop')
    expect(entries.ok && entries.value.map(({ subject }) => subject)).toEqual(['1.b', 'more memory', 'the estate'])
    expect(sample.text(stack)).toContain('MemorySize: 512')
    const step = stepOf(await back(sample, { to: 2 }))
    await carryOut(sample, step)
    expect(sample.text(stack)).toBe(before)
    expect(remarksOf(step).notes).toContainEqual(expect.stringMatching(/^1 of 1 files byte for byte/))
  })
})

describe('rollback of an app that migrates', () => {
  const migrating = { 'apps/web/app.ts': { ...spec, migrate: { command: ['migrate'] } } }
  const [job, ...others] = ['job', 'networkpolicy', 'sidecar'].map(
    (kind) => `clusters/prod-eu/shop/web/${kind}-web-migrate.yaml`,
  ) as [string, ...string[]]
  const gone = [job, ...others].map((file) => `D\t${file}`).join('\n')

  it('brings all back but the migration, keeps it so when the hold is lifted, and brings it with the next release', async () => {
    const sample = await estateOf(migrating)
    const before = sample.git('rev-parse', 'HEAD')
    await ship(sample, 'b')
    const step = stepOf(await back(sample))
    await carryOut(sample, step)
    expect(sample.json(eu)).toMatchObject({ digest: digest('a'), restored: true, hold: { by: 'rollback' } })
    expect(sample.git('diff', '--name-status', before, '--', 'clusters')).toBe(gone)
    expect(remarksOf(step).notes).toContain(`${job} does not come back: this version has migrated here before`)
    sample.commit('back')
    const lifted = unhold(await sample.load(), { app: 'web', target: 'prod-eu', reason: 'mended' })
    await carryOut(sample, stepOf(lifted))
    await sample.render()
    expect(sample.git('diff', '--name-status', before, '--', 'clusters')).toBe(gone)
    await ship(sample, 'c')
    expect(sample.git('diff', '--name-status', before, '--', job)).toBe(`M\t${job}`)
  })

  it('goes back to a state that a rollback brought, without a migration', async () => {
    const sample = await estateOf(migrating)
    await ship(sample, 'b')
    await carryOut(sample, stepOf(await back(sample)))
    const first = sample.commit('back')
    await ship(sample, 'c')
    await carryOut(sample, stepOf(await back(sample)))
    expect(sample.json(eu)).toMatchObject({ digest: digest('a'), restored: true })
    expect(sample.git('diff', '--name-status', first, '--', 'clusters')).toBe('')
  })
})

describe('rollback', () => {
  it('brings the config of then back, and touches no file that people write', async () => {
    const config = { files: { '/etc/web/rules.json': 'config/rules.json' }, env: { MODE: 'old' } }
    const first = await estateOf({
      'apps/web/app.ts': { ...spec, ...config },
      'apps/web/config/rules.json': '{"rules":1}\n',
    })
    const then = first.git('rev-parse', 'HEAD')
    const sample = copyOf(first)
    sample.put('apps/web/app.ts', { ...spec, env: { MODE: 'new' } })
    sample.git('rm', '-q', 'apps/web/config/rules.json')
    for (const cluster of ['dev', 'prod-eu']) sample.put(`apps/web/releases/${cluster}.json`, release('b'))
    await sample.render()
    sample.commit('1.b and its config')
    await carryOut(sample, stepOf(await back(sample)))
    sample.commit('back')
    expect(sample.git('diff', '--stat', then, '--', 'clusters/prod-eu')).toBe('')
    expect(sample.text('clusters/dev/shop/web/deployment-web.yaml')).toContain('value: new')
    expect(sample.text('apps/web/app.ts')).toContain('"new"')
    expect(sample.text('apps/web/releases/prod-eu/config/rules.json')).toBe('{"rules":1}\n')
    // Rendering from scratch gives the same, so it holds.
    await sample.render()
    expect(sample.git('status', '--porcelain')).toBe('')
  })

  it('goes further back the second time, never forward to what was bad', async () => {
    const sample = await estateOf()
    await ship(sample, 'b')
    await ship(sample, 'c')
    await carryOut(sample, stepOf(await back(sample)))
    sample.commit('back to b')
    expect(sample.json(eu)).toMatchObject({ digest: digest('b') })
    await carryOut(sample, stepOf(await back(sample)))
    sample.commit('back to a')
    expect(sample.json(eu)).toMatchObject({ digest: digest('a') })
  })

  it('goes to any state of the history by its number', async () => {
    const sample = await estateOf()
    await ship(sample, 'b')
    await ship(sample, 'c')
    expect(stepOf(await back(sample, { to: 2 })).changes[0]?.to.digest).toBe(digest('a'))
    expect(await back(sample, { to: 3 })).toMatchObject({
      ok: false,
      issues: [{ code: 'no-such-state', want: 'a number from 0 to 2' }],
    })
  })

  it('takes back those clusters of an environment that have what came last', async () => {
    const sample = await estateOf()
    await ship(sample, 'b')
    expect(stepOf(await back(sample, { target: 'prod' })).changes.map((m) => m.cluster.name)).toEqual(['prod-eu'])
    await ship(sample, 'b', 'apps/web/releases/prod-us.json')
    expect(stepOf(await back(sample, { target: 'prod' })).changes.map((m) => m.cluster.name)).toEqual([
      'prod-eu',
      'prod-us',
    ])
  })

  it("names the files that today's fleet writes otherwise, and goes only when told why", async () => {
    const first = await estateOf()
    await ship(first, 'b')
    const sample = copyOf(first)
    sample.put(
      'fleet/clusters/prod-eu.ts',
      sample
        .text('fleet/clusters/prod-eu.ts')
        .replace('c48.acme', 'c49.acme')
        .replace(`${'registry'}.acme`, 'mirror.acme'),
    )
    await sample.render()
    sample.commit('fleet: another registry')
    const refused = await back(sample, { landing: '--pr' })
    const [told, ...others] = refused.ok ? [] : refused.issues
    expect([told?.file, told?.code, others]).toEqual([eu, 'rollback-bytes', []])
    expect(told?.got).toMatch(
      /^1 of \d+ files would not be as in [0-9a-f]{12}: clusters\/prod-eu\/shop\/web\/deployment-web\.yaml \(line \d+: /,
    )
    expect(told?.hint).toMatch(/\(([0-9a-f]+) fleet: another registry\) and run this again$/)
    // The command in the message is one that the verb takes, and what it then does is what it says.
    expect(told?.hint).toContain(
      "type: npm run release -- rollback web prod-eu --reason 'it is slow' --override 'as today'\\''s generator writes it' --pr ;",
    )
    const step = stepOf(await back(sample, { override: 'the old registry is gone' }))
    // The spec is as it was, so there is nothing to keep.
    expect(step.keep.size).toBe(0)
    expect(remarksOf(step).facts.at(-1)).toBe('Override: 1 file is not as it was: the old registry is gone')
  })

  it.each<[string, (sample: SampleEstate) => Promise<unknown>, string]>([
    ['the only release there was', () => Promise.resolve(), 'no-such-state'],
    [
      'a rejected one',
      async (sample) => {
        await ship(sample, 'b')
        sample.put('apps/web/releases/rejected.json', {
          [digest('a')]: { reason: 'worse', running: ['dev', 'staging', 'prod-us'] },
        })
      },
      'release-rejected',
    ],
  ])('refuses to go to %s', async (_, prepare, code) => {
    const sample = await estateOf()
    await prepare(sample)
    const decided = await back(sample)
    expect(decided.ok ? '' : decided.issues[0]?.code).toBe(code)
  })
})

describe('stateBefore', () => {
  const entries = (states: string) =>
    [...states].map((letter, number): HistoryEntry => {
      const isBack = letter !== letter.toLowerCase()
      const hold = isBack ? { hold: { reason: 'y', by: 'rollback', from: 'x' } as const } : {}
      return {
        number,
        commit: '',
        time: 0,
        author: '',
        subject: '',
        rendered: '',
        secrets: '',
        release: { ...release(letter.toLowerCase()), ...hold },
      }
    })
  // Newest first; a capital is a state that a rollback brought.
  it.each([
    ['ba', 'b', 'a'],
    ['bba', 'b', 'a'],
    ['a', 'a', undefined],
    ['Bcba', 'b', 'a'],
    ['ABcba', 'a', undefined],
    ['dBcba', 'd', 'b'],
    ['ABcbaz', 'a', 'z'],
    // Not committed yet: back to what git has.
    ['ba', 'x', 'b'],
  ])('of %s, running %s: %s', (states, now, expected) => {
    expect(stateBefore(entries(states), digest(now))?.release.digest).toBe(
      expected === undefined ? undefined : digest(expected),
    )
  })
})
