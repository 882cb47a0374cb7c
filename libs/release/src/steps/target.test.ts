import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { digest, registry, SampleEstate } from '../../test/sample.ts'
import { findApp, findTarget, listed, nextWave, repositoryOf } from './target.ts'

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  const b = { digest: digest('b'), version: '2.0.0' }
  sample = new SampleEstate(['web', 'api', 'new', 'eu'], {
    'apps/api/releases/prod-eu.json': b,
    ...Object.fromEntries(
      ['dev', 'staging', 'prod-eu', 'prod-us'].map((c) => [`apps/new/releases/${c}.json`, undefined]),
    ),
    'apps/eu/releases/prod-us.json': undefined,
  })
  estate = await sample.load()
})
afterAll(() => sample.clean())

const must = <T>(one: { ok: true; value: T } | { ok: false; issues: unknown }): T => {
  if (!one.ok) throw new Error(JSON.stringify(one.issues))
  return one.value
}

describe('findTarget', () => {
  it.each([
    ['dev', ['dev'], false],
    ['prod', ['prod-eu', 'prod-us'], false],
    ['prod-us', ['prod-us'], true],
  ])('%s is %j', (name, clusters, isCluster) => {
    const target = must(findTarget(estate.fleet, name))
    expect(target).toMatchObject({ name, isCluster })
    expect(target.clusters.map((c) => c.name)).toEqual(clusters)
  })
  it('suggests a name', () => {
    expect(findTarget(estate.fleet, 'prod-ue')).toMatchObject({
      ok: false,
      issues: [{ code: 'unknown-target', hint: 'did you mean "prod-eu"?' }],
    })
    expect(findApp(estate, 'wbe')).toMatchObject({
      ok: false,
      issues: [{ code: 'unknown-app', hint: 'did you mean "web"?' }],
    })
  })
})

describe('nextWave', () => {
  it.each<[string, string, string, string[], string[], string[]]>([
    ['web', 'prod', 'b', ['prod-eu'], ['prod-us'], []],
    ['api', 'prod', 'b', ['prod-us'], [], []],
    ['web', 'prod', 'a', [], [], []],
    ['web', 'prod-us', 'b', ['prod-us'], [], []],
    ['eu', 'prod', 'b', ['prod-eu'], [], ['prod-us']],
    ['eu', 'prod-us', 'b', ['prod-us'], [], []],
    // New in the environment: the first wave has it then, and the others are without it.
    ['new', 'prod', 'b', ['prod-eu'], [], ['prod-us']],
  ])('%s to %s with %s: now %j, later %j, absent %j', (app, target, letter, now, later, absent) => {
    const wave = nextWave(must(findApp(estate, app)), must(findTarget(estate.fleet, target)), digest(letter))
    const names = (all: readonly { name: string }[]) => all.map((c) => c.name)
    expect([names(wave.now), names(wave.later), names(wave.absent)]).toEqual([now, later, absent])
  })
})

it('repositoryOf is the registry and the name', () => {
  expect(
    repositoryOf(estate, must(findApp(estate, 'web')), must(findTarget(estate.fleet, 'dev')).clusters[0] as never),
  ).toBe(`${registry}/web`)
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('listed %j: %s', (names, text) => {
  expect(listed(names)).toBe(text)
})
