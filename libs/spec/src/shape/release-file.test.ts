import { parse } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { releaseFile } from './release-file.ts'

const rest = { digest: `sha256:${'a'.repeat(64)}`, version: '1.0.0' }
const read = (hold: unknown) => parse(releaseFile, { hold, ...rest }, 'prod.json')

describe('the hold of a release file', () => {
  it.each([
    { reason: 'load test', by: 'person' },
    { reason: 'slow', by: 'rollback', from: '1.5.0 (99786f0c8b85)' },
    { reason: 'slow', by: 'rollback' },
  ])('is read as %j', (hold) => {
    expect(read(hold)).toEqual({ ok: true, value: { hold, ...rest } })
  })

  it.each([
    ['load test', { reason: 'load test', by: 'person' }],
    ['it was rolled back from 2.0: slow', { reason: 'it was rolled back from 2.0: slow', by: 'person' }],
    [
      'rolled back from 1.5.0 (99786f0c8b85): slow: again',
      { reason: 'slow: again', by: 'rollback', from: '1.5.0 (99786f0c8b85)' },
    ],
    ['rolled back from somewhere', { reason: 'rolled back from somewhere', by: 'rollback' }],
  ])('of an older file, %j, is read as what it meant', (text, hold) => {
    expect(read(text)).toEqual({ ok: true, value: { hold, ...rest } })
  })

  it.each<[unknown, string, string]>([
    ['', 'hold', 'why no other release may come here'],
    [7, 'hold', 'why no other release may come here'],
    [{ reason: 'x' }, 'hold.by', 'who holds it'],
    [{ reason: 'x', by: 'robot' }, 'hold.by', 'who holds it'],
    [{ reason: 'two\nlines', by: 'person' }, 'hold.reason', 'why, on one line'],
    [{ reason: 'x', by: 'person', until: 'noon' }, 'hold.until', 'one of: reason, by, from'],
  ])('%j is refused at %s', (hold, at, want) => {
    const found = read(hold)
    expect(found.ok ? [] : found.issues.map((one) => one.at)).toEqual([at])
    expect(found.ok ? '' : found.issues[0]?.want).toContain(want)
  })
})
