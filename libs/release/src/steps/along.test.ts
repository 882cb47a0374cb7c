import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '@slipway/core'
import type { Estate } from '@slipway/spec'
import { versionIssues } from '@slipway/spec/image-versions'
import { back, carryOut } from '../../test/rolled-back.ts'
import { clusters, digest, image, SampleEstate, spec } from '../../test/sample.ts'
import { stepOf, told, undone } from '../../test/told.ts'
import { bump } from './bump.ts'
import { hold, unhold } from './hold.ts'
import { next } from './next.ts'
import { promote } from './promote.ts'
import { reject } from './reject.ts'
import { after, appsOf, ownFiles, type Decision, type Step } from './step.ts'

const sms = { ...spec, kind: 'worker', image: { app: 'web' }, command: ['node', 'sms.js'] }
const release = (letter: string, more: object = {}) => ({ digest: digest(letter), version: `1.${letter}`, ...more })
const at = (app: string, cluster: string): string => `apps/${app}/releases/${cluster}.json`
/** `sms` and `beat` run the image of `web` wherever it is, `mail` nowhere yet; `api` has its own. */
const shared = { 'apps/sms/app.ts': sms, 'apps/beat/app.ts': sms, 'apps/mail/app.ts': sms }
const names = ['web', 'sms', 'beat', 'api'] as const

const now = new Date('2026-11-20T12:00:00Z')
const scene = (estate: Estate) => ({ estate, now, isBefore: (a: string, b: string) => a < b })
const issuesOf = (decided: Outcome<Decision>): readonly string[] =>
  decided.ok ? [] : decided.issues.map(({ file, code, hint }) => `${file} [${code}] ${hint}`)
/** By app, the clusters that a step changes. */
const moves = (step: Step): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries([
    [step.app, step.changes.map(({ cluster }) => cluster.name)],
    ...(step.along ?? []).map((one) => [one.app.name, one.changes.map(({ cluster }) => cluster.name)] as const),
  ])

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  sample = new SampleEstate(names, shared)
  estate = await sample.load()
})
afterAll(() => sample.clean())

