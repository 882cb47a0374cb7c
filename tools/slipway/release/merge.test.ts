import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ok, type Rendered } from '@slipway/core'
import { runs } from '@slipway/core/runs'
import { digest, image, SampleEstate } from '@slipway/release/sample'
import { filesOf, renderEstate } from '@slipway/tree'
import { install } from '../gen/merge-driver.ts'
import { resolve, type Render } from '../gen/resolve.ts'
import { gen } from '../gen/run.ts'
import { desiring } from '../test/desiring.ts'
import { releaseArgs } from '../test/release-args.ts'
import { release } from './run.ts'

const apps = Array.from({ length: runs(8, 20) }, (_, i) => `app-${String.fromCharCode(97 + i)}`)
/** In dev alone: what is merged is what matters, not how much of it. */
const elsewhere = ['staging', 'prod-eu', 'prod-us']
const devOnly = Object.fromEntries(
  apps.flatMap((app) => elsewhere.map((cluster) => [`apps/${app}/releases/${cluster}.json`, undefined])),
)
const letter = (i: number): string => (i % 6 === 0 ? 'b' : (i % 10).toString())
const teams = /^clusters\/[^/]+\/shop\//

/**
 * The generator as it is where it runs: a rule of the platform, once it is there, changes every file of every app. It
 * stands for a change of libs/, which a test cannot load twice.
 */
const renderer =
  (sample: SampleEstate): Render =>
  async (root) => {
    const estate = await renderEstate(root)
    if (!estate.ok) return estate
    const rule = sample.exists('libs/rule') ? sample.text('libs/rule').trim() : undefined
    const ruled = ({ objects, ...file }: Rendered): Rendered => ({
      ...file,
      objects: objects.map((o) =>
        rule === undefined
          ? o
          : { ...o, metadata: { ...o.metadata, labels: { ...o.metadata.labels, 'acme.example/rule': rule } } },
      ),
    })
    return ok({ ...estate.value, rendered: estate.value.rendered.filter((one) => teams.test(one.path)).map(ruled) })
  }

const silent = { out: () => {}, err: (text: string) => void said.push(text), progress: () => {}, seconds: () => 0 }
const said: string[] = []

const merged: SampleEstate[] = []
let sample: SampleEstate
beforeAll(async () => {
  sample = await new SampleEstate(apps, devOnly).repository()
  for (const [i, app] of apps.entries()) {
    sample.git('switch', '-qc', `bump/${app}`, 'main')
    const asked = releaseArgs([
      'bump',
      app,
      'dev',
      '--image',
      image(app, letter(i)),
      '--version',
      `2.${i}`,
      '--commit',
      '--root',
      sample.root,
    ])
    if ((await release(asked, { ...silent, now: () => new Date(0) })) !== 0) throw new Error(said.join())
  }
  sample.git('switch', '-qc', 'platform', 'main')
  sample.put('libs/rule', 'new\n')
  const exit = await gen(
    { root: sample.root, check: false, app: undefined, json: false },
    desiring(renderer(sample)),
    silent,
  )
  expect([exit, said]).toEqual([0, []])
  sample.commit('platform: a rule')
  sample.git('switch', '-q', 'main')
}, 240_000)
afterAll(() => [sample, ...merged].forEach((one) => one.clean()))

function clone(): SampleEstate {
  const copy = new SampleEstate()
  merged.push(copy)
  copy.git('init', '-q', '-b', 'main')
  for (const [key, value] of [
    ['user.name', 'Ada'],
    ['user.email', 'ada@acme.example'],
    ['core.fsync', 'none'],
    ['gc.auto', '0'],
  ] as const)
    copy.git('config', key, value)
  copy.git('fetch', '-q', sample.root, '+refs/heads/*:refs/heads/from/*')
  copy.git('reset', '-q', '--hard', 'from/main')
  copy.git('clean', '-qfd')
  return copy
}

