import fs from 'node:fs'
import { formatIssue } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diskIssue, DiskError, sha256 } from './disk.ts'
import { Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const error = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (thrown) {
    return thrown
  }
}

describe('the disk', () => {
  it('tells files, folders, links and the rest apart, and follows no link', () => {
    box.put('a/file', 'text')
    fs.symlinkSync(box.full('a'), box.full('a/link'))
    box.disk.makeFolder('a/folder')
    expect([...box.disk.list('a')].sort((x, y) => (x.name < y.name ? -1 : 1))).toEqual([
      { name: 'file', kind: 'file' },
      { name: 'folder', kind: 'folder' },
      { name: 'link', kind: 'link' },
    ])
    expect(box.disk.stat('a/link')?.kind).toBe('link')
    expect(box.disk.stat('a/file')).toMatchObject({ kind: 'file', size: 4, executable: false })
  })
  it('takes what is missing, or there already, for no error where its comments say so', () => {
    box.put('a/file', '')
    expect(box.disk.list('none')).toEqual([])
    expect(box.disk.stat('none')).toBeUndefined()
    box.disk.remove('none')
    box.disk.removeFolder('none')
    box.disk.removeFolder('a')
    box.disk.makeFolder('a')
    expect(box.exists('a/file')).toBe(true)
  })
  it.each([
    ['read', 'ENOENT', () => box.disk.read('none')],
    ['read', 'ENOTDIR', () => (box.put('a', ''), box.disk.hash('a/b'))],
    ['write', 'ENOENT', () => box.disk.write('none/a', '')],
    ['rename to its name', 'ENOENT', () => box.disk.rename('none', 'a')],
    ['link', 'EEXIST', () => (box.put('a', ''), box.put('b', ''), box.disk.link('a', 'b'))],
    ['delete', 'EISDIR', () => (box.put('a/b', ''), box.disk.remove('a'))],
    ['make the folder', 'ENOENT', () => box.disk.makeFolder('none/a')],
    ['list', 'ENOTDIR', () => (box.put('a', ''), box.disk.list('a'))],
    ['look at', 'ENOTDIR', () => (box.put('a', ''), box.disk.stat('a/b'))],
    ['delete the folder', 'ENOTDIR', () => (box.put('a', ''), box.disk.removeFolder('a'))],
  ])('says what could not be done: %s', (step, code, work) => {
    const thrown = error(work)
    expect(thrown).toBeInstanceOf(DiskError)
    expect(thrown).toMatchObject({ step, code })
  })
  it('says it as an issue, with what to do', () => {
    expect(formatIssue(diskIssue(new DiskError('write', 'clusters/a.yaml', 'EACCES', 'permission denied')))).toBe(`\
clusters/a.yaml  [disk]
  given   EACCES (could not write): permission denied
  wanted  a disk that takes the whole tree
  do      give yourself the right to write there, then run it again`)
    expect(diskIssue(new DiskError('write', 'a', 'EIO', 'x')).hint).toBe(
      'correct what the message names, then run it again',
    )
  })
  it.each<[string, string | undefined, () => unknown]>([
    ['of a file', 'text', () => box.put('a', 'text')],
    ['of an empty one', '', () => box.put('a', '')],
    ['of a large one', 'ä'.repeat(100_000), () => box.put('a', 'ä'.repeat(100_000))],
    ['of no executable one', undefined, () => (box.put('a', 'text'), fs.chmodSync(box.full('a'), 0o755))],
    ['of no link', undefined, () => (box.put('b', 'text'), fs.symlinkSync('b', box.full('a')))],
    ['of no folder', undefined, () => box.disk.makeFolder('a')],
    ['of nothing that is not there', undefined, () => {}],
  ])('gives the hash %s', (_, text, make) => {
    make()
    expect(box.disk.hash('a')).toBe(text === undefined ? undefined : sha256(text))
  })
  it('hashes text as its bytes', () => {
    // The empty text's SHA-256, from FIPS 180-4's examples.
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256('é')).toBe(sha256(Buffer.from('é', 'utf8')))
  })
})
