import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeKey, openJudged } from './judged.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-judged-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))
const file = () => path.join(root, '.slipway/judged')

describe('openJudged', () => {
  it('remembers just what it was last told, under the same key', () => {
    openJudged(root, 'k').keep(['a', 'b'])
    openJudged(root, 'k').keep(['b', 'c'])
    expect(['a', 'b', 'c'].map(openJudged(root, 'k').has)).toEqual([false, true, true])
    expect(openJudged(root, 'other').has('b')).toBe(false)
    expect(readdirSync(path.join(root, '.slipway'))).toEqual(['judged'])
  })
  it.each<[string, (text: string) => string]>([
    ['is cut off', (text) => text.slice(0, -10)],
    ['has a letter more', (text) => text.replace(/\n(.)([^\n]*)\n$/, '\n$1$2x\n')],
    ['has a line more', (text) => `${text}${'0'.repeat(64)}\n`],
    ['is empty', () => ''],
  ])('forgets all when its file %s', (_, damage) => {
    openJudged(root, 'k').keep(['a', 'b'])
    writeFileSync(file(), damage(readFileSync(file(), 'utf8')))
    expect(['a', 'b'].map(openJudged(root, 'k').has)).toEqual([false, false])
  })
})

describe('judgeKey', () => {
  it('is another with another schema, another pin and another judge', () => {
    const put = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      writeFileSync(path.join(root, name), text)
      return judgeKey(root)
    }
    for (const part of ['kubeconform', 'schemas', 'src']) mkdirSync(path.join(root, part))
    const keys = [
      judgeKey(root),
      put('schemas/a.json', '{}'),
      put('schemas/a.json', '[]'),
      put('kubeconform/go.mod', 'x'),
      put('src/a.ts', 'x'),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(put('src/a.test.ts', 'x')).toBe(keys.at(-1))
  })
})