/** Merges a branch; where git stops, renders anew and goes on. @returns whether it stopped */
async function merge(copy: SampleEstate, branch: string): Promise<boolean> {
  if (copy.tryGit('merge', '--no-edit', '-q', `from/${branch}`).status === 0) return false
  expect(await resolve({ root: copy.root, json: false }, renderer(copy), silent)).toBe(0)
  copy.git('commit', '--no-edit', '-q')
  return true
}

const turned = <T>(list: readonly T[], by: number): T[] => [...list.slice(by), ...list.slice(0, by)]
const all = ['platform', ...apps.map((app) => `bump/${app}`)]

describe(`${apps.length} bumps of as many apps and a rule that changes every file, from one base`, () => {
  it('each changes its own release file and folder, and nothing else', () => {
    for (const app of apps)
      expect(sample.git('diff', '--name-only', `main...bump/${app}`).split('\n')).toEqual([
        `apps/${app}/releases/dev.json`,
        `clusters/dev/shop/${app}/deployment-${app}.yaml`,
      ])
    expect(sample.git('diff', '--name-only', 'main...platform').split('\n').length).toBeGreaterThan(apps.length * 4)
  })

  it.each([
    ['the rule first, the merge driver', all, true],
    ['the rule last, the merge driver', turned(all, 1), true],
    ['the rule in the middle, no merge driver', turned([...all].reverse(), 7), false],
  ])(
    'merge with no hand: %s',
    async (_, order, driver) => {
      const copy = clone()
      if (driver) expect(install(copy.root)).toMatchObject({ ok: true })
      let stopped = 0
      for (const branch of order) if (await merge(copy, branch)) stopped++
      if (driver) expect(stopped).toBeGreaterThan(0)
      const scratch = await renderer(copy)(copy.root)
      const files = scratch.ok ? filesOf(scratch.value.rendered) : scratch
      if (!files.ok) throw new Error(JSON.stringify(files.issues))
      expect(copy.git('ls-files', 'clusters').split('\n')).toEqual([...files.value.keys()])
      for (const [file, text] of files.value)
        if (copy.text(file) !== text) expect(file).toBe('as rendered from scratch')
      apps.forEach((app, i) =>
        expect(copy.json(`apps/${app}/releases/dev.json`)).toMatchObject({
          digest: digest(letter(i)),
          version: `2.${i}`,
        }),
      )
      expect(copy.git('status', '--porcelain')).toBe('')
      expect(copy.text(`clusters/dev/shop/${apps[3]}/deployment-${apps[3]}.yaml`)).toContain('acme.example/rule: new')
    },
    240_000,
  )
})

describe('two bumps of one app from one base', () => {
  const bump = async (copy: SampleEstate, letter: string) => {
    const asked = releaseArgs([
      'bump',
      'app-a',
      'dev',
      '--image',
      image('app-a', letter),
      '--version',
      `3.${letter}`,
      '--commit',
      '--json',
      '--root',
      copy.root,
    ])
    let out = ''
    await release(asked, { out: (text) => void (out += text), err: () => {}, now: () => new Date(0) })
    return JSON.parse(out) as { readonly ok: boolean; readonly nothing?: string }
  }
  it('conflict when both are merged; the later bump, made again upon the first, wins, and then there is nothing to do', async () => {
    const copy = clone()
    copy.git('switch', '-qc', 'one', 'main')
    await bump(copy, 'c')
    copy.git('switch', '-qc', 'two', 'main')
    await bump(copy, 'd')
    copy.git('switch', '-q', 'main')
    copy.git('merge', '-q', 'one')
    expect(copy.tryGit('merge', '-q', 'two').stdout).toContain('Merge conflict in apps/app-a/releases/dev.json')
    copy.git('merge', '--abort')
    expect(await bump(copy, 'd')).toMatchObject({ ok: true })
    expect(copy.json('apps/app-a/releases/dev.json')).toMatchObject({ digest: digest('d') })
    expect(await bump(copy, 'd')).toMatchObject({ nothing: expect.stringContaining('already') as unknown })
    expect(copy.git('log', '--format=%s', '-3').split('\n').slice(0, 2)).toEqual([
      'release(app-a): 3.d to dev',
      'release(app-a): 3.c to dev',
    ])
  })
})
