import { baseName, folderOf, ok } from '@slipway/core'
import { afterEach, describe, expect, it } from 'vitest'
import { DiskError, onDisk, removeAll, sha256, type Disk } from './disk.ts'
import { stampOf } from './earlier-runs.ts'
import type { Files } from '../render/files.ts'
import { takeLock, type Self } from './lock.ts'
import { dyingDisk, failingDisk, faultyDisk, Killed, Sandbox, tree } from '../../test/sandbox.ts'
import { writeTree } from '../cache/cached-tree.ts'
import type { WrittenAhead } from './write-ahead.ts'

const boxes: Sandbox[] = []
const sandbox = (): Sandbox => {
  const box = new Sandbox()
  boxes.push(box)
  return box
}
afterEach(() => boxes.splice(0).forEach((box) => box.clean()))

const before = tree({
  'clusters/dev/shop/web/rollout-web.yaml': 'old',
  'clusters/dev/shop/web/service-web.yaml': 'same',
  'clusters/dev/shop/gone/rollout-gone.yaml': 'gone',
  'clusters/dev/shop/gone/service-gone.yaml': 'gone',
  'clusters/old/platform/namespace-a.yaml': 'gone',
  'argocd/dev/root.yaml': 'old',
})
const after = tree({
  'clusters/dev/shop/web/rollout-web.yaml': 'new',
  'clusters/dev/shop/web/service-web.yaml': 'same',
  'clusters/new/pay/api/rollout-api.yaml': 'new',
  'clusters/new/pay/api/service-api.yaml': 'new',
  'argocd/dev/root.yaml': 'new',
  'argocd/new/root.yaml': 'new',
})
const third = tree({
  'clusters/dev/shop/web/rollout-web.yaml': 'third',
  'clusters/new/pay/api/rollout-api.yaml': 'third',
  'argocd/dev/root.yaml': 'third',
})

/** What the thread of `WriteAhead` does, as steps of this disk. */
function writtenAhead(disk: Disk, files: Files, pid: number): WrittenAhead {
  const place = `.slipway/.slipway-${pid}-0.tmp`
  disk.makeFolder(place)
  const fresh = [...Map.groupBy(files.keys(), folderOf)].filter(([folder]) => disk.stat(folder) === undefined)
  const folders = fresh.map(([folder, paths], i) => {
    const at = `${place}/${i}`
    disk.makeFolder(at)
    const left = paths.map((path) => {
      const text = files.get(path) ?? ''
      disk.write(`${at}/${baseName(path)}`, text)
      const stat = disk.stat(`${at}/${baseName(path)}`)
      return [baseName(path), { sha256: sha256(text), stamp: stat === undefined ? '' : stampOf(stat) }] as const
    })
    return [folder, { at, files: new Map(left) }] as const
  })
  return { place, folders: new Map(folders) }
}

interface Way {
  readonly scope?: (path: string) => boolean
  readonly isAhead?: boolean
}

/** One run of a process with a number of its own; the numbers given before are dead. */
function run(disk: Disk, files: Files, pid: number, { scope, isAhead = false }: Way = {}) {
  const self: Self = { pid, host: 'here', alive: (other) => other === pid }
  try {
    const lock = takeLock(disk, self)
    if (!lock.ok) return lock
    const ahead = isAhead ? onDisk(() => ok(writtenAhead(disk, files, pid))) : undefined
    if (ahead?.ok === false) return ahead
    const written = writeTree(disk, files, lock.value, { committed: () => new Set(), scope, ahead: ahead?.value })
    if (ahead !== undefined) onDisk(() => ok(removeAll(disk, ahead.value.place)))
    lock.value.release()
    return written
  } catch (error) {
    if (error instanceof Killed) return undefined
    throw error
  }
}

const whole = (files: Files): Record<string, string> =>
  Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
const sorted = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))

function begun(): Sandbox {
  const box = sandbox()
  expect(run(box.disk, before, 1)?.ok).toBe(true)
  // An edit by hand, which has to outlive every crash.
  box.put('clusters/dev/shop/web/rollout-web.yaml', 'by hand\n')
  return box
}

/** Each file is what it was or what it shall be, never half of it. */
function expectWhole(box: Sandbox): void {
  for (const [path, text] of Object.entries(box.owned())) {
    if (path.endsWith('/') || path.endsWith('.tmp')) continue
    expect([before.get(path), after.get(path), 'by hand\n'], path).toContain(text)
  }
}