describe('a release of the image', () => {
  it('brings all apps of it to the version, in the files of each', () => {
    const step = stepOf(bump(scene(estate), { app: 'web', target: 'dev', image: image('web', 'b'), version: '1.b' }))
    expect(moves(step)).toEqual({ web: ['dev'], beat: ['dev'], sms: ['dev'] })
    expect(told(step)).toMatchObject({
      title: 'release(web): 1.b to dev',
      facts: [`Digest: ${digest('b')}`, 'With it, of the same image: beat and sms'],
    })
    const [app] = estate.apps.filter(({ name }) => name === 'web')
    const files = app === undefined ? [] : [...ownFiles(step, app)]
    expect(files.map(([file, text]) => [file, JSON.parse(text ?? '')])).toEqual(
      ['web', 'beat', 'sms'].map((name) => [at(name, 'dev'), release('b')]),
    )
    expect(versionIssues(after(estate, step))).toEqual([])
  })

  it('goes on a wave at a time', () => {
    const given = new SampleEstate(names, {
      ...shared,
      ...Object.fromEntries(
        ['web', 'sms', 'beat'].flatMap((app) => ['dev', 'staging'].map((c) => [at(app, c), release('b')])),
      ),
    })
    return given
      .load()
      .then((there) => {
        const first = stepOf(promote(scene(there), { app: 'web', from: 'staging', to: 'prod' }))
        expect(moves(first)).toEqual({ web: ['prod-eu'], beat: ['prod-eu'], sms: ['prod-eu'] })
        const second = stepOf(next(scene(after(there, first)), { cluster: 'prod-eu', app: 'web', digest: digest('b') }))
        expect(moves(second)).toEqual({ web: ['prod-us'], beat: ['prod-us'], sms: ['prod-us'] })
        expect(undone(next(scene(after(there, first)), { cluster: 'prod-eu', app: 'sms', digest: digest('b') }))).toBe(
          'sms moves with web, whose image it runs',
        )
      })
      .finally(given.clean)
  })

  it('wants an image of an app that has its own', () => {
    expect(issuesOf(bump(scene(estate), { app: 'web', target: 'dev' }))).toEqual([
      '--image [no-image] take it from the build that pushed it',
    ])
  })

  it('leaves apps of other images, and those that are not there', () => {
    const step = stepOf(bump(scene(estate), { app: 'api', target: 'dev', image: image('api', 'b') }))
    expect(appsOf(step)).toEqual(['api'])
    expect(step.along).toBeUndefined()
  })

  it.each([
    ['bump', ['dev'], { web: ['dev'], beat: ['dev'], mail: ['dev'], sms: ['dev'] }],
    // Those that run where it comes from: what begins elsewhere, people name.
    ['promote', ['staging', 'prod-eu', 'prod-us'], { web: ['staging'], beat: ['staging'], sms: ['staging'] }],
  ] as const)('takes the others along where it begins: %s', async (verb, missing, all) => {
    const without = names.flatMap((app) => missing.map((cluster) => [at(app, cluster), undefined] as const))
    const given = new SampleEstate(names, { ...shared, ...Object.fromEntries(without) })
    const there = scene(await given.load())
    given.clean()
    const decided =
      verb === 'bump'
        ? bump(there, { app: 'web', target: 'dev', image: image('web', 'b') })
        : promote(there, { app: 'web', from: 'dev', to: 'staging' })
    expect(moves(stepOf(decided))).toEqual(all)
  })

  it('writes why it came past an environment into the file of each', () => {
    const step = stepOf(
      bump(scene(estate), { app: 'web', target: 'prod', image: image('web', 'b'), override: 'people cannot pay' }),
    )
    const all = [step, ...(step.along ?? [])].flatMap(({ changes }) => changes.map(({ to }) => to.override))
    expect(all).toEqual(['people cannot pay', 'people cannot pay', 'people cannot pay'])
  })

  it('waits where one of the apps is held', async () => {
    const given = new SampleEstate(names, { ...shared, [at('sms', 'dev')]: release('a', { hold: 'a load test' }) })
    const there = scene(await given.load())
    given.clean()
    expect(issuesOf(bump(there, { app: 'web', target: 'dev', image: image('web', 'b') }))).toEqual([
      'apps/sms/releases/dev.json [release-held] when that is over: npm run release -- unhold sms dev --reason "..."',
    ])
    expect(stepOf(unhold(there.estate, { app: 'sms', target: 'dev', reason: 'done' })).app).toBe('sms')
  })
})

