import fs from 'node:fs'
import { formatIssues } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drift } from '../cache/cached-tree.ts'
import { faultyDisk, generated, Sandbox, tree } from '../../test/sandbox.ts'

const web = 'clusters/dev/shop/web/rollout-web.yaml'
const api = 'clusters/dev/shop/api/rollout-api.yaml'
const wanted = tree({ [web]: 'one', [api]: 'one' })

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
  box.write(wanted)
})
afterEach(() => box.clean())

const report = () => formatIssues(drift(box.disk, wanted))

describe('drift', () => {
  it('is none where the tree is the rendered one', () => {
    expect(drift(box.disk, wanted)).toEqual([])
  })

  it('names the first line that differs, and where to change it', () => {
    box.put(web, generated('two'))
    expect(report()).toBe(`\
${web}: line 2  [drift-changed]
  given   "says: two"
  wanted  "says: one"; apps/web/app.ts renders it
  do      npx nx run gen:manifests, and commit; what you want to be otherwise, say in apps/web/app.ts, not in this file

1 problem`)
  })

  it.each([
    ['a line too many', `${generated('one')}more\n`, 'line 3', '"more"', 'the end of the file; apps'],
    [
      'no line break',
      generated('one').slice(0, -1),
      'line 3',
      'no line break at the end of the file',
      'the end of the file; apps',
    ],
    ['a line too few', generated('one').replace('says: one\n', ''), 'line 2', 'the end of the file', '"says: one"'],
    [
      'line ends of Windows',
      generated('one').replaceAll('\n', '\r\n'),
      'line 1',
      '..."then: npx nx run gen:manifests\\r"',
      '..."then: npx nx run gen:manifests"',
    ],
    [
      'a change far into a line',
      generated(`${'a'.repeat(100)}b${'a'.repeat(100)}`),
      'line 2',
      '"says: aaaaa',
      '"says: one"',
    ],
  ])('finds %s', (_, text, at, given, want) => {
    box.put(web, text)
    const [issue] = drift(box.disk, wanted)
    expect(issue).toMatchObject({ file: web, at, code: 'drift-changed' })
    expect(issue?.got).toContain(given)
    expect(issue?.want).toContain(want)
  })

  it.each([
    ['nothing in it', ''],
    ['its header cut', generated('one').slice(20)],
    ['its header cut off', 'says: one\n'],
  ])('says the same of a file with %s, with a cache and without', (_, text) => {
    box.put(web, text)
    const warm = drift(box.disk, wanted)
    fs.rmSync(box.full('.slipway'), { recursive: true })
    expect(drift(box.disk, wanted)).toEqual(warm)
    expect(warm).toMatchObject([{ file: web, code: 'tree-not-ours' }])
  })

  it('finds an edit that keeps size and time', () => {
    const { atime, mtime } = fs.statSync(box.full(web))
    box.put(web, generated('eno'))
    fs.utimesSync(box.full(web), atime, mtime)
    expect(drift(box.disk, wanted)).toMatchObject([{ file: web, got: '"says: eno"' }])
  })

  it('names what is missing, left over, executable, half written, and not ours, all at once', () => {
    fs.rmSync(box.full(api))
    fs.chmodSync(box.full(web), 0o755)
    box.put('clusters/old/a.yaml', generated('x', 'apps/old/app.ts'))
    box.put('clusters/dev/.slipway-1-1.tmp', 'ha')
    box.put('clusters/dev/b.yaml', 'kind: A\n')
    expect(
      drift(box.disk, wanted)
        .map((i) => [i.file, i.code, i.got])
        .sort(),
    ).toEqual([
      ['clusters/dev/.slipway-1-1.tmp', 'drift-temporary', 'a file that a killed run left'],
      ['clusters/dev/b.yaml', 'tree-not-ours', 'a file without the header of generated files'],
      [api, 'drift-missing', 'no such file'],
      [web, 'drift-changed', 'an executable file'],
      ['clusters/old/a.yaml', 'drift-orphan', 'a file that apps/old/app.ts renders no more'],
    ])
  })

  it('sends people to resolve after a merge that took one side', () => {
    box.put(web, generated('two'))
    box.put('.slipway/remerge', `${web}\n`)
    expect(report()).toContain('then npx slipway resolve, and commit (a merge took one side of generated files)')
  })

  it('writes nothing', () => {
    box.put(web, generated('two'))
    box.put('clusters/dev/.slipway-1-1.tmp', 'ha')
    const all = box.below('.')
    drift(box.disk, wanted)
    expect(box.below('.')).toEqual(all)
  })

  it('keeps to a scope', () => {
    box.put(web, generated('two'))
    expect(drift(box.disk, wanted, (path) => path === api)).toEqual([])
  })

  it('says what could not be read', () => {
    expect(drift(faultyDisk(box.disk, 1, 'EIO').disk, wanted)).toMatchObject([
      { code: 'disk', got: 'EIO (could not stat): EIO: made up' },
    ])
  })
})