function expectRepaired(box: Sandbox, files: Files): void {
  expect(sorted(box.owned())).toEqual(whole(files))
  expect(Object.keys(box.below('.slipway')).filter((path) => !path.includes('/edited/'))).toEqual([
    '.slipway/gen.cache',
  ])
  expect(Object.values(box.below('.slipway/edited'))).toEqual(['by hand\n'])
}

const stepsOf = (files: Files, box: Sandbox, way: Way): number => {
  const counted = failingDisk(
    box.disk,
    () => false,
    () => new Killed(),
  )
  run(counted.disk, files, 2, way)
  return counted.seen.count
}

const ways: readonly (readonly [string, Way])[] = [
  ['alone', {}],
  ['with folders written ahead', { isAhead: true }],
]

describe.each(ways)('a run %s that is killed', (_, way) => {
  const steps = stepsOf(after, begun(), way)

  it('takes more steps than it has files, so that the next tests mean something', () => {
    expect(steps).toBeGreaterThan(40)
  })

  it('at any step leaves each file old or new, and the next run makes it what a clean run makes', () => {
    for (let at = 1; at <= steps; at++) {
      const box = begun()
      run(dyingDisk(box.disk, at).disk, after, 2, way)
      expectWhole(box)
      const next = run(box.disk, after, 3)
      expect(next, `killed at step ${at}`).toMatchObject({ ok: true })
      expectRepaired(box, after)
      box.clean()
    }
  })

  it('at any step, twice, with other inputs each time: nothing of ours is taken for a hand edit', () => {
    for (let at = 1; at <= steps; at++) {
      const box = begun()
      run(dyingDisk(box.disk, at).disk, after, 2, way)
      run(dyingDisk(box.disk, Math.max(1, steps - at)).disk, before, 3, way)
      expect(run(box.disk, third, 4), `killed at step ${at}`).toMatchObject({ ok: true })
      expectRepaired(box, third)
      box.clean()
    }
  })

  it('at any step, then followed by a run of one app: what it wrote of others is still known to be ours', () => {
    const web = (path: string): boolean => path.startsWith('clusters/dev/shop/web/')
    for (let at = 1; at <= steps; at++) {
      const box = begun()
      run(dyingDisk(box.disk, at).disk, after, 2, way)
      expect(run(box.disk, before, 3, { scope: web })).toMatchObject({ ok: true })
      expect(run(box.disk, third, 4), `killed at step ${at}`).toMatchObject({ ok: true, value: { edited: [] } })
      expectRepaired(box, third)
      box.clean()
    }
  })
})

describe.each(ways)('a step that fails, %s', (_, way) => {
  const steps = stepsOf(after, begun(), way)

  it('at any step: an issue or no harm, whole files, and the next run repairs', () => {
    let issues = 0
    for (let at = 1; at <= steps; at++) {
      const box = begun()
      const code = ['ENOSPC', 'EACCES', 'EIO'][at % 3] as string
      const faulty = faultyDisk(box.disk, at, code)
      const outcome = run(faulty.disk, after, 2, way)
      if (outcome?.ok === false) {
        issues++
        expect(outcome.issues[0]).toMatchObject({ code: 'disk', got: expect.stringContaining(code) as unknown })
      }
      expectWhole(box)
      expect(run(box.disk, after, 3), `step ${at}: ${faulty.seen.steps[at - 1]}`).toMatchObject({ ok: true })
      expectRepaired(box, after)
      box.clean()
    }
    expect(issues).toBeGreaterThan(40)
  })

  it('says what failed and what to do', () => {
    const box = begun()
    const full = failingDisk(
      box.disk,
      (_, step, file) => step === 'write' && file.startsWith('clusters/new'),
      (step, file) => new DiskError(step, file, 'ENOSPC', 'ENOSPC: no space left on device, write'),
    )
    expect(run(full.disk, after, 2)).toMatchObject({
      ok: false,
      issues: [
        {
          file: expect.stringMatching(/^clusters\/new\/pay\/api\/\.slipway-\d+-\d+\.tmp$/) as unknown,
          got: 'ENOSPC (could not write): ENOSPC: no space left on device, write',
          hint: 'free some space on the disk, then run it again',
        },
      ],
    })
  })
})