describe('an app that runs the image of another', () => {
  const reason = 'it is slow'
  it.each([
    [
      'promote',
      () => promote(scene(estate), { app: 'sms', from: 'dev', to: 'staging' }),
      'promote web --from dev --to staging',
    ],
    ['hold', () => hold(estate, { app: 'sms', target: 'dev', reason }), "hold web dev --reason 'it is slow'"],
    [
      'reject',
      () => reject(estate, { app: 'sms', digest: digest('a'), reason }),
      `reject web ${digest('a')} --reason 'it is slow'`,
    ],
  ])('%s: says which app decides', (_, decide, words) => {
    expect(issuesOf(decide())).toEqual([`apps/sms/app.ts [image-moves-with] type: npm run release -- ${words}`])
  })

  const other = 'leave it out, or bump web, which brings mail along'
  it.each([
    ['dev', undefined, ['dev']],
    ['dev', image('web', 'a'), ['dev']],
    ['prod', undefined, ['prod-eu']],
    ['prod-us', undefined, ['prod-us']],
    ['dev', image('web', 'b'), [`--image [image-moves-with] ${other}`]],
    ['dev', image('api', 'b'), [`--image [image-moves-with] ${other}`]],
  ])('comes to %s by a bump, as the other has it there (image %s)', (target, given, expected) => {
    const decided = bump(scene(estate), { app: 'mail', target, image: given })
    if (!decided.ok) return expect(issuesOf(decided)).toEqual(expected)
    const step = stepOf(decided)
    expect(moves(step)).toEqual({ mail: expected })
    expect(step.changes.map(({ to }) => to)).toEqual([{ digest: digest('a'), version: '1.0.0' }])
    expect(told(step).facts).toEqual([`Digest: ${digest('a')}`, 'Image of: web'])
    expect(versionIssues(after(estate, step))).toEqual([])
  })

  it('comes nowhere before the other, and not to what is rejected', async () => {
    const given = new SampleEstate(names, {
      ...shared,
      [at('web', 'rejected')]: { [digest('a')]: { reason: 'loses orders', running: clusters } },
      [at('web', 'dev')]: undefined,
    })
    const there = scene(await given.load())
    given.clean()
    expect(issuesOf(bump(there, { app: 'mail', target: 'dev' }))).toEqual([
      'apps/web/releases [no-release] release web there first',
    ])
    expect(issuesOf(bump(there, { app: 'mail', target: 'staging' }))).toEqual([
      'apps/web/releases/rejected.json [release-rejected] build and release another image',
    ])
  })

  it('that fell behind catches up by a bump', async () => {
    const given = new SampleEstate(names, { ...shared, [at('web', 'dev')]: release('b') })
    const there = await given.load()
    given.clean()
    expect(versionIssues(there).map(({ file, hint }) => `${file}: ${hint}`)).toEqual([
      'apps/beat/releases/dev.json: npm run release -- bump beat dev',
      'apps/sms/releases/dev.json: npm run release -- bump sms dev',
    ])
    const step = stepOf(bump(scene(there), { app: 'sms', target: 'dev' }))
    expect(step.changes.map(({ to }) => to)).toEqual([release('b')])
    expect(undone(bump(scene(after(there, step)), { app: 'sms', target: 'dev' }))).toBe(
      'dev has 1.b (bbbbbbbbbbbb) of sms already',
    )
  })
})

const letter = fc.constantFrom('a', 'b', 'c')
const app = fc.constantFrom('web', 'sms', 'beat', 'mail')
const target = fc.constantFrom('dev', 'staging', 'prod', 'prod-us')
type Try = (of: Estate) => Outcome<Decision>
const tries: fc.Arbitrary<Try> = fc.oneof(
  fc.record({ app, target, letter }).map(
    (one): Try =>
      (of) =>
        bump(scene(of), { ...one, image: image('web', one.letter), override: 'a test' }),
  ),
  fc.record({ app, target }).map(
    (one): Try =>
      (of) =>
        bump(scene(of), one),
  ),
  fc.record({ app, from: target, to: target }).map(
    (one): Try =>
      (of) =>
        promote(scene(of), { ...one, override: 'a test' }),
  ),
  fc.record({ app, target }).map(
    (one): Try =>
      (of) =>
        hold(of, { ...one, reason: 'a test' }),
  ),
  fc.record({ app, target }).map(
    (one): Try =>
      (of) =>
        unhold(of, { ...one, reason: 'a test' }),
  ),
  fc.record({ app, digest: letter.map(digest) }).map(
    (one): Try =>
      (of) =>
        reject(of, { ...one, reason: 'a test' }),
  ),
  fc.record({ app, cluster: fc.constantFrom(...clusters), digest: letter.map(digest) }).map(
    (one): Try =>
      (of) =>
        next(scene(of), one),
  ),
)

it('whatever is decided, the apps of an image never come apart', () => {
  fc.assert(
    fc.property(fc.array(tries, { maxLength: 12 }), (all) => {
      let here = estate
      for (const one of all) {
        const decided = one(here)
        if (decided.ok && 'step' in decided.value) here = after(here, decided.value.step)
        expect(versionIssues(here)).toEqual([])
      }
    }),
    { numRuns: 200 },
  )
})

