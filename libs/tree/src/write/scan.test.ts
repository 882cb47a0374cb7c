import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from './disk.ts'
import { generated, Sandbox } from '../../test/sandbox.ts'
import { scan } from './scan.ts'
import type { EarlierRuns } from './earlier-runs.ts'

const noEarlierRuns: EarlierRuns = { left: () => new Map(), isAsLeft: () => false, wrote: () => [] }

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const ours = (file: string, text: string, earlier: EarlierRuns = noEarlierRuns) => {
  box.put(file, text)
  const { ours: is, conflicted } = scan(box.disk, earlier, false).files.get(file) ?? {}
  return { is, conflicted }
}

describe('scan', () => {
  it('finds files, folders, links and leftovers in our folders only', () => {
    box.put('clusters/dev/a.yaml', generated('a'))
    box.put('clusters/dev/.slipway-1-2.tmp', 'half')
    box.put('clusters/dev/.DS_Store', '')
    box.put('fleet/a.yaml', generated('a'))
    fs.symlinkSync('a.yaml', box.full('clusters/dev/b.yaml'))
    const found = scan(box.disk, noEarlierRuns, false)
    expect([...found.files].map(([path, { sha256: hash }]) => [path, hash])).toEqual([
      ['clusters/dev/a.yaml', sha256(generated('a'))],
    ])
    expect(found).toMatchObject({
      folders: ['clusters', 'clusters/dev'],
      strange: new Map([['clusters/dev/b.yaml', 'link']]),
      temporary: ['clusters/dev/.slipway-1-2.tmp'],
    })
  })
  it('of nothing finds nothing', () => {
    expect(scan(box.disk, noEarlierRuns, true)).toEqual({
      files: new Map(),
      unchanged: new Set(),
      folders: [],
      strange: new Map(),
      temporary: [],
    })
  })

  const remembering: EarlierRuns = { ...noEarlierRuns, wrote: () => ['aa'] }
  const conflict = (inner: string): string => `<<<<<<< HEAD\n${inner}=======\n${generated('b')}>>>>>>> theirs\n`
  it.each([
    ['with our header', 'clusters/a.yaml', generated('a'), noEarlierRuns, true, false],
    ['without it', 'clusters/a.yaml', 'kind: A\n', noEarlierRuns, false, false],
    ['without it, where we remember to have written', 'clusters/a.yaml', 'kind: A\n', remembering, true, false],
    ['with our header and another ending', 'clusters/a.yml', generated('a'), noEarlierRuns, false, false],
    ["with git's markers before our header", 'clusters/a.yaml', conflict(generated('a')), noEarlierRuns, true, true],
    [
      "with git's markers after our header",
      'clusters/a.yaml',
      `${generated('')}${conflict('a\n')}`,
      noEarlierRuns,
      true,
      true,
    ],
    ["with git's markers in another's text", 'clusters/a.yaml', conflict('mine\n'), noEarlierRuns, false, false],
    [
      'with our header and a lone marker',
      'clusters/a.yaml',
      `${generated('a')}<<<<<<< x\n`,
      noEarlierRuns,
      true,
      false,
    ],
  ])('a file %s', (_, file, text, state, is, conflicted) => {
    expect(ours(file, text, state)).toEqual({ is, conflicted })
  })
})
