import fs from 'node:fs'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readReadings, readState, nodeDisk, saveReadings, takeLock, writeTree } from '@slipway/tree/writing'
import { wantedTree } from '@slipway/tree'
import { openVerdict } from './verdict.ts'

const home = path.resolve(import.meta.dirname, '../../..')
let root: string
const file = (name: string) => path.join(root, name)
beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'slipway-verdict-'))
  for (const name of ['apps', 'fleet']) fs.cpSync(path.join(home, name), file(name), { recursive: true })
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

/** As if a minute went by: what was written before it counts. */
const inAMinute = () => Date.now() + 60_000
/** A run of `gen` on this repository's own estate, without the apps that have code of their own to run. */
async function gen(): Promise<void> {
  const disk = nodeDisk(root)
  const lock = takeLock(disk)
  if (!lock.ok) throw new Error('locked')
  fs.utimesSync(file('.slipway/gen.lock'), inAMinute() / 1000, inAMinute() / 1000)
  const [state, read] = [readState(disk), readReadings(disk)]
  const tree = await wantedTree(root, state, undefined, read)
  if (!tree.ok) throw new Error(JSON.stringify(tree.issues))
  const done = writeTree(disk, tree.value.wanted, lock.value, { state, committed: () => new Set() })
  if (!done.ok) throw new Error(JSON.stringify(done.issues))
  if (tree.value.readings !== undefined) saveReadings(disk, tree.value.readings)
  lock.value.release()
}
const verdict = (key = 'k') => openVerdict(root, key, () => Date.now() + 120_000)

describe('openVerdict', () => {
  it.each<[string, () => void, boolean]>([
    ['nothing happened', () => {}, true],
    ['a spec is touched', () => fs.utimesSync(file('apps/catalog/app.ts'), 1, 1), false],
    ['an app is new', () => fs.mkdirSync(file('apps/new')), false],
    ['the fleet is touched', () => fs.utimesSync(file('fleet/fleet.ts'), 1, 1), false],
    ['the memory of the tree is gone', () => fs.rmSync(file('.slipway/tree.jsonl')), false],
    ['the verdict is another', () => fs.writeFileSync(file('.slipway/checked'), 'x\n'), false],
  ])('holds where %s: %#', async (_, happens, holds) => {
    await gen()
    verdict().begin()()
    happens()
    expect(verdict().still() !== undefined).toBe(holds)
    expect(verdict('other').still()).toBeUndefined()
  })
  it('is none where something was touched during the check', async () => {
    await gen()
    const passed = verdict().begin()
    fs.utimesSync(file('apps/catalog/app.ts'), 1, 1)
    passed()
    expect(fs.existsSync(file('.slipway/checked'))).toBe(false)
  })
})
