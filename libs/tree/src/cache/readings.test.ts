import fs from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { look, lookAll, looksTheSame, readReadings, saveReadings, type Looked, type Readings } from './readings.ts'
import { Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const kept: Readings = {
  code: 'c',
  fleet: 'f',
  looked: [['apps', '1 2 3 4']],
  began: 1000,
  clusters: 2,
  id: 'i',
  apps: new Map([
    ['web', { text: '{"a":"\\t\\n"}', looked: [['apps/web', '1']] }],
    ['api', { text: 'null', looked: undefined }],
  ]),
}
/** What a run reads that holds the lock since a time. */
function readAt(milliseconds: number) {
  const lock = box.lock()
  fs.utimesSync(box.full('.slipway/gen.lock'), milliseconds / 1000, milliseconds / 1000)
  const read = readReadings(box.disk)
  lock.release()
  return read
}

describe('readings', () => {
  it('are read as they were saved', () => {
    saveReadings(box.disk, kept)
    expect(readAt(5000)).toMatchObject({ began: 5000, before: kept })
  })
  it.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, -3)],
    ['changed', (text) => text.replace('null', 'nul1')],
    ['changed in its head', (text) => text.replace('"id":"i"', '"id":"j"')],
    ['of another version', (text) => text.replace('"version":1', '"version":0')],
    ['empty', () => ''],
  ])('are none in a file that is %s', (_, change) => {
    saveReadings(box.disk, kept)
    box.put('.slipway/apps.jsonl', change(box.text('.slipway/apps.jsonl')))
    expect(readAt(5000)).toMatchObject({ began: 5000, before: undefined })
  })
  it('are none when the clock says that they are yet to come', () => {
    saveReadings(box.disk, kept)
    expect(readAt(999)?.before).toBeUndefined()
  })
  it('are none for who does not hold the lock', () => {
    saveReadings(box.disk, kept)
    expect(readReadings(box.disk)).toBeUndefined()
  })
})

describe('a file looks different', () => {
  const file = 'apps/web/app.ts'
  it.each<[string, () => void]>([
    ['of another size', () => box.put(file, 'longer')],
    ['rewritten with the same size', () => box.put(file, 'two')],
    ['with its time set back afterwards', () => (box.put(file, 'two'), fs.utimesSync(box.full(file), 1, 1))],
    [
      'replaced by another with its size and time',
      () => {
        box.put('apps/web/b', 'two')
        fs.utimesSync(box.full('apps/web/b'), 1, 1)
        fs.renameSync(box.full('apps/web/b'), box.full(file))
      },
    ],
    ['gone', () => fs.rmSync(box.full(file))],
    [
      'that is a link now',
      () => (fs.renameSync(box.full(file), box.full('apps/a')), fs.symlinkSync('../a', box.full(file))),
    ],
  ])('%s', async (_, change) => {
    box.put(file, 'one')
    fs.utimesSync(box.full(file), 1, 1)
    const looked = lookAll(box.root, [file], Date.now() + 60_000)
    expect(looksTheSame(box.root, looked)).toBe(true)
    // Longer than the kernel's clock takes for a step.
    await new Promise((resolve) => setTimeout(resolve, 20))
    change()
    expect(looksTheSame(box.root, looked)).toBe(false)
  })
  it('as a folder does with another entry', async () => {
    box.put(file, 'one')
    const looked = lookAll(box.root, ['apps/web'], Date.now() + 60_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
    box.put('apps/web/extra.ts', '')
    expect(looksTheSame(box.root, looked)).toBe(false)
  })
  it('or is not remembered, when it changed within two seconds of the run', () => {
    box.put(file, 'one')
    const newest = look(box.root, file)?.newest ?? 0
    expect([newest + 2000, newest + 2001].map((began) => lookAll(box.root, [file], began) !== undefined)).toEqual([
      false,
      true,
    ])
  })
})

/** A file system of one file, whose clock goes in steps; what it tells of a change is the beginning of its step. */
class Coarse {
  now = 100_000
  #resolution: number
  #file = { inode: 1, text: 'a', modified: 0, changed: 0 }
  #inodes = 1
  constructor(resolution: number) {
    this.#resolution = resolution
  }

  get clock(): number {
    return Math.floor(this.now / this.#resolution) * this.#resolution
  }
  get text(): string {
    return this.#file.text
  }
  write = (text: string): void => void (this.#file = { ...this.#file, text, modified: this.clock, changed: this.clock })
  replace = (text: string): void =>
    void (this.#file = { inode: ++this.#inodes, text, modified: this.#file.modified, changed: this.clock })
  setBack = (text: string): void => void (this.#file = { ...this.#file, text, changed: this.clock })
  look = () => {
    const { inode, text, modified, changed } = this.#file
    return { text: `${inode} ${text.length} ${modified} ${changed}`, newest: Math.max(modified, changed) }
  }
}

describe('what is remembered of a file', () => {
  const text = fc.constantFrom('a', 'b', 'c')
  const change = fc.record({ do: fc.constantFrom('write', 'replace', 'setBack'), text })
  const run = fc.record({ do: fc.constant('run'), during: fc.option(change, { nil: undefined }) })
  it.each<[string, number, fc.Arbitrary<number>]>([
    ['in steps of two seconds', 2000, fc.nat({ max: 5000 })],
    // A clock that was set back is at no instant at which it was before: file systems with fine clocks tell one from the other.
    [
      'in fine steps, and is set back at times',
      1 / 1024,
      fc.oneof(
        fc.nat({ max: 5000 }),
        fc.nat({ max: 9000 }).map((back) => -back - 1 / 1024),
      ),
    ],
  ])('is never another than what is in it, when the clock goes %s', (_, resolution, going) => {
    const step = fc.oneof(change, run, run, fc.record({ do: fc.constant('wait'), time: going }))
    let remembered = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const disk = new Coarse(resolution)
        let memory: { looked: Looked | undefined; text: string; began: number } | undefined
        for (const one of steps) {
          if ('time' in one) disk.now += one.time
          if ('text' in one) disk[one.do as 'write'](one.text)
          if (!('during' in one)) continue
          const began = disk.clock
          const before =
            memory !== undefined && memory.began <= began && looksTheSame('', memory.looked, disk.look)
              ? memory
              : undefined
          if (before !== undefined) remembered++
          const read = before?.text ?? disk.text
          expect(read).toBe(disk.text)
          // A person may write while the run goes on, after it has read.
          if (one.during !== undefined) disk[one.during.do as 'write'](one.during.text)
          memory =
            before === undefined ? { looked: lookAll('', ['file'], began, disk.look), text: read, began } : memory
        }
      }),
      { numRuns: 3000 },
    )
    expect(remembered).toBeGreaterThan(100)
  })
})
