import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { scanAside } from './scan-aside.ts'
import { Sandbox, tree } from '../../test/sandbox.ts'
import { scan } from './scan.ts'
import { readState } from '../cache/state.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const many = (count: number) =>
  tree(
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `clusters/dev/shop/app-${i}/configmap-with-a-long-name-${i}.yaml`,
        String(i),
      ]),
    ),
  )
/** As if the last run had been a while ago, so that its stamps count. */
const later = () => fs.utimesSync(box.full('.slipway/tree.jsonl'), Date.now() / 1000 + 10, Date.now() / 1000 + 10)

describe.each([
  ['few files, on this thread', 20],
  ['many, on another', 5000],
])('scanAside of %s', (_, count) => {
  it('sees what scan sees: changed, gone, new, strange, left by a killed run, executable', () => {
    box.write(many(count))
    later()
    const at = (i: number) => `clusters/dev/shop/app-${i}/configmap-with-a-long-name-${i}.yaml`
    fs.appendFileSync(box.full(at(1)), 'more: true\n')
    fs.rmSync(box.full(at(2)))
    fs.chmodSync(box.full(at(3)), 0o755)
    box.put('clusters/dev/shop/app-4/mine.yaml', 'a: b\n')
    box.put('clusters/dev/shop/app-4/.slipway-1-1.tmp', 'half')
    fs.symlinkSync('configmap.yaml', box.full('clusters/dev/shop/app-5/link.yaml'))
    const state = readState(box.disk)
    const seen = scan(box.disk, state, true)
    expect(seen.read).toBe(3)
    // An executable file, and one that is gone, leave nothing to be read.
    expect([...seen.files.keys()].sort()).toEqual(
      [at(1), at(3), at(4), 'clusters/dev/shop/app-4/mine.yaml', at(5)].sort(),
    )
    expect(seen.still.size).toBe(count - 5)
    expect(scanAside(box.disk)(state)).toEqual(seen)
  })
})
