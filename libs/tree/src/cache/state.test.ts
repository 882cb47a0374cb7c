import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sandbox } from '../../test/sandbox.ts'
import { isAsWritten, isKnown, noState, readState, savePending, saveState, stampsIn, type Stamp } from './state.ts'

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
    saveState(box.disk, {
      files: new Map([
        [path, stamp],
        ['clusters/"q".yaml', stamp],
      ]),
    })
    const state = readState(box.disk)
    expect(state.files).toEqual(
      new Map([
        [path, stamp],
        ['clusters/"q".yaml', stamp],
      ]),
    )
    expect(state.pending).toEqual(new Map())
    expect(state.saved).toBe(box.disk.stat('.slipway/tree.jsonl')?.modified)
  })
  it('of nothing is nothing', () => {
    saveState(box.disk, { files: new Map() })
    expect(readState(box.disk).files).toEqual(new Map())
  })
  it('takes the place of what earlier versions saved', () => {
    box.put('.slipway/tree.json', '{}\n')
    saveState(box.disk, { files: new Map() })
    expect([box.exists('.slipway/tree.json'), box.exists('.slipway/tree.jsonl')]).toEqual([false, true])
  })
  it('remembers what several killed runs may have written', () => {
    savePending(box.disk, noState, new Map([[path, 'bb']]))
    savePending(
      box.disk,
      readState(box.disk),
      new Map([
        [path, 'cc'],
        ['clusters/b.yaml', 'dd'],
      ]),
    )
    const state = readState(box.disk)
    expect(['aa', 'bb', 'cc'].map((hash) => isKnown(state, path, hash))).toEqual([false, true, true])
    expect(isKnown(state, 'clusters/b.yaml', 'dd')).toBe(true)
  })
  it("reads a folder's line when it is asked for it, and its key at once", () => {
    saveState(box.disk, {
      files: new Map([
        [path, stamp],
        ['clusters/dev/b.yaml', stamp],
      ]),
      keys: new Map([['clusters/dev', 'k']]),
      from: 'x',
    })
    const { rows, from } = readState(box.disk)
    expect([...rows].map(([folder, { key, count }]) => [folder, key, count])).toEqual([
      ['clusters', undefined, 1],
      ['clusters/dev', 'k', 1],
    ])
    expect(from).toBe('x')
    expect(stampsIn(rows.get('clusters/dev'))).toEqual(new Map([['b.yaml', stamp]]))
  })
  it.each<[string, (text: string) => string]>([
    ['a letter of a key is another', (text) => text.replace('"k"', '"l"')],
    ['its end is missing', (text) => text.slice(0, -4)],
    ['it has a row more', (text) => `${text}["clusters/prod","k",0,[]]\n`],
    ['what it is from is another', (text) => text.replace('"x"', '"y"')],
  ])('has no keys where %s, but what it still knows of files', (_, change) => {
    saveState(box.disk, {
      files: new Map([
        [path, stamp],
        ['clusters/dev/b.yaml', stamp],
      ]),
      keys: new Map([['clusters/dev', 'k']]),
      from: 'x',
    })
    box.put('.slipway/tree.jsonl', change(box.text('.slipway/tree.jsonl')))
    const { rows, files, from } = readState(box.disk)
    expect([...rows.values()].map(({ key }) => key)).toEqual([...rows.values()].map(() => undefined))
    expect([files.get(path), from]).toEqual([stamp, undefined])
  })
  it('keeps the good files of a line with bad ones', () => {
    const files = [['a.yaml', 'aa', 3, 1000.5, 2000.25], ['b.yaml', 'aa', '3', 1, 1], 7]
    box.put(
      '.slipway/tree.jsonl',
      `{"version":2,"sum":"${'0'.repeat(64)}",}\n${JSON.stringify(['clusters', '', 3, files])}\n["clusters/c","",1,[["c.\n`,
    )
    expect(readState(box.disk).files).toEqual(new Map([[path, stamp]]))
  })
})

describe('a file is as we wrote it', () => {
  const stat = { kind: 'file', size: 3, modified: 1000.5, changed: 2000.25, executable: false } as const
  it.each([
    ['when its description is the same', stamp, stat, 10_000, true],
    ['not when its size differs', stamp, { ...stat, size: 4 }, 10_000, false],
    ['not when its time differs', stamp, { ...stat, modified: 1000.75 }, 10_000, false],
    ['not when only the time of its change differs (touch -r)', stamp, { ...stat, changed: 2000.5 }, 10_000, false],
    ['not when it changed within two seconds of the saving', stamp, stat, 4000, false],
    ['not when we do not know it', undefined, stat, 10_000, false],
  ])('%s', (_, known, given, saved, as) => {
    expect(isAsWritten(known, given, saved)).toBe(as)
  })
})
