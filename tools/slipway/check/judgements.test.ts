import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FolderResult } from '@slipway/checks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openJudgements } from './judgements.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-judgements-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const judged = new Map<string, FolderResult>([
  [
    'clusters/dev/shop/web',
    {
      key: 'k',
      objects: [
        ['Service', 'shop', 'web', 'service-web.yaml', 'h'],
        ['Pod', 'shop', 'a"\n', 'pod-a.yaml', 'h', ['pods shop']],
      ],
      queried: ['Service'],
    },
  ],
  ['clusters/dev/shop/api', { key: undefined, objects: [], queried: undefined }],
])
const file = () => path.join(root, '.slipway/judgements.jsonl')
const before = (key = 'k', of = 'f') => openJudgements(root, key).before(of)

describe('openJudgements', () => {
  it('remembers what it was told, for the same rules and the same fleet', () => {
    openJudgements(root, 'k').keep('f', judged)
    expect(before()).toEqual(judged)
    expect([before('other'), before('k', 'other')]).toEqual([new Map(), new Map()])
    expect(readdirSync(path.join(root, '.slipway'))).toEqual(['judgements.jsonl'])
  })
  it.each<[string, (text: string) => string]>([
    ['is cut off', (text) => text.slice(0, -10)],
    ['says something else', (text) => text.replace('service-web', 'service-wet')],
    ['has a line more', (text) => `${text}["clusters/dev/shop/x",null,[],[]]\n`],
    ['is empty', () => ''],
  ])('forgets all when its file %s', (_, damage) => {
    openJudgements(root, 'k').keep('f', judged)
    writeFileSync(file(), damage(readFileSync(file(), 'utf8')))
    expect(before()).toEqual(new Map())
  })
})
