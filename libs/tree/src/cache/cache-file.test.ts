import fs from 'node:fs'
import { formatIssues } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Sandbox } from '../../test/sandbox.ts'
import { nodeDisk, type Disk } from '../write/disk.ts'
import { readCache, saveCache, trustedCache } from './cache-file.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => {
  vi.useRealTimers()
  box.clean()
})

const file = '.slipway/gen.cache'
const head = { of: 'a "head"\n' }
const lines = ['one\ttwo', '{"three":"\\n"}']
const save = () => saveCache(box.disk, 'gen', head, lines)

describe('a cache file', () => {
  it('is read as it was saved, with the time of that', () => {
    save()
    expect(readCache(box.disk, 'gen')).toEqual({ head, lines, saved: box.disk.stat(file)?.modified })
    expect(readCache(box.disk, 'check')).toBeUndefined()
    saveCache(box.disk, 'gen', head, [])
    expect(readCache(box.disk, 'gen')).toMatchObject({ head, lines: [] })
  })
  it('is none when it was cut off at any byte', () => {
    save()
    const { size } = fs.statSync(box.full(file))
    for (let at = size - 1; at >= 0; at--) {
      fs.truncateSync(box.full(file), at)
      expect(readCache(box.disk, 'gen'), `cut off at ${at}`).toBeUndefined()
    }
  })
  it('is none when any byte of it is another', () => {
    save()
    const bytes = fs.readFileSync(box.full(file))
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      fs.writeFileSync(box.full(file), changed)
      expect(readCache(box.disk, 'gen'), `another byte at ${at}`).toBeUndefined()
    }
  })
  it.each<[string, (text: string) => string]>([
    ['has a line more', (text) => `${text}three\n`],
    ['is of another version', (text) => text.replace('"version":1', '"version":0')],
    ['is empty', () => ''],
  ])('is none when it %s', (_, change) => {
    save()
    box.put(file, change(box.text(file)))
    expect(readCache(box.disk, 'gen')).toBeUndefined()
  })
  it('is none where a folder lies', () => {
    fs.mkdirSync(box.full(file), { recursive: true })
    expect(readCache(box.disk, 'gen')).toBeUndefined()
  })
  it('is none below another root', () => {
    save()
    const other = new Sandbox()
    fs.cpSync(box.full('.slipway'), other.full('.slipway'), { recursive: true, preserveTimestamps: true })
    expect(readCache(other.disk, 'gen')).toBeUndefined()
    other.clean()
  })
  it('is none when the clock says that it is yet to come, but for a clock that goes a little wrong', () => {
    save()
    const saved = box.disk.stat(file)?.modified ?? 0
    const readAt = (now: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now })
      return readCache(box.disk, 'gen') !== undefined
    }
    expect([saved - 3000, saved - 1000, saved + 3000].map(readAt)).toEqual([false, true, true])
  })
})

describe('a cache that somebody else may have written', () => {
  const refused = (disk: Disk = box.disk): string => {
    const trusted = trustedCache(disk)
    return trusted.ok ? '' : formatIssues(trusted.issues)
  }
  it('is none of ours', () => {
    save()
    expect(refused()).toBe('')
  })
  it('is refused as a link', () => {
    save()
    fs.renameSync(box.full(file), box.full('elsewhere'))
    fs.symlinkSync(box.full('elsewhere'), box.full(file))
    expect(refused()).toBe(`\
${file}  [cache-refused]
  given   a symbolic link
  wanted  a cache that only your own runs can have written
  do      delete ${file}; it is made anew

1 problem`)
  })
  it('is refused below a folder that is a link', () => {
    box.put('elsewhere/gen.cache', '')
    fs.symlinkSync(box.full('elsewhere'), box.full('.slipway'))
    expect(refused()).toContain('.slipway  [tree-strange]\n  given   a symbolic link')
  })
  it('is refused where it belongs to another user', () => {
    saveCache(box.disk, 'check', head, lines)
    const disk: Disk = {
      ...box.disk,
      stat: (path) => {
        const stat = box.disk.stat(path)
        return stat && { ...stat, owner: stat.owner + (path === '.slipway/check.cache' ? 1 : 0) }
      },
    }
    expect(refused(disk)).toContain(
      '.slipway/check.cache  [cache-refused]\n  given   a cache that belongs to another user',
    )
  })
  it('is refused where git tracks it', () => {
    save()
    box.git('init', '-q')
    expect(refused()).toBe('')
    box.git('add', '-f', '.slipway')
    expect(refused()).toContain(`${file}  [cache-refused]\n  given   a cache that git tracks`)
    expect(refused()).toContain(
      '  do      git rm -r --cached .slipway, then delete .slipway/gen.cache; it is made anew',
    )
  })
  it('is refused where git tracks it from a folder above', () => {
    box.git('init', '-q')
    const disk = nodeDisk(box.full('below'))
    box.put('below/apps', '')
    saveCache(disk, 'gen', head, lines)
    box.git('add', '-f', '.')
    expect(refused(disk)).toContain('a cache that git tracks')
  })
})
