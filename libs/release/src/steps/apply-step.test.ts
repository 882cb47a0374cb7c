import fs from 'node:fs'
import path from 'node:path'
import { nodeDisk, takeLock, type Disk } from '@slipway/tree'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { bump } from './bump.ts'
import { treeChange, type TreeChange } from './tree-change.ts'
import { openGit } from '../git.ts'
import { detached, obstacles, toCommit, toDisk, type Texts } from './apply-step.ts'
import { digest, image, SampleEstate } from '../../test/sample.ts'
import { after, ownFiles, type Step } from './step.ts'

const made: SampleEstate[] = []
afterEach(() => made.splice(0).forEach((one) => one.clean()))
const release = 'apps/web/releases/dev.json'
const deployment = 'clusters/dev/shop/web/deployment-web.yaml'

async function sampleOf(folder = ''): Promise<SampleEstate> {
  const sample = new SampleEstate(['web', 'api'], {}, {}, folder)
  made.push(sample)
  return sample.repository()
}

interface Made {
  readonly step: Step
  readonly own: Texts
  readonly changed: TreeChange
  readonly was: ReadonlyMap<string, string>
}

/** A bump of `web` in dev, decided and rendered, not written. */
async function bumped(sample: SampleEstate, letter = 'b'): Promise<Made | undefined> {
  const estate = await sample.load()
  const decided = bump(
    { estate, now: new Date(0), isBefore: () => false },
    { app: 'web', target: 'dev', image: image('web', letter), version: '1.1.0' },
  )
  if (!decided.ok) throw new Error(JSON.stringify(decided.issues))
  if (!('step' in decided.value)) return undefined
  const { step } = decided.value
  const [app] = estate.apps.filter((one) => one.name === 'web')
  const found = treeChange(estate, after(estate, step), ['dev'])
  if (app === undefined || !found.ok) throw new Error('no effect')
  return { step, own: ownFiles(step, app), changed: found.value.changed, was: found.value.was }
}

function write(disk: Disk, { own, changed, was }: Made) {
  const lock = takeLock(disk)
  if (!lock.ok) return lock
  try {
    return toDisk(disk, lock.value, own, changed, was)
  } finally {
    lock.value.release()
  }
}

const gitIn = (sample: SampleEstate) => {
  const git = openGit(sample.root)
  if (!git.ok) throw new Error(JSON.stringify(git.issues))
  return git.value
}

/** All files outside of git's and ours. */
const below = (root: string): Record<string, string> =>
  Object.fromEntries(
    fs
      .readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => !/^\.(git|slipway)(\/|$)/.test(file) && fs.statSync(path.join(root, file)).isFile())
      .sort()
      .map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')]),
  )

describe('toDisk', () => {
  it('changes the release file and what is rendered from it, and nothing else', async () => {
    const sample = await sampleOf()
    const step = await bumped(sample)
    if (step === undefined) throw new Error('no step')
    expect(write(nodeDisk(sample.root), step)).toEqual({ ok: true, value: [] })
    expect(
      sample
        .git('status', '--porcelain')
        .split('\n')
        .map((line) => line.trim().slice(2)),
    ).toEqual([release, deployment])
    expect(sample.text(deployment)).toContain(digest('b'))
    await sample.render()
    expect(sample.git('status', '--porcelain').split('\n').length).toBe(2)
  })

  it('killed at any step, leaves every file old or new, and the same again ends it', async () => {
    const sample = await sampleOf()
    const old = below(sample.root)
    const step = await bumped(sample)
    if (step === undefined) throw new Error('no step')
    write(nodeDisk(sample.root), step)
    const whole = below(sample.root)
    for (let at = 1; ; at++) {
      sample.git('checkout', '-q', '.')
      const real = nodeDisk(sample.root)
      let count = 0
      const dying =
        <K extends 'write' | 'rename' | 'remove'>(name: K) =>
        (...args: [string, string]) => {
          if (++count >= at) {
            // Half of a file is what a killed write leaves.
            if (name === 'write' && count === at) real.write(args[0], args[1].slice(0, args[1].length / 2))
            throw new Error('killed')
          }
          return (real[name] as (...given: [string, string]) => void)(...args)
        }
      const disk = { ...real, write: dying('write'), rename: dying('rename'), remove: dying('remove') } as Disk
      let ended = false
      try {
        ended = write(disk, step).ok
      } catch {
        // A kill says nothing.
      }
      const now = below(sample.root)
      const left = Object.keys(now).filter((file) => !(file in old) && !/\.slipway-\d+-\d+\.tmp$/.test(file))
      expect(left).toEqual([])
      for (const [file, text] of Object.entries(now)) if (file in old) expect([old[file], whole[file]]).toContain(text)
      fs.rmSync(path.join(sample.root, '.slipway/gen.lock'), { force: true })
      const again = await bumped(sample)
      if (again !== undefined) expect(write(nodeDisk(sample.root), again)).toMatchObject({ ok: true })
      expect(below(sample.root)).toEqual(whole)
      if (ended) break
    }
  })
})

