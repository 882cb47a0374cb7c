import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashNow, inputIssue, InputFiles, plainText } from './input-files.ts'

let root: string
const full = (file: string) => path.join(root, file)
const put = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(full(file)), { recursive: true })
  fs.writeFileSync(full(file), text)
}
beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'slipway-inputs-'))
  put('apps/web/app.ts', 'one')
  put('apps/web/config/a.ini', 'a=1')
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

function readAll(): InputFiles {
  const files = new InputFiles(root)
  for (const name of files.list('apps/web')) if (name === 'app.ts') files.read(`apps/web/${name}`)
  files.list('apps/web/config')
  files.read('apps/web/config/a.ini')
  return files
}
const seen = () => {
  const { hash } = readAll()
  if (hash === undefined) throw new Error('no hash')
  return hash
}

it('what is too large is split; a folder in the place of a file is none to split', () => {
  expect(inputIssue(root, 'apps/web/app.ts')).toBeUndefined()
  expect(inputIssue(root, 'apps/web/gone.ts')).toBeUndefined()
  expect(inputIssue(root, 'apps/web/config')).toMatchObject({ got: 'a folder', hint: 'put a file in its place' })
  put('apps/web/large.json', ' '.repeat(4 * 2 ** 20 + 1))
  expect(inputIssue(root, 'apps/web/large.json')).toMatchObject({ code: 'input-size', got: '5 MB', hint: 'split it' })
})

describe('InputFiles', () => {
  it('names what it has read, and the hash is found again', () => {
    const { paths, hash } = seen()
    expect(paths).toEqual(['apps/web/', 'apps/web/app.ts', 'apps/web/config/', 'apps/web/config/a.ini'])
    expect(hashNow(root, paths)).toBe(hash)
  })
  it.each<[string, () => void]>([
    [
      'of the same size, its times set back',
      () => {
        const { atime, mtime } = fs.statSync(full('apps/web/app.ts'))
        put('apps/web/app.ts', 'two')
        fs.utimesSync(full('apps/web/app.ts'), atime, mtime)
      },
    ],
    ['shorter', () => put('apps/web/config/a.ini', '')],
    ['gone', () => fs.rmSync(full('apps/web/config/a.ini'))],
    ['more in a folder', () => put('apps/web/extra.ts', '')],
    [
      'a link now',
      () => (
        fs.renameSync(full('apps/web/config'), full('config')), fs.symlinkSync(full('config'), full('apps/web/config'))
      ),
    ],
    [
      'moved from the end of one file to the beginning of the next',
      () => (put('apps/web/app.ts', 'on'), put('apps/web/config/a.ini', 'ea=1')),
    ],
  ])('is of another hash when something is %s', (_, change) => {
    const { paths, hash } = seen()
    change()
    expect(hashNow(root, paths)).not.toBe(hash)
  })
  it('is of the same hash when only times and inodes are others', () => {
    const { paths, hash } = seen()
    fs.cpSync(full('apps'), full('copy'), { recursive: true })
    fs.rmSync(full('apps'), { recursive: true })
    fs.renameSync(full('copy'), full('apps'))
    fs.utimesSync(full('apps/web/app.ts'), 1, 1)
    expect(hashNow(root, paths)).toBe(hash)
  })
  it('has the hash of what it has read, whatever is written meanwhile', () => {
    const files = readAll()
    put('apps/web/app.ts', 'two')
    const { paths, hash } = files.hash ?? { paths: [], hash: '' }
    expect(hashNow(root, paths)).not.toBe(hash)
    put('apps/web/app.ts', 'one')
    expect(hashNow(root, paths)).toBe(hash)
  })
  it('has none where code was run, and none through a link', () => {
    const files = readAll()
    files.spoil()
    expect(files.hash).toBeUndefined()
    fs.renameSync(full('apps/web/app.ts'), full('app.ts'))
    fs.symlinkSync(full('app.ts'), full('apps/web/app.ts'))
    expect(readAll().hash).toBeUndefined()
  })
})

describe('the text of a file that people wrote', () => {
  const link = (to: string, file: string) => fs.symlinkSync(to, full(file))
  it.each<[what: string, prepare: () => void, text: string | undefined]>([
    ['a file', () => undefined, 'one'],
    ['nothing', () => fs.rmSync(full('apps/web/app.ts')), undefined],
    ['a folder', () => (fs.rmSync(full('apps/web/app.ts')), fs.mkdirSync(full('apps/web/app.ts'))), undefined],
    ['a device', () => (fs.rmSync(full('apps/web/app.ts')), link('/dev/zero', 'apps/web/app.ts')), undefined],
    [
      'a link to a file beside it',
      () => (fs.rmSync(full('apps/web/app.ts')), link('b', 'apps/web/app.ts'), put('apps/web/b', 'b')),
      undefined,
    ],
    [
      'a file of a folder that is a link',
      () => (fs.renameSync(full('apps/web'), full('apps/b')), link('b', 'apps/web')),
      undefined,
    ],
    ['a large file', () => put('apps/web/app.ts', 'a'.repeat(5 * 2 ** 20)), undefined],
  ])('%s', (_, prepare, text) => {
    prepare()
    expect(plainText(root, 'apps/web/app.ts')).toBe(text)
  })

  it('is read below a root that is a link itself', () => {
    fs.symlinkSync(root, `${root}-link`)
    expect(plainText(`${root}-link`, 'apps/web/app.ts')).toBe('one')
    fs.rmSync(`${root}-link`)
  })
})
