import type { Rendered } from '@slipway/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '@slipway/core/runs'
import { object } from '../../test/fixture-app.ts'
import { add, type Change, copy, fleet, good, set, withValue } from '../../test/fixture.ts'
import { keyedFolders as foldersIn } from '../../test/keyed-folders.ts'
import { checkFolders, type FolderResult } from './check-folders.ts'
import type { RejectedDigests } from './object-index.ts'

const both = () => [...good('prod'), ...good('dev')]
const none: RejectedDigests = new Map()
const webs = 'clusters/prod/shop/web'

/** What one more run finds, checks and caches. */
const after = (estate: readonly Rendered[], before: ReadonlyMap<string, FolderResult>) =>
  checkFolders(foldersIn(estate), fleet, none, before)
const asked = (before: ReadonlyMap<string, FolderResult>, estate: readonly Rendered[]): readonly string[] => {
  const read: string[] = []
  const folders = foldersIn(estate).map((one) => ({ ...one, files: () => (read.push(one.folder), one.files()) }))
  checkFolders(folders, fleet, none, before)
  return read
}

describe('checkFolders', () => {
  it('checks nothing and reads nothing where nothing has changed', () => {
    const first = after(both(), new Map())
    const second = after(both(), first.results)
    expect([first.issues, first.checked > 0, second.issues, second.checked]).toEqual([[], true, [], 0])
    expect(asked(first.results, both())).toEqual([])
  })
  it('checks the folder that has changed, and of others only those that asked for what has changed in it, in that cluster', () => {
    const before = after(both(), new Map()).results
    const changed = [...set('rollout-web', 'metadata.annotations', { note: 'a' })(good('prod')), ...good('dev')]
    const { issues, checked } = after(changed, before)
    expect(issues).toEqual([])
    expect(checked).toBeGreaterThan(0)
    expect(checked).toBeLessThan(before.size / 2)
    expect(asked(before, changed)).toContain(webs)
    expect(asked(before, changed).filter((folder) => folder.startsWith('clusters/dev/'))).toEqual([])
  })
  it('checks a folder again that rests on another', () => {
    const before = after(good(), new Map()).results
    const without = good().filter(({ path }) => !path.endsWith('/priorityclass-standard.yaml'))
    const found = after(without, before).issues
    expect(found).toEqual(checkFolders(foldersIn(without), fleet, none).issues)
    expect(found.map(({ code }) => code)).toContain('priority-class')
  })
  it('checks a folder again that asked for all folders, where some are empty now', () => {
    const before = after(good(), new Map()).results
    const empty = good().map((file) => (/^clusters\/prod\/shop\/./.test(file.path) ? { ...file, objects: [] } : file))
    const found = after(empty, before).issues
    expect(found).toEqual(checkFolders(foldersIn(empty), fleet, none).issues)
    expect(found.map(({ code }) => code)).toContain('argo-source')
  })
  it('checks a folder again whose object an earlier one has now, too', () => {
    const before = after(good(), new Map()).results
    // Nobody else asks for a PodMonitor by its name.
    const all = good().filter(({ path }) => path.startsWith(`${webs}/podmonitor-`))
    const copies = all.map((file) => ({ ...file, path: file.path.replace(webs, 'clusters/prod/finance/ledger') }))
    const twice = [...good(), ...copies]
    const found = after(twice, before).issues
    expect(found).toEqual(checkFolders(foldersIn(twice), fleet, none).issues)
    expect(found.map(({ code }) => code)).toContain('object-once')
  })
  it('checks a folder again that counted objects where one has come, and not where one has changed', () => {
    const before = after(good(), new Map()).results
    const place = 'clusters/prod/shop/namespace'
    const isKept = (change: Change) => after(change(good()), before).results.get(place) === before.get(place)
    expect(isKept(set('poddisruptionbudget-web', 'metadata.annotations', { note: 'a' }))).toBe(true)
    expect(isKept(copy('poddisruptionbudget-web', 'other'))).toBe(false)
  })
  it.each(['api.pay.example', '*.pay.example', '*'])(
    'checks a folder again that routes to a host of a ServiceEntry: %s',
    (host) => {
      const entry = object('networking.istio.io/v1', 'ServiceEntry', 'finance', 'pay', {
        spec: { hosts: [host], location: 'MESH_EXTERNAL', resolution: 'DNS', ports: [{ number: 80, name: 'http' }] },
      })
      const without = set('virtualservice-queue', 'spec.http[0].route[0].destination', { host: 'api.pay.example' })(
        good(),
      )
      const there = add('finance/ledger', entry)(without)
      const codes = (result: ReturnType<typeof after>) => result.issues.map(({ code }) => code)
      const first = after(there, new Map())
      expect(codes(first)).not.toContain('route-destination')
      const second = after(without, first.results)
      expect(codes(second)).toContain('route-destination')
      expect(codes(after(there, second.results))).toEqual(codes(first))
    },
  )
  it('finds again what it has found, for as long as it is there', () => {
    const broken = set('rollout-web', 'spec.replicas', 3)(good())
    const first = after(broken, after(good(), new Map()).results)
    const second = after(broken, first.results)
    expect(first.issues.map(({ code }) => code)).toEqual(['replicas-owner'])
    expect(second.issues).toEqual(first.issues)
    expect(after(good(), second.results).issues).toEqual([])
  })
  it('checks what has no key each time, and others only where its texts have changed', () => {
    const unkeyed = new Set([webs])
    const before = checkFolders(foldersIn(good(), unkeyed), fleet, none).results
    expect(checkFolders(foldersIn(good(), unkeyed), fleet, none, before).checked).toBe(1)
  })
  /** One step of a history: a file that goes or comes back, or one with another value somewhere in it. */
  const files = both()
  const step = fc.record({
    file: fc.nat(files.length - 1),
    way: fc.nat(),
    change: fc.constantFrom('go', 'come', 'value', 'value', 'copy'),
  })
  const leaf = fc.oneof(
    fc.constantFrom('web', 'queue', 'ledger', 'shop', 'none', 'http'),
    fc.integer({ min: 0, max: 9 }),
    fc.constant(undefined),
    fc.constant({}),
  )

  it('comes to the same with its memory as without, whatever has happened', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, leaf), { minLength: 1, maxLength: 6 }), fc.nat(9), (history, forget) => {
        const estate = new Map(files.map((file) => [file.path, file]))
        let before: ReadonlyMap<string, FolderResult> = checkFolders(
          foldersIn([...estate.values()]),
          fleet,
          none,
        ).results
        for (const [i, [{ file, way, change }, value]] of history.entries()) {
          const one = files[file] as Rendered
          if (change === 'go') estate.delete(one.path)
          else if (change === 'come') estate.set(one.path, one)
          else if (change === 'value') estate.set(one.path, withValue(one, way, value))
          else {
            // In the folder of another, under another name: what is there once may be there twice.
            const path = (files[way % files.length] as Rendered).path.replace(/[^/]+$/, 'copy.yaml')
            estate.set(path, { ...one, path })
          }
          const unkeyed = new Set(way % 4 === 0 ? [webs] : [])
          const folders = foldersIn([...estate.values()], unkeyed)
          const remembered = checkFolders(folders, fleet, none, i === forget ? new Map() : before)
          expect(remembered.issues).toEqual(checkFolders(folders, fleet, none).issues)
          before = remembered.results
        }
      }),
      { numRuns: runs(15, 40) },
    )
  })
})