describe('toCommit', () => {
  it.each([
    ['', 'at the top'],
    ['my estate', 'below the top'],
  ])('commits those paths alone, what is staged stays staged: %j %s', async (folder) => {
    const sample = await sampleOf(folder)
    sample.put('notes.txt', 'mine')
    sample.git('add', 'notes.txt')
    const step = await bumped(sample)
    if (step === undefined) throw new Error('no step')
    const git = gitIn(sample)
    expect(obstacles(git, nodeDisk(sample.root), step.own, step.changed, ['web'])).toEqual([])
    write(nodeDisk(sample.root), step)
    const commit = toCommit(git, [...step.own.keys(), ...step.changed.keys()], step.step)
    expect(commit).toEqual({ ok: true, value: sample.git('rev-parse', 'HEAD') })
    expect(sample.git('show', '--format=%B', '--name-only', '--relative').split('\n')).toEqual([
      'release(web): 1.1.0 to dev',
      '',
      `Digest: ${digest('b')}`,
      '',
      '',
      release,
      deployment,
    ])
    expect(sample.git('diff', '--cached', '--name-only', '--relative')).toBe('notes.txt')
  })
})

describe('obstacles', () => {
  const codes = async (prepare: (sample: SampleEstate) => unknown) => {
    const sample = await sampleOf()
    const step = await bumped(sample)
    if (step === undefined) throw new Error('no step')
    prepare(sample)
    return obstacles(gitIn(sample), nodeDisk(sample.root), step.own, step.changed, ['web'])
  }
  it.each<[string, (sample: SampleEstate) => unknown, string[]]>([
    ['a spec that is not committed', (s) => s.put('apps/web/app.ts', 'export default 1'), ['dirty-tree']],
    ['a fleet that is not committed', (s) => s.put('fleet/clusters/x.ts', ''), ['dirty-tree']],
    ['a hand edit of a file to be written', (s) => s.put(deployment, 'x'), ['dirty-tree']],
    ["another app's spec, which is no matter", (s) => s.put('apps/api/app.ts', 'x'), []],
    ['a source of the app, which is no matter', (s) => s.put('apps/web/src/main.ts', 'x'), []],
    ['a merge that took one side', (s) => s.put('.slipway/remerge', 'x'), ['release-merge']],
  ])('%s', async (_, prepare, expected) => {
    expect((await codes(prepare)).map((i) => i.code)).toEqual(expected)
  })
  it('a git that knows nobody', async () => {
    for (const name of ['GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL', 'EMAIL']) vi.stubEnv(name, undefined)
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
    const found = await codes((s) => {
      s.git('config', 'user.useConfigOnly', 'true')
      s.git('config', '--unset', 'user.email')
    })
    vi.unstubAllEnvs()
    expect(found.map((i) => i.code)).toEqual(['no-identity'])
  })
  it('names what is not committed', async () => {
    expect((await codes((s) => s.put('apps/web/app.ts', 'x')))[0]?.got).toBe(
      'changes that are not committed: apps/web/app.ts',
    )
  })
  it('finds a detached HEAD', async () => {
    const sample = await sampleOf()
    expect(detached(gitIn(sample))).toBeUndefined()
    sample.git('switch', '-q', '--detach')
    expect(detached(gitIn(sample))?.code).toBe('detached-head')
  })
  it('says where there is no repository', () => {
    const sample = new SampleEstate()
    made.push(sample)
    expect(openGit(sample.root)).toMatchObject({
      ok: false,
      issues: [{ code: 'not-a-repository', got: expect.stringContaining('not a git repository') as unknown }],
    })
  })
})
