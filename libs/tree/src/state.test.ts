import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sandbox } from './sandbox.ts'
import { isAsWritten, isKnown, noState, readState, savePending, saveState, type Stamp, type State } from './state.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const stamp: Stamp = { sha256: 'aa', size: 3, modified: 1000.5, changed: 2000.25 }
const path = 'clusters/a.yaml'

describe('the state', () => {
  it('is read as it was saved, and then nothing is pending', () => {
    savePending(box.disk, noState, new Map([[path, 'bb']]))
    expect(readState(box.disk)).toMatchObject({ files: new Map(), pending: new Map([[path, ['bb']]]) })
    saveState(box.disk, new Map([[path, stamp], ['clusters/"q".yaml', stamp]]))
    const state = readState(box.disk)
    expect(state.files).toEqual(new Map([[path, stamp], ['clusters/"q".yaml', stamp]]))
    expect(state.pending).toEqual(new Map())
    expect(state.saved).toBe(box.disk.stat('.slipway/tree.json')?.modified)
  })
  it('of nothing is nothing', () => {
    saveState(box.disk, new Map())
    expect(readState(box.disk).files).toEqual(new Map())
  })
  it('remembers what several killed runs may have written', () => {
    savePending(box.disk, noState, new Map([[path, 'bb']]))
    savePending(box.disk, readState(box.disk), new Map([[path, 'cc'], ['clusters/b.yaml', 'dd']]))
    const state = readState(box.disk)
    expect(['aa', 'bb', 'cc'].map((hash) => isKnown(state, path, hash))).toEqual([false, true, true])
    expect(isKnown(state, 'clusters/b.yaml', 'dd')).toBe(true)
  })
  it('keeps the good rows of a file with bad ones', () => {
    const files = { [path]: ['aa', 3, 1000.5, 2000.25], 'clusters/b.yaml': ['aa', '3', 1, 1], 'clusters/c.yaml': 7 }
    box.put('.slipway/tree.json', JSON.stringify({ version: 1, files }))
    expect(readState(box.disk).files).toEqual(new Map([[path, stamp]]))
  })
})

describe('a file is as we wrote it', () => {
  const state: State = { files: new Map([[path, stamp]]), pending: new Map(), made: new Map(), saved: 10_000 }
  const stat = { kind: 'file', size: 3, modified: 1000.5, changed: 2000.25, executable: false } as const
  it.each([
    ['when its description is the same', path, stat, state, true],
    ['not when its size differs', path, { ...stat, size: 4 }, state, false],
    ['not when its time differs', path, { ...stat, modified: 1000.75 }, state, false],
    ['not when only the time of its change differs (touch -r)', path, { ...stat, changed: 2000.5 }, state, false],
    ['not when it changed within two seconds of the saving', path, stat, { ...state, saved: 4000 }, false],
    ['not when we do not know it', 'clusters/b.yaml', stat, state, false],
  ])('%s', (_, file, given, known, as) => {
    expect(isAsWritten(known, file, given)).toBe(as)
  })
})