describe('rollback', () => {
  const made: SampleEstate[] = []
  afterEach(() => {
    for (const one of made.splice(0)) one.clean()
  })
  /** `mail` comes with the second version, and `sms` gets another command. */
  async function shipped(): Promise<SampleEstate> {
    const given = new SampleEstate(['web', 'sms', 'beat'], { 'apps/sms/app.ts': sms, 'apps/beat/app.ts': sms })
    made.push(given)
    await given.repository()
    given.put('apps/sms/app.ts', { ...sms, command: ['node', 'sms.js', '--new'] })
    given.put('apps/mail/app.ts', sms)
    for (const name of ['web', 'sms', 'beat', 'mail']) given.put(at(name, 'prod-eu'), release('b'))
    await given.render()
    given.commit('1.b')
    return given
  }

  it('brings all apps of the image back, each with its spec of then, held by the one', async () => {
    const given = await shipped()
    const then = given.git('rev-parse', 'HEAD^')
    const step = stepOf(await back(given))
    await carryOut(given, step)
    const old = { digest: digest('a'), version: '1.0.0' }
    expect(['web', 'sms', 'beat', 'mail'].map((name) => given.json(at(name, 'prod-eu')))).toEqual([
      { hold: { reason: 'it is slow', by: 'rollback', from: '1.b (bbbbbbbbbbbb)' }, ...old },
      old,
      old,
      old,
    ])
    expect(
      given.git('diff', '--stat', then, '--', ...['web', 'sms', 'beat'].map((n) => `clusters/prod-eu/shop/${n}`)),
    ).toBe('')
    expect(told(step)).toMatchObject({ title: 'release(web): roll prod-eu back to 1.0.0' })
    expect(told(step).facts).toContain('With it, of the same image: beat, mail and sms')
    expect(told(step).notes).toContain(
      'mail had no release of this version in prod-eu: it gets the image of then, and keeps its spec of today',
    )
    const there = await given.load()
    expect(versionIssues(there)).toEqual([])
    // The others stay, too, until the hold is lifted; then they take the spec of today again.
    const again = { app: 'web', target: 'prod-eu', image: image('web', 'c'), override: 'a test' }
    expect(issuesOf(bump(scene(there), again)).join()).toContain('release-held')
    const lifted = after(there, stepOf(unhold(there, { app: 'web', target: 'prod-eu', reason: 'mended' })))
    const forward = after(lifted, stepOf(bump(scene(lifted), again)))
    expect(versionIssues(forward)).toEqual([])
    expect(forward.apps.map(({ name, kept }) => [name, kept?.size ?? 0])).toEqual(
      ['beat', 'mail', 'sms', 'web'].map((name) => [name, 0]),
    )
  })

  it('does not wait for one whose spec of then is not readable any more, with an override', async () => {
    const given = new SampleEstate(['web', 'sms', 'beat'], { 'apps/sms/app.ts': sms, 'apps/beat/app.ts': sms })
    made.push(given)
    await given.repository()
    given.put('apps/sms/app.ts', 'export default {')
    given.git('commit', '-qa', '--amend', '--no-edit')
    given.put('apps/sms/app.ts', sms)
    for (const name of ['web', 'sms', 'beat']) given.put(at(name, 'prod-eu'), release('b'))
    await given.render()
    given.commit('1.b')
    const refused = issuesOf(await back(given)).join('\n')
    expect(refused).toContain('to go back at once, sms with its spec of today, type: npm run release -- rollback web')
    const step = stepOf(await back(given, { override: 'orders are lost' }))
    await carryOut(given, step)
    expect(versionIssues(await given.load())).toEqual([])
    expect(told(step).notes.join('\n')).toContain('the spec of sms as it was then in prod-eu cannot be read any more')
  })

  it('of one of them says which app decides', async () => {
    const given = await shipped()
    expect(issuesOf(await back(given, { app: 'sms' }))).toEqual([
      "apps/sms/app.ts [image-moves-with] type: npm run release -- rollback web prod-eu --reason 'it is slow'",
    ])
  })
})
